"""What may be said to the public, by whom, and when."""
