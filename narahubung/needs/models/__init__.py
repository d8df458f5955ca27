"""Needs of both sides and what became of them."""

from narahubung.needs.models.asking import Need, NeedState, Priority
from narahubung.needs.models.book import BookEntry, BookKind
from narahubung.needs.models.pulse import Pulse, Whose
from narahubung.needs.models.register import (
    Expectation,
    ExpectationState,
    Negotiation,
    NegotiationState,
    Preference,
    Side,
)

__all__ = [
    "BookEntry",
    "BookKind",
    "Expectation",
    "ExpectationState",
    "Need",
    "NeedState",
    "Negotiation",
    "NegotiationState",
    "Preference",
    "Priority",
    "Pulse",
    "Side",
    "Whose",
]
