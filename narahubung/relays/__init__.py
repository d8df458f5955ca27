"""Closed-loop messages: who must know what, by which channel, until acknowledged or read back."""
