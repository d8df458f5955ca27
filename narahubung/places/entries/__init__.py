"""What can happen to a room and to the places in it."""

from narahubung.places.entries.rooms import (
    MarkPut,
    MarkTaken,
    RoomDrawn,
    RoomRedrawn,
    SeatClosed,
    SeatOpened,
)

__all__ = [
    "MarkPut",
    "MarkTaken",
    "RoomDrawn",
    "RoomRedrawn",
    "SeatClosed",
    "SeatOpened",
]
