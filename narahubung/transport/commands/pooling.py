"""Transfers are asked for, pinned, withdrawn; a plan of pooled transfers becomes trips."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.commands import add_trip, cancel_trip, move_trips
from narahubung.movements.models import Trip, Vehicle
from narahubung.movements.rules import NothingNew
from narahubung.movements.undoing import given, stored
from narahubung.parties.models import Party, Place
from narahubung.plans.movements.pooling import PoolProblem
from narahubung.transport.entries.pooling import (
    TransferAsked,
    TransferPinned,
    TransferWithdrawn,
)
from narahubung.transport.models import Proposal, Transfer
from narahubung.transport.pooling import (
    car_of,
    moment_of,
    plan_of,
    pool_problem,
    problem_of,
    trip_of,
)
from narahubung.transport.rules import pooling as rules
from narahubung.transport.rules.proposing import OutOfDate

_FREE: dict[str, Any] = {"vehicle": None, "driver": None, "ride": ""}


@command
def ask_transfer(
    *,
    party_id: int,
    to: Mapping[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Transfer:
    """Say that people of a party need a transfer and may share a car.

    to: from_place, to_place (ids), ready_at and/or by_at; and where wanted who, people, luggage,
    lift, child_seat. Raises NoTimes, NoWay, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=party_id)
        ends = {
            name: Place.objects.visible_to(by).get(pk=to[name])
            for name in ("from_place", "to_place")
        }
        made = Transfer(event_id=party.event_id, party=party, by_name=by.name, **{**to, **ends})
        rules.check_way(made)
        made.save()
        record(TransferAsked(**_about(made)))
    return made


@command
def take_transfers(
    *, rows: Collection[Transfer], by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Take over transfers that the movements and the programme ask for, and return how many.

    rows: as `queries.pooling.suggested` gives them. Raises NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        parties = {row.party_id for row in rows}
        mine = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).filter(pk__in=parties)
        if mine.count() < len(parties):
            raise Party.DoesNotExist
        if not rows:
            raise NothingNew
        for row in rows:
            row.by_name = by.name
            row.save(force_insert=True)
            record(TransferAsked(**_about(row)))
    return len(rows)


