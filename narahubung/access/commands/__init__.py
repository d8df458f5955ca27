"""Everything that changes zones, accreditations, badges, and what happened at gates."""

from narahubung.access.commands.badges import (
    collect_badge,
    find_badge,
    give_badge_back,
    lose_badge,
    print_badges,
    replace_badge,
)
from narahubung.access.commands.blanks import (
    activate_blank,
    confirm_blank,
    end_blank,
    make_blanks,
)
from narahubung.access.commands.gates import pass_gate, renew_gate_lists
from narahubung.access.commands.keys import replace_key
from narahubung.access.commands.pass_backs import settle_pass_back
from narahubung.access.commands.people import (
    approve_accreditation,
    ask_accreditation,
    check_accreditation,
    decline_accreditation,
    photograph,
    reopen_accreditation,
    vet_person,
    withdraw_accreditation,
)
from narahubung.access.commands.zones import keep_category, keep_gate, keep_zone

__all__ = [
    "activate_blank",
    "approve_accreditation",
    "ask_accreditation",
    "check_accreditation",
    "collect_badge",
    "confirm_blank",
    "decline_accreditation",
    "end_blank",
    "find_badge",
    "give_badge_back",
    "keep_category",
    "keep_gate",
    "keep_zone",
    "lose_badge",
    "make_blanks",
    "pass_gate",
    "photograph",
    "print_badges",
    "renew_gate_lists",
    "reopen_accreditation",
    "replace_badge",
    "replace_key",
    "settle_pass_back",
    "vet_person",
    "withdraw_accreditation",
]
