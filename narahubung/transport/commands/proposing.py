"""A plan is asked for, comes, and is adopted, taken back or put aside."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.movements.commands import give_cars, move_trips
from narahubung.movements.models import Trip
from narahubung.programme.models import Item
from narahubung.transport.commands.carrying import adopt_pooled, take_back_pooled
from narahubung.transport.commands.slots import adopt_slots, take_back_slots
from narahubung.transport.entries import proposing as entries
from narahubung.transport.models import Proposal, ProposalKind, ProposalState
from narahubung.transport.planning import as_planned, new_cars
from narahubung.transport.rules import proposing as rules


@command
def ask_plan(
    *,
    kind: str = ProposalKind.CARS.value,
    day: date,
    item_id: int | None = None,
    anew: bool = False,
    wishes: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Proposal:
    """Ask for a plan of a day; `jobs.compute_plan` makes it.

    item_id: of arrivals at a door. anew: not only few changes. wishes: as the model says. Raises
    NotAllowed, Item.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_plans(by)
        item = Item.objects.visible_to(by).get(pk=item_id) if item_id else None
        made = Proposal.objects.create(
            event_id=by.here,
            kind=kind,
            day=day,
            item=item,
            anew=anew,
            made_at=at,
            by_name=by.name,
            wishes=dict(wishes or {}),
        )
        record(entries.PlanAsked(**_head(made)))
    return made


@command
def record_plan(
    *,
    proposal_id: int,
    problem: str,
    plan: str,
    changes: int,
    unserved: int,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Proposal:
    """Lay a plan ready that the engine made. problem, plan: its JSON. Raises NotReady."""
    with act(by=by, at=at, key=key) as record:
        row = _row(by, proposal_id)
        rules.check_waits(row)
        row.problem, row.plan = json.loads(problem), json.loads(plan)
        row.state = ProposalState.READY
        row.save(update_fields=["problem", "plan", "state"])
        record(entries.PlanReady(**_head(row), changes=changes, unserved=unserved))
    return row


@command
def record_failure(
    *, proposal_id: int, trouble: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that the engine gave no plan, and why. Raises NotReady."""
    with act(by=by, at=at, key=key) as record:
        row = _row(by, proposal_id)
        rules.check_waits(row)
        row.state, row.trouble = ProposalState.FAILED, trouble
        row.save(update_fields=["state", "trouble"])
        record(entries.PlanFailed(**_head(row), trouble=trouble))


@command
def adopt_plan(
    *, proposal_id: int, why: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> Proposal:
    """Let it be as the plan says, all of it or nothing. why: where a warning is to be set aside.

    Raises NotReady, OutOfDate, NothingToAdopt, and as the commands of movements do.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(by, proposal_id)
        rules.check_can_adopt(row)
        changes = _ADOPT[row.kind](row, why=why, by=by, at=at)
        if not changes:
            raise rules.NothingToAdopt
        row.state = ProposalState.ADOPTED
        row.save(update_fields=["state", "stood"])
        record(entries.PlanAdopted(**_head(row), changes=changes))
    return row


@command
def take_back_plan(
    *, proposal_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> Proposal:
    """Let it be as before again, while all of it still stands as the plan said.

    Raises NotReady, OutOfDate, HasBegun, and as the commands of movements do.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(by, proposal_id)
        rules.check_can_take_back(row)
        changes = _TAKE_BACK[row.kind](row, by=by, at=at)
        row.state = ProposalState.READY
        row.save(update_fields=["state"])
        record(entries.PlanAdopted(**_head(row), changes=changes, taken_back=True))
    return row


@command
def dismiss_plan(*, proposal_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Proposal:
    """Put a plan aside. Raises NotReady."""
    with act(by=by, at=at, key=key) as record:
        row = _row(by, proposal_id)
        rules.check_can_dismiss(row)
        row.state = ProposalState.DISMISSED
        row.save(update_fields=["state"])
        record(entries.PlanDismissed(**_head(row)))
    return row


def _adopt_cars(row: Proposal, *, why: str, by: Actor, at: datetime) -> int:
    """Give every trip the car of the plan. Raises OutOfDate, and as `movements.give_cars` does."""
    wanted = new_cars(row)
    if not wanted:
        return 0
    trips = _trips_now(by, wanted)
    if not as_planned(row, trips):
        raise rules.OutOfDate
    row.stood = {
        str(trip.pk): {"vehicle": trip.vehicle_id, "driver": trip.driver_id} for trip in trips
    }
    give_cars(cars=wanted, why=why, by=by, at=at)
    return len(wanted)


def _take_back_cars(row: Proposal, *, by: Actor, at: datetime) -> int:
    """Give the trips the cars and drivers of before again. Raises OutOfDate, HasBegun."""
    wanted = new_cars(row)
    trips = _trips_now(by, wanted)
    if {trip.pk: trip.vehicle_id for trip in trips} != wanted:
        raise rules.OutOfDate
    rules.check_none_begun(trips)
    moves = {trip.pk: {**row.stood[str(trip.pk)], "certainty": trip.certainty} for trip in trips}
    move_trips(moves=moves, why=in_both(lambda: _("Taken back.")), overrule=True, by=by, at=at)
    return len(wanted)


_ADOPT: Mapping[str, Callable[..., int]] = {
    ProposalKind.CARS: _adopt_cars,
    ProposalKind.POOLED: adopt_pooled,
    ProposalKind.SLOTS: adopt_slots,
    ProposalKind.LEAVING: adopt_slots,
}
_TAKE_BACK: Mapping[str, Callable[..., int]] = {
    ProposalKind.CARS: _take_back_cars,
    ProposalKind.POOLED: take_back_pooled,
    ProposalKind.SLOTS: take_back_slots,
    ProposalKind.LEAVING: take_back_slots,
}


def _trips_now(by: Actor, trips: Iterable[int]) -> list[Trip]:
    return list(Trip.objects.visible_to(by).filter(pk__in=list(trips)).in_turn())


def _row(by: Actor, proposal_id: int) -> Proposal:
    rows = Proposal.objects.select_related("event", "item__place")
    return rows.for_change(by, proposal_id)


def _head(row: Proposal) -> dict[str, Any]:
    return {
        "proposal_id": row.pk,
        "day": row.day.isoformat(),
        "plan": row.kind,
        "item": row.item.label() if row.item else "",
    }
