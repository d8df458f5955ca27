"""What may be drawn, seated, adopted."""
