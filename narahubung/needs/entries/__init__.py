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
from narahubung.needs.entries.costs import CostsSigned, CostStruck, CostWritten
from narahubung.needs.entries.parts import (
    NeedProved,
    OfPart,
    PartDelivered,
    PartDropped,
    PartGiven,
    PartPromised,
)
from narahubung.needs.entries.routing import RoutesChanged

__all__ = [
    "CostStruck",
    "CostWritten",
    "CostsSigned",
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
    "OfNeed",
    "OfPart",
    "PartDelivered",
    "PartDropped",
    "PartGiven",
    "PartPromised",
    "RoutesChanged",
]
