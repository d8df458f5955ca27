"""What may be done with warnings and feeds."""
