"""Settings, URLs, servers and wiring: the one place that knows every room."""
