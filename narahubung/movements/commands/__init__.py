"""What is done to movements and trips."""

from narahubung.movements.commands.moving import divert, move_trip, take_back_move, tell_delay
from narahubung.movements.commands.statuses import report_status, undo_status

__all__ = [
    "divert",
    "move_trip",
    "report_status",
    "take_back_move",
    "tell_delay",
    "undo_status",
]
