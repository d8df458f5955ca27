"""What can happen to messages."""

from narahubung.relays.entries.answering import (
    ReadBackDiffered,
    RelayAcknowledged,
    RelayConfirmed,
    RelayDone,
    RelayReadBack,
    RelayRefused,
)
from narahubung.relays.entries.passing import RelayHandedOn, RelayWrittenDown
from narahubung.relays.entries.quieting import QuietBegun, QuietEnded, RelayLetThrough
from narahubung.relays.entries.sending import (
    OfRecipient,
    RelayCorrected,
    RelayExpired,
    RelayLeftOpen,
    RelayPassedOn,
    RelaySent,
    RelayUnanswered,
    ThreadClosed,
    ThreadOpened,
)
from narahubung.relays.entries.templates import TemplateKept, TemplateRetired, TemplateTakenUp

__all__ = [
    "OfRecipient",
    "QuietBegun",
    "QuietEnded",
    "ReadBackDiffered",
    "RelayAcknowledged",
    "RelayConfirmed",
    "RelayCorrected",
    "RelayDone",
    "RelayExpired",
    "RelayHandedOn",
    "RelayLeftOpen",
    "RelayLetThrough",
    "RelayPassedOn",
    "RelayReadBack",
    "RelayRefused",
    "RelaySent",
    "RelayUnanswered",
    "RelayWrittenDown",
    "TemplateKept",
    "TemplateRetired",
    "TemplateTakenUp",
    "ThreadClosed",
    "ThreadOpened",
]
