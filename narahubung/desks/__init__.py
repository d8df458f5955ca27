"""Pages of several rooms: board, delegation sheet, officer's day, search. No models."""
