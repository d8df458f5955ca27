"""What is allowed with occasions and the detail book, and the library."""
