"""Both sides of a hand-over acknowledge; only then duty and access pass."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.assignments import entries
from narahubung.assignments.commands.handing_over import facts_of, fresh, is_of, owing, people_of
from narahubung.assignments.commands.rostering import begin_duty, end_duty
from narahubung.assignments.models import DutyState, HandOver, HandOverState
from narahubung.assignments.rules import handing_over as rules
from narahubung.journal.acting import AlreadyDone, Record, act, command
from narahubung.kit.actor import Actor


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
        record(entries.CardKept(**facts_of(row)))


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
        row = fresh(rows.select_for_update(of=("self",)).get(pk=hand_over_id))
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
        record(entries.HandOverUndone(**facts_of(row), side=side))


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
    told = people_of(row) if how == "desk" else owing(row)
    record(
        entries.HandOverAcknowledged(**facts_of(row), side=side, said_at=moment, how=how, why=why),
        tell=told,
    )


def _pass_on(row: HandOver, record: Record, *, at: datetime) -> None:
    """Let duty and access pass, if both sides stand: never before."""
    if not (rules.stands(row, "given") and rules.stands(row, "taken")):
        return
    people = people_of(row)
    row.state, row.done_at = HandOverState.DONE, at
    row.save(update_fields=["state", "done_at"])
    told = entries.HandOverDone(**facts_of(row))
    if row.outgoing is not None and row.outgoing.state == DutyState.ON:
        end_duty(row.outgoing, record, at=at)
    begin_duty(row.incoming, record, at=at)
    record(told, tell=people)


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
    return fresh(_of(by).select_for_update(of=("self",)).get(pk=hand_over_id))


def _of(by: Actor) -> Any:
    """Return the hand-overs in which somebody is a side: no right but one's own."""
    if by.person_id is None:
        return HandOver.objects.none()
    mine = Q(outgoing__officer__person_id=by.person_id)
    mine |= Q(incoming__officer__person_id=by.person_id)
    return HandOver.objects.filter(mine, event_id=by.here)


def _side(row: HandOver, by: Actor) -> str:
    return "taken" if is_of(row.incoming.officer, by) else "given"


def _add(row: HandOver, **words: str) -> None:
    """Write what was said along into the card."""
    said = {name: text.strip() for name, text in words.items() if text.strip()}
    if said:
        row.card = json.dumps({**json.loads(row.card or "{}"), **said})
