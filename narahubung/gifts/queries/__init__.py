"""Frozen answers about gifts, already cut to what a person may see."""

from narahubung.gifts.queries.calendar import (
    HolidayLine,
    RulesPage,
    VersionLine,
    holidays,
    rules_page,
)
from narahubung.gifts.queries.drafts import Draft, Field, kpk_draft
from narahubung.gifts.queries.listed import GiftLine, gifts_of, listed_gifts
from narahubung.gifts.queries.register import (
    Line,
    Register,
    declared_of,
    mine,
    register,
    shown,
)
from narahubung.gifts.queries.sheet import Sheet, photo_of, sheet, told_of

__all__ = [
    "Draft",
    "Field",
    "GiftLine",
    "HolidayLine",
    "Line",
    "Register",
    "RulesPage",
    "Sheet",
    "VersionLine",
    "declared_of",
    "gifts_of",
    "holidays",
    "kpk_draft",
    "listed_gifts",
    "mine",
    "photo_of",
    "register",
    "rules_page",
    "sheet",
    "shown",
    "told_of",
]
