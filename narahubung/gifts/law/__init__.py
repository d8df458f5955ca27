"""The law on gifts as data, and what follows from it: pure, without tables and without a clock."""

from narahubung.gifts.law.hosting import Hint, hints_for, limits_for
from narahubung.gifts.law.judging import Case, HouseRule, Judgement, judge
from narahubung.gifts.law.reading import (
    Exempt,
    Term,
    Version,
    every_year,
    exempt_kinds,
    said_of,
    setting_words,
    term,
    version_on,
    versions,
)

__all__ = [
    "Case",
    "Exempt",
    "Hint",
    "HouseRule",
    "Judgement",
    "Term",
    "Version",
    "every_year",
    "exempt_kinds",
    "hints_for",
    "judge",
    "limits_for",
    "said_of",
    "setting_words",
    "term",
    "version_on",
    "versions",
]
