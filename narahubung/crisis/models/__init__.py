"""Incidents, the switch to crisis, role cards, the roll call, facts and reports."""

from narahubung.crisis.models.actions import (
    Action,
    ActionPlan,
    ActionState,
    Confirmation,
    HandOff,
    PermitState,
    Side,
)
from narahubung.crisis.models.circulating import Copy, Sending
from narahubung.crisis.models.counting import Head, HeadState, Roll, SeenHow
from narahubung.crisis.models.evacuating import (
    Evacuation,
    EvacuationState,
    Level,
    UrgentKind,
    UrgentNeed,
)
from narahubung.crisis.models.facts import (
    Credibility,
    Fact,
    FactSource,
    Reliability,
    Report,
    ReportState,
)
from narahubung.crisis.models.incidents import (
    OPEN,
    Grade,
    Grading,
    Incident,
    IncidentKind,
    IncidentState,
)
from narahubung.crisis.models.notices import (
    Notice,
    NoticeState,
    NoticeWay,
    Permission,
    PermissionState,
)
from narahubung.crisis.models.reassure import (
    Assurance,
    AssuranceSort,
    AssuranceState,
    AssuranceText,
    Follower,
)
from narahubung.crisis.models.switching import Card, Switch, SwitchState

__all__ = [
    "OPEN",
    "Action",
    "ActionPlan",
    "ActionState",
    "Assurance",
    "AssuranceSort",
    "AssuranceState",
    "AssuranceText",
    "Card",
    "Confirmation",
    "Copy",
    "Credibility",
    "Evacuation",
    "EvacuationState",
    "Fact",
    "FactSource",
    "Follower",
    "Grade",
    "Grading",
    "HandOff",
    "Head",
    "HeadState",
    "Incident",
    "IncidentKind",
    "IncidentState",
    "Level",
    "Notice",
    "NoticeState",
    "NoticeWay",
    "Permission",
    "PermissionState",
    "PermitState",
    "Reliability",
    "Report",
    "ReportState",
    "Roll",
    "SeenHow",
    "Sending",
    "Side",
    "Switch",
    "SwitchState",
    "UrgentKind",
    "UrgentNeed",
]
