"""Everything that changes who is with whom."""

from narahubung.assignments.commands.adopting import adopt_roster, hold_duty
from narahubung.assignments.commands.attaching import attach, detach, follow_stays
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
    "ask_proposal",
    "ask_to_switch",
    "attach",
    "cancel_duty",
    "detach",
    "dismiss",
    "drop_cover",
    "follow_stays",
    "give_line",
    "give_log_in",
    "hold",
    "hold_duty",
    "let_be_reached",
    "let_in",
    "note_switched",
    "plan_duty",
    "record_failure",
    "record_plan",
    "release",
    "set_cover",
    "set_engagement",
    "set_terms",
    "take_line",
]
