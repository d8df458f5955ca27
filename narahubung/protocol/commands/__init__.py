"""Everything that changes orders of precedence, standings, occasions, the detail book, seats."""

from narahubung.protocol.commands.deciding import (
    move_guest,
    settle_tie,
    take_place_back,
    take_settlement_back,
)
from narahubung.protocol.commands.details import remind_of_gaps, write_detail
from narahubung.protocol.commands.guests import (
    add_guests,
    leave_out,
    note_absent,
    note_present,
    stand_in,
)
from narahubung.protocol.commands.looking import look_at_check, take_back_look
from narahubung.protocol.commands.occasions import (
    choose_occasion,
    drop_occasion_check,
    drop_occasion_text,
    set_occasion,
    take_back_occasion,
    write_occasion_check,
    write_occasion_text,
)
from narahubung.protocol.commands.orders import (
    choose_rules,
    hide_order,
    make_order,
    put_order_back,
    remove_order,
    rename_order,
    show_order,
)
from narahubung.protocol.commands.seats import ask_seats
from narahubung.protocol.commands.standings import keep_standing, rewrite_rules, write_rules

__all__ = [
    "add_guests",
    "ask_seats",
    "choose_occasion",
    "choose_rules",
    "drop_occasion_check",
    "drop_occasion_text",
    "hide_order",
    "keep_standing",
    "leave_out",
    "look_at_check",
    "make_order",
    "move_guest",
    "note_absent",
    "note_present",
    "put_order_back",
    "remind_of_gaps",
    "remove_order",
    "rename_order",
    "rewrite_rules",
    "set_occasion",
    "settle_tie",
    "show_order",
    "stand_in",
    "take_back_look",
    "take_back_occasion",
    "take_place_back",
    "take_settlement_back",
    "write_detail",
    "write_occasion_check",
    "write_occasion_text",
    "write_rules",
]
