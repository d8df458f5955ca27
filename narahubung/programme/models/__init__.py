"""Programme items and their lines of running, the private ones, releases, calendar addresses."""

from narahubung.programme.models.cues import OF_ROLE, Cue, CueRole
from narahubung.programme.models.items import Item
from narahubung.programme.models.private import PrivateItem, PrivateKind
from narahubung.programme.models.releases import CalendarFeed, Release

__all__ = [
    "OF_ROLE",
    "CalendarFeed",
    "Cue",
    "CueRole",
    "Item",
    "PrivateItem",
    "PrivateKind",
    "Release",
]
