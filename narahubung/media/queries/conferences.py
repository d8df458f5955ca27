"""Press conferences: the list, one with who comes and what was asked, and what is on meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import get_language

from narahubung.kit.actor import Actor
from narahubung.media.models import (
    ConferenceState,
    Journalist,
    PressConference,
    Statement,
    StatementState,
)
from narahubung.media.words import CONFERENCES
from narahubung.programme.models import Item

C = ConferenceState
_LONGEST = timedelta(hours=24)  # of an item without an end: it may still be on


@dataclass(frozen=True, kw_only=True)
class Meanwhile:
    """An item of the programme at the same time. is_there: at the same place."""

    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    is_there: bool


@dataclass(frozen=True, kw_only=True)
class ConferenceLine:
    """One press conference. is_late: its time is over and nobody noted that it was held."""

    id: int
    number: int
    topic: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    speakers: str
    moderator: str
    languages: str
    interpreter: str
    state: str
    word: str
    why: str
    is_late: bool
    statement_id: int | None
    statement: int | None
    statement_is_red: bool
    message_ids: Sequence[int]
    messages: Sequence[tuple[int, str]]
    journalists: int
    can_change: bool
    can_confirm: bool
    can_hold: bool
    can_cancel: bool


def conferences(*, by: Actor, at: datetime) -> Sequence[ConferenceLine]:
    """Return those to come by their hour, then the others, the newest first."""
    rows = _rows(by).order_by("starts_at", "number")
    lines = [_line(row, at) for row in rows]
    to_come = [line for line in lines if line.can_change]
    return [*to_come, *reversed([line for line in lines if not line.can_change])]


def conference(*, conference_id: int, by: Actor, at: datetime) -> ConferenceLine:
    """Return one. Raises PressConference.DoesNotExist."""
    return _line(_rows(by).get(pk=conference_id), at)


def journalists(*, conference_id: int, by: Actor) -> Sequence[Journalist]:
    """Return who registered, by name."""
    rows = Journalist.objects.filter(conference__in=PressConference.objects.visible_to(by))
    return list(rows.filter(conference_id=conference_id).order_by("name", "pk"))


def meanwhile(line: ConferenceLine, *, by: Actor) -> Sequence[Meanwhile]:
    """Return what the programme has at that time, what is at the same place first."""
    rows = Item.objects.visible_to(by).filter(private_of=None, starts_at__lt=line.ends_at)
    rows = rows.filter(starts_at__gt=line.starts_at - _LONGEST).exclude(certainty="cancelled")
    found = [
        _meanwhile(item, line)
        for item in rows.select_related("place").order_by("starts_at", "pk")
        if _end(item, line) > line.starts_at
    ]
    return sorted(found, key=lambda one: not one.is_there)


def texts_to_hold_to(*, by: Actor) -> Sequence[tuple[int, int, str]]:
    """Return (id, number, first words) of the cleared and published texts that hold."""
    states = [StatementState.CLEARED, StatementState.PUBLISHED]
    rows = Statement.objects.visible_to(by).filter(state__in=states).order_by("-number")
    indonesian = (get_language() or "").startswith("id")
    found = []
    for row in rows.prefetch_related("sentences"):
        first = min(row.sentences.all(), key=lambda one: (one.order, one.pk), default=None)
        if not row.fallen and first is not None:
            found.append((row.pk, row.number, first.text_id if indonesian else first.text_en))
    return found


def _rows(by: Actor) -> QuerySet[PressConference]:
    rows = PressConference.objects.visible_to(by).select_related("statement")
    return rows.prefetch_related("messages", "journalists")


def _end(item: Item, line: ConferenceLine) -> datetime:
    found: datetime = item.ends_at or (item.starts_at or line.starts_at) + timedelta(hours=1)
    return found


def _meanwhile(item: Item, line: ConferenceLine) -> Meanwhile:
    names = [name for name in (item.place.name if item.place else "", item.room) if name]
    here = line.place.casefold()
    return Meanwhile(
        title=item.title,
        starts_at=item.starts_at or line.starts_at,
        ends_at=item.ends_at,
        place=", ".join(names),
        is_there=any(name.casefold() in here or here in name.casefold() for name in names),
    )


def _line(row: PressConference, at: datetime) -> ConferenceLine:
    to_come = row.state in {C.PLANNED, C.CONFIRMED}
    ends_at = row.starts_at + timedelta(minutes=row.minutes)
    indonesian = (get_language() or "").startswith("id")
    messages = sorted(row.messages.all(), key=lambda one: one.number)
    return ConferenceLine(
        id=row.pk,
        number=row.number,
        topic=row.topic,
        starts_at=row.starts_at,
        ends_at=ends_at,
        minutes=row.minutes,
        place=row.place_text,
        speakers=row.speakers,
        moderator=row.moderator,
        languages=row.languages,
        interpreter=row.interpreter,
        state=row.state,
        word=str(CONFERENCES[row.state]),
        why=row.why,
        is_late=to_come and ends_at <= at,
        statement_id=row.statement_id,
        statement=row.statement.number if row.statement else None,
        statement_is_red=row.statement is not None
        and (bool(row.statement.fallen) or row.statement.state == StatementState.WITHDRAWN),
        message_ids=[one.pk for one in messages],
        messages=[(one.number, one.text_id if indonesian else one.text_en) for one in messages],
        journalists=len(row.journalists.all()),
        can_change=to_come,
        can_confirm=row.state == C.PLANNED,
        can_hold=row.state == C.CONFIRMED,
        can_cancel=to_come,
    )
