"""The plan, statements and who signed and received them, mandates, rumours, questions."""

from narahubung.media.models.asking import Answered, Ask, Medium, PressQuestion
from narahubung.media.models.conferences import ConferenceState, Journalist, PressConference
from narahubung.media.models.planning import PlanLine, Planned
from narahubung.media.models.rumours import (
    Channel,
    Risk,
    Rumour,
    RumourState,
    Sighting,
    Spread,
    Tone,
)
from narahubung.media.models.statements import (
    Handout,
    Mandate,
    Part,
    Sentence,
    SignOff,
    Statement,
    StatementKind,
    StatementState,
    StatementVersion,
    Step,
)

__all__ = [
    "Answered",
    "Ask",
    "Channel",
    "ConferenceState",
    "Handout",
    "Journalist",
    "Mandate",
    "Medium",
    "Part",
    "PlanLine",
    "Planned",
    "PressConference",
    "PressQuestion",
    "Risk",
    "Rumour",
    "RumourState",
    "Sentence",
    "Sighting",
    "SignOff",
    "Spread",
    "Statement",
    "StatementKind",
    "StatementState",
    "StatementVersion",
    "Step",
    "Tone",
]
