"""What may be done at the airport, and what is refused with which sentence."""
