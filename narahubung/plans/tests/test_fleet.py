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

from narahubung.plans.movements.fleet import (
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
    free=st.sampled_from([(), (), (span(-60, 150),), (span(-60, 70), span(90, 400))]),
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
                one,
                range_km=draw(st.sampled_from([0.0, 130.0])),
                drivers=draw(st.integers(1, 2)),
                driving=draw(st.sampled_from([0, 0, 60])),
            )
            for one in what.vehicles
        ),
        trips=tuple(replace(one, driven=draw(st.integers(0, 4)) > 0) for one in what.trips),
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


# -- promises ------------------------------------------------------------------------------

DAY = (
    trip("in", 0, delegation="FRA"),
    trip("on", 60, "hotel venue", delegation="FRA"),
    trip("too", 0, delegation="USA"),
    trip("back", 120, "venue hotel", delegation="USA"),
)


def test_two_arrivals_at_once_need_two_cars_and_the_crowd_says_so() -> None:
    plan = plan_fleet(problem(*DAY, vehicles=cars(4, home="airport")))
    ride = next(ride for ride in plan.rides if ride.trip == "on")

    assert (plan.fleet, plan.fleet_bound, set(plan.crowd)) == (2, 2, {"in", "too"})
    assert plan.proven
    assert plan.stopped_by == "proven"
    assert ride.reasons[0].code == "follows"
    assert fleet_words(ride.reasons[0]) == "after in: 0 min drive, 20 min to spare"


def test_a_firm_ride_stands_and_waives_what_it_breaks() -> None:
    bus, van = Vehicle(id="bus", kind="bus", seats=1), Vehicle(id="van", kind="van")
    wanted = trip("VIP", 0, kind="sedan", seats=4)
    what = problem(
        wanted, vehicles=(bus, van), present=(Ridden(trip="VIP", vehicle="bus", firm=True),)
    )
    plan = plan_fleet(what)

    assert [(ride.vehicle, ride.firm) for ride in plan.rides] == [("bus", True)]
    assert plan.rides[0].reasons[0].code == "pinned"
    assert fleet_faults(what, plan) == []
    assert codes(what, by_hand(what, {"VIP": "van"})) == {"firm_broken", "kind"}


def test_the_present_plan_is_kept_where_it_is_as_good() -> None:
    first = plan_fleet(problem(*DAY, vehicles=cars(6)))
    swap = {"car 1": "car 5", "car 2": "car 6"}
    present = tuple(Ridden(trip=r.trip, vehicle=swap[r.vehicle]) for r in first.rides)
    again = plan_fleet(problem(*DAY, vehicles=cars(6), present=present))

    assert again.changed == ()
    assert {ride.vehicle for ride in again.rides} == {"car 5", "car 6"}
    assert {"kept"} <= {reason.code for ride in again.rides for reason in ride.reasons}


def test_a_repair_moves_only_what_lost_its_car_and_what_that_pushes_out() -> None:
    van = Vehicle(id="van", kind="van", seats=8)
    few, many = trip("few", 0), trip("many", 0, seats=6)
    rest = trip("rest", 120, "hotel venue")
    seats = {"few": "van", "many": "lost", "rest": "car 1"}
    what = problem(
        few,
        many,
        rest,
        vehicles=(van, *cars(1)),
        present=tuple(Ridden(trip=t, vehicle=v) for t, v in seats.items() if v != "lost"),
    )
    plan = repair_fleet(what)

    assert {ride.trip: ride.vehicle for ride in plan.rides} == {
        "few": "car 1",
        "many": "van",
        "rest": "car 1",
    }
    assert plan.changed == ("few",)
    assert fleet_faults(what, plan) == []


def test_a_trip_that_nobody_can_do_is_told_with_the_rules() -> None:
    some = (
        Vehicle(id="bus", kind="bus"),
        Vehicle(id="late", free=(span(60, 600),)),
        Vehicle(id="small", seats=2),
        Vehicle(id="outside"),
        Vehicle(id="on its way", permits=frozenset({"red"})),
    )
    zone = frozenset({"red"})
    what = problem(
        trip("in", 0, seats=3, permits=zone, kind=""),
        trip("other", 10, permits=zone, weight=2),
        vehicles=some,
    )
    plan = plan_fleet(what)
    told = [fleet_words(reason) for reason in plan.unserved[0].reasons]

    assert [gap.trip for gap in plan.unserved] == ["in"]
    assert told == [
        "3 vehicles: no permit",
        "1 vehicles: on another trip",
        "1 vehicles: too few seats",
    ]
    assert plan.proven


HOURS = problem(
    *(trip(f"T{n}", 100 * n, "airport hotel" if n % 2 else "hotel airport") for n in range(6)),
    vehicles=cars(3),
)


