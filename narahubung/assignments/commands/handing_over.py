"""A hand-over is laid ready, asked for, raised and dropped; both sides then acknowledge it."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.actors import coordinators
from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments import entries
from narahubung.assignments.models import Duty, DutyState, HandOver, HandOverState
from narahubung.assignments.rules import handing_over as rules
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer


@command
def announce_hand_over(
    *, duty_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> HandOver:
    """Lay the card of a planned duty's beginning ready for both. For the house."""
    with act(by=by, at=at, key=key) as record:
        duty = Duty.objects.for_change(by, duty_id)
        row = _opened(duty, rules.outgoing_for(duty), due_at=duty.starts)
        record(entries.HandOverOpened(**facts_of(row)), tell=people_of(row))
    return row


@command
def ask_hand_over(*, hand_over_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Ask who has not acknowledged: it is time. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = _open(hand_over_id, by)
        row.asked_at = at
        row.save(update_fields=["asked_at", "outgoing"])
        record(entries.HandOverAsked(**facts_of(row)), tell=owing(row))


@command
def raise_hand_over(*, hand_over_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Tell the coordinators that nobody answered. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = _open(hand_over_id, by)
        row.raised_at = at
        row.save(update_fields=["raised_at"])
        record(entries.HandOverRaised(**facts_of(row)), tell=coordinators(row.event_id, at))


@command
def drop_hand_over(*, hand_over_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Cancel a hand-over whose duty is not planned any more. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = HandOver.objects.for_change(by, hand_over_id)
        drop([row], record)


@command
def hand_over_now(*, duty_id: int, by: Actor, at: datetime, key: UUID | None = None) -> HandOver:
    """Ask both now for the hand-over to a planned duty, early or late.

    By who has a duty with the party, by who takes it, or by the coordinator. Raises HandOverIsOver,
    AgainstTheRules, Away; Duty.DoesNotExist, also for anybody else.
    """
    with act(by=by, at=at, key=key) as record:
        duty = duties_here(by).select_related("party", "officer").get(pk=duty_id)
        on = Duty.objects.filter(party=duty.party, state=DutyState.ON).select_related("officer")
        own_on = next((one for one in on if is_of(one.officer, by)), None)
        if not (own_on or is_of(duty.officer, by) or by.may(Right.PLAN_OFFICERS)):
            raise Duty.DoesNotExist
        rules.check_early(duty, at, zone_of(duty.event_id))
        outgoing = own_on or rules.outgoing_for(duty, early=True)
        row = HandOver.objects.filter(incoming=duty, state=HandOverState.OPEN).first()
        row = row or _opened(duty, outgoing, due_at=at)
        rules.check_open(row)
        row.outgoing = row.outgoing or outgoing
        row.due_at, row.asked_at = at, at
        row.save(update_fields=["outgoing", "due_at", "asked_at"])
        record(entries.HandOverAsked(**facts_of(row)), tell=owing(row))
    return row


def _opened(duty: Duty, outgoing: Duty | None, *, due_at: datetime) -> HandOver:
    """Store a hand-over, with a code for each side's phone."""
    return HandOver.objects.create(
        event_id=duty.event_id,
        party=duty.party,
        outgoing=outgoing,
        incoming=duty,
        due_at=due_at,
        given_code=_code(),
        taken_code=_code(),
    )


def _code() -> str:
    return f"{secrets.randbelow(10_000):04}"


def drop(rows: Iterable[HandOver], record: Record) -> None:
    """Cancel hand-overs, locked, and tell both sides."""
    for row in rows:
        row.state = HandOverState.CANCELLED
        row.save(update_fields=["state"])
        record(entries.HandOverCancelled(**facts_of(row)), tell=people_of(row))


def _open(hand_over_id: int, by: Actor) -> HandOver:
    row = fresh(HandOver.objects.for_change(by, hand_over_id))
    rules.check_open(row)
    return row


def fresh(row: HandOver) -> HandOver:
    """Lock the duties of a locked hand-over; where the desk gave it, look who is on duty by now."""
    ids = [pk for pk in (row.outgoing_id, row.incoming_id) if pk]
    duties = Duty.objects.filter(pk__in=ids).select_related("party", "officer")
    found = {duty.pk: duty for duty in duties.select_for_update(of=("self",)).order_by("pk")}
    row.incoming = found[row.incoming_id]
    row.outgoing = found.get(row.outgoing_id or 0)
    if row.state == HandOverState.OPEN and row.outgoing is None:
        row.outgoing = rules.outgoing_for(row.incoming)
    return row


def duties_here(by: Actor) -> Any:
    """Return the duties of one's event that are planned or on; whose they are is looked at."""
    return Duty.objects.ahead().filter(event_id=by.here)


def is_of(officer: Officer, by: Actor) -> bool:
    """Tell whether somebody is this officer."""
    return officer.person_id is not None and officer.person_id == by.person_id


def people_of(row: HandOver) -> list[int]:
    """Return the persons of both sides, as far as they sign in."""
    officers = [row.giver, row.incoming.officer]
    return [one.person_id for one in officers if one is not None and one.person_id is not None]


def owing(row: HandOver) -> list[int]:
    """Return who has not acknowledged yet."""
    sides = {"given": row.giver, "taken": row.incoming.officer}
    return [
        one.person_id
        for side, one in sides.items()
        if one is not None and one.person_id is not None and not rules.stands(row, side)
    ]


def facts_of(row: HandOver) -> dict[str, Any]:
    """Return what every entry about a hand-over tells."""
    giver = row.giver
    return {
        "party_id": row.party_id,
        "party_code": row.party.code,
        "hand_over_id": row.pk,
        "outgoing": giver.full_name if giver else "",
        "incoming": row.incoming.officer.full_name,
        "people": people_of(row),
        "due_at": row.due_at,
        "zone": zone_of(row.event_id),
    }


def zone_of(event_id: int) -> str:
    """Return the zone of an event."""
    return str(Event.objects.values_list("zone", flat=True).get(pk=event_id))
