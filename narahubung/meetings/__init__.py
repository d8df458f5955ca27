"""Bilateral and other meetings, as recorded: who with whom, when, where, in what state."""
