"""Cars and their drivers, escorts, motorcades, shuttles and positions: who drives whom with what."""
