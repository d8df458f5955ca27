"""What is known of movements: lists of a day or a party, where everybody is, what comes next."""

from narahubung.movements.queries.finding import cars_to_match, find
from narahubung.movements.queries.hours import in_folds
from narahubung.movements.queries.lists import (
    DayCount,
    MovementLine,
    Transport,
    TripLine,
    companions_of,
    days_of,
    in_days,
    movement_line,
    movements_of,
    movements_on,
    transport_of,
    trip_line,
    trips_of,
)
from narahubung.movements.queries.trips import (
    TripChoices,
    trip_choices,
    trips_at,
    trips_found,
    worries,
)
from narahubung.movements.queries.whereabouts import (
    Next,
    Pulse,
    Where,
    pulse,
    reported,
    whereabouts_of,
)
from narahubung.movements.undoing import last_move

__all__ = [
    "DayCount",
    "MovementLine",
    "Next",
    "Pulse",
    "Transport",
    "TripChoices",
    "TripLine",
    "Where",
    "cars_to_match",
    "companions_of",
    "days_of",
    "find",
    "in_days",
    "in_folds",
    "last_move",
    "movement_line",
    "movements_of",
    "movements_on",
    "pulse",
    "reported",
    "transport_of",
    "trip_choices",
    "trip_line",
    "trips_at",
    "trips_found",
    "trips_of",
    "whereabouts_of",
    "worries",
]
