"""Everything that changes who is with whom."""

from narahubung.assignments.commands.acknowledging import (
    give,
    keep_card,
    prove,
    stand_for,
    take,
    take_back,
)
from narahubung.assignments.commands.adopting import adopt_roster, hold_duty, take_as_served
from narahubung.assignments.commands.alarms import answer_alarm, notice, raise_alarm, settle_alarm
from narahubung.assignments.commands.attaching import attach, detach, follow_stays
from narahubung.assignments.commands.changing import (
    be_back,
    call_in_sick,
    end_absence,
    name_what_no_longer_fits,
    replace_officer,
    report_absence,
)
from narahubung.assignments.commands.following import follow_programme, follow_stay
from narahubung.assignments.commands.handing_over import (
    announce_hand_over,
    ask_hand_over,
    drop_hand_over,
    hand_over_now,
    raise_hand_over,
)
from narahubung.assignments.commands.helping import (
    call_for_help,
    close_help,
    take_help,
    take_help_back,
    tell_help_again,
)
from narahubung.assignments.commands.leaving import (
    end_at_departure,
    leave_to_desk,
    resume_after_slip,
)
from narahubung.assignments.commands.lines import (
    ask_to_switch,
    give_line,
    note_switched,
    take_line,
)
from narahubung.assignments.commands.log_ins import give_log_in, let_be_reached, let_in
from narahubung.assignments.commands.mending import mend_party, take_back_mending
from narahubung.assignments.commands.moving import move_duty
from narahubung.assignments.commands.own_roster import (
    answer_overtime,
    ask_overtime,
    begin_break,
    end_break,
    say_wish,
    take_wish_back,
)
from narahubung.assignments.commands.policies import (
    drop_cover,
    set_cover,
    set_engagement,
    set_terms,
)
from narahubung.assignments.commands.proposing import (
    adopt,
    ask_proposal,
    dismiss,
    hold,
    record_failure,
    record_plan,
    release,
)
from narahubung.assignments.commands.rostering import cancel_duty, plan_duty
from narahubung.assignments.commands.swapping import (
    agree_swap,
    approve_swap,
    decline_swap,
    offer_swap,
    refuse_swap,
    withdraw_swap,
)

__all__ = [
    "adopt",
    "adopt_roster",
    "agree_swap",
    "announce_hand_over",
    "answer_alarm",
    "answer_overtime",
    "approve_swap",
    "ask_hand_over",
    "ask_overtime",
    "ask_proposal",
    "ask_to_switch",
    "attach",
    "be_back",
    "begin_break",
    "call_for_help",
    "call_in_sick",
    "cancel_duty",
    "close_help",
    "decline_swap",
    "detach",
    "dismiss",
    "drop_cover",
    "drop_hand_over",
    "end_absence",
    "end_at_departure",
    "end_break",
    "follow_programme",
    "follow_stay",
    "follow_stays",
    "give",
    "give_line",
    "give_log_in",
    "hand_over_now",
    "hold",
    "hold_duty",
    "keep_card",
    "leave_to_desk",
    "let_be_reached",
    "let_in",
    "mend_party",
    "move_duty",
    "name_what_no_longer_fits",
    "note_switched",
    "notice",
    "offer_swap",
    "plan_duty",
    "prove",
    "raise_alarm",
    "raise_hand_over",
    "record_failure",
    "record_plan",
    "refuse_swap",
    "release",
    "replace_officer",
    "report_absence",
    "resume_after_slip",
    "say_wish",
    "set_cover",
    "set_engagement",
    "set_terms",
    "settle_alarm",
    "stand_for",
    "take",
    "take_as_served",
    "take_back",
    "take_back_mending",
    "take_help",
    "take_help_back",
    "take_line",
    "take_wish_back",
    "tell_help_again",
    "withdraw_swap",
]
