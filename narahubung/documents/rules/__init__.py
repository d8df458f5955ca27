"""What may be attached, and what becomes of papers."""

from narahubung.documents.rules.files import (
    LONGEST_SIDE,
    MOST_PIXELS,
    NotAPicture,
    NotAVoiceNote,
    NotYoursToAttach,
    TooManyPixels,
    check_can_attach,
)
from narahubung.documents.rules.papers import (
    UNDER_WAY,
    ExpiresTooEarly,
    NoStepLeft,
    NotYourNumbers,
    NotYourPapers,
    SameAsBefore,
    check_can_move,
    check_can_read_numbers,
    check_lasts,
    kinds_for,
    may_read_numbers,
    step,
)

__all__ = [
    "LONGEST_SIDE",
    "MOST_PIXELS",
    "UNDER_WAY",
    "ExpiresTooEarly",
    "NoStepLeft",
    "NotAPicture",
    "NotAVoiceNote",
    "NotYourNumbers",
    "NotYourPapers",
    "NotYoursToAttach",
    "SameAsBefore",
    "TooManyPixels",
    "check_can_attach",
    "check_can_move",
    "check_can_read_numbers",
    "check_lasts",
    "kinds_for",
    "may_read_numbers",
    "step",
]
