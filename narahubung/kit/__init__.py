"""What every room may use: refusals, the clock, the Actor, sealing, web answers, tables."""
