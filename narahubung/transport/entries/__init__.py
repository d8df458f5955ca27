"""What can happen to cars and their drivers."""
