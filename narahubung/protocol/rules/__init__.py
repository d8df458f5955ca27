"""What is allowed with orders of precedence, occasions and the detail book, and the library."""
