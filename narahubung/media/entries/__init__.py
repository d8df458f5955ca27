"""What can happen at the media desk."""

from narahubung.media.entries.asking import (
    BadgeIssued,
    PressAnswered,
    PressAsked,
    PressTaken,
    PressTold,
)
from narahubung.media.entries.conferences import (
    ConferenceMoved,
    ConferencePlanned,
    JournalistRegistered,
    JournalistStruck,
)
from narahubung.media.entries.planning import (
    LineApproved,
    LineDropped,
    LinePlanned,
    LineRewritten,
    LineSaid,
)
from narahubung.media.entries.rumours import (
    RumourHeard,
    RumourLineSent,
    RumourLineWritten,
    RumourMoved,
    RumourSighted,
)
from narahubung.media.entries.statements import (
    MandateEnded,
    MandateGiven,
    ReceiverRecalled,
    StatementDrafted,
    StatementPublished,
    StatementSentBack,
    StatementSigned,
    StatementStands,
    StatementWithdrawn,
    StatementWritten,
)

__all__ = [
    "BadgeIssued",
    "ConferenceMoved",
    "ConferencePlanned",
    "JournalistRegistered",
    "JournalistStruck",
    "LineApproved",
    "LineDropped",
    "LinePlanned",
    "LineRewritten",
    "LineSaid",
    "MandateEnded",
    "MandateGiven",
    "PressAnswered",
    "PressAsked",
    "PressTaken",
    "PressTold",
    "ReceiverRecalled",
    "RumourHeard",
    "RumourLineSent",
    "RumourLineWritten",
    "RumourMoved",
    "RumourSighted",
    "StatementDrafted",
    "StatementPublished",
    "StatementSentBack",
    "StatementSigned",
    "StatementStands",
    "StatementWithdrawn",
    "StatementWritten",
]
