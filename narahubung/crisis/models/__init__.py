"""Incidents, the switch to crisis, role cards, the roll call."""

from narahubung.crisis.models.counting import Head, HeadState, Roll, SeenHow
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
    "Head",
    "HeadState",
    "Incident",
    "IncidentKind",
    "IncidentState",
    "Roll",
    "SeenHow",
    "Switch",
    "SwitchState",
]
