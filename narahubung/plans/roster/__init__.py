"""Who is with which delegation in every minute: duties over days, under rules of working time.

Words: duty (a span of one officer with one delegation), demand (when a delegation needs somebody),
breach (a rule of working time broken), home (the delegation whose lead or deputy an officer is).
"""

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

__all__ = [
    "RELIEF",
    "Absence",
    "Breach",
    "Demand",
    "Duty",
    "DutyPolicy",
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
    "minutes",
    "new_breaches",
    "worked_in",
]
