"""The pages of protocol."""
