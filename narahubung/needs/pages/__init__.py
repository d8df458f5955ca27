"""Pages of needs, below /e/<slug>/."""
