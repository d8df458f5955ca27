"""Pages that answer with a sheet or a file."""
