"""Who is with whom: attachments, duties, hand-overs, changes, and what the watch noticed."""

from narahubung.assignments.models.attaching import (
    BY_HAND,
    DEPUTY,
    LEAD,
    POSITIONS,
    Attachment,
    Pin,
    Preassignment,
)
from narahubung.assignments.models.changing import Absence, AbsenceKind, Swap, SwapState
from narahubung.assignments.models.handing_over import HandOver, HandOverState
from narahubung.assignments.models.lines import GuestLine
from narahubung.assignments.models.proposing import (
    Proposal,
    ProposalKind,
    ProposalState,
)
from narahubung.assignments.models.rostering import (
    AIDES,
    LANGUAGE,
    RELIEF,
    SPOUSE,
    CoverTerms,
    Duty,
    DutyState,
    DutyTerms,
    DutyWish,
    Engagement,
    Group,
    Night,
)
from narahubung.assignments.models.watching import Alarm, AlarmKind, HelpCall

__all__ = [
    "AIDES",
    "BY_HAND",
    "DEPUTY",
    "LANGUAGE",
    "LEAD",
    "POSITIONS",
    "RELIEF",
    "SPOUSE",
    "Absence",
    "AbsenceKind",
    "Alarm",
    "AlarmKind",
    "Attachment",
    "CoverTerms",
    "Duty",
    "DutyState",
    "DutyTerms",
    "DutyWish",
    "Engagement",
    "Group",
    "GuestLine",
    "HandOver",
    "HandOverState",
    "HelpCall",
    "Night",
    "Pin",
    "Preassignment",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Swap",
    "SwapState",
]
