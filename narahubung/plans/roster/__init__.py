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

__all__ = [
    "Breach",
    "DutyPolicy",
    "Worked",
    "breaches",
    "minutes",
    "new_breaches",
    "worked_in",
]
