"""The rows of this room: permits, escorts, motorcades, shuttles, positions."""
