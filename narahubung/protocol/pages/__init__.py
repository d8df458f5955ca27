"""The pages of precedence."""
