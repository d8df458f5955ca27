"""Pages of waves, of a delegation's day, and of when to leave."""
