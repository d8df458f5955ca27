"""A party leaves for good: what is to be done before, told by a tap, and who bids farewell."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.airports.entries.departing import (
    DepartureFollowed,
    DeparturePlanned,
    FarewellChanged,
    LeavingDone,
    LeavingUndone,
)
from narahubung.airports.models import DepartureLine, FarewellPlace, LeavingStep, Payer
from narahubung.airports.rules import departing as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements import commands as movements
from narahubung.movements.entries import word_of
from narahubung.movements.models import Movement, StatusMark
from narahubung.parties.models import Member


@command
def plan_departure(*, movement_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Lay out what is to be done before a departure, each with its time.

    What its status says already is done. Raises NoDeparture, PlannedAlready, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        movement = _movement(by, movement_id)
        rules.check_is_departure(movement)
        if movement.leaving.exists():
            raise rules.PlannedAlready
        told, reached = _last_mark(movement), rules.reached_by(movement.status)
        DepartureLine.objects.bulk_create(
            DepartureLine(
                event_id=movement.event_id,
                party_id=movement.party_id,
                movement=movement,
                kind=kind,
                due_at=rules.due_at(kind, movement),
                done_at=told.at if told and kind in reached else None,
                by_name=told.by_name if told and kind in reached else "",
            )
            for kind in LeavingStep.values
        )
        record(DeparturePlanned(**_about(movement)))


@command
def follow_departure(*, movement_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let what is not done yet move along with its flight. For the house; nothing when it stands.

    Raises DoesNotExist.
    """
    movement = Movement.objects.visible_to(by).select_related("party").get(pk=movement_id)
    lines = list(movement.leaving.filter(done_at=None))
    moved = [
        (line, new) for line in lines if (new := rules.due_at(line.kind, movement)) != line.due_at
    ]
    if not moved:
        return
    with act(by=by, at=at, key=key) as record:
        minutes = 0
        for line, new in moved:
            if new and line.due_at:
                minutes = minutes or round((new - line.due_at).total_seconds() / 60)
            line.due_at = new
            line.save(update_fields=["due_at"])
        record(DepartureFollowed(**_about(movement), minutes=minutes))


@command
def tell_leaving(
    *,
    leaving_id: int,
    payer: str = "",
    witness: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say that one thing is done. payer: who pays, of the bill; witness: who saw it as well.

    "On board" and "airborne" are told of the movement too: the officers' duties end by that.
    Raises DoneAlready, PayerMissing, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        line = _line(by, leaving_id)
        if line.done_at is not None:
            raise rules.DoneAlready(who=line.by_name)
        if line.kind == LeavingStep.BILL and payer not in Payer:
            raise rules.PayerMissing
        line.done_at, line.by_name = at, by.name
        line.payer, line.witness = payer, witness.strip()
        line.note = note.strip() or line.note
        line.save()
        status = rules.STATUS_OF.get(LeavingStep(line.kind))
        if status and line.movement.status != status:
            movements.report_status(movement_id=line.movement_id, status=status, by=by, at=at)
        record(
            LeavingDone(**_about(line.movement), step=line.kind, payer=payer, witness=line.witness)
        )


@command
def take_back_leaving(*, leaving_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that one thing is not done after all.

    "On board" and "airborne" are taken back of the movement, too, where they are the last that was
    told of it. Raises NotDone, ToldSince, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        line = _line(by, leaving_id)
        if line.done_at is None:
            raise rules.NotDone
        status, told = rules.STATUS_OF.get(LeavingStep(line.kind)), _last_mark(line.movement)
        if status and told:
            if told.status != status:
                raise rules.ToldSince(status=word_of("departure", told.status, line.movement.mode))
            movements.undo_status(movement_id=line.movement_id, by=by, at=at)
        _open(line)
        record(LeavingUndone(**_about(line.movement), step=line.kind))


@command
def note_status(
    *, movement_id: int, status: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Keep the plan in step with a status that was told, or taken back, of the movement itself.

    status: what stands now. For the house. Raises DoesNotExist.
    """
    movement = Movement.objects.visible_to(by).select_related("party").get(pk=movement_id)
    reached = rules.reached_by(status)
    lines = list(movement.leaving.filter(kind__in=rules.STATUS_OF))
    stale = [line for line in lines if (line.done_at is not None) != (line.kind in reached)]
    if not stale:
        return
    with act(by=by, at=at, key=key) as record:
        for line in stale:
            if line.kind in reached:
                line.done_at, line.by_name = at, by.name
                line.save(update_fields=["done_at", "by_name"])
                record(LeavingDone(**_about(movement), step=line.kind))
            else:
                _open(line)
                record(LeavingUndone(**_about(movement), step=line.kind))


@command
def stand_in_line(
    *,
    movement_id: int,
    rank: int,
    name: str = "",
    office: str = "",
    member_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Let somebody stand in the farewell line: an official by name, or a member of the party.

    rank: 1 is the highest. The line orders itself. Raises NameMissing, InLineAlready, NoDeparture,
    DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        movement = _movement(by, movement_id)
        rules.check_is_departure(movement)
        member = None
        if member_id is not None:
            member = Member.objects.visible_to(by).get(pk=member_id, party_id=movement.party_id)
        name = member.full_name if member else name.strip()
        if not name:
            raise rules.NameMissing
        if movement.farewell.filter(name=name).exists():
            raise rules.InLineAlready(name=name)
        made = FarewellPlace.objects.create(
            event_id=movement.event_id,
            party_id=movement.party_id,
            movement=movement,
            order=movement.farewell.count() + 1,
            member=member,
            name=name,
            office=office.strip() or (member.position if member else ""),
            rank=rank,
        )
        _line_up(movement)
        made.refresh_from_db()
        record(FarewellChanged(**_about(movement), name=name, place=made.order))


@command
def leave_line(*, farewell_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take somebody out of the farewell line. Raises DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        place = FarewellPlace.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=farewell_id)
        movement = _movement(by, place.movement_id)
        place.delete()
        _line_up(movement)
        record(FarewellChanged(**_about(movement), name=place.name, place=0))


def _movement(by: Actor, movement_id: int) -> Movement:
    rows = Movement.objects.select_related("party")
    return rows.for_change(by, movement_id, Right.REPORT_MOVEMENT)


def _line(by: Actor, leaving_id: int) -> DepartureLine:
    rows = DepartureLine.objects.select_related("movement__party")
    return rows.for_change(by, leaving_id, Right.REPORT_MOVEMENT)


def _last_mark(movement: Movement) -> StatusMark | None:
    """Return what was told last of a movement, and not taken back."""
    return movement.marks.filter(undone=False).order_by("-pk").first()


def _open(line: DepartureLine) -> None:
    line.done_at, line.by_name, line.payer, line.witness = None, "", "", ""
    line.save()


def _line_up(movement: Movement) -> None:
    """Number the line anew. In two steps: no two may have one number at any moment."""
    line = rules.in_line(movement.farewell.all())
    far = max((place.order for place in line), default=0) + len(line)
    for step in (far, 0):
        for number, place in enumerate(line, start=1):
            place.order = step + number
            place.save(update_fields=["order"])


def _about(movement: Movement) -> dict[str, Any]:
    return {
        "movement_id": movement.pk,
        "party_id": movement.party_id,
        "party": movement.party.code,
    }
