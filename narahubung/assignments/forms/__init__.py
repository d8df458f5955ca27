"""The shapes of input."""

from narahubung.assignments.forms.assigning import (
    AskProposal,
    AttachNow,
    Detach,
    OfficerAt,
    PlaceOf,
)
from narahubung.assignments.forms.own_roster import AnswerOvertime, AskOvertime, NoteBreak, SayWish
from narahubung.assignments.forms.policies import CoverOf, EngagementOf, TermsOf
from narahubung.assignments.forms.proposals import ROSTER_SECONDS, AskRoster, HoldDuty

__all__ = [
    "ROSTER_SECONDS",
    "AnswerOvertime",
    "AskOvertime",
    "AskProposal",
    "AskRoster",
    "AttachNow",
    "CoverOf",
    "Detach",
    "EngagementOf",
    "HoldDuty",
    "NoteBreak",
    "OfficerAt",
    "PlaceOf",
    "SayWish",
    "TermsOf",
]
