"""Transfers of a day to the pooling engine's problem. Ids of the engine are those of rows."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from narahubung.accounts.models import Event
from narahubung.kit.intervals import Span, gaps
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.movements.models import Trip, Vehicle
from narahubung.movements.suiting import day_span
from narahubung.movements.uses import UNKNOWN_DRIVE, VEHICLE, Use, Ways, standing_uses, ways_of
from narahubung.parties.models import Party, Place
from narahubung.plans.assignment import from_json
from narahubung.plans.movements import pooling as engine
from narahubung.transport.limits import Permits, driver_days, permits_between
from narahubung.transport.models import Proposal, Transfer
from narahubung.transport.planning import ANYWHERE, READY, rides_as_one, workshops
from narahubung.transport.reckoning import town_min

WAIT_MIN = 30  # for a car, or at the goal because it came early; who asks may say otherwise
LANDED_MIN = 45  # from the landing to the kerb
CHECK_IN_MIN = 120  # at the airport before the departure
SEATED_MIN = 15  # at the place before an item begins
SHORTEST = timedelta(minutes=30)  # a car that is free for less is not asked
PIECES = {"sedan": 2, "suv": 4, "van": 10, "bus": 40, "truck": 100}  # of luggage, with people in it


def due(row: Transfer) -> tuple[datetime | None, datetime | None]:
    """Return from when on they can be picked up and until when they must be there.

    What hangs on a flight or an item goes along with it.
    """
    if row.movement is not None:
        best = row.movement.actual_at or row.movement.expected_at or row.movement.planned_at
        if best is not None and row.movement.direction == "arrival":
            return best + timedelta(minutes=LANDED_MIN), None
        if best is not None:
            return None, best - timedelta(minutes=CHECK_IN_MIN)
    if row.item is not None and row.item.starts_at is not None:
        return None, row.item.starts_at - timedelta(minutes=SEATED_MIN)
    return row.ready_at, row.by_at


def transfers_on(rows: Any, day: date, zone_name: str) -> list[Transfer]:
    """Return those rows that belong to a day of that zone, in order of time. One query."""
    related = ("party", "from_place", "to_place", "movement", "item", "pinned")
    start = datetime.combine(day, datetime.min.time(), tzinfo=zone(zone_name))
    whole = Span(start, start + timedelta(days=1))
    found = rows.select_related(*related, "trip__vehicle__usual_driver", "trip__driver")
    wanted = [row for row in found if whole.covers(moment_of(row))]
    return sorted(wanted, key=lambda row: (moment_of(row), row.pk))


def moment_of(row: Transfer) -> datetime:
    """Return when it is due: picked up, else there."""
    ready, by = due(row)
    when = ready or by
    if when is None:
        raise ValueError("a transfer has a time")
    return when


def waiting(event: Event, day: date, *, at: datetime) -> list[Transfer]:
    """Return the transfers of a day that can still be planned: needed, and not on the way."""
    rows = Transfer.objects.filter(event=event, withdrawn=False)
    rows = rows.exclude(trip__left_at__isnull=False)
    found = [(row, trip_of(row)) for row in transfers_on(rows, day, event.zone)]
    return [
        row
        for row, trip in found
        if trip is None or trip.departs_at is None or trip.departs_at > at
    ]


def trip_of(row: Transfer) -> Trip | None:
    """Return the drive that was made of it, unless that was cancelled."""
    return None if row.trip is None or row.trip.certainty == Certainty.CANCELLED else row.trip


def usable_cars(event: Event) -> list[Vehicle]:
    """Return the cars of nobody that are ready and carry guests, largest first. One query."""
    rows = Vehicle.objects.filter(event=event, party=None, status__in=READY, seats__gt=0)
    rows = rows.exclude(certainty=Certainty.CANCELLED).select_related("usual_driver")
    carry = [car for car in rows if car.carries_guests]
    return sorted(carry, key=lambda car: (-(car.seats or 0), car.plate))


def pool_problem(row: Proposal, *, at: datetime) -> engine.PoolProblem:
    """Return who is to be carried by what. Nine queries.

    wishes of the proposal: vehicles (ids), apart (pairs of codes), wait_min. A group that no car
    takes as a whole goes in parts. Whose trip is held stays in its car.
    """
    event = row.event
    asked = waiting(event, row.day, at=at)
    wait = timedelta(minutes=int(row.wishes.get("wait_min", WAIT_MIN)))
    pinned = {one.pk: car for one in asked if (car := _pinned(one))}
    wanted = {int(pk) for pk in row.wishes.get("vehicles", [])} | set(pinned.values())
    cars = {car.pk: car for car in usable_cars(event) if car.pk in wanted}
    permits = permits_between(event, day_span(row.day, event.zone))
    ways = ways_of(event.pk)
    requests = tuple(_request(one, wait, permits) for one in asked)
    if not requests:
        return engine.PoolProblem(requests=(), vehicles=(), minutes={})
    vehicles = _vehicles(event, cars, permits.held, asked, _horizon(requests, at=at), ways)
    homes: dict[int, list[engine.PoolVehicle]] = {}
    for vehicle in vehicles:
        homes.setdefault(car_of(vehicle.id), []).append(vehicle)
    pins = [
        (one, home) for one in asked if (home := _home(homes, pinned.get(one.pk), moment_of(one)))
    ]
    held = [
        (one, home)
        for one in asked
        if not row.anew
        and (trip := trip_of(one))
        and (home := _home(homes, trip.vehicle_id, trip.departs_at))
    ]
    codes = {one.party.code for one in asked}
    problem = engine.PoolProblem(
        requests=requests,
        vehicles=tuple(vehicles),
        minutes=_minutes(requests, vehicles, ways),
        apart=tuple((a, b) for a, b in row.wishes.get("apart", []) if {a, b} <= codes),
        pins=tuple(engine.PoolPin(request=str(one.pk), vehicle=home) for one, home in pins),
        present=tuple(engine.PoolHeld(request=str(one.pk), vehicle=home) for one, home in held),
    )
    return engine.split_groups(problem)


def _pinned(row: Transfer) -> int | None:
    """Return the car that somebody said it goes by: of the transfer, or by holding its trip."""
    trip = trip_of(row)
    return row.pinned_id or (trip.vehicle_id if trip and trip.held else None)


def transfer_of(request: str) -> int:
    """Return the transfer of an engine's request, which may be a part of it."""
    return int(request.partition(".")[0])


