"""What can happen to aircraft, bookings and luggage, and when a party leaves for good."""