@pytest.mark.parametrize(
    ("rules", "drivers", "fleet"),
    [
        (DriverRules(), 1, 1),
        (DriverRules(driving=120), 1, 2),
        (DriverRules(driving=120), 2, 1),
        (DriverRules(spread=250), 1, 2),
        (DriverRules(unbroken=100, pause=61), 1, 2),
        (DriverRules(unbroken=100, pause=60), 1, 1),
        (DriverRules(driving=40, rest=60), 1, 1),
    ],
)
def test_drivers_hours_split_a_chain_or_change_the_driver(
    rules: DriverRules, drivers: int, fleet: int
) -> None:
    what = replace(HOURS, rules=rules, vehicles=cars(3, drivers=drivers))
    plan = plan_fleet(what)

    assert (plan.fleet, plan.unserved) == (fleet, ())
    assert fleet_faults(what, plan) == []
    assert plan.proven == (fleet == 1)
    assert plan.fleet_bound == 1


def test_what_the_hours_do_not_allow_is_left_out_and_said() -> None:
    what = replace(HOURS, rules=DriverRules(driving=120), vehicles=cars(1))
    plan = plan_fleet(what)

    assert len(plan.rides) == 3
    assert {reason.facts["rule"] for gap in plan.unserved for reason in gap.reasons} == {"driving"}
    assert (plan.fleet_bound, plan.proven, plan.stopped_by) == (0, False, "rules")


def test_an_electric_car_charges_between_trips_or_another_goes() -> None:
    electric = replace(HOURS, vehicles=cars(3, range_km=130))
    charging = replace(electric, chargers={"hotel": 1.0})
    one, more = plan_fleet(charging), plan_fleet(electric)

    assert (one.fleet, more.fleet) == (1, 2)
    assert {charge.place for charge in one.charges} == {"hotel"}
    assert fleet_faults(charging, one) == []
    assert codes(charging, replace(one, charges=())) == {"range"}
    assert codes(electric, one) == {"charge", "range"}


def test_delegations_apart_never_have_one_vehicle_and_own_ones_no_other() -> None:
    line = problem(
        trip("a", 0, delegation="A"),
        trip("b", 60, "hotel venue", delegation="B"),
        trip("c", 120, "venue hotel", delegation="C"),
        vehicles=cars(3),
    )
    apart = replace(line, apart=(("A", "C"),))
    own = replace(line, own=frozenset({"B"}))

    assert plan_fleet(line).fleet == 1
    for what, code in ((apart, "apart"), (own, "own")):
        plan = plan_fleet(what)
        assert (plan.fleet, plan.unserved, fleet_faults(what, plan)) == (2, (), [])
        assert codes(what, by_hand(what, dict.fromkeys("abc", "car 1"))) == {code}


def test_shared_in_parts_a_plan_is_legal_and_its_bound_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("narahubung.plans.movements.fleet.sharing.PART", 8)
    monkeypatch.setattr("narahubung.plans.movements.fleet.sharing.LEAST", 4)
    kinds = ("", "sedan", "", "van")
    what = problem(
        *(
            trip(f"T{n}", 17 * n, ("airport hotel", "hotel venue")[n % 2], kind=kinds[n % 4])
            for n in range(24)
        ),
        vehicles=(
            *cars(6, kind="sedan", home="hotel"),
            Vehicle(id="van", kind="van"),
            Vehicle(id="x", kind="van"),
        ),
    )
    plan = plan_fleet(what)

    assert fleet_faults(what, plan) == []
    assert plan.unserved == ()
    assert 0 < plan.fleet_bound <= plan.fleet


def test_the_same_problem_in_any_order_gives_the_same_plan() -> None:
    what = problem(*DAY, vehicles=cars(4, home="airport"))
    turned = replace(what, trips=what.trips[::-1], vehicles=what.vehicles[::-1])

    assert to_json(plan_fleet(turned)) == to_json(plan_fleet(what))


def test_a_child_gives_the_same_plan_and_refuses_the_same() -> None:
    what = problem(*DAY, vehicles=cars(4), rules=DriverRules(driving=300), own=frozenset({"FRA"}))

    assert from_json(FleetProblem, to_json(what)) == what
    assert run_fleet_in_child(what) == plan_fleet(what)
    with pytest.raises(BadProblemError, match="used twice"):
        run_fleet_in_child(replace(what, vehicles=what.vehicles * 2))


def test_importing_the_engine_loads_no_solver() -> None:
    told = (
        "import sys; from narahubung.plans.movements import fleet, pooling;"
        "print({'ortools', 'highspy'} & set(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", told], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"


def test_nothing_to_do_and_nobody_to_do_it() -> None:
    assert plan_fleet(problem(vehicles=cars(1))).proven
    alone = plan_fleet(problem(DAY[0], vehicles=()))
    assert [fleet_words(reason) for reason in alone.unserved[0].reasons] == [
        "more trips at one time than the 0 vehicles can do"
    ]
