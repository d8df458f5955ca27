"""Gifts on the organiser's list, what was declared, custody, holidays, the event's terms."""

from narahubung.gifts.models.declared import (
    Basis,
    Decision,
    Declaration,
    DeclarationText,
    Direction,
    GiftKind,
    Outcome,
    RecipientKind,
    Setting,
    Whereabout,
)
from narahubung.gifts.models.keeping import Custody
from narahubung.gifts.models.listed import Gift
from narahubung.gifts.models.terms import Employment, GiftReporter, GiftTerms, Holiday

__all__ = [
    "Basis",
    "Custody",
    "Decision",
    "Declaration",
    "DeclarationText",
    "Direction",
    "Employment",
    "Gift",
    "GiftKind",
    "GiftReporter",
    "GiftTerms",
    "Holiday",
    "Outcome",
    "RecipientKind",
    "Setting",
    "Whereabout",
]
