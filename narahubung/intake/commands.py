"""Bring a list, take it in, put it away. The only file here that saves."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from narahubung.accounts.entries import EventCorrected, EventMade, RoleGiven
from narahubung.accounts.models import Event, Reach, TieKind
from narahubung.accounts.roles import Right
from narahubung.accounts.rules import check_may
from narahubung.intake import keeping
from narahubung.intake.difference import Difference, EventFacts
from narahubung.intake.entries import ListBrought, ListDismissed, ListTakenIn
from narahubung.intake.models import Import, ImportState
from narahubung.intake.rules import (
    check_can_store,
    check_can_take_in,
    check_is,
    creator_of,
)
from narahubung.intake.saying import remember
from narahubung.intake.wording import by_hand
from narahubung.journal.acting import Record, act, command
from narahubung.journal.storing import ListIsStale, store, tell_planner
from narahubung.kit.actor import Actor


@command
def bring(
    *,
    file_name: str,
    body: bytes,
    event: Event | None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Import:
    """Keep a brought file, sealed, for the job that reads it. event None: it makes one.

    Raises MayNotTakeIn, EventIsShut, AlreadyDone (the same gesture again).
    """
    check_can_take_in(by, event, at=at)
    digest = hashlib.sha256(body).hexdigest()
    with act(by=by, at=at, key=key) as record:
        row = Import.objects.create(
            event=event,
            file_name=file_name[-200:],
            digest=digest,
            size=len(body),
            by_id=by.person_id,
            by_name=by.name,
            at=at,
            moved_at=at,
        )
        keeping.keep(row.pk, body)
        record(ListBrought(import_id=row.pk, file_name=row.file_name, digest=digest))
        return row


@command
def take_in(
    *,
    difference: Difference,
    file_name: str,
    digest: str,
    size: int,
    import_id: int | None = None,
    leave_out: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Import:
    """Store what the comparison found: the event, all records, all entries, in one act.

    leave_out: rows with a problem stay out; else any problem refuses. import_id: the import that
    was looked at on a page; None makes one. An event that is made gets `by` as organiser.

    Raises HasProblems, NothingNew, MayNotTakeIn, EventIsShut, and ListIsStale when what is stored
    is no longer what the list was compared with.
    """
    facts = difference.event
    event = None if facts and facts.is_new else _event_of(difference, by)
    check_can_take_in(by, event, at=at)
    check_can_store(difference, leave_out=leave_out)
    if event is not None and facts is not None and facts.told:
        check_may(by, Right.MANAGE_EVENT, event_id=event.pk)
    made: list[Event] = []
    founding = _founding(facts, difference, made) if event is None and facts else None
    try:
        with act(by=by, at=at, key=key, founding=founding) as record:
            if made:
                _welcome(made[0], by, record, at=at)
            elif event is not None and facts is not None and facts.told:
                _correct_event(event, facts, record)
            the_event = made[0] if made else event
            assert the_event is not None  # noqa: S101 -- one of both, see above
            store(difference.changes, record, event_id=the_event.pk, source=file_name[-200:])
            remember(the_event.pk, difference.said)
            row = _concluded(import_id, the_event, difference, at=at)
            row.file_name, row.digest, row.size = file_name[-200:], digest, size
            if row.pk is None:
                row.by_id, row.by_name, row.at = by.person_id, by.name, at
            row.save()
            totals = difference.totals()
            record(
                ListTakenIn(
                    import_id=row.pk,
                    file_name=row.file_name,
                    new=totals["new"],
                    changed=totals["changed"],
                    left_out=totals["problems"],
                )
            )
    except IntegrityError as problem:
        raise ListIsStale from problem
    tell_planner()
    keeping.forget(row.pk)
    return row


@command
def enter(*, difference: Difference, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Store one record typed on screen, new or corrected, as a list of one row would.

    Raises HasProblems, NothingNew, MayNotTakeIn, EventIsShut, and ListIsStale when what is stored
    is no longer what it was compared with.
    """
    check_can_take_in(by, Event.objects.get(pk=by.here), at=at)
    check_can_store(difference, leave_out=False)
    try:
        with act(by=by, at=at, key=key) as record:
            store(difference.changes, record, event_id=by.here, source=by_hand(by))
    except IntegrityError as problem:
        raise ListIsStale from problem


@command
def dismiss(*, import_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Put a list away without taking it in; its file is destroyed.

    Raises NotReady, Import.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _open_to(by).select_for_update(of=("self",)).get(pk=import_id)
        check_is(row, ImportState.READY, ImportState.FAILED, ImportState.READING)
        row.state = ImportState.DISMISSED.value
        row.save(update_fields=["state"])
        record(ListDismissed(import_id=row.pk, file_name=row.file_name))
    keeping.forget(import_id)


def _open_to(by: Actor) -> QuerySet[Import]:
    """Return the lists a person may put away: those of the event, or without one his own."""
    if by.event_id is not None:
        return Import.objects.visible_to(by)
    return Import.objects.filter(by_id=by.person_id)


def _event_of(difference: Difference, by: Actor) -> Event | None:
    if difference.event is not None:
        return Event.objects.filter(slug=difference.event.slug).first()
    return Event.objects.filter(pk=by.event_id or 0).first()


def _founding(facts: EventFacts, difference: Difference, made: list[Event]) -> Callable[[], int]:
    """Return what makes the event, as the first thing in the act's own transaction."""

    def make() -> int:
        columns = dict(facts.columns)
        columns["name_en"] = columns.get("name_en") or facts.slug
        all_facts = _all_facts(facts, {}, difference)
        made.append(Event.objects.create(slug=facts.slug, facts=all_facts, **columns))
        return made[0].pk

    return make


def _all_facts(
    facts: EventFacts | None, before: dict[str, object], difference: Difference
) -> dict[str, object]:
    marked = any(change.values.get("synthetic") is True for change in difference.changes)
    more: dict[str, object] = {"synthetic": True} if marked else {}
    return {**before, **dict(facts.facts if facts else {}), **more}


def _welcome(event: Event, by: Actor, record: Record, *, at: datetime) -> None:
    """Record the new event; who brought it is its organiser."""
    record(EventMade(event=event.pk, name=event.label(), slug=event.slug))
    person = creator_of(by)
    if person is None:
        return
    reach = Reach.objects.create(
        person=person, event=event, role="organiser", kind=TieKind.EVENT.value, since=at
    )
    record(
        RoleGiven(person=person.pk, name=str(person), role="organiser", since=reach.since),
        tell=[person.pk],
    )


def _correct_event(event: Event, facts: EventFacts, record: Record) -> None:
    for name, value in facts.columns.items():
        setattr(event, name, value)
    event.facts = {**event.facts, **dict(facts.facts)}
    event.save(update_fields=[*facts.columns, "facts"])
    record(EventCorrected(event=event.pk, name=event.label(), changes=dict(facts.told)))


def _concluded(
    import_id: int | None, event: Event, difference: Difference, *, at: datetime
) -> Import:
    row = (
        Import.objects.select_for_update().get(pk=import_id) if import_id is not None else Import()
    )
    if import_id is not None:
        check_is(row, ImportState.APPLYING)
    row.event, row.state, row.applied_at, row.moved_at = event, ImportState.APPLIED.value, at, at
    row.progress, row.doing, row.trouble = 100, "", ""
    row.staging = {**difference.staged(), "rows": row.staging.get("rows", [])}
    return row
