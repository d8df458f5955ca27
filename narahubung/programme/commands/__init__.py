"""What is done to the programme."""

from narahubung.programme.commands.calendars import close_calendar, open_calendar, token_hash
from narahubung.programme.commands.items import cancel_item, move_item, release, set_attendance

__all__ = [
    "cancel_item",
    "close_calendar",
    "move_item",
    "open_calendar",
    "release",
    "set_attendance",
    "token_hash",
]
