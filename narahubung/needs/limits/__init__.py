"""What is granted by default and what is said to a guest, as data, and what reads it."""
