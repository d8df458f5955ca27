"""Incidents, the switch to crisis, role cards, the roll call, facts and reports."""

from narahubung.crisis.models.counting import Head, HeadState, Roll, SeenHow
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
from narahubung.crisis.models.kin import Consent, Fate, Kin, KinCall
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
    "Assurance",
    "AssuranceSort",
    "AssuranceState",
    "AssuranceText",
    "Card",
    "Consent",
    "Credibility",
    "Fact",
    "FactSource",
    "Fate",
    "Follower",
    "Grade",
    "Grading",
    "Head",
    "HeadState",
    "Incident",
    "IncidentKind",
    "IncidentState",
    "Kin",
    "KinCall",
    "Notice",
    "NoticeState",
    "NoticeWay",
    "Permission",
    "PermissionState",
    "Reliability",
    "Report",
    "ReportState",
    "Roll",
    "SeenHow",
    "Switch",
    "SwitchState",
]