def car_of(vehicle: str) -> int:
    """Return the car of an engine's vehicle, which is a car while it is free."""
    return int(vehicle.partition(".")[0])


def _request(row: Transfer, wait: timedelta, permits: Permits) -> engine.PoolRequest:
    ready, by = due(row)
    needs = {name for name in ("lift", "child_seat") if getattr(row, name)}
    areas = {place.area for place in (row.from_place, row.to_place)}
    earliest, latest = ready or by, by or ready
    if earliest and latest:
        needs |= permits.asked(areas, Span(earliest - wait, latest + wait))
    return engine.PoolRequest(
        id=str(row.pk),
        delegation=row.party.code,
        origin=str(row.from_place_id),
        destination=str(row.to_place_id),
        people=row.people,
        luggage=row.luggage,
        pick_up=Span(ready, max(ready, by) if by else ready + wait) if ready else None,
        drop_off=Span(max(ready, by - wait) if ready else by - wait, by) if by else None,
        needs=frozenset(needs),
    )


def _horizon(requests: Iterable[engine.PoolRequest], *, at: datetime) -> Span:
    windows = [span for one in requests for span in (one.pick_up, one.drop_off) if span]
    around = timedelta(hours=2)
    start = max(at, min(span.start for span in windows) - around)
    return Span(start, max(start, max(span.end for span in windows) + around))


