"""What a change does to everything else: what moves, gets tight or breaks, and the repairs."""
