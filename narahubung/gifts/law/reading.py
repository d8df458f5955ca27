"""The rules as they stand in the files beside this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

HERE = Path(__file__).parent
Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """Up to which value a gift of an occasion need not be reported. year_idr: from one giver."""

    each_idr: int
    year_idr: int | None = None


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the rules. begins, ends: days of receipt; None: as far as it goes.

    limits: by occasion; an occasion with None was removed. documents_days: to complete a report.
    late: what a late report leads to. sure: read in the original.
    """

    code: str
    names: Words
    begins: date | None
    ends: date | None
    limits: Mapping[str, Limit | None]
    documents_days: int
    late: Words | None
    sure: bool

    @property
    def name(self) -> str:
        """Return its name in the language in force."""
        return said_of(self.names)

    def holds_on(self, on: date) -> bool:
        """Tell whether it is the rule for what was received on this day."""
        return (self.begins is None or self.begins <= on) and (self.ends is None or on <= self.ends)


@dataclass(frozen=True, kw_only=True)
class Term:
    """So many working days, and the article that says so."""

    days: int
    article: str
    sure: bool


@dataclass(frozen=True, kw_only=True)
class Exempt:
    """A kind that need not be reported. only_general: only where everybody gets it."""

    letter: str
    only_general: bool
    words: Words


def said_of(words: Words) -> str:
    """Return a text of the files in the language in force."""
    here = "id" if (get_language() or "id").startswith("id") else "en"
    return words[here]


@lru_cache(maxsize=1)
def law() -> dict[str, Any]:
    """Return the file of the law."""
    told: dict[str, Any] = yaml.safe_load((HERE / "gratification.yaml").read_text())
    return told


@lru_cache(maxsize=1)
def hosts() -> dict[str, Any]:
    """Return the file of what a host minds."""
    told: dict[str, Any] = yaml.safe_load((HERE / "hosts.yaml").read_text())
    return told


@lru_cache(maxsize=1)
def versions() -> tuple[Version, ...]:
    """Return the versions of the rules, the oldest first."""
    return tuple(
        Version(
            code=told["code"],
            names=told["name"],
            begins=told["from"],
            ends=told["until"],
            limits={
                occasion: Limit(**limit) if limit else None
                for occasion, limit in told["limits"].items()
            },
            documents_days=told["documents"]["days"],
            late=told["late"],
            sure=told["sure"],
        )
        for told in law()["versions"]
    )


def version_on(received: date) -> Version:
    """Return the rules for what was received on this day."""
    return next(one for one in versions() if one.holds_on(received))


def term(name: str) -> Term:
    """Return a term of the law: report, upg, forward or decide."""
    return Term(**law()["terms"][name])


@lru_cache(maxsize=1)
def exempt_kinds() -> Mapping[str, Exempt]:
    """Return what need not be reported, by kind."""
    return {
        kind: Exempt(
            letter=told["letter"],
            only_general=told["only_general"],
            words={"en": told["en"], "id": told["id"]},
        )
        for kind, told in law()["exempt"].items()
    }


def setting_words() -> dict[str, str]:
    """Return what the occasions with a limit of their own are called."""
    return {code: said_of(told) for code, told in law()["settings"].items()}


@lru_cache(maxsize=16)
def every_year(year: int) -> tuple[tuple[date, str], ...]:
    """Return the holidays that the law puts on a fixed day, with their names in both languages."""
    told = yaml.safe_load((HERE / "holidays.yaml").read_text())
    return tuple(
        (date(year, one["month"], one["day"]), f"{one['en']} / {one['id']}")
        for one in told["every_year"]
    )
