"""What may be known of warnings, of whom they touch, of their chains."""