@command
def pin_transfer(
    *,
    transfer_id: int,
    vehicle_id: int | None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Transfer:
    """Let a transfer go by this car or not at all; None: by any.

    Raises NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _transfer(by, transfer_id)
        car = Vehicle.objects.visible_to(by).get(pk=vehicle_id) if vehicle_id else None
        if row.pinned == car:
            raise NothingNew
        row.pinned = car
        row.save(update_fields=["pinned"])
        record(TransferPinned(**_about(row), vehicle=car.label() if car else ""))
    return row


@command
def withdraw_transfer(
    *, transfer_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> Transfer:
    """Say that a transfer is not needed any more; the trip made of it is cancelled.

    Raises NothingNew, AlreadyOnTheRoad, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _transfer(by, transfer_id)
        if row.withdrawn:
            raise NothingNew
        if trip_of(row) is not None and row.trip_id:
            cancel_trip(trip_id=row.trip_id, by=by, at=at)
        row.withdrawn, row.trip = True, None
        row.save(update_fields=["withdrawn", "trip"])
        record(TransferWithdrawn(**_about(row)))
    return row


@command
def restore_transfer(
    *, transfer_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> Transfer:
    """Take back that it is not needed; the next plan finds a car. Raises NothingNew."""
    with act(by=by, at=at, key=key) as record:
        row = _transfer(by, transfer_id)
        if not row.withdrawn:
            raise NothingNew
        row.withdrawn = False
        row.save(update_fields=["withdrawn"])
        record(TransferWithdrawn(**_about(row), taken_back=True))
    return row


def adopt_pooled(row: Proposal, *, why: str, by: Actor, at: datetime) -> int:
    """Make the trips of a plan in the act that is open; return how many changed.

    Raises OutOfDate, InUse, OutOfUse, NeedsReason.
    """
    planned = problem_of(row)
    if _compared(pool_problem(row, at=at)) != _compared(planned):
        raise OutOfDate
    ids = [int(one.id) for one in planned.requests]
    rows = {one.pk: one for one in Transfer.objects.filter(pk__in=ids).select_related("trip")}
    trips = {pk: trip for pk, one in rows.items() if (trip := trip_of(one))}
    wanted = _wanted(row, rows)
    moves = {trip.pk: wanted.get(pk, _FREE) for pk, trip in trips.items()}
    changed = {trip.pk: trip for trip in trips.values() if _differs(trip, moves[trip.pk])}
    stood: dict[str, dict[str, Any]] = {"made": {}, "moved": {}, "linked": {}}
    for pk, trip in changed.items():
        before = (*moves[pk], "certainty")
        stood["moved"][str(pk)] = {name: stored(getattr(trip, name)) for name in before}
    if changed:
        new = {pk: moves[pk] for pk in changed}
        move_trips(moves=new, why=why, overrule=bool(why), by=by, at=at)
    for pk in [pk for pk in wanted if pk not in trips]:
        stood["linked"][str(pk)] = rows[pk].trip_id
        stood["made"][str(pk)] = _make(rows[pk], wanted[pk], why=why, by=by, at=at)
    row.stood = stood
    return len(changed) + len(stood["made"])


def take_back_pooled(row: Proposal, *, by: Actor, at: datetime) -> int:
    """Cancel the trips that were made and put back those that were moved. Raises OutOfDate."""
    ids = [int(one.id) for one in problem_of(row).requests]
    rows = {one.pk: one for one in Transfer.objects.filter(pk__in=ids).select_related("trip")}
    wanted = _wanted(row, rows)
    for pk, to in wanted.items():
        trip = trip_of(rows[pk])
        if trip is None or _differs(trip, {**to, "ride": trip.ride}):
            raise OutOfDate
    for pk, trip_id in row.stood["made"].items():
        cancel_trip(trip_id=trip_id, by=by, at=at)
        Transfer.objects.filter(pk=int(pk)).update(trip=row.stood["linked"][pk])
    moved = {int(pk): given(stood) for pk, stood in row.stood["moved"].items()}
    if moved:
        move_trips(moves=moved, by=by, at=at)
    return len(row.stood["made"]) + len(moved)


def _compared(problem: PoolProblem) -> tuple[object, ...]:
    """Return what of a problem must still stand; when cars are free may have changed."""
    pins = {(pin.request, car_of(pin.vehicle)) for pin in problem.pins}
    return problem.requests, pins, {(one.request, car_of(one.vehicle)) for one in problem.present}


def _wanted(row: Proposal, rows: Mapping[int, Transfer]) -> dict[int, dict[str, Any]]:
    """Return what the trip of each transfer that is carried is to be.

    People who already share a ride of that car stay on a ride of that name.
    """
    found: dict[int, dict[str, Any]] = {}
    taken: set[str] = set()
    for number, ride in enumerate(plan_of(row).rides, start=1):
        car = car_of(ride.vehicle)
        pks = list(dict.fromkeys(int(stop.request) for stop in ride.stops))
        trips = [trip for pk in pks if pk in rows and (trip := trip_of(rows[pk]))]
        names = [one.ride for one in trips if one.ride and one.vehicle_id == car]
        name = next((one for one in names if one not in taken), f"{row.pk}-{number}")
        taken.add(name)
        for pk in pks:
            stops = {stop.boards: stop for stop in ride.stops if int(stop.request) == pk}
            found[pk] = {
                "vehicle": car,
                "driver": None,
                "departs_at": stops[True].leaves,
                "arrives_at": stops[False].begins,
                "ride": name,
            }
    return found


def _differs(trip: Trip, to: Mapping[str, Any]) -> bool:
    columns = {"vehicle": "vehicle_id", "driver": "driver_id"}
    return any(getattr(trip, columns.get(name, name)) != value for name, value in to.items())


def _make(row: Transfer, to: Mapping[str, Any], *, why: str, by: Actor, at: datetime) -> int:
    trip = add_trip(
        party_id=row.party_id,
        to={
            "purpose": "shared transfer",
            "from_place": row.from_place_id,
            "to_place": row.to_place_id,
            "item": row.item_id,
            "passengers": row.people,
            **{name: value for name, value in to.items() if value is not None},
        },
        why=why,
        overrule=bool(why),
        by=by,
        at=at,
    )
    row.trip = trip
    row.save(update_fields=["trip"])
    return trip.pk


def _transfer(by: Actor, transfer_id: int) -> Transfer:
    rows = Transfer.objects.select_related("party", "from_place", "to_place", "trip", "event")
    return rows.for_change(by, transfer_id, Right.REPORT_MOVEMENT)


def _about(row: Transfer) -> dict[str, Any]:
    return {
        "transfer_id": row.pk,
        "party_id": row.party_id,
        "party": row.party.code,
        "people": row.people,
        "start": row.from_place.name,
        "goal": row.to_place.name,
        "due_at": moment_of(row),
        "zone": row.event.zone,
    }
