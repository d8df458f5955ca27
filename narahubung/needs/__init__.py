"""Requests in both directions: who needs what from which department, until when, in what state."""
