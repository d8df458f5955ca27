"""Pages of messages and channels."""
