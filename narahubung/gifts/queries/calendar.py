"""Holidays, and the rules with what each version holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from narahubung.accounts.models import Event
from narahubung.gifts.knowing import Terms, terms_of
from narahubung.gifts.law import (
    Term,
    Version,
    exempt_kinds,
    said_of,
    setting_words,
    term,
    versions,
)
from narahubung.gifts.models import Holiday
from narahubung.gifts.queries.register import shown
from narahubung.gifts.rules.declaring import is_keeper
from narahubung.gifts.words import KINDS
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class HolidayLine:
    """One day. is_weekend: it counts as no working day anyway."""

    id: int
    on: date
    name: str
    is_joint_leave: bool
    sure: bool
    is_weekend: bool


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """A version of the rules. limits: occasion, each, a year; holds: it is today's."""

    version: Version
    limits: Sequence[tuple[str, str, str]]
    late: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class RulesPage:
    """Everything that decides, with what is to be confirmed."""

    versions: Sequence[VersionLine]
    terms: Sequence[tuple[str, Term]]
    exempt: Sequence[tuple[str, str, str]]
    house: Terms
    house_limit: str
    can_set: bool


def holidays(*, by: Actor) -> list[HolidayLine]:
    """Return the table of holidays, the first day first. One query."""
    rows = Holiday.objects.visible_to(by).order_by("on")
    saturday = 5
    return [
        HolidayLine(
            id=row.pk,
            on=row.on,
            name=row.name,
            is_joint_leave=row.is_joint_leave,
            sure=row.sure,
            is_weekend=row.on.weekday() >= saturday,
        )
        for row in rows
    ]


def unconfirmed_years(*, event: Event, this_year: int) -> list[int]:
    """Return of this year and the next those without a day that a decree names. Two queries.

    A term of thirty working days that begins in November ends in the next year.
    """
    days = terms_of(event.pk).days
    return [year for year in (this_year, this_year + 1) if not days.knows(year)]


def rules_page(*, event: Event, by: Actor, today: date) -> RulesPage:
    """Return the rules, the newest version first."""
    terms, words = terms_of(event.pk), setting_words()
    return RulesPage(
        versions=[_version(one, words, today) for one in reversed(versions())],
        terms=[(name, term(name)) for name in ("report", "upg", "forward", "decide")],
        exempt=[
            (str(KINDS.get(kind, KINDS["plaque"])), one.letter, said_of(one.words))
            for kind, one in exempt_kinds().items()
        ],
        house=terms,
        house_limit=shown(str(terms.limit_idr), "IDR"),
        can_set=is_keeper(by),
    )


def _version(one: Version, words: dict[str, str], today: date) -> VersionLine:
    limits = [
        (
            words[occasion],
            shown(str(limit.each_idr), "IDR") if limit else "",
            shown(str(limit.year_idr), "IDR") if limit and limit.year_idr else "",
        )
        for occasion, limit in one.limits.items()
    ]
    late = said_of(one.late) if one.late else ""
    return VersionLine(version=one, limits=limits, late=late, holds=one.holds_on(today))
