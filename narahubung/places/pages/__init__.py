"""Pages of rooms, seatings, and what an officer sees of them."""
