"""Who is with which delegation in every minute: duties over days, under rules of working time.

Words: duty (a span of one officer with one delegation), demand (when a delegation needs somebody),
breach (a rule of working time broken), home (the delegation whose lead or deputy an officer is),
relief (who is there for a duty without a home there). `terms.RosterWeights` states every wish.
Importing this loads no solver; `run_roster_in_child` plans in a process of its own.
"""

from narahubung.plans.assignment.child import PlanningFailedError
from narahubung.plans.assignment.codec import from_json, to_json
from narahubung.plans.assignment.terms import BadProblemError
from narahubung.plans.roster.child import run_roster_in_child
from narahubung.plans.roster.judging import roster_faults
from narahubung.plans.roster.planning import plan_roster
from narahubung.plans.roster.repairing import repair
from narahubung.plans.roster.replacing import legal_alternative, replacements
from narahubung.plans.roster.rules import (
    Breach,
    DutyPolicy,
    Worked,
    breaches,
    minutes,
    new_breaches,
    worked_in,
)
from narahubung.plans.roster.terms import (
    RELIEF,
    Absence,
    Demand,
    Duty,
    Post,
    Replacement,
    Replacements,
    RosterPlan,
    RosterProblem,
    RosterWeights,
    ShortDay,
    Shortfall,
    Uncovered,
    Wish,
)
from narahubung.plans.roster.wording import words

__all__ = [
    "RELIEF",
    "Absence",
    "BadProblemError",
    "Breach",
    "Demand",
    "Duty",
    "DutyPolicy",
    "PlanningFailedError",
    "Post",
    "Replacement",
    "Replacements",
    "RosterPlan",
    "RosterProblem",
    "RosterWeights",
    "ShortDay",
    "Shortfall",
    "Uncovered",
    "Wish",
    "Worked",
    "breaches",
    "from_json",
    "legal_alternative",
    "minutes",
    "new_breaches",
    "plan_roster",
    "repair",
    "replacements",
    "roster_faults",
    "run_roster_in_child",
    "to_json",
    "words",
    "worked_in",
]
