"""What may be done to the programme."""

from narahubung.programme.rules.items import (
    EndsBeforeItStarts,
    ItemIsCancelled,
    NothingNew,
    NothingToRelease,
    NotYourProgramme,
    check_can_move,
    check_can_plan,
    check_span,
)

__all__ = [
    "EndsBeforeItStarts",
    "ItemIsCancelled",
    "NotYourProgramme",
    "NothingNew",
    "NothingToRelease",
    "check_can_move",
    "check_can_plan",
    "check_span",
]
