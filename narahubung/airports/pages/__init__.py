"""The pages of the airport."""
