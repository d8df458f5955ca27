"""What every room may use and nobody can do without: refusals, the clock, the Actor, sealing, web answers."""
