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
from narahubung.transport.commands.motorcades import (
    add_car,
    disband,
    make_motorcade,
    order_cars,
    set_car,
    take_out_car,
    take_spare,
    write_route,
)
from narahubung.transport.commands.outings import drive_outing, follow_outing
from narahubung.transport.commands.positions import (
    forget_positions,
    share_position,
    share_position_by_link,
    stop_sharing,
    stop_sharing_by_link,
)
from narahubung.transport.commands.seating import call_car, seat, undo_call, unseat
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
    "add_car",
    "add_line",
    "add_plan",
    "add_runs",
    "approve_escort",
    "ask_escort",
    "board",
    "call_car",
    "cancel_run",
    "disband",
    "drive_outing",
    "follow_outing",
    "forget_positions",
    "give_driver_link",
    "let_leave",
    "let_stay",
    "make_motorcade",
    "mark_plan",
    "move_request",
    "order_cars",
    "refuse_escort",
    "remove_passenger",
    "remove_plan",
    "seat",
    "set_car",
    "share_position",
    "share_position_by_link",
    "sign_up",
    "stop_sharing",
    "stop_sharing_by_link",
    "take_back_answer",
    "take_back_by_link",
    "take_out_car",
    "take_spare",
    "tell_by_link",
    "undo_call",
    "unmark_plan",
    "unseat",
    "withdraw_escort",
    "write_route",
]
