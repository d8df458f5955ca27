"""What is allowed to happen to who is with whom; each refusal beside the rule that raises it."""

from narahubung.assignments.rules.attaching import (
    HAND_OVER,
    AlreadyThere,
    HasFaults,
    HasLogIn,
    NotReady,
    OnDuty,
    OutOfDate,
    check_can_adopt,
    check_can_end,
    check_can_let_in,
)
from narahubung.assignments.rules.lines import (
    Call,
    LineHasAParty,
    NotALine,
    SomebodyElseNow,
    check_line_free,
    check_switched,
    line_number,
    on_duty_for,
)

__all__ = [
    "HAND_OVER",
    "AlreadyThere",
    "Call",
    "HasFaults",
    "HasLogIn",
    "LineHasAParty",
    "NotALine",
    "NotReady",
    "OnDuty",
    "OutOfDate",
    "SomebodyElseNow",
    "check_can_adopt",
    "check_can_end",
    "check_can_let_in",
    "check_line_free",
    "check_switched",
    "line_number",
    "on_duty_for",
]
