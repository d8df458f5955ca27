"""Programme items and their lines of running, the private ones, releases, calendar addresses."""

from narahubung.programme.models.cues import Cue, CueRole
from narahubung.programme.models.items import Item
from narahubung.programme.models.private import PrivateItem, PrivateKind
from narahubung.programme.models.releases import CalendarFeed, Release

__all__ = [
    "CalendarFeed",
    "Cue",
    "CueRole",
    "Item",
    "PrivateItem",
    "PrivateKind",
    "Release",
]
