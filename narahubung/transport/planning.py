"""Rows of a day to the fleet engine's problem. Ids of the engine are those of rows, as text."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import ceil

from narahubung.accounts.models import Event
from narahubung.kit.intervals import Span
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.movements.models import Trip, Vehicle
from narahubung.movements.suiting import HOURS_DAY, is_out
from narahubung.movements.uses import (
    UNKNOWN_DRIVE,
    VEHICLE,
    Use,
    Ways,
    clashes,
    standing_uses,
    ways_of,
)
from narahubung.parties.models import Place
from narahubung.plans.movements import fleet as engine
from narahubung.transport.limits import DriverDay, Permits, driver_days, permits_between
from narahubung.transport.models import Proposal

ANYWHERE = "-"  # a car that is bound by something else stands here: no way from and to it
READY = {"", "ready"}
GUESTS, GOODS = "guests", "goods"  # what a trip is for, and what a car carries


def fleet_problem(event: Event, day: date, *, at: datetime) -> engine.FleetProblem:
    """Return the trips of a day with the cars that may drive them. Seven queries.

    Firm are trips that are held or have begun, and everything else that binds a car: second cars,
    motorcades, the workshop, its driver in another car. A delegation's own cars drive it alone;
    those of nobody drive all. Each car has the shift of its usual driver and what is left of his
    hours that day.
    What a list gave to two trips at once is firm for the first of them only. A shared ride is not
    planned here: it binds its car.
    """
    start = datetime.combine(day, time(), tzinfo=zone(event.zone))
    whole = Span(start, start + timedelta(days=1))
    known = ways_of(event.pk).normal
    ways = Ways(normal={pair: ceil(minutes) for pair, minutes in known.items()}, escorted={})
    rows = Vehicle.objects.filter(event=event).exclude(certainty=Certainty.CANCELLED)
    rows = rows.select_related("usual_driver").order_by("pk")
    cars = {car.pk: car for car in rows if car.status in READY}
    trips = {trip.pk: trip for trip in _trips(event, whole) if not _over(trip, at)}
    permits = permits_between(event, whole)
    made = [_trip(trip, permits) for trip in trips.values()]
    uses = standing_uses(event.pk, wanted={}, since=whole.start, until=whole.end)
    days = driver_days(event, cars.values(), uses, whole, at=at, ways=ways)
    ahead = [use for use in uses if use.span.end > at and use.what == VEHICLE]
    bound = rides_as_one(use for use in ahead if use.row_id in cars)
    bound += workshops(cars.values(), whole)
    bound += [
        replace(use, what=VEHICLE, row_id=pk, thing=f"driver in {use.thing}")
        for pk, day_of_driver in days.items()
        for use in day_of_driver.elsewhere
    ]
    blocks, firm = _bound(bound, trips, ways, at=at)
    made += [trip for trip, _car in blocks]
    parties = {trip.party_id for trip in trips.values()}
    return engine.FleetProblem(
        trips=tuple(made),
        vehicles=tuple(
            _vehicle(car, permits.held.get(pk, frozenset()), parties, days.get(pk, DriverDay()))
            for pk, car in cars.items()
        ),
        drives=_drives(made, ways),
        rules=engine.DriverRules(
            driving=round(60 * float(event.policy.get("driver_hours_day", HOURS_DAY)))
        ),
        present=(
            *(
                engine.Ridden(trip=str(pk), vehicle=str(trip.vehicle_id), firm=pk in firm)
                for pk, trip in trips.items()
                if trip.vehicle_id in cars
            ),
            *(engine.Ridden(trip=trip.id, vehicle=car, firm=True) for trip, car in blocks),
        ),
    )


def _trips(event: Event, whole: Span) -> list[Trip]:
    rows = Trip.objects.filter(
        event=event, ride="", departs_at__gte=whole.start, departs_at__lt=whole.end
    ).exclude(certainty=Certainty.CANCELLED)
    related = ("party", "vehicle", "from_place", "to_place")
    return list(rows.select_related(*related).order_by("departs_at", "pk"))


def _over(trip: Trip, at: datetime) -> bool:
    return trip.reached_at is not None or _span(trip).end <= at


def _span(trip: Trip) -> Span:
    start = trip.departs_at
    if start is None:
        raise ValueError("a trip of a day has a time")
    return Span(start, max(trip.arrives_at or start + UNKNOWN_DRIVE, start + timedelta(minutes=1)))


def _trip(trip: Trip, permits: Permits) -> engine.Trip:
    """Return what it asks for: as many seats as its car has, or as its people want."""
    seats = trip.vehicle.seats if trip.vehicle else trip.passengers
    in_truck = trip.vehicle is not None and not trip.vehicle.carries_guests
    only_luggage = trip.passengers == 0 or (in_truck and trip.passengers is None)
    areas = {place.area for place in (trip.from_place, trip.to_place) if place}
    return engine.Trip(
        id=str(trip.pk),
        origin=_place(trip.from_place),
        destination=_place(trip.to_place),
        span=_span(trip),
        kind=GOODS if only_luggage else GUESTS,
        seats=max(1, seats or 1),
        permits=frozenset({f"for {trip.party_id}", *permits.asked(areas, _span(trip))}),
        delegation=trip.party.code,
    )


def _place(place: Place | None) -> str:
    return str(place.pk) if place else ANYWHERE


def _vehicle(
    car: Vehicle, held: frozenset[str], parties: set[int], day: DriverDay
) -> engine.Vehicle:
    serves = {car.party_id} if car.party_id else parties
    return engine.Vehicle(
        id=str(car.pk),
        kind=GUESTS if car.carries_guests else GOODS,
        seats=car.seats or 4,
        permits=frozenset(held | {f"for {party}" for party in serves}),
        free=day.shifts,
        driving=day.driving,
    )


def _bound(
    uses: Iterable[Use], trips: Mapping[int, Trip], ways: Ways, *, at: datetime
) -> tuple[list[tuple[engine.Trip, str]], set[int]]:
    """Return what else binds cars, as trips with their cars, and the trips that are firm."""
    blocks: list[tuple[engine.Trip, str]] = []
    firm: set[int] = set()
    kept: list[Use] = []
    for use in sorted(uses, key=lambda use: (use.span, use.thing)):
        trip = trips.get(use.trip_id or 0)
        own = trip if trip and (use.thing, use.row_id) == _main(trip) else None
        if own and not (own.held or own.left_at or _begun(own, at)):
            continue
        same = [one for one in kept if one.row_id == use.row_id]
        if clashes([*same, replace(use, trip_id=None)], ways):
            continue
        kept.append(replace(use, trip_id=None))
        if own:
            firm.add(own.pk)
        else:
            blocks.append((_block(f"{use.thing} {use.row_id}", use), str(use.row_id)))
    return blocks, firm


def _main(trip: Trip) -> tuple[str, int | None]:
    return f"trip:{trip.pk}", trip.vehicle_id


def _begun(trip: Trip, at: datetime) -> bool:
    return trip.departs_at is not None and trip.departs_at <= at


def _block(name: str, use: Use) -> engine.Trip:
    ends = max(use.span.end, use.span.start + timedelta(minutes=1))
    origin, goal = (ANYWHERE if pk is None else str(pk) for pk in (use.from_id, use.to_id))
    return engine.Trip(
        id=name,
        origin=origin,
        destination=goal,
        span=Span(use.span.start, ends),
        driven=use.trip_id is not None,  # a workshop stands
    )


def rides_as_one(uses: Iterable[Use]) -> list[Use]:
    """Return the uses of cars with each shared ride as one, from first start to last end."""
    found: dict[tuple[str, int, int | None], Use] = {}
    for use in sorted(uses, key=lambda use: (use.span, use.thing, use.trip_id or 0)):
        shared = use.thing.startswith("ride:")
        key = use.thing, use.row_id, None if shared else use.trip_id
        first = found.get(key)
        if first is None or not shared:
            found[key] = use
        elif use.span.end > first.span.end:
            found[key] = replace(first, span=Span(first.span.start, use.span.end), to_id=use.to_id)
    return list(found.values())


def workshops(cars: Iterable[Vehicle], whole: Span) -> list[Use]:
    """Return when cars are out of use."""
    return [
        Use(
            what=VEHICLE,
            row_id=car.pk,
            span=Span(max(car.out_from, whole.start), min(car.out_until or whole.end, whole.end)),
            from_id=None,
            to_id=None,
            thing=f"out:{car.pk}",
        )
        for car in cars
        if car.out_from is not None and is_out(car, whole)
    ]


def _drives(trips: Iterable[engine.Trip], ways: Ways) -> dict[str, dict[str, engine.Drive]]:
    """Return the way between any two places of the trips; where nobody knows it, no time."""
    places = {end for trip in trips for end in (trip.origin, trip.destination)} | {ANYWHERE}

    def drive(start: str, goal: str) -> engine.Drive:
        ends = [None if one == ANYWHERE else int(one) for one in (start, goal)]
        return engine.Drive(minutes=round(ways.minutes(ends[0], ends[1])))

    return {start: {goal: drive(start, goal) for goal in places} for start in places}


def new_cars(row: Proposal) -> dict[int, int | None]:
    """Return the car of each trip that the plan would change; trips it finds none for stay."""
    return new_cars_of(_problem(row), engine.from_json(engine.FleetPlan, json.dumps(row.plan)))


def new_cars_of(problem: engine.FleetProblem, plan: engine.FleetPlan) -> dict[int, int | None]:
    """Return what `new_cars` does, of a plan that no row holds yet."""
    present = _present(problem)
    return {
        int(ride.trip): int(ride.vehicle)
        for ride in plan.rides
        if ride.trip.isdecimal() and present.get(int(ride.trip)) != int(ride.vehicle)
    }


def as_planned(row: Proposal, trips: Iterable[Trip]) -> bool:
    """Tell whether trips are as when the plan was made: same times and car, none held or begun."""
    problem = _problem(row)
    present, spans = _present(problem), {trip.id: trip.span for trip in problem.trips}
    return all(
        trip.departs_at is not None
        and _span(trip) == spans[str(trip.pk)]
        and trip.vehicle_id == present.get(trip.pk)
        and not (trip.held or trip.left_at or trip.reached_at)
        and trip.certainty != Certainty.CANCELLED
        for trip in trips
    )


def _problem(row: Proposal) -> engine.FleetProblem:
    return engine.from_json(engine.FleetProblem, json.dumps(row.problem))


def _present(problem: engine.FleetProblem) -> dict[int, int]:
    return {int(r.trip): int(r.vehicle) for r in problem.present if r.trip.isdecimal()}
