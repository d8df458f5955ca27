"""Pages of who is with whom, below /e/<slug>/."""
