"""The pages of the register of gifts."""
