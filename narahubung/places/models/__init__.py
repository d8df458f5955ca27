"""Rooms as drawn, and who is where in them."""

from narahubung.places.models.rooms import DrawnMark, DrawnSeat, MarkKind, RoomPlan, ShapeCode
from narahubung.places.models.seatings import (
    Guest,
    GuestRole,
    RuleKind,
    Seating,
    SeatingState,
    SeatRule,
)

__all__ = [
    "DrawnMark",
    "DrawnSeat",
    "Guest",
    "GuestRole",
    "MarkKind",
    "RoomPlan",
    "RuleKind",
    "SeatRule",
    "Seating",
    "SeatingState",
    "ShapeCode",
]
