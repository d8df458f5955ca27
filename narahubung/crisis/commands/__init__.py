"""Everything that changes an incident, the crisis, its cards."""

from narahubung.crisis.commands.cards import deal_cards, give_card_back, pass_card_on, take_card
from narahubung.crisis.commands.counting import ask_again, begin_roll, count_head, count_party
from narahubung.crisis.commands.facts import (
    add_source,
    contradict,
    renew_fact,
    tell_fact,
    withdraw_fact,
)
from narahubung.crisis.commands.incidents import (
    close_incident,
    grade_incident,
    reopen_incident,
    report_incident,
    take_incident,
)
from narahubung.crisis.commands.reporting import (
    approve_report,
    draft_report,
    report_no_change,
    tell_overdue_report,
    write_report,
)
from narahubung.crisis.commands.switching import (
    ask_for_crisis,
    confirm_crisis,
    drop_switch,
    end_crisis,
    take_crisis_back,
    tell_switch_again,
)

__all__ = [
    "add_source",
    "approve_report",
    "ask_again",
    "ask_for_crisis",
    "begin_roll",
    "close_incident",
    "confirm_crisis",
    "contradict",
    "count_head",
    "count_party",
    "deal_cards",
    "draft_report",
    "drop_switch",
    "end_crisis",
    "give_card_back",
    "grade_incident",
    "pass_card_on",
    "renew_fact",
    "reopen_incident",
    "report_incident",
    "report_no_change",
    "take_card",
    "take_crisis_back",
    "take_incident",
    "tell_fact",
    "tell_overdue_report",
    "tell_switch_again",
    "withdraw_fact",
    "write_report",
]
