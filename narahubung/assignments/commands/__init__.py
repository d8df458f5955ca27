"""Everything that changes who is with whom."""

from narahubung.assignments.commands.adopting import adopt_roster, hold_duty
from narahubung.assignments.commands.attaching import attach, detach, follow_stays
from narahubung.assignments.commands.handing_over import (
    announce_hand_over,
    ask_hand_over,
    drop_hand_over,
    end_at_departure,
    give,
    hand_over_now,
    keep_card,
    leave_to_desk,
    prove,
    raise_hand_over,
    resume_after_slip,
    stand_for,
    take,
    take_back,
)
from narahubung.assignments.commands.lines import (
    ask_to_switch,
    give_line,
    note_switched,
    take_line,
)
from narahubung.assignments.commands.log_ins import give_log_in, let_be_reached, let_in
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

__all__ = [
    "adopt",
    "adopt_roster",
    "announce_hand_over",
    "ask_hand_over",
    "ask_proposal",
    "ask_to_switch",
    "attach",
    "cancel_duty",
    "detach",
    "dismiss",
    "drop_cover",
    "drop_hand_over",
    "end_at_departure",
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
    "note_switched",
    "plan_duty",
    "prove",
    "raise_hand_over",
    "record_failure",
    "record_plan",
    "release",
    "resume_after_slip",
    "set_cover",
    "set_engagement",
    "set_terms",
    "stand_for",
    "take",
    "take_back",
    "take_line",
]
