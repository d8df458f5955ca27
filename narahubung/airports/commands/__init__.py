"""What is done at the airport, one verb each."""

from narahubung.airports.commands.aircraft import keep_aircraft, note_clearance
from narahubung.airports.commands.bookings import (
    answer_booking,
    book,
    cancel_booking,
    move_booking,
)
from narahubung.airports.commands.departing import (
    follow_departure,
    leave_line,
    note_status,
    plan_departure,
    stand_in_line,
    take_back_leaving,
    tell_leaving,
)
from narahubung.airports.commands.facilities import (
    answer_guest,
    keep_facility,
    list_guest,
    strike_guest,
)
from narahubung.airports.commands.luggage import (
    count_bags,
    follow_bag,
    report_missing_bag,
    undo_count,
)

__all__ = [
    "answer_booking",
    "answer_guest",
    "book",
    "cancel_booking",
    "count_bags",
    "follow_bag",
    "follow_departure",
    "keep_aircraft",
    "keep_facility",
    "leave_line",
    "list_guest",
    "move_booking",
    "note_clearance",
    "note_status",
    "plan_departure",
    "report_missing_bag",
    "stand_in_line",
    "strike_guest",
    "take_back_leaving",
    "tell_leaving",
    "undo_count",
]
