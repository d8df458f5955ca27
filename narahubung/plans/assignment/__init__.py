"""Which officers go with which delegation, for its whole stay.

Words: place (a position at a delegation), pin (a place that stands), points (misfit, 0 is perfect),
cover (hours of a day in which somebody is on duty). `terms.Policy` states every rule and weight.
Importing this loads no solver; `run_in_child` plans in a process of its own.
"""

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.assigning import assign
from narahubung.plans.assignment.child import PlanningFailedError, run_in_child
from narahubung.plans.assignment.codec import from_json, to_json
from narahubung.plans.assignment.explaining import candidates
from narahubung.plans.assignment.judging import faults, price
from narahubung.plans.assignment.terms import (
    DEPUTY,
    LEAD,
    BadProblemError,
    Candidate,
    Delegation,
    Fault,
    Held,
    Officer,
    PassedOver,
    Pin,
    Place,
    Plan,
    Policy,
    Position,
    Problem,
    Reason,
    Unfilled,
)
from narahubung.plans.assignment.wording import words

__all__ = [
    "DEPUTY",
    "LEAD",
    "BadProblemError",
    "Candidate",
    "Delegation",
    "Fault",
    "Held",
    "Officer",
    "PassedOver",
    "Pin",
    "Place",
    "Plan",
    "PlanningFailedError",
    "Policy",
    "Position",
    "Problem",
    "Reason",
    "Span",
    "Unfilled",
    "assign",
    "candidates",
    "faults",
    "from_json",
    "price",
    "run_in_child",
    "to_json",
    "words",
]
