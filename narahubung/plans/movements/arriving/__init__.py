"""Who comes through one door when: the most honoured arrives last and leaves first.

Words: party (who goes through the door together), slot (when), wait (minutes between a slot and the
moment that all are there for), nearer (closer to that moment), order (the less honoured is never
nearer). Importing this loads no solver; `run_arrivals_in_child` plans in a process of its own.
"""

from narahubung.plans.assignment.child import PlanningFailedError
from narahubung.plans.assignment.terms import BadProblemError, Reason
from narahubung.plans.movements.arriving.child import run_arrivals_in_child
from narahubung.plans.movements.arriving.judging import arrival_faults
from narahubung.plans.movements.arriving.planning import plan_arrivals
from narahubung.plans.movements.arriving.terms import (
    Apart,
    ArrivalFault,
    ArrivalHeld,
    ArrivalParty,
    ArrivalPlan,
    ArrivalPolicy,
    ArrivalProblem,
    ArrivalSlot,
    NoSlot,
)
from narahubung.plans.movements.arriving.wording import arrival_words

__all__ = [
    "Apart",
    "ArrivalFault",
    "ArrivalHeld",
    "ArrivalParty",
    "ArrivalPlan",
    "ArrivalPolicy",
    "ArrivalProblem",
    "ArrivalSlot",
    "BadProblemError",
    "NoSlot",
    "PlanningFailedError",
    "Reason",
    "arrival_faults",
    "arrival_words",
    "plan_arrivals",
    "run_arrivals_in_child",
]
