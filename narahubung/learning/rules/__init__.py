"""What is allowed in drills, and when an improvement is done."""
