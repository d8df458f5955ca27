"""A duty passes from one officer to the next: card, two taps, and only then duty and access."""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from narahubung.accounts.actors import coordinators
from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments import entries
from narahubung.assignments.commands.rostering import begin_duty, end_duty, head
from narahubung.assignments.cover import needed_now
from narahubung.assignments.models import Duty, DutyState, HandOver, HandOverState
from narahubung.assignments.rules import HAND_OVER
from narahubung.assignments.rules import handing_over as rules
from narahubung.journal.acting import AlreadyDone, Record, act, command
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
        record(entries.HandOverOpened(**_head(row)), tell=_people(row))
    return row


@command
def ask_hand_over(*, hand_over_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Ask who has not acknowledged: it is time. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = _open(hand_over_id, by)
        row.asked_at = at
        row.save(update_fields=["asked_at", "outgoing"])
        record(entries.HandOverAsked(**_head(row)), tell=_owing(row))


@command
def raise_hand_over(*, hand_over_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Tell the coordinators that nobody answered. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = _open(hand_over_id, by)
        row.raised_at = at
        row.save(update_fields=["raised_at"])
        record(entries.HandOverRaised(**_head(row)), tell=coordinators(row.event_id, at))


@command
def drop_hand_over(*, hand_over_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Cancel a hand-over whose duty is not planned any more. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = HandOver.objects.for_change(by, hand_over_id)
        _drop([row], record)


@command
def hand_over_now(*, duty_id: int, by: Actor, at: datetime, key: UUID | None = None) -> HandOver:
    """Ask both now for the hand-over to a planned duty, early or late.

    By who has a duty with the party, by who takes it, or by the coordinator. Raises HandOverIsOver,
    AgainstTheRules, Away; Duty.DoesNotExist, also for anybody else.
    """
    with act(by=by, at=at, key=key) as record:
        duty = _duties(by).select_related("party", "officer").get(pk=duty_id)
        on = Duty.objects.filter(party=duty.party, state=DutyState.ON).select_related("officer")
        own_on = next((one for one in on if _is(one.officer, by)), None)
        if not (own_on or _is(duty.officer, by) or by.may(Right.PLAN_OFFICERS)):
            raise Duty.DoesNotExist
        rules.check_early(duty, at, _zone(duty.event_id))
        outgoing = own_on or rules.outgoing_for(duty, early=True)
        row = HandOver.objects.filter(incoming=duty, state=HandOverState.OPEN).first()
        row = row or _opened(duty, outgoing, due_at=at)
        rules.check_open(row)
        row.outgoing = row.outgoing or outgoing
        row.due_at, row.asked_at = at, at
        row.save(update_fields=["outgoing", "due_at", "asked_at"])
        record(entries.HandOverAsked(**_head(row)), tell=_owing(row))
    return row


@command
def keep_card(
    *, hand_over_id: int, card: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Keep what is told, as it stands at the first tap. card: JSON, made by a door.

    Does nothing, and opens no act, when one is kept already.
    """
    if HandOver.objects.get(pk=hand_over_id).card:
        return
    with act(by=by, at=at, key=key) as record:
        row = _own(hand_over_id, by)
        row.card = card
        row.save(update_fields=["card"])
        record(entries.CardKept(**_head(row)))


@command
def give(
    *,
    hand_over_id: int,
    keys: str = "",
    note: str = "",
    tapped_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> HandOver:
    """Say that it was told. keys: keys, badges, radios; tapped_at: by the phone's clock.

    Raises HandOverIsOver, AlreadyDone; HandOver.DoesNotExist for anybody but the outgoing officer.
    """
    with act(by=by, at=at, key=key) as record:
        row = _waiting(hand_over_id, by, "given")
        row.keys = keys
        _add(row, note=note)
        _acknowledge(row, "given", record, by=by, how="tap", device=tapped_at, at=at)
        _pass_on(row, record, at=at)
    return row


@command
def take(
    *,
    hand_over_id: int,
    read_back: str = "",
    tapped_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> HandOver:
    """Say that one has it. read_back: the next movement in one's own words, may be empty.

    Raises HandOverIsOver, AlreadyDone; HandOver.DoesNotExist for anybody but the incoming officer.
    """
    with act(by=by, at=at, key=key) as record:
        row = _waiting(hand_over_id, by, "taken")
        _add(row, read_back=read_back)
        _acknowledge(row, "taken", record, by=by, how="tap", device=tapped_at, at=at)
        _pass_on(row, record, at=at)
    return row


@command
def prove(
    *, hand_over_id: int, code: str, by: Actor, at: datetime, key: UUID | None = None
) -> HandOver:
    """Acknowledge for both: the other's phone has no network and shows a code, which proves it.

    Raises WrongCode, TooManyCodes, HandOverIsOver; HandOver.DoesNotExist.
    """
    seen = _of(by).get(pk=hand_over_id)
    side = _side(seen, by)
    rules.check_code(seen, rules.other(side), code)
    with act(by=by, at=at, key=key) as record:
        row = _own(hand_over_id, by)
        rules.check_open(row)
        for one, how in ((rules.other(side), "code"), (side, "tap")):
            if not rules.stands(row, one):
                _acknowledge(row, one, record, by=by, how=how, at=at)
        _pass_on(row, record, at=at)
    return row


@command
def stand_for(
    *,
    hand_over_id: int,
    side: str,
    why: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> HandOver:
    """Acknowledge for somebody absent, by the desk, with the reason. side: given or taken.

    Raises NeedsAReason, HandOverIsOver, AlreadyDone; HandOver.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rows = HandOver.objects.visible_to(by, Right.PLAN_OFFICERS)
        row = _fresh(rows.select_for_update(of=("self",)).get(pk=hand_over_id))
        if not why.strip():
            raise rules.NeedsAReason
        if rules.stands(row, side):
            raise AlreadyDone
        _acknowledge(row, side, record, by=by, how="desk", why=why.strip()[:200], at=at)
        _pass_on(row, record, at=at)
    return row


@command
def take_back(*, hand_over_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take one's own tap back: a slip. Raises NothingToTakeBack, HandOverIsOver."""
    with act(by=by, at=at, key=key) as record:
        row = _own(hand_over_id, by)
        side = _side(row, by)
        rules.check_can_undo(row, side, at)
        setattr(row, f"{side}_at", None)
        setattr(row, f"{side}_known_at", None)
        setattr(row, f"{side}_by", "")
        row.save(update_fields=[f"{side}_at", f"{side}_known_at", f"{side}_by"])
        record(entries.HandOverUndone(**_head(row), side=side))


@command
def leave_to_desk(*, duty_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Leave a party at an hour at which nobody need be with it: until the next duty, the desk is.

    The coordinator may let anybody leave. Raises StillNeeded, HandOverIsOver; Duty.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rows = _duties(by).select_for_update(of=("self",)).select_related("party", "officer")
        duty = rows.get(pk=duty_id)
        if not (_is(duty.officer, by) or by.may(Right.PLAN_OFFICERS)):
            raise Duty.DoesNotExist
        if duty.state != DutyState.ON:
            raise rules.HandOverIsOver
        if not by.may(Right.PLAN_OFFICERS):
            rules.check_can_leave(duty, needed_now(duty, at), _zone(duty.event_id))
        end_duty(duty, record, at=at)
        record(
            entries.LeftToDesk(
                party_id=duty.party_id, party_code=duty.party.code, officer=duty.officer.full_name
            ),
            tell=coordinators(duty.event_id, at),
        )


@command
def end_at_departure(*, party_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """End the duties with a party that is airborne, and cancel its hand-overs. For the house.

    Does nothing, and opens no act, when there are none.
    """
    on = Duty.objects.visible_to(by).filter(party_id=party_id, state=DutyState.ON)
    waiting = HandOver.objects.visible_to(by).filter(party_id=party_id, state=HandOverState.OPEN)
    if not (on.exists() or waiting.exists()):
        return
    with act(by=by, at=at, key=key) as record:
        for duty in on.select_for_update(of=("self",)).select_related("party", "officer"):
            end_duty(duty, record, at=at)
        _drop(waiting.select_for_update(of=("self",)), record)


@command
def resume_after_slip(
    *, party_id: int, since: datetime, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let the duties go on that ended since then by an "airborne" that was a slip. For the house.

    Does nothing, and opens no act, when there are none.
    """
    done = Duty.objects.visible_to(by).filter(party_id=party_id, state=DutyState.DONE)
    ended = done.filter(left_at__gte=since, why="").exclude(given__state=HandOverState.DONE)
    if not ended.exists():
        return
    with act(by=by, at=at, key=key) as record:
        for duty in ended.select_for_update(of=("self",)).select_related("party", "officer"):
            duty.state, duty.left_at = DutyState.ON, None
            duty.save(update_fields=["state", "left_at"])
            if duty.reach is not None:
                duty.reach.until = max(duty.ends, at) + HAND_OVER
                duty.reach.save(update_fields=["until"])
            record(entries.DutyBegun(**head(duty)))


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


def _acknowledge(
    row: HandOver,
    side: str,
    record: Record,
    *,
    by: Actor,
    how: str,
    at: datetime,
    why: str = "",
    device: datetime | None = None,
) -> None:
    moment = rules.said_at(device, row, at)
    officer = row.giver if side == "given" else row.incoming.officer
    name = by.name if how == "desk" or officer is None else officer.full_name
    setattr(row, f"{side}_at", moment)
    setattr(row, f"{side}_known_at", at)
    setattr(row, f"{side}_by", name)
    row.save()
    told = _people(row) if how == "desk" else _owing(row)
    record(
        entries.HandOverAcknowledged(**_head(row), side=side, said_at=moment, how=how, why=why),
        tell=told,
    )


def _pass_on(row: HandOver, record: Record, *, at: datetime) -> None:
    """Let duty and access pass, if both sides stand: never before."""
    if not (rules.stands(row, "given") and rules.stands(row, "taken")):
        return
    people = _people(row)
    row.state, row.done_at = HandOverState.DONE, at
    row.save(update_fields=["state", "done_at"])
    told = entries.HandOverDone(**_head(row))
    if row.outgoing is not None and row.outgoing.state == DutyState.ON:
        end_duty(row.outgoing, record, at=at)
    begin_duty(row.incoming, record, at=at)
    record(told, tell=people)


def _drop(rows: Iterable[HandOver], record: Record) -> None:
    for row in rows:
        row.state = HandOverState.CANCELLED
        row.save(update_fields=["state"])
        record(entries.HandOverCancelled(**_head(row)), tell=_people(row))


def _waiting(hand_over_id: int, by: Actor, side: str) -> HandOver:
    """Return one's own open hand-over, locked, in which this side has not acknowledged."""
    row = _own(hand_over_id, by)
    if side != _side(row, by):
        raise HandOver.DoesNotExist
    if getattr(row, f"{side}_known_at") is not None:
        raise AlreadyDone
    rules.check_open(row)
    return row


def _own(hand_over_id: int, by: Actor) -> HandOver:
    """Return a hand-over in which one is a side, locked with its duties."""
    return _fresh(_of(by).select_for_update(of=("self",)).get(pk=hand_over_id))


def _open(hand_over_id: int, by: Actor) -> HandOver:
    row = _fresh(HandOver.objects.for_change(by, hand_over_id))
    rules.check_open(row)
    return row


def _fresh(row: HandOver) -> HandOver:
    """Lock the duties of a locked hand-over; where the desk gave it, look who is on duty by now."""
    ids = [pk for pk in (row.outgoing_id, row.incoming_id) if pk]
    duties = Duty.objects.filter(pk__in=ids).select_related("party", "officer")
    found = {duty.pk: duty for duty in duties.select_for_update(of=("self",)).order_by("pk")}
    row.incoming = found[row.incoming_id]
    row.outgoing = found.get(row.outgoing_id or 0)
    if row.state == HandOverState.OPEN and row.outgoing is None:
        row.outgoing = rules.outgoing_for(row.incoming)
    return row


def _of(by: Actor) -> Any:
    """Return the hand-overs in which somebody is a side: no right but one's own."""
    if by.person_id is None:
        return HandOver.objects.none()
    mine = Q(outgoing__officer__person_id=by.person_id)
    mine |= Q(incoming__officer__person_id=by.person_id)
    return HandOver.objects.filter(mine, event_id=by.here)


def _duties(by: Actor) -> Any:
    """Return the duties of one's event that are planned or on; whose they are is looked at."""
    return Duty.objects.ahead().filter(event_id=by.here)


def _side(row: HandOver, by: Actor) -> str:
    return "taken" if _is(row.incoming.officer, by) else "given"


def _is(officer: Officer, by: Actor) -> bool:
    return officer.person_id is not None and officer.person_id == by.person_id


def _add(row: HandOver, **words: str) -> None:
    """Write what was said along into the card."""
    said = {name: text.strip() for name, text in words.items() if text.strip()}
    if said:
        row.card = json.dumps({**json.loads(row.card or "{}"), **said})


def _people(row: HandOver) -> list[int]:
    officers = [row.giver, row.incoming.officer]
    return [one.person_id for one in officers if one is not None and one.person_id is not None]


def _owing(row: HandOver) -> list[int]:
    """Return who has not acknowledged yet."""
    sides = {"given": row.giver, "taken": row.incoming.officer}
    return [
        one.person_id
        for side, one in sides.items()
        if one is not None and one.person_id is not None and not rules.stands(row, side)
    ]


def _head(row: HandOver) -> dict[str, Any]:
    giver = row.giver
    return {
        "party_id": row.party_id,
        "party_code": row.party.code,
        "hand_over_id": row.pk,
        "outgoing": giver.full_name if giver else "",
        "incoming": row.incoming.officer.full_name,
        "people": _people(row),
        "due_at": row.due_at,
        "zone": _zone(row.event_id),
    }


def _zone(event_id: int) -> str:
    return str(Event.objects.values_list("zone", flat=True).get(pk=event_id))
