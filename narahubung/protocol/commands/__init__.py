"""Everything that changes an order of precedence, a standing, a rule set of the event's own."""

from narahubung.protocol.commands.deciding import (
    move_guest,
    settle_tie,
    take_place_back,
    take_settlement_back,
)
from narahubung.protocol.commands.guests import (
    add_guests,
    leave_out,
    note_absent,
    note_present,
    stand_in,
)
from narahubung.protocol.commands.orders import (
    choose_rules,
    make_order,
    put_order_back,
    remove_order,
    rename_order,
)
from narahubung.protocol.commands.standings import keep_standing, rewrite_rules, write_rules

__all__ = [
    "add_guests",
    "choose_rules",
    "keep_standing",
    "leave_out",
    "make_order",
    "move_guest",
    "note_absent",
    "note_present",
    "put_order_back",
    "remove_order",
    "rename_order",
    "rewrite_rules",
    "settle_tie",
    "stand_in",
    "take_place_back",
    "take_settlement_back",
    "write_rules",
]
