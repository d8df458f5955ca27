"""Duties are planned, cancelled, begun and ended. Access follows: it opens when a duty begins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Reach, TieKind
from narahubung.assignments import entries
from narahubung.assignments.models import (
    RELIEF,
    Attachment,
    Duty,
    DutyState,
    HandOver,
    HandOverState,
)
from narahubung.assignments.rules import HAND_OVER
from narahubung.assignments.rules import working_time as rules
from narahubung.assignments.rules.moving import Begun
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.parties.models import Officer, Party


@command
def plan_duty(
    *,
    party_id: int,
    officer_id: int,
    starts: datetime,
    ends: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Duty:
    """Give an officer a duty by hand. Raises Away, AgainstTheRules."""
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        officer = locked(officer_id, by)
        row = duty_of(party, officer, Span(starts, ends), firm=True)
        put(row, record)
    return row


@command
def cancel_duty(
    *, duty_id: int, why: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take a duty that lies ahead off its officer. Raises Begun; Duty.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Duty.objects.ahead().for_change(by, duty_id)
        if row.state == DutyState.ON:  # it ends by a hand-over or with the departure
            raise Begun(officer=row.officer.full_name)
        cancel(row, record, why=why, at=at)


def locked(officer_id: int, by: Actor) -> Officer:
    """Return an officer, locked until the act commits, so that nobody gives him two duties."""
    officers = Officer.objects.visible_to(by).select_for_update(of=("self",))
    return officers.get(pk=officer_id)


def duty_of(party: Party, officer: Officer, span: Span, *, firm: bool = False) -> Duty:
    """Return a new duty, not stored: in the officer's position with the party, else as relief."""
    held = Attachment.objects.filter(party=party, officer=officer).standing().first()
    return Duty(
        event_id=party.event_id,
        party=party,
        officer=officer,
        position=held.position if held else RELIEF,
        starts=span.start,
        ends=span.end,
        breaks=breaks_in(span, officer),
        firm=firm,
    )


def put(row: Duty, record: Record, *, without: tuple[int, ...] = ()) -> None:
    """Store a new duty of a locked officer, if he may serve then, and tell him.

    without: numbers of duties that are dropped for it. Raises Away, AgainstTheRules.
    """
    rules.check_may_serve(
        row.officer,
        Span(row.starts, row.ends),
        delegation=row.party.code,
        zone_name=_zone(row),
        without=without,
    )
    row.save()
    record(entries.DutyPlanned(**head(row)), tell=told_of(row))


def set_times(row: Duty, span: Span) -> None:
    """Give a duty other times: breaks, hand-over and what it opens go along."""
    if span.start != row.starts:  # both sides are asked again when the new moment comes
        HandOver.objects.filter(incoming=row, state=HandOverState.OPEN).update(
            due_at=span.start, asked_at=None, raised_at=None
        )
    row.starts, row.ends = span.start, span.end
    row.breaks = breaks_in(span, row.officer)
    row.save(update_fields=["starts", "ends", "breaks"])
    if row.reach is not None:
        row.reach.until = row.ends + HAND_OVER
        row.reach.save(update_fields=["until"])


def breaks_in(span: Span, officer: Officer) -> list[list[str]]:
    """Return the breaks that the rules ask for in a duty, as a row keeps them."""
    return [
        [pause.start.isoformat(), pause.end.isoformat()]
        for pause in rules.breaks_within(span, officer)
    ]


def begin_duty(row: Duty, record: Record, *, at: datetime) -> None:
    """Let a duty be on: the officer who is not attached to the party is let in."""
    row.state, row.taken_at = DutyState.ON, at
    attached = Attachment.objects.filter(party=row.party, officer=row.officer).standing().exists()
    if not attached and row.officer.person_id is not None:
        row.reach = Reach.objects.create(
            person_id=row.officer.person_id,
            event_id=row.event_id,
            role="officer",
            kind=TieKind.PARTY,
            object_id=row.party_id,
            since=at,
            until=max(row.ends, at) + HAND_OVER,
        )
    row.save(update_fields=["state", "taken_at", "reach"])
    record(entries.DutyBegun(**head(row)), tell=told_of(row))


def end_duty(row: Duty, record: Record, *, at: datetime) -> None:
    """Let a duty be over; what it opened closes after the two hours of hand-over."""
    row.state, row.left_at = DutyState.DONE, at
    row.save(update_fields=["state", "left_at"])
    _close(row, at + HAND_OVER)
    record(entries.DutyEnded(**head(row)), tell=told_of(row))


def cancel(row: Duty, record: Record, *, why: str, at: datetime) -> None:
    """Cancel a duty that lies ahead; one that is on is cut short at this moment."""
    row.why = why
    if row.state == DutyState.ON:
        row.state, row.left_at = DutyState.DONE, at
    else:
        row.state = DutyState.CANCELLED
    row.save(update_fields=["state", "left_at", "why"])
    _close(row, at)
    record(entries.DutyCancelled(**head(row), why=why), tell=told_of(row))


def head(row: Duty) -> dict[str, Any]:
    """Return what every entry about a duty tells."""
    return {
        "party_id": row.party_id,
        "party_code": row.party.code,
        "duty_id": row.pk,
        "officer_id": row.officer_id,
        "officer": row.officer.full_name,
        "person_id": row.officer.person_id,
        "position": row.position,
        "starts": row.starts,
        "ends": row.ends,
        "zone": _zone(row),
    }


def _close(row: Duty, until: datetime) -> None:
    if row.reach is not None:
        row.reach.until = until
        row.reach.save(update_fields=["until"])


def told_of(row: Duty) -> list[int]:
    """Return whom a change of a duty is told: its officer, where he signs in."""
    return [row.officer.person_id] if row.officer.person_id else []


def _zone(row: Duty) -> str:
    return str(row.event.zone)
