"""Everything that changes duties. One verb, one function, one act."""

from narahubung.duties.commands.checking import (
    check,
    look_beside,
    note,
    note_in_log,
    open_when_needed,
    recheck,
    undo_check,
)
from narahubung.duties.commands.observing import mark_became_need, observe, remove_observation
from narahubung.duties.commands.unfolding import PARTIES_PER_ACT, refold, take_as_done

__all__ = [
    "PARTIES_PER_ACT",
    "check",
    "look_beside",
    "mark_became_need",
    "note",
    "note_in_log",
    "observe",
    "open_when_needed",
    "recheck",
    "refold",
    "remove_observation",
    "take_as_done",
    "undo_check",
]
