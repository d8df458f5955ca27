"""Cars and their drivers, escorts, motorcades, shuttles, positions: who drives whom with what."""
