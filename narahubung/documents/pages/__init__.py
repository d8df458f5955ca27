"""Pages of files and of papers."""
