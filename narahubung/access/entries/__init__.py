"""What can happen to badges and at gates. No entry names the holder: requests have numbers."""

from narahubung.access.entries.badges import (
    BadgeMoved,
    BlankActivated,
    BlankAsked,
    BlankEnded,
    BlanksMade,
)
from narahubung.access.entries.keys import KeyReplaced
from narahubung.access.entries.passages import (
    ListsChanged,
    PassBackFound,
    PassBackSettled,
    Passed,
)
from narahubung.access.entries.people import (
    AccreditationAsked,
    AccreditationMoved,
    PersonVetted,
    PhotoTaken,
)
from narahubung.access.entries.zones import CategoryKept, GateKept, ZoneKept

__all__ = [
    "AccreditationAsked",
    "AccreditationMoved",
    "BadgeMoved",
    "BlankActivated",
    "BlankAsked",
    "BlankEnded",
    "BlanksMade",
    "CategoryKept",
    "GateKept",
    "KeyReplaced",
    "ListsChanged",
    "PassBackFound",
    "PassBackSettled",
    "Passed",
    "PersonVetted",
    "PhotoTaken",
    "ZoneKept",
]
