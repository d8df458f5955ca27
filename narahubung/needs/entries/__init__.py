"""What can happen to needs."""

from narahubung.needs.entries.answering import (
    NeedAccepted,
    NeedAskedBack,
    NeedBegun,
    NeedConfirmed,
    NeedEscalated,
    NeedFulfilled,
    NeedPromised,
    NeedRejected,
    NeedReopened,
    NeedReplied,
    NeedRouted,
    NeedTakenBack,
    NeedWithdrawn,
    OfNeed,
)
from narahubung.needs.entries.asking import NeedRaised
from narahubung.needs.entries.book import (
    BookLineEnded,
    BookLineTakenBack,
    BookLineWritten,
    CallOverdue,
    CallUnanswered,
)
from narahubung.needs.entries.costs import CostsSigned, CostStruck, CostWritten
from narahubung.needs.entries.parts import (
    NeedProved,
    OfPart,
    PartDelivered,
    PartDropped,
    PartGiven,
    PartPromised,
)
from narahubung.needs.entries.pulse import PulseGiven, PulseOverdue, PulseRecovered
from narahubung.needs.entries.register import (
    ExpectationAnswered,
    ExpectationNoted,
    NegotiationOpened,
    NegotiationWritten,
    PreferenceForgotten,
    PreferenceRemembered,
)
from narahubung.needs.entries.routing import RoutesChanged

__all__ = [
    "BookLineEnded",
    "BookLineTakenBack",
    "BookLineWritten",
    "CallOverdue",
    "CallUnanswered",
    "CostStruck",
    "CostWritten",
    "CostsSigned",
    "ExpectationAnswered",
    "ExpectationNoted",
    "NeedAccepted",
    "NeedAskedBack",
    "NeedBegun",
    "NeedConfirmed",
    "NeedEscalated",
    "NeedFulfilled",
    "NeedPromised",
    "NeedProved",
    "NeedRaised",
    "NeedRejected",
    "NeedReopened",
    "NeedReplied",
    "NeedRouted",
    "NeedTakenBack",
    "NeedWithdrawn",
    "NegotiationOpened",
    "NegotiationWritten",
    "OfNeed",
    "OfPart",
    "PartDelivered",
    "PartDropped",
    "PartGiven",
    "PartPromised",
    "PreferenceForgotten",
    "PreferenceRemembered",
    "PulseGiven",
    "PulseOverdue",
    "PulseRecovered",
    "RoutesChanged",
]
