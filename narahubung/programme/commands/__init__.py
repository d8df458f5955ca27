"""What is done to the programme."""

from narahubung.programme.commands.calendars import close_calendar, open_calendar, token_hash
from narahubung.programme.commands.cues import (
    Line,
    copy_cues,
    give_cue,
    slip_from,
    swap_cues,
    take_back_cue,
    write_cues,
)
from narahubung.programme.commands.items import cancel_item, move_item, release, set_attendance
from narahubung.programme.commands.private import (
    begin_outing,
    cancel_private,
    change_private,
    end_private,
    plan_private,
    put_back_private,
)

__all__ = [
    "Line",
    "begin_outing",
    "cancel_item",
    "cancel_private",
    "change_private",
    "close_calendar",
    "copy_cues",
    "end_private",
    "give_cue",
    "move_item",
    "open_calendar",
    "plan_private",
    "put_back_private",
    "release",
    "set_attendance",
    "slip_from",
    "swap_cues",
    "take_back_cue",
    "token_hash",
    "write_cues",
]
