"""What one change does to everything else: what moves, what gets tight, what breaks, and the repairs."""
