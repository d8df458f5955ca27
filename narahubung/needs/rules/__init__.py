"""What may be done with needs, by whom; each refusal beside the rule that raises it."""
