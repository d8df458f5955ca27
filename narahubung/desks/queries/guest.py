"""What a delegation reads on its own page: nothing of the house that runs behind it.

Asked by who holds the link. No names but the one to call, no place of others, no internal word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from narahubung.assignments.queries import Call, whom_to_call
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.movements import queries as movements
from narahubung.needs.limits.wording import moment_text
from narahubung.needs.models import Direction, Need, NeedState
from narahubung.parties.models import Party
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.programme.models import Release

_MOST_ASKED = 20


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One item of the programme, as it was given out."""

    title: str
    where: str
    dress: str
    starts_at: datetime | None
    ends_at: datetime | None
    cancelled: bool
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class PlannedDay:
    """The items of one day on the host's clock; on is None for what has no day yet."""

    on: date | None
    is_over: bool
    items: tuple[Planned, ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something the delegation asked for through its page. says: how it stands, in a sentence."""

    id: int
    text: str
    at: datetime
    says: str
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class GuestPage:
    """Everything on the page. release: the number of the programme's version, None before any."""

    party: PartyMark
    call: Call | None
    next: movements.Next | None
    release: int | None
    days: tuple[PlannedDay, ...]
    asked: tuple[Asked, ...]


def guest_page(*, by: Actor, at: datetime, party_id: int, zone_name: str) -> GuestPage:
    """Return a party's own page. A fixed number of queries. Raises Party.DoesNotExist."""
    party = Party.objects.visible_to(by).get(pk=party_id)
    release = Release.objects.visible_to(by).order_by("-number").first()
    return GuestPage(
        party=mark_of(party),
        call=whom_to_call(by=by, at=at, party_id=party_id, zone_name=zone_name),
        next=movements.pulse(by=by, at=at, party_ids=[party_id])[party_id].next,
        release=release.number if release else None,
        days=tuple(_days(release, party.code, at, zone_name)) if release else (),
        asked=tuple(_asked(by, at, party_id, zone_name)),
    )


def _days(release: Release, code: str, at: datetime, zone_name: str) -> list[PlannedDay]:
    items = [_planned(facts, at) for facts in release.items.values() if code in facts["parties"]]
    days: dict[date | None, list[Planned]] = {}
    items.sort(key=lambda item: (item.starts_at is None, item.starts_at or at, item.title))
    for item in items:
        on = item.starts_at.astimezone(zone(zone_name)).date() if item.starts_at else None
        days.setdefault(on, []).append(item)
    today = at.astimezone(zone(zone_name)).date()
    return [
        PlannedDay(on=on, is_over=bool(on and on < today), items=tuple(some))
        for on, some in days.items()
    ]


def _planned(facts: dict[str, Any], at: datetime) -> Planned:
    ours = (get_language() or "").startswith("id")
    ends = _moment(facts["ends_at"])
    return Planned(
        title=(facts["title_id"] if ours else "") or facts["title_en"],
        where=", ".join(part for part in (facts["place"], facts["room"]) if part),
        dress=facts["dress"],
        starts_at=_moment(facts["starts_at"]),
        ends_at=ends,
        cancelled=facts["certainty"] == Certainty.CANCELLED,
        is_over=bool(ends and ends < at),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _asked(by: Actor, at: datetime, party_id: int, zone_name: str) -> Sequence[Asked]:
    rows = Need.objects.visible_to(by).filter(
        party_id=party_id, channel="guest", direction=Direction.TO_HOST
    )
    rows = rows.order_by("-raised_at", "-pk")
    return [_line(row, at, zone_name) for row in rows[:_MOST_ASKED]]


def _line(row: Need, at: datetime, zone_name: str) -> Asked:
    due = row.due_at or row.clock_at
    waits = row.state == NeedState.NEW and row.met_id is None and due is not None and due > at
    answer_by = due if waits else None
    return Asked(
        id=row.pk,
        text=row.words,
        at=row.raised_at,
        says=_stands(row, at, zone_name, answer_by),
        is_over=not row.is_open,
    )


def _stands(need: Need, at: datetime, zone_name: str, answer_by: datetime | None) -> str:
    """Say how a request stands, without who works on it and why."""
    if need.state == NeedState.DONE:
        when = _when(need.done_at or need.closed_at, zone_name, at)
        return _("Done at {when}.").format(when=when) if when else _("Done.")
    if need.state == NeedState.REJECTED:
        return _("This is not possible. Your liaison officer will speak with you about it.")
    if need.state == NeedState.WITHDRAWN:
        return _("Taken back.")
    if need.state == NeedState.WAITING:
        return _("We have a question about this. Your liaison officer will ask you.")
    if need.promised_at and need.promised_at > at:
        when = _when(need.promised_at, zone_name, at)
        return _("In hand. It will be done by {when}.").format(when=when)
    if need.state != NeedState.NEW:
        return _("In hand.")
    if need.met_id is not None:  # it was answered before: he hears it in words, not by a clock
        return _("We have it. Your liaison officer will answer you.")
    if answer_by:
        when = _when(answer_by, zone_name, at)
        return _("We have it. We answer by {when}.").format(when=when)
    if need.clock_at and need.clock_at > at:
        when = _when(need.clock_at, zone_name, at)
        return _("It takes longer than it should. You have word from us by {when}.").format(
            when=when
        )
    return _("We have it, and it takes longer than it should. Please call if it cannot wait.")


def _when(moment: datetime | None, zone_name: str, at: datetime) -> str:
    language = (get_language() or "id")[:2]  # the page speaks the guest's own
    return moment_text(moment, zone_name, language, at=at) if moment else ""
