"""Everything that changes an incident, the crisis, its cards."""

from narahubung.crisis.commands.actions import (
    confirm_action,
    finish_action,
    note_permit,
    start_action,
    tell_overdue_action,
)
from narahubung.crisis.commands.cards import deal_cards, give_card_back, pass_card_on, take_card
from narahubung.crisis.commands.circulating import (
    announce_report,
    book_report_seen,
    confirm_report,
    hand_out_report,
)
from narahubung.crisis.commands.counting import ask_again, begin_roll, count_head, count_party
from narahubung.crisis.commands.evacuating import (
    call_off_evacuation,
    order_evacuation,
    plan_evacuation,
    tell_evacuation_arrived,
    tell_evacuation_left,
)
from narahubung.crisis.commands.facts import (
    add_source,
    contradict,
    renew_fact,
    tell_fact,
    withdraw_fact,
)
from narahubung.crisis.commands.handing import hand_off, take_hand_off, wait_for
from narahubung.crisis.commands.incidents import (
    close_incident,
    grade_incident,
    reopen_incident,
    report_incident,
    take_incident,
)
from narahubung.crisis.commands.notices import (
    add_notice,
    correct_knowledge,
    drop_notice,
    move_permission,
    need_permission,
    note_told,
    propose_notices,
    reopen_notice,
    tell_overdue_notice,
    write_letter,
)
from narahubung.crisis.commands.planning import (
    add_action,
    change_action,
    drop_action,
    make_action_plan,
)
from narahubung.crisis.commands.reassure import (
    clear_assurance,
    follow_assurances,
    withdraw_assurance,
    word_assurance,
    write_assurance,
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
from narahubung.crisis.commands.urgent import ask_urgent

__all__ = [
    "add_action",
    "add_notice",
    "add_source",
    "announce_report",
    "approve_report",
    "ask_again",
    "ask_for_crisis",
    "ask_urgent",
    "begin_roll",
    "book_report_seen",
    "call_off_evacuation",
    "change_action",
    "clear_assurance",
    "close_incident",
    "confirm_action",
    "confirm_crisis",
    "confirm_report",
    "contradict",
    "correct_knowledge",
    "count_head",
    "count_party",
    "deal_cards",
    "draft_report",
    "drop_action",
    "drop_notice",
    "drop_switch",
    "end_crisis",
    "finish_action",
    "follow_assurances",
    "give_card_back",
    "grade_incident",
    "hand_off",
    "hand_out_report",
    "make_action_plan",
    "move_permission",
    "need_permission",
    "note_permit",
    "note_told",
    "order_evacuation",
    "pass_card_on",
    "plan_evacuation",
    "propose_notices",
    "renew_fact",
    "reopen_incident",
    "reopen_notice",
    "report_incident",
    "report_no_change",
    "start_action",
    "take_card",
    "take_crisis_back",
    "take_hand_off",
    "take_incident",
    "tell_evacuation_arrived",
    "tell_evacuation_left",
    "tell_fact",
    "tell_overdue_action",
    "tell_overdue_notice",
    "tell_overdue_report",
    "tell_switch_again",
    "wait_for",
    "withdraw_assurance",
    "withdraw_fact",
    "word_assurance",
    "write_assurance",
    "write_letter",
    "write_report",
]
