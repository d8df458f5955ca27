"""What can happen to messages."""

from narahubung.relays.entries.answering import (
    ReadBackDiffered,
    RelayAcknowledged,
    RelayConfirmed,
    RelayDone,
    RelayReadBack,
    RelayRefused,
)
from narahubung.relays.entries.sending import (
    OfRecipient,
    RelayCorrected,
    RelayExpired,
    RelayPassedOn,
    RelaySent,
    RelayUnanswered,
    ThreadClosed,
    ThreadOpened,
)

__all__ = [
    "OfRecipient",
    "ReadBackDiffered",
    "RelayAcknowledged",
    "RelayConfirmed",
    "RelayCorrected",
    "RelayDone",
    "RelayExpired",
    "RelayPassedOn",
    "RelayReadBack",
    "RelayRefused",
    "RelaySent",
    "RelayUnanswered",
    "ThreadClosed",
    "ThreadOpened",
]
