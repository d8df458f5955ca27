"""What is known of movements: lists of a day or a party, where everybody is, what comes next."""

from narahubung.movements.queries.finding import find
from narahubung.movements.queries.lists import (
    DayCount,
    MovementLine,
    Transport,
    TripLine,
    days_of,
    movement_line,
    movements_of,
    movements_on,
    transport_of,
    trip_line,
    trips_of,
    trips_on,
)
from narahubung.movements.queries.whereabouts import (
    Next,
    Pulse,
    Where,
    pulse,
    whereabouts_of,
)

__all__ = [
    "DayCount",
    "MovementLine",
    "Next",
    "Pulse",
    "Transport",
    "TripLine",
    "Where",
    "days_of",
    "find",
    "movement_line",
    "movements_of",
    "movements_on",
    "pulse",
    "transport_of",
    "trip_line",
    "trips_of",
    "trips_on",
    "whereabouts_of",
]
