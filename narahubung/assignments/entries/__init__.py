"""What can happen to who is with whom."""

from narahubung.assignments.entries.attaching import (
    OfficerAttached,
    OfficerDetached,
    OfficerLetIn,
    OfParty,
    StayMoved,
)
from narahubung.assignments.entries.lines import (
    LineGiven,
    LineMustSwitch,
    LineSwitched,
    LineTaken,
)
from narahubung.assignments.entries.proposing import (
    OfficerHeld,
    OfficerReleased,
    ProposalAdopted,
    ProposalAsked,
    ProposalDismissed,
    ProposalFailed,
    ProposalMade,
)
from narahubung.assignments.entries.rostering import (
    DutyBegun,
    DutyCancelled,
    DutyEnded,
    DutyPlanned,
    OfDuty,
)

__all__ = [
    "DutyBegun",
    "DutyCancelled",
    "DutyEnded",
    "DutyPlanned",
    "LineGiven",
    "LineMustSwitch",
    "LineSwitched",
    "LineTaken",
    "OfDuty",
    "OfParty",
    "OfficerAttached",
    "OfficerDetached",
    "OfficerHeld",
    "OfficerLetIn",
    "OfficerReleased",
    "ProposalAdopted",
    "ProposalAsked",
    "ProposalDismissed",
    "ProposalFailed",
    "ProposalMade",
    "StayMoved",
]
