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
from narahubung.assignments.entries.policies import (
    CoverDropped,
    CoverSet,
    EngagementSet,
    TermsSet,
)
from narahubung.assignments.entries.proposing import (
    DutyHeld,
    OfficerHeld,
    OfficerReleased,
    OfficerRostered,
    ProposalAdopted,
    ProposalAsked,
    ProposalDismissed,
    ProposalFailed,
    ProposalMade,
    RosterMade,
)
from narahubung.assignments.entries.rostering import (
    DutyBegun,
    DutyCancelled,
    DutyEnded,
    DutyPlanned,
    OfDuty,
)

__all__ = [
    "CoverDropped",
    "CoverSet",
    "DutyBegun",
    "DutyCancelled",
    "DutyEnded",
    "DutyHeld",
    "DutyPlanned",
    "EngagementSet",
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
    "OfficerRostered",
    "ProposalAdopted",
    "ProposalAsked",
    "ProposalDismissed",
    "ProposalFailed",
    "ProposalMade",
    "RosterMade",
    "StayMoved",
    "TermsSet",
]
