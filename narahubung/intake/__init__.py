"""Any organiser's list in: read, map, check, show what will happen, then apply in one act."""
