"""Where guests stay: hotels, room blocks, who sleeps in which room."""
