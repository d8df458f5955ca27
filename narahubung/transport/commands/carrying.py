"""A plan of pooled transfers becomes trips, and is taken back.

A group that goes in several cars becomes a transfer for each: those who go in the first car stay
the transfer that it was.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from narahubung.journal.acting import act
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.said import in_both
from narahubung.movements.commands import add_trip, cancel_trip, move_trips
from narahubung.movements.models import Trip
from narahubung.movements.undoing import given, stored
from narahubung.plans.movements.pooling import PoolProblem, PoolRequest
from narahubung.transport.commands.pooling import about
from narahubung.transport.entries.pooling import TransferSplit
from narahubung.transport.models import Proposal, Transfer
from narahubung.transport.pooling import (
    car_of,
    plan_of,
    pool_problem,
    problem_of,
    transfer_of,
    trip_of,
)
from narahubung.transport.rules.proposing import OutOfDate, check_none_begun

_FREE: dict[str, Any] = {"vehicle": None, "driver": None, "ride": ""}
_OFF: dict[str, Any] = {"certainty": Certainty.CANCELLED.value}

# Of each group that was parted, by the id of its transfer: people, luggage and trip as they were,
# whether that trip was to be driven, and {request: transfer} of its parts.
Split = dict[str, dict[str, Any]]


def adopt_pooled(row: Proposal, *, why: str, by: Actor, at: datetime) -> int:
    """Make the trips of a plan in the act that is open; return how many changed.

    Raises OutOfDate, InUse, OutOfUse, NeedsReason.
    """
    planned = problem_of(row)
    whole = _locked(transfer_of(one.id) for one in planned.requests)
    if _compared(pool_problem(row, at=at)) != _compared(planned):
        raise OutOfDate
    split = _part(row, whole, by=by, at=at)
    rows = _by_request(planned, split)
    wanted = _wanted(row, rows)
    trips = {one.pk: trip for one in rows.values() if (trip := trip_of(one))}
    moves = {trip.pk: wanted.get(pk, _FREE) for pk, trip in trips.items()}
    moves = {trip.pk: moves[trip.pk] for trip in trips.values() if _differs(trip, moves[trip.pk])}
    moves |= {told["trip"]: _OFF for told in split.values() if told["driven"]}
    stood: dict[str, Any] = {"made": {}, "moved": {}, "linked": {}, "split": split}
    for trip in Trip.objects.filter(pk__in=moves):
        before = (*moves[trip.pk], "certainty")
        stood["moved"][str(trip.pk)] = {name: stored(getattr(trip, name)) for name in before}
    if moves:
        move_trips(moves=moves, why=why, overrule=bool(why), by=by, at=at)
    for one in rows.values():
        if one.pk in wanted and one.pk not in trips:
            stood["linked"][str(one.pk)] = one.trip_id
            stood["made"][str(one.pk)] = _make(one, wanted[one.pk], why=why, by=by, at=at)
    row.stood = stood
    return len(moves) + len(stood["made"])


def take_back_pooled(row: Proposal, *, by: Actor, at: datetime) -> int:
    """Cancel the trips that were made, put back those that were moved, join what was parted.

    Raises OutOfDate, HasBegun.
    """
    split = row.stood.get("split", {})
    rows = _by_request(problem_of(row), split)
    wanted = _wanted(row, rows)
    for one in rows.values():
        trip, to = trip_of(one), wanted.get(one.pk)
        if to is not None and (trip is None or _differs(trip, {**to, "ride": trip.ride})):
            raise OutOfDate
    _check_parts(row, rows, wanted)
    ids = {*row.stood["made"].values(), *map(int, row.stood["moved"])}
    check_none_begun(Trip.objects.filter(pk__in=ids).in_turn())
    for pk, trip_id in row.stood["made"].items():
        cancel_trip(trip_id=trip_id, by=by, at=at)
        Transfer.objects.filter(pk=int(pk)).update(trip=row.stood["linked"][pk])
    _join(split, by=by, at=at)
    moved = {int(pk): given(stood) for pk, stood in row.stood["moved"].items()}
    if moved:
        move_trips(moves=moved, why=in_both(lambda: _("Taken back.")), overrule=True, by=by, at=at)
    return len(row.stood["made"]) + len(moved)


def _locked(ids: Iterable[int]) -> dict[int, Transfer]:
    """Return these transfers, locked: nobody withdraws one while its trip is made."""
    related = ("trip", "party", "from_place", "to_place", "event", "movement", "item")
    rows = Transfer.objects.filter(pk__in=set(ids)).select_related(*related)
    return {one.pk: one for one in rows.in_turn()}


def _by_request(problem: PoolProblem, split: Split) -> dict[str, Transfer]:
    """Return the transfer of each request; none for parts of a group that stayed whole.

    Raises OutOfDate where a part is gone: its group was joined again.
    """
    ids = {one.id: int(one.id) for one in problem.requests if not one.of}
    for told in split.values():
        ids |= told["parts"]
    rows = _locked(ids.values())
    if set(rows) != set(ids.values()):
        raise OutOfDate
    return {request: rows[pk] for request, pk in ids.items()}


def _compared(problem: PoolProblem) -> tuple[object, ...]:
    """Return what of a problem must still stand; when cars are free may have changed."""
    pins = {(pin.request, car_of(pin.vehicle)) for pin in problem.pins}
    return problem.requests, pins, {(one.request, car_of(one.vehicle)) for one in problem.present}


def _groups(problem: PoolProblem) -> dict[int, list[PoolRequest]]:
    """Return the parts of each group that goes in parts, by its transfer."""
    parts = sorted((one for one in problem.requests if one.of), key=lambda one: int(one.of))
    return {int(of): list(ones) for of, ones in groupby(parts, key=lambda one: one.of)}


def _part(row: Proposal, rows: Mapping[int, Transfer], *, by: Actor, at: datetime) -> Split:
    """Make a transfer of each part of the groups of which the plan carries anybody."""
    carried = {one.request for one in plan_of(row).carried}
    found: Split = {}
    for pk, parts in _groups(problem_of(row)).items():
        if carried.isdisjoint(one.id for one in parts):
            continue
        first, said = rows[pk], about(rows[pk])
        trip = trip_of(first)
        places = {parts[0].id: pk}
        found[str(pk)] = {
            "people": first.people,
            "luggage": first.luggage,
            "trip": first.trip_id,
            "driven": trip is not None,
            "parts": places,
        }
        _becomes(first, parts[0])
        copied = {f.attname: getattr(first, f.attname) for f in Transfer._meta.concrete_fields}
        for one in parts[1:]:
            other = Transfer(**{**copied, "id": None, "part_of_id": first.part_of_id or pk})
            _becomes(other, one)
            places[one.id] = other.pk
        with act(by=by, at=at) as record:
            record(TransferSplit(**said, parts=[one.people for one in parts]))
    return found


def _becomes(transfer: Transfer, request: PoolRequest) -> None:
    """Let it be that part, which has no trip yet."""
    transfer.people, transfer.luggage, transfer.trip = request.people, request.luggage, None
    transfer.save()


def _check_parts(row: Proposal, rows: Mapping[str, Transfer], wanted: Mapping[int, object]) -> None:
    """Raise OutOfDate where a part is not what it became: withdrawn, parted again, or driven."""
    for one in problem_of(row).requests:
        it = rows.get(one.id) if one.of else None
        if it is None:
            continue
        driven = it.pk not in wanted and trip_of(it) is not None
        if it.withdrawn or driven or (it.people, it.luggage) != (one.people, one.luggage):
            raise OutOfDate


def _join(split: Split, *, by: Actor, at: datetime) -> None:
    """Let each group be one transfer again, with the trip that it had."""
    for pk, told in split.items():
        Transfer.objects.filter(pk__in=set(told["parts"].values()) - {int(pk)}).delete()
        first = _locked([int(pk)])[int(pk)]
        first.people, first.luggage, first.trip_id = told["people"], told["luggage"], told["trip"]
        first.save(update_fields=["people", "luggage", "trip"])
        with act(by=by, at=at) as record:
            record(TransferSplit(**about(first), parts=[], taken_back=True))


def _wanted(row: Proposal, rows: Mapping[str, Transfer]) -> dict[int, dict[str, Any]]:
    """Return what the trip of each transfer that is carried is to be.

    People who already share a ride of that car stay on a ride of that name, and whoever was named
    to drive it still drives.
    """
    found: dict[int, dict[str, Any]] = {}
    taken: set[str] = set()
    for number, ride in enumerate(plan_of(row).rides, start=1):
        car = car_of(ride.vehicle)
        aboard = list(dict.fromkeys(stop.request for stop in ride.stops))
        trips = {one: trip for one in aboard if (trip := trip_of(rows[one]))}
        stay = {one: trip for one, trip in trips.items() if trip.vehicle_id == car}
        names = [trip.ride for trip in stay.values() if trip.ride]
        name = next((one for one in names if one not in taken), f"{row.pk}-{number}")
        taken.add(name)
        for one in aboard:
            stops = {stop.boards: stop for stop in ride.stops if stop.request == one}
            found[rows[one].pk] = {
                "vehicle": car,
                "driver": stay[one].driver_id if one in stay else None,
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
