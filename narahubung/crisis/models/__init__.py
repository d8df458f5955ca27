"""Incidents, the switch to crisis, role cards."""

from narahubung.crisis.models.incidents import (
    OPEN,
    Grade,
    Grading,
    Incident,
    IncidentKind,
    IncidentState,
)
from narahubung.crisis.models.switching import Card, Switch, SwitchState

__all__ = [
    "OPEN",
    "Card",
    "Grade",
    "Grading",
    "Incident",
    "IncidentKind",
    "IncidentState",
    "Switch",
    "SwitchState",
]
