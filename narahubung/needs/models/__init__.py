"""Needs of both sides and what became of them."""

from narahubung.needs.models.asking import OVER, Direction, Need, NeedState, OfNeed, Priority
from narahubung.needs.models.book import BookEntry, BookKind
from narahubung.needs.models.costs import NeedCost, Payer
from narahubung.needs.models.ladder import Post, StandBehind
from narahubung.needs.models.limits import Entitlement, Granter, Per, VisitCategory, label_of
from narahubung.needs.models.parts import NeedPart, NeedProof, PartState
from narahubung.needs.models.pulse import Pulse, Whose
from narahubung.needs.models.register import (
    Expectation,
    ExpectationState,
    Negotiation,
    NegotiationState,
    Preference,
    Side,
)
from narahubung.needs.models.routing import RoutingRule
from narahubung.needs.models.wishes import Favour, FavourKind, Why, Wish, WishState

__all__ = [
    "OVER",
    "BookEntry",
    "BookKind",
    "Direction",
    "Entitlement",
    "Expectation",
    "ExpectationState",
    "Favour",
    "FavourKind",
    "Granter",
    "Need",
    "NeedCost",
    "NeedPart",
    "NeedProof",
    "NeedState",
    "Negotiation",
    "NegotiationState",
    "OfNeed",
    "PartState",
    "Payer",
    "Per",
    "Post",
    "Preference",
    "Priority",
    "Pulse",
    "RoutingRule",
    "Side",
    "StandBehind",
    "VisitCategory",
    "Whose",
    "Why",
    "Wish",
    "WishState",
    "label_of",
]
