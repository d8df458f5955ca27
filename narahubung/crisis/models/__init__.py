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
from narahubung.crisis.models.notices import (
    Notice,
    NoticeState,
    NoticeWay,
    Permission,
    PermissionState,
)
from narahubung.crisis.models.switching import Card, Switch, SwitchState

__all__ = [
    "OPEN",
    "Card",
    "Credibility",
    "Fact",
    "FactSource",
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
    "Reliability",
    "Report",
    "ReportState",
    "Roll",
    "SeenHow",
    "Switch",
    "SwitchState",
]
