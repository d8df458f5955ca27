"""A plan of cars is asked for, comes, and is adopted, taken back or put aside."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.commands import give_cars
from narahubung.movements.models import Trip
from narahubung.transport.entries import proposing as entries
from narahubung.transport.models import Proposal, ProposalState
from narahubung.transport.planning import new_cars, present_cars
from narahubung.transport.rules import proposing as rules


@command
def ask_fleet(
    *, day: date, anew: bool = False, by: Actor, at: datetime, key: UUID | None = None
) -> Proposal:
    """Ask for a plan of a day's cars; `jobs.compute_fleet` makes it. anew: not only few changes."""
    with act(by=by, at=at, key=key) as record:
        made = Proposal.objects.create(
            event_id=by.here, day=day, anew=anew, made_at=at, by_name=by.name
        )
        record(entries.FleetAsked(**_head(made)))
    return made


@command
def record_fleet(
    *, proposal_id: int, problem: str, plan: str, by: Actor, at: datetime, key: UUID | None = None
) -> Proposal:
    """Lay a plan ready that the engine made. problem, plan: its JSON."""
    with act(by=by, at=at, key=key) as record:
        row = Proposal.objects.for_change(by, proposal_id)
        row.problem, row.plan = json.loads(problem), json.loads(plan)
        row.state = ProposalState.READY
        row.save(update_fields=["problem", "plan", "state"])
        record(
            entries.FleetPlanned(
                **_head(row), changes=len(new_cars(row)), unserved=len(row.plan["unserved"])
            )
        )
    return row


@command
def record_fleet_failure(
    *, proposal_id: int, trouble: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that the engine gave no plan, and why."""
    with act(by=by, at=at, key=key) as record:
        row = Proposal.objects.for_change(by, proposal_id)
        row.state, row.trouble = ProposalState.FAILED, trouble
        row.save(update_fields=["state", "trouble"])
        record(entries.FleetFailed(**_head(row), trouble=trouble))


@command
def adopt_fleet(
    *, proposal_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> Proposal:
    """Give every trip the car of the plan, all of it or nothing.

    Raises NotReady, OutOfDate, NothingToAdopt, and as `movements.give_cars` does.
    """
    with act(by=by, at=at, key=key) as record:
        row = Proposal.objects.for_change(by, proposal_id)
        rules.check_can_adopt(row)
        wanted = new_cars(row)
        if not wanted:
            raise rules.NothingToAdopt
        stood = _cars_now(by, wanted)
        if any(car != present_cars(row).get(pk) for pk, car in stood.items()):
            raise rules.OutOfDate
        give_cars(cars=wanted, by=by, at=at)
        row.state, row.stood = ProposalState.ADOPTED, {str(pk): c for pk, c in stood.items()}
        row.save(update_fields=["state", "stood"])
        record(entries.FleetAdopted(**_head(row), changes=len(wanted)))
    return row


@command
def take_back_fleet(
    *, proposal_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> Proposal:
    """Give the trips the cars of before again, while those of the plan still drive all of them.

    Raises NotReady, OutOfDate, and as `movements.give_cars` does.
    """
    with act(by=by, at=at, key=key) as record:
        row = Proposal.objects.for_change(by, proposal_id)
        rules.check_can_take_back(row)
        wanted = new_cars(row)
        if _cars_now(by, wanted) != wanted:
            raise rules.OutOfDate
        give_cars(cars={int(pk): car for pk, car in row.stood.items()}, by=by, at=at)
        row.state = ProposalState.READY
        row.save(update_fields=["state"])
        record(entries.FleetAdopted(**_head(row), changes=len(wanted), taken_back=True))
    return row


@command
def dismiss_fleet(*, proposal_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Put a plan aside. Raises NotReady."""
    with act(by=by, at=at, key=key) as record:
        row = Proposal.objects.for_change(by, proposal_id)
        rules.check_can_dismiss(row)
        row.state = ProposalState.DISMISSED
        row.save(update_fields=["state"])
        record(entries.FleetDismissed(**_head(row)))


def _cars_now(by: Actor, trips: Any) -> dict[int, int | None]:
    rows = Trip.objects.visible_to(by).filter(pk__in=trips).in_turn()
    return {trip.pk: trip.vehicle_id for trip in rows}


def _head(row: Proposal) -> dict[str, Any]:
    return {"proposal_id": row.pk, "day": row.day.isoformat()}
