"""What can happen to an incident, in the crisis and to what is known of it."""

from narahubung.crisis.entries.counting import HeadsCounted, RollAsked, RollComplete
from narahubung.crisis.entries.facts import (
    FactContradicted,
    FactRenewed,
    FactSourced,
    FactTold,
    FactWithdrawn,
)
from narahubung.crisis.entries.incidents import (
    IncidentClosed,
    IncidentGraded,
    IncidentReopened,
    IncidentReported,
    IncidentTaken,
    OfIncident,
)
from narahubung.crisis.entries.reporting import (
    ReportApproved,
    ReportDrafted,
    ReportOverdue,
    ReportWritten,
)
from narahubung.crisis.entries.switching import (
    CardDealt,
    CardGivenBack,
    CardPassedOn,
    CardTaken,
    CrisisBegun,
    CrisisEnded,
    CrisisTakenBack,
    OfCrisis,
    SwitchAsked,
    SwitchDropped,
)

__all__ = [
    "CardDealt",
    "CardGivenBack",
    "CardPassedOn",
    "CardTaken",
    "CrisisBegun",
    "CrisisEnded",
    "CrisisTakenBack",
    "FactContradicted",
    "FactRenewed",
    "FactSourced",
    "FactTold",
    "FactWithdrawn",
    "HeadsCounted",
    "IncidentClosed",
    "IncidentGraded",
    "IncidentReopened",
    "IncidentReported",
    "IncidentTaken",
    "OfCrisis",
    "OfIncident",
    "ReportApproved",
    "ReportDrafted",
    "ReportOverdue",
    "ReportWritten",
    "RollAsked",
    "RollComplete",
    "SwitchAsked",
    "SwitchDropped",
]
