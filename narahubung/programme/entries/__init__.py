"""What can happen to the programme."""

from narahubung.programme.entries.items import (
    AttendanceSet,
    CalendarOpened,
    ItemCancelled,
    ItemMoved,
    ProgrammeReleased,
    field_word,
    moved_text,
)

__all__ = [
    "AttendanceSet",
    "CalendarOpened",
    "ItemCancelled",
    "ItemMoved",
    "ProgrammeReleased",
    "field_word",
    "moved_text",
]
