"""Making an event, and its life: live, closed, archived."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.commands.people import grant, make_person
from narahubung.accounts.entries import (
    EventArchived,
    EventClosed,
    EventCorrected,
    EventMade,
    EventOpened,
    RoleGiven,
)
from narahubung.accounts.models import Event, EventState, Person, Reach
from narahubung.accounts.roles import Right
from narahubung.accounts.rules import (
    AlreadyBegun,
    DaysNotGood,
    check_can_make_event,
    check_can_move,
    check_may,
    check_slug,
)
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone as known_zone

_OPEN_TO_CORRECTION = ("name_en", "name_id", "zone", "starts_on", "ends_on", "facts", "policy")


@command
def make_event(  # noqa: PLR0913 -- all by name
    *,
    slug: str,
    name_en: str,
    name_id: str = "",
    zone: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    facts: Mapping[str, Any] | None = None,
    policy: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Event:
    """Make an empty event, being prepared. Who makes it is its organiser, as with a list.

    zone: an IANA name or WIB, WITA, WIT.

    Raises SlugNotGood, SlugTaken, DaysNotGood, NotAZone; NotAllowed except for administrators and
    the house.
    """
    check_can_make_event(by)
    _check_days(starts_on, ends_on)
    with act(by=by, at=at, key=key) as record:
        check_slug(slug, taken=Event.objects.filter(slug=slug).exists())
        event = Event.objects.create(
            slug=slug,
            name_en=name_en,
            name_id=name_id,
            zone=known_zone(zone).key,
            starts_on=starts_on,
            ends_on=ends_on,
            facts=dict(facts or {}),
            policy=dict(policy or {}),
        )
        record(EventMade(event=event.pk, name=event.label(), slug=slug))
        if by.person_id:
            _make_organiser(Person.objects.get(pk=by.person_id), event, record, at=at)
        return event


def _make_organiser(person: Person, event: Event, record: Record, *, at: datetime) -> None:
    Reach.objects.create(person=person, event=event, role="organiser", since=at)
    record(
        RoleGiven(person=person.pk, name=str(person), role="organiser", since=at),
        tell=[person.pk],
    )


@command
def begin(
    *,
    username: str,
    full_name: str,
    language: str,
    password_hash: str,
    event: Mapping[str, Any] | None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Make the first person (administrator), and an empty event with him as organiser, in one act.

    event: the arguments of make_event; None: a workbook will make it. Raises AlreadyBegun when
    there is any person, and what make_event and make_person raise.
    """
    with act(by=by, at=at, key=key):
        if Person.objects.exists():
            raise AlreadyBegun
        made = make_event(**event, by=by, at=at) if event is not None else None
        person = make_person(
            username=username,
            full_name=full_name,
            language=language,
            password_hash=password_hash,
            by=by,
            at=at,
        )
        grant(person_id=person.pk, role="administrator", by=by, at=at)
        if made is not None:
            grant(person_id=person.pk, role="organiser", event_id=made.pk, by=by, at=at)


@command
def correct_event(
    *,
    event_id: int,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> bool:
    """Correct names, zone, days, facts or policy; return whether anything changed.

    values: only the fields to change. Raises NotAllowed, DaysNotGood, NotAZone, KeyError for a
    field that is not open to correction.
    """
    check_may(by, Right.MANAGE_EVENT, event_id=event_id)
    if unknown := set(values) - set(_OPEN_TO_CORRECTION):
        raise KeyError(", ".join(sorted(unknown)))
    row = Event.objects.get(pk=event_id)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return False
    with act(by=by, at=at, key=key) as record:
        event = Event.objects.select_for_update().get(pk=event_id)
        changes = {
            name: [_text(getattr(event, name)), _text(value)] for name, value in changed.items()
        }
        for name, value in changed.items():
            setattr(event, name, known_zone(value).key if name == "zone" else value)
        _check_days(event.starts_on, event.ends_on)
        event.save(update_fields=list(changed))
        record(EventCorrected(event=event.pk, name=event.label(), changes=changes))
    return True


@command
def open_event(*, event_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let a prepared event live, or a closed one again. Raises NotAllowed, WrongMove."""
    _move(event_id, EventState.LIVE, EventOpened, by=by, at=at, key=key)


@command
def close_event(*, event_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Close an event, or take it out of the archive: read only. Raises NotAllowed, WrongMove."""
    _move(event_id, EventState.CLOSED, EventClosed, by=by, at=at, key=key)


@command
def archive_event(*, event_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Put a closed event away: it leaves the lists. Raises NotAllowed, WrongMove."""
    _move(event_id, EventState.ARCHIVED, EventArchived, by=by, at=at, key=key)


def _move(
    event_id: int,
    to: EventState,
    entry: type[EventOpened | EventClosed | EventArchived],
    *,
    by: Actor,
    at: datetime,
    key: UUID | None,
) -> None:
    check_may(by, Right.MANAGE_EVENT, event_id=event_id)
    with act(by=by, at=at, key=key) as record:
        event = Event.objects.select_for_update().get(pk=event_id)
        check_can_move(event, to)
        event.state = to.value
        event.save(update_fields=["state"])
        record(entry(event=event.pk, name=event.label()))


def _check_days(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise DaysNotGood


def _text(value: object) -> str:
    return "" if value is None else str(value)
