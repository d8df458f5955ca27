"""What stands against it."""
