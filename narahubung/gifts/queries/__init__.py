"""Frozen answers about gifts, already cut to what a person may see."""

from narahubung.gifts.queries.calendar import (
    HolidayLine,
    RulesPage,
    VersionLine,
    holidays,
    rules_page,
    unconfirmed_years,
)
from narahubung.gifts.queries.drafts import Draft, Field, kpk_draft
from narahubung.gifts.queries.foreseeing import Foreseen, foreseen, receivers
from narahubung.gifts.queries.listed import GiftLine, gifts_of, listed_gifts
from narahubung.gifts.queries.register import (
    Line,
    Register,
    declared_of,
    mine,
    own_due,
    register,
    shown,
)
from narahubung.gifts.queries.sheet import Sheet, photo_of, sheet, told_of

__all__ = [
    "Draft",
    "Field",
    "Foreseen",
    "GiftLine",
    "HolidayLine",
    "Line",
    "Register",
    "RulesPage",
    "Sheet",
    "VersionLine",
    "declared_of",
    "foreseen",
    "gifts_of",
    "holidays",
    "kpk_draft",
    "listed_gifts",
    "mine",
    "own_due",
    "photo_of",
    "receivers",
    "register",
    "rules_page",
    "sheet",
    "shown",
    "told_of",
    "unconfirmed_years",
]
