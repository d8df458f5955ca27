"""Parties on one carriage, and a party whose people come on two."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.movements.commands.moving import about, tell_delay, when_said
from narahubung.movements.entries import (
    CarriageSaid,
    LeadNamed,
    MovementRejoined,
    MovementSplit,
)
from narahubung.movements.models import Mode, Movement
from narahubung.movements.rules import together as rules
from narahubung.movements.rules.telling import NothingNew, check_can_delay, check_near
from narahubung.parties.models import Member

PART = "part of the delegation"


@command
def say_carriage(
    *,
    movement_id: int,
    mode: str,
    group: str = "",
    gate: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say by what a movement comes (models.Mode), at which gate, and who travels on the same.

    group: one word for all on the same carriage. Raises NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        movement = Movement.objects.for_change(by, movement_id, Right.REPORT_MOVEMENT)
        new = (Mode(mode).value, group.strip(), gate.strip())
        if new == (movement.mode, movement.group, movement.gate):
            raise NothingNew
        movement.mode, movement.group, movement.gate = new
        movement.save(update_fields=["mode", "group", "gate"])
        record(
            CarriageSaid(
                **about(movement),
                direction=movement.direction,
                mode=movement.mode,
                group=movement.group,
                gate=movement.gate,
            )
        )


@command
def name_lead(
    *,
    movement_id: int,
    member_id: int | None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say which member answers for those who travel together; None: nobody any more.

    Raises NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        movement = Movement.objects.for_change(by, movement_id, Right.REPORT_MOVEMENT)
        lead = None
        if member_id is not None:
            lead = Member.objects.visible_to(by).get(pk=member_id, party_id=movement.party_id)
        if lead == movement.lead:
            raise NothingNew
        movement.lead = lead
        movement.save(update_fields=["lead"])
        named = lead.full_name if lead else ""
        record(LeadNamed(**about(movement), direction=movement.direction, member=named))


@command
def tell_companions(
    *, movement_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> list[int]:
    """Give all on the same carriage the time that is expected for this one; return who moved.

    Only those whose movements this person may report. Raises NobodyElse, DoesNotExist.
    """
    with act(by=by, at=at, key=key):
        movements = Movement.objects.visible_to(by, Right.REPORT_MOVEMENT)
        movement = movements.get(pk=movement_id)
        moment = movement.expected_at or movement.planned_at
        moved = []
        for one in rules.companions(movement, movements):
            if moment is not None and one.actual_at is None and _expected(one) != moment:
                tell_delay(movement_id=one.pk, expected_at=moment, by=by, at=at)
                moved.append(one.pk)
        if not moved:
            raise rules.NobodyElse
    return moved


@command
def split_movement(
    *,
    movement_id: int,
    carrier: str,
    planned_at: datetime,
    people: int,
    bags: int = 0,
    member_ids: Sequence[int] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Take some people and bags of a movement onto another flight; return the new movement.

    member_ids: who they are, where their names are known. Who is with the head of the delegation
    is the delegation; the others are a part of it. Raises TooMany, TooFar, ItHappened,
    ItIsCancelled, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        movement = Movement.objects.for_change(by, movement_id, Right.REPORT_MOVEMENT)
        check_can_delay(movement, clock=when_said(movement.actual_at, movement.zone))
        check_near(movement, planned_at)
        rules.check_can_split(movement, people=people, bags=bags, named=len(member_ids))
        members = list(movement.party.members.filter(pk__in=member_ids))
        if len(members) != len(set(member_ids)):
            raise Movement.DoesNotExist
        number = Movement.objects.filter(split_from=movement).count() + 2
        has_head = any(member.is_head for member in members)
        other = Movement.objects.create(
            event_id=movement.event_id,
            code=f"{movement.code}-{number}"[:40],
            party=movement.party,
            travelling=movement.travelling if has_head else PART,
            direction=movement.direction,
            planned_at=planned_at,
            zone=movement.zone,
            carrier=carrier.strip(),
            mode=movement.mode,
            airport=movement.airport,
            terminal=movement.terminal,
            pax=people,
            bags=bags,
            split_from=movement,
        )
        other.passengers.set(members)
        movement.passengers.remove(*members)
        if has_head:
            movement.travelling = PART
        movement.pax = None if movement.pax is None else movement.pax - people
        movement.bags = None if movement.bags is None else movement.bags - bags
        movement.save(update_fields=["travelling", "pax", "bags"])
        record(
            MovementSplit(
                **about(movement),
                direction=movement.direction,
                other_id=other.pk,
                carrier=other.carrier,
                people=people,
                bags=bags,
                planned_at=planned_at,
            )
        )
    return other.pk


@command
def rejoin(*, movement_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a split back: its people and bags travel with the others again.

    Raises WasNotSplit, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        other = Movement.objects.for_change(by, movement_id, Right.REPORT_MOVEMENT)
        rules.check_can_rejoin(other)
        movement = Movement.objects.for_change(by, other.split_from_id or 0, Right.REPORT_MOVEMENT)
        movement.passengers.add(*other.passengers.all())
        if movement.travelling == PART:
            movement.travelling = other.travelling
        movement.pax = None if movement.pax is None else movement.pax + (other.pax or 0)
        movement.bags = None if movement.bags is None else movement.bags + (other.bags or 0)
        movement.save(update_fields=["travelling", "pax", "bags"])
        other.certainty = Certainty.CANCELLED.value
        other.passengers.clear()
        other.save(update_fields=["certainty"])
        record(MovementRejoined(**about(movement), direction=movement.direction, other_id=other.pk))


def _expected(movement: Movement) -> datetime | None:
    return movement.expected_at or movement.planned_at
