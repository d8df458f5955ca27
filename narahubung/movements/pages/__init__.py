"""Pages of arrivals, departures and drives."""
