"""What may be done with cars and their drivers, and why not."""
