"""Incidents, the switch, role cards, the roll call, facts, reports, stakeholders, forms."""

from narahubung.crisis.models.counting import Head, HeadState, Roll, SeenHow
from narahubung.crisis.models.facts import (
    Credibility,
    Fact,
    FactSource,
    Reliability,
    Report,
    ReportState,
)
from narahubung.crisis.models.ics import Brief, CheckIn, GeneralMessage
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
from narahubung.crisis.models.stakeholders import (
    Question,
    Speaks,
    Stakeholder,
    StakeholderKind,
    Telling,
    Way,
    WayKind,
)
from narahubung.crisis.models.switching import Card, Switch, SwitchState

__all__ = [
    "OPEN",
    "Assurance",
    "AssuranceSort",
    "AssuranceState",
    "AssuranceText",
    "Brief",
    "Card",
    "CheckIn",
    "Credibility",
    "Fact",
    "FactSource",
    "Follower",
    "GeneralMessage",
    "Grade",
    "Grading",
    "Head",
    "HeadState",
    "Incident",
    "IncidentKind",
    "IncidentState",
    "Notice",
    "NoticeState",
    "NoticeWay",
    "Permission",
    "PermissionState",
    "Question",
    "Reliability",
    "Report",
    "ReportState",
    "Roll",
    "SeenHow",
    "Speaks",
    "Stakeholder",
    "StakeholderKind",
    "Switch",
    "SwitchState",
    "Telling",
    "Way",
    "WayKind",
]
