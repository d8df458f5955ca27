"""The commands of this room."""

from narahubung.transport.commands.driving import (
    give_driver_link,
    take_back_by_link,
    tell_by_link,
)
from narahubung.transport.commands.escorts import (
    approve_escort,
    ask_escort,
    move_request,
    refuse_escort,
    take_back_answer,
    withdraw_escort,
)
from narahubung.transport.commands.maps import add_plan, mark_plan, remove_plan, unmark_plan
from narahubung.transport.commands.positions import (
    forget_positions,
    share_position,
    share_position_by_link,
    stop_sharing,
    stop_sharing_by_link,
)
from narahubung.transport.commands.shuttles import (
    add_line,
    add_runs,
    board,
    cancel_run,
    let_leave,
    let_stay,
    remove_passenger,
    sign_up,
)

__all__ = [
    "add_line",
    "add_plan",
    "add_runs",
    "approve_escort",
    "ask_escort",
    "board",
    "cancel_run",
    "forget_positions",
    "give_driver_link",
    "let_leave",
    "let_stay",
    "mark_plan",
    "move_request",
    "refuse_escort",
    "remove_passenger",
    "remove_plan",
    "share_position",
    "share_position_by_link",
    "sign_up",
    "stop_sharing",
    "stop_sharing_by_link",
    "take_back_answer",
    "take_back_by_link",
    "tell_by_link",
    "unmark_plan",
    "withdraw_escort",
]
