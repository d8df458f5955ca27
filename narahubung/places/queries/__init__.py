"""Frozen answers: rooms as drawn from a viewpoint, the seating board, one party's places."""
