"""The shape of what people type at the airport."""
