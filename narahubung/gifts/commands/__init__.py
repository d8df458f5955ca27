"""Everything that changes the register of gifts."""

from narahubung.gifts.commands.calendar import (
    add_holiday,
    adopt_holidays,
    paste_holidays,
    remove_holiday,
    set_gift_terms,
)
from narahubung.gifts.commands.custody import end_custody, give_custody, place_gift, take_custody
from narahubung.gifts.commands.declaring import correct_gift, declare_gift, describe_reporter
from narahubung.gifts.commands.reporting import note_decision, note_kpk, note_upg, remind_gift

__all__ = [
    "add_holiday",
    "adopt_holidays",
    "correct_gift",
    "declare_gift",
    "describe_reporter",
    "end_custody",
    "give_custody",
    "note_decision",
    "note_kpk",
    "note_upg",
    "paste_holidays",
    "place_gift",
    "remind_gift",
    "remove_holiday",
    "set_gift_terms",
    "take_custody",
]
