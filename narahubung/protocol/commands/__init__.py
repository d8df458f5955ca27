"""Occasions are chosen, edited and taken back; the detail book is written; seats are asked for."""

from narahubung.protocol.commands.details import remind_of_gaps, write_detail
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
from narahubung.protocol.commands.seats import ask_seats

__all__ = [
    "ask_seats",
    "choose_occasion",
    "drop_occasion_check",
    "drop_occasion_text",
    "look_at_check",
    "remind_of_gaps",
    "set_occasion",
    "take_back_look",
    "take_back_occasion",
    "write_detail",
    "write_occasion_check",
    "write_occasion_text",
]
