"""Getting there and away: arrivals, departures, trips, cars, escorts; where each party is now."""
