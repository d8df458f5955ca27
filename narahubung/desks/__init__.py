"""Pages made of several rooms' queries: board, delegation sheet, officer's day, search. No models."""
