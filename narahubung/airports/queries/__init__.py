"""What is known at the airport, cut to who asks."""
