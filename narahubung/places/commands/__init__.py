"""Everything that changes a room, or who is where in it."""

from narahubung.places.commands.rooms import (
    close_seat,
    draw_room,
    open_seat,
    put_mark,
    redraw_room,
    take_mark,
)

__all__ = [
    "close_seat",
    "draw_room",
    "open_seat",
    "put_mark",
    "redraw_room",
    "take_mark",
]