def _vehicles(
    event: Event,
    cars: Mapping[int, Vehicle],
    permits: Mapping[int, frozenset[str]],
    asked: Iterable[Transfer],
    whole: Span,
    ways: Ways,
) -> list[engine.PoolVehicle]:
    """Return each car once for every time in which nothing else binds it or its driver."""
    own = {one.trip_id for one in asked if one.trip_id}
    around = timedelta(hours=6)
    standing = standing_uses(
        event.pk, wanted={}, since=whole.start - around, until=whole.end + around
    )
    uses = [use for use in standing if use.trip_id not in own]
    days = driver_days(event, cars.values(), uses, whole, at=whole.start, ways=ways)
    bound: dict[int, list[Use]] = {}
    drives = rides_as_one(use for use in uses if use.what == VEHICLE and use.row_id in cars)
    away = [
        replace(use, what=VEHICLE, row_id=pk) for pk, day in days.items() for use in day.elsewhere
    ]
    for use in [*drives, *away, *workshops(cars.values(), whole)]:
        bound.setdefault(use.row_id, []).append(use)
    return [
        _vehicle(car, number, span, bound.get(pk, []), permits.get(pk, frozenset()))
        for pk, car in cars.items()
        for number, span in enumerate(
            _on_duty(
                gaps(whole, [use.span for use in bound.get(pk, [])]),
                days[pk].shifts if pk in days else (),
            )
        )
        if span.length >= SHORTEST
    ]


def _on_duty(free: Iterable[Span], shifts: Iterable[Span]) -> list[Span]:
    """Return the parts of the free times in which the driver is on duty; no shifts: all of them."""
    on = list(shifts)
    if not on:
        return list(free)
    both = [(max(a.start, b.start), min(a.end, b.end)) for a in free for b in on]
    return [Span(start, end) for start, end in sorted(both) if start < end]


def _vehicle(
    car: Vehicle, number: int, free: Span, bound: Iterable[Use], held: frozenset[str]
) -> engine.PoolVehicle:
    before = [use for use in bound if use.span.end <= free.start]
    after = [use for use in bound if use.span.start >= free.end]
    came = max(before, key=lambda use: use.span.end).to_id if before else car.base_id
    goes = min(after, key=lambda use: use.span.start).from_id if after else None
    has = {name for name in ("lift", "child_seat") if getattr(car, name)}
    return engine.PoolVehicle(
        id=f"{car.pk}.{number}",
        seats=car.seats or 4,
        start=str(came or ANYWHERE),
        end=str(goes or ANYWHERE),
        free=free,
        luggage=PIECES.get(car.kind, car.seats or 4),
        has=frozenset(held | has),
    )


def _home(
    homes: Mapping[int, list[engine.PoolVehicle]], car: int | None, when: datetime | None
) -> str | None:
    """Return the time at which a car is free that covers a moment, else its first."""
    free = homes.get(car or 0, [])
    covering = (one.id for one in free if when is not None and one.free.covers(when))
    return next(covering, free[0].id if free else None)


def _minutes(
    requests: Iterable[engine.PoolRequest], vehicles: Iterable[engine.PoolVehicle], ways: Ways
) -> dict[str, dict[str, int]]:
    """Return the way between any two places; reckoned from the map where no list knows it."""
    places = {end for one in requests for end in (one.origin, one.destination)}
    places |= {end for one in vehicles for end in (one.start, one.end)}

    rows = Place.objects.filter(pk__in=[int(pk) for pk in places if pk != ANYWHERE])
    found = rows.filter(latitude__isnull=False, longitude__isnull=False)
    rows_found = found.values_list("pk", "latitude", "longitude")
    points = {str(pk): (y, x) for pk, y, x in rows_found if y is not None and x is not None}

    def drive(start: str, goal: str) -> int:
        if ANYWHERE in (start, goal) or start == goal:
            return 0
        if listed := ways.minutes(int(start), int(goal)):
            return ceil(listed)
        if start in points and goal in points:
            return ceil(town_min(points[start], points[goal]))
        return ceil(UNKNOWN_DRIVE.total_seconds() / 60)

    return {start: {goal: drive(start, goal) for goal in places} for start in places}


def plan_of(row: Proposal) -> engine.PoolPlan:
    """Return the plan that a proposal holds."""
    return from_json(engine.PoolPlan, json.dumps(row.plan))


def problem_of(row: Proposal) -> engine.PoolProblem:
    """Return the problem that a proposal answers."""
    return from_json(engine.PoolProblem, json.dumps(row.problem))


def parties_without_cars(event: Event) -> set[int]:
    """Return the parties that have no car of their own. One query."""
    own = Vehicle.objects.filter(event=event, party__isnull=False)
    rows = Party.objects.filter(event=event).exclude(pk__in=own.values("party_id"))
    return set(rows.values_list("pk", flat=True))
