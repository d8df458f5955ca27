"""Everything that changes a room, or who is where in it."""

from narahubung.places.commands.guests import (
    add_guest,
    add_seat_rule,
    change_guest,
    drop_guest,
    drop_seat_rule,
    mark_absent,
    mark_present,
    move_seated,
    pin_guest,
    unpin_guest,
)
from narahubung.places.commands.rooms import (
    close_seat,
    draw_room,
    open_seat,
    put_mark,
    redraw_room,
    take_mark,
)
from narahubung.places.commands.seatings import (
    adopt_seating,
    cancel_seating,
    cue_entry,
    follow_order,
    plan_seating,
    propose_seats,
    time_entry,
    undo_seats,
)

__all__ = [
    "add_guest",
    "add_seat_rule",
    "adopt_seating",
    "cancel_seating",
    "change_guest",
    "close_seat",
    "cue_entry",
    "draw_room",
    "drop_guest",
    "drop_seat_rule",
    "follow_order",
    "mark_absent",
    "mark_present",
    "move_seated",
    "open_seat",
    "pin_guest",
    "plan_seating",
    "propose_seats",
    "put_mark",
    "redraw_room",
    "take_mark",
    "time_entry",
    "undo_seats",
    "unpin_guest",
]
