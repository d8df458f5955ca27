"""What can happen to the programme."""

from narahubung.programme.entries.cues import CueGiven, CuesSlipped, CuesWritten
from narahubung.programme.entries.items import (
    AttendanceSet,
    CalendarOpened,
    ItemCancelled,
    ItemMoved,
    ProgrammeReleased,
    field_word,
    moved_text,
)
from narahubung.programme.entries.private import BusySet, PrivateSet

__all__ = [
    "AttendanceSet",
    "BusySet",
    "CalendarOpened",
    "CueGiven",
    "CuesSlipped",
    "CuesWritten",
    "ItemCancelled",
    "ItemMoved",
    "PrivateSet",
    "ProgrammeReleased",
    "field_word",
    "moved_text",
]
