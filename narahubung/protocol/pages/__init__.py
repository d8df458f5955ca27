"""The pages of precedence, occasions, the detail book, positions and etiquette."""
