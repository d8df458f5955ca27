"""What is allowed with orders of precedence, standings and rule sets, and the library."""
