"""The completeness meter: how much is without an answer, on both sides, the oldest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.needs.models import (
    Direction,
    Expectation,
    ExpectationState,
    Need,
    NeedState,
    Side,
)
from narahubung.needs.queries.wishes import waiting_wishes

METER_TOPICS = ("needs", "wishes", "register")  # what is announced when it changes
SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """One thing nobody answered yet. what: `need`, `wish` or `expectation`. ours: we asked them."""

    what: str
    id: int
    code: str
    party_code: str
    party: str
    iso_alpha2: str
    text: str
    with_whom: str
    ours: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """total: all that is without an answer; of it theirs and ours. oldest: the first of them."""

    total: int
    theirs: int
    ours: int
    oldest: list[Unanswered]


def completeness(*, by: Actor, at: datetime, limit: int | None = SHOWN) -> Completeness:
    """Return what is without an answer, of what this person may see. Three queries.

    A need is answered once a department accepted, promised, asked back or refused; a wish once
    somebody said yes or no; an expectation once somebody answered it. at: what was raised later
    does not count. limit: of the oldest; None for all.
    """
    lines = [*_needs(by, at), *_wishes(by, at), *_expectations(by, at)]
    lines.sort(key=lambda one: (one.at, one.what, one.id))
    ours = sum(one.ours for one in lines)
    return Completeness(total=len(lines), theirs=len(lines) - ours, ours=ours, oldest=lines[:limit])


def _needs(by: Actor, at: datetime) -> list[Unanswered]:
    rows = Need.objects.visible_to(by).filter(state=NeedState.NEW, raised_at__lte=at)
    return [
        Unanswered(
            what="need",
            id=row.pk,
            code=row.code,
            party_code=row.party.code,
            party=row.party.name,
            iso_alpha2=row.party.iso_alpha2,
            text=row.words,
            with_whom=_whose_turn(row),
            ours=row.direction == Direction.TO_PARTY,
            at=row.raised_at,
        )
        for row in rows.select_related("party", "department").order_by()
    ]


def _whose_turn(need: Need) -> str:
    if need.direction == Direction.TO_PARTY:
        return need.party.name
    return need.department.name if need.department else _("the coordinator")


def _wishes(by: Actor, at: datetime) -> list[Unanswered]:
    return [
        Unanswered(
            what="wish",
            id=line.id,
            code=line.code,
            party_code=line.party.code,
            party=line.party.name,
            iso_alpha2=line.party.iso_alpha2,
            text=f"{line.quantity} \N{MULTIPLICATION SIGN} {line.name}",
            with_whom=line.asked,
            ours=False,
            at=line.said_at,
        )
        for line in waiting_wishes(by=by, at=at)
        if line.said_at <= at
    ]


def _expectations(by: Actor, at: datetime) -> list[Unanswered]:
    rows = Expectation.objects.visible_to(by).filter(state=ExpectationState.OPEN, at__lte=at)
    return [
        Unanswered(
            what="expectation",
            id=row.pk,
            code="",
            party_code=row.party.code,
            party=row.party.name,
            iso_alpha2=row.party.iso_alpha2,
            text=row.text,
            with_whom=_who_answers(row),
            ours=row.side == Side.OURS,
            at=row.at,
        )
        for row in rows.select_related("party").order_by()
    ]


def _who_answers(row: Expectation) -> str:
    if row.side == Side.OURS:
        return row.party.name
    return row.owner or _("the coordinator")
