"""What is done to movements, trips and the cars that drive them."""

from narahubung.movements.commands.fleet import match_drivers, put_back, take_out
from narahubung.movements.commands.moving import (
    cancel_trip,
    divert,
    give_cars,
    move_trip,
    move_trips,
    take_back_move,
    tell_delay,
)
from narahubung.movements.commands.permits import change_permit, give_permit, remove_permit
from narahubung.movements.commands.statuses import report_status, undo_status
from narahubung.movements.commands.together import (
    name_lead,
    rejoin,
    say_carriage,
    split_movement,
    tell_companions,
)
from narahubung.movements.commands.trips import add_trip, hold_trip
from narahubung.movements.commands.using import claim

__all__ = [
    "add_trip",
    "cancel_trip",
    "change_permit",
    "claim",
    "divert",
    "give_cars",
    "give_permit",
    "hold_trip",
    "match_drivers",
    "move_trip",
    "move_trips",
    "name_lead",
    "put_back",
    "rejoin",
    "remove_permit",
    "report_status",
    "say_carriage",
    "split_movement",
    "take_back_move",
    "take_out",
    "tell_companions",
    "tell_delay",
    "undo_status",
]
