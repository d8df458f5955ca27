"""The fleet against trying everything, its judge, and its promises: pins, few changes, reasons."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.plans.movements import (
    BadProblemError,
    Drive,
    DriverRules,
    FleetPlan,
    FleetProblem,
    Ridden,
    Ride,
    Span,
    Trip,
    Unserved,
    Vehicle,
    fleet_faults,
    fleet_words,
    from_json,
    plan_fleet,
    repair_fleet,
    run_fleet_in_child,
    to_json,
)

BEGIN = datetime(2027, 5, 10, 6, tzinfo=UTC)
PLACES = ("airport", "hotel", "venue")
MINUTES = {("airport", "hotel"): 40, ("airport", "venue"): 50, ("hotel", "venue"): 15}
DRIVES = {
    a: {
        b: Drive(minutes=MINUTES[min(a, b), max(a, b)], km=MINUTES[min(a, b), max(a, b)])
        for b in PLACES
        if a != b
    }
    for a in PLACES
}


def span(first: float, last: float) -> Span:
    """Return so many minutes after 6 o'clock."""
    return Span(BEGIN + timedelta(minutes=first), BEGIN + timedelta(minutes=last))


def trip(name: str, begins: float, way: str = "airport hotel", **more: object) -> Trip:
    origin, destination = way.split()
    length = DRIVES[origin][destination].minutes if origin != destination else 10
    when = span(begins, begins + length)
    return replace(Trip(id=name, origin=origin, destination=destination, span=when), **more)


def cars(count: int, **more: object) -> tuple[Vehicle, ...]:
    return tuple(replace(Vehicle(id=f"car {n}"), **more) for n in range(1, count + 1))


def problem(*trips: Trip, vehicles: tuple[Vehicle, ...], **more: object) -> FleetProblem:
    return replace(FleetProblem(trips=trips, vehicles=vehicles, drives=DRIVES), **more)


def by_hand(what: FleetProblem, seats: dict[str, str]) -> FleetPlan:
    return FleetPlan(
        rides=tuple(Ride(trip=t, vehicle=v) for t, v in seats.items()),
        unserved=tuple(Unserved(trip=t.id) for t in what.trips if t.id not in seats),
    )


def codes(what: FleetProblem, plan: FleetPlan) -> set[str]:
    return {fault.reason.code for fault in fleet_faults(what, plan)}


# -- against trying everything -------------------------------------------------------------

vehicles = st.builds(
    Vehicle,
    id=st.just(""),
    kind=st.sampled_from(["sedan", "sedan", "van"]),
    seats=st.sampled_from([3, 8]),
    home=st.sampled_from(["", "airport", "hotel"]),
    free=st.sampled_from([None, None, span(-60, 150)]),
)
trips = st.builds(
    trip,
    st.just(""),
    st.integers(0, 20).map(lambda n: 10 * n),
    st.sampled_from(["airport hotel", "hotel venue", "venue venue", "hotel airport"]),
    kind=st.sampled_from(["", "", "sedan", "van"]),
    seats=st.sampled_from([1, 1, 5]),
    delegation=st.sampled_from(["FRA", "USA", "CHN"]),
    weight=st.sampled_from([1, 1, 2]),
)


@st.composite
def problems(draw: st.DrawFn, *, rules: bool = False) -> FleetProblem:
    """Return a few trips and vehicles, sometimes with the delegation that has its own vehicles."""
    every = draw(st.lists(trips, max_size=4))
    some = draw(st.lists(vehicles, max_size=3))
    what = problem(
        *(replace(one, id=f"T{n}") for n, one in enumerate(every)),
        vehicles=tuple(replace(one, id=f"V{n}") for n, one in enumerate(some)),
        own=draw(st.sampled_from([frozenset(), frozenset({"CHN"})])),
        turnaround=draw(st.sampled_from([0, 10])),
    )
    if not rules:
        return what
    return replace(
        what,
        vehicles=tuple(
            replace(
                one, range_km=draw(st.sampled_from([0.0, 130.0])), drivers=draw(st.integers(1, 2))
            )
            for one in what.vehicles
        ),
        rules=draw(
            st.builds(
                DriverRules,
                driving=st.sampled_from([0, 90]),
                spread=st.sampled_from([0, 150]),
                unbroken=st.sampled_from([0, 100]),
            )
        ),
        apart=draw(st.sampled_from([(), (("FRA", "USA"),)])),
        chargers=draw(st.sampled_from([{}, {"hotel": 1.0}])),
    )


def everything(what: FleetProblem) -> Iterator[FleetPlan]:
    """Yield every way to give each trip a vehicle or none."""
    names = [None, *(vehicle.id for vehicle in what.vehicles)]
    for chosen in product(names, repeat=len(what.trips)):
        seats = {t.id: v for t, v in zip(what.trips, chosen, strict=True) if v is not None}
        yield by_hand(what, seats)


def value(what: FleetProblem, plan: FleetPlan) -> tuple[int, int, int]:
    """Return what is to be least: minus the weight served, vehicles, empty minutes."""
    weight = {one.id: one.weight for one in what.trips}
    empty = 0
    for vehicle in what.vehicles:
        mine = {ride.trip for ride in plan.rides if ride.vehicle == vehicle.id}
        chain = sorted((t for t in what.trips if t.id in mine), key=lambda t: t.span)
        if chain:
            stops = [p for one in chain for p in (one.origin, one.destination)]
            stops = [vehicle.home or stops[0], *stops, vehicle.home or stops[-1]]
            pairs = zip(stops[::2], stops[1::2], strict=True)
            empty += sum(0 if a == b else DRIVES[a][b].minutes for a, b in pairs)
    served = sum(weight[ride.trip] for ride in plan.rides)
    return -served, len({ride.vehicle for ride in plan.rides}), empty


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_plan_is_better_than_the_one_found(what: FleetProblem) -> None:
    plan = plan_fleet(what)
    best = min(value(what, each) for each in everything(what) if not fleet_faults(what, each))

    assert fleet_faults(what, plan) == []
    assert value(what, plan) == best
    assert (plan.fleet, plan.empty_min) == best[1:]
    assert plan.fleet_bound <= plan.fleet
    assert not plan.proven or (plan.fleet_bound, plan.empty_bound) == best[1:]


@settings(max_examples=40, deadline=None)
@given(problems(rules=True))
def test_with_rules_every_plan_is_legal_and_no_bound_too_high(what: FleetProblem) -> None:
    plan = plan_fleet(what)
    best = min(value(what, each) for each in everything(what) if not fleet_faults(what, each))

    assert fleet_faults(what, plan) == []
    assert value(what, plan) >= best or plan.charges
    if value(what, plan)[0] == best[0]:
        assert plan.fleet_bound <= best[1]


@settings(max_examples=30, deadline=None)
@given(st.lists(trips, min_size=1, max_size=8))
def test_the_crowd_proves_the_fleet(some: list[Trip]) -> None:
    alike = [replace(one, id=f"T{n}", kind="", seats=1) for n, one in enumerate(some)]
    what = problem(*alike, vehicles=cars(len(alike)))
    plan = plan_fleet(what)

    assert plan.proven
    assert len(plan.crowd) == plan.fleet == plan.fleet_bound
    for pair in combinations(plan.crowd, 2):
        assert fleet_faults(what, by_hand(what, dict.fromkeys(pair, "car 1")))
