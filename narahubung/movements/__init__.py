"""Getting there and away: arrivals, departures, trips, vehicles, escorts, and where each party is now."""
