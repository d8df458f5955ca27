"""Occasions, the detail book, positions, seats in the car, etiquette: frozen answers."""
