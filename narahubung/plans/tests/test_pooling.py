"""Pooled transfers: against trying everything, the judge, pins, repair, reasons, repeatability."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.codec import from_json, to_json
from narahubung.plans.assignment.terms import BadProblemError
from narahubung.plans.movements.pairing import Kind, Pairing, Ride, cost, timetable, total
from narahubung.plans.movements.pairing.exact import solve
from narahubung.plans.movements.pairing.planning import fewest, plan
from narahubung.plans.movements.pooling import (
    PoolHeld,
    PoolPin,
    PoolPlan,
    PoolProblem,
    PoolRequest,
    PoolVehicle,
    plan_pool,
    pool_faults,
    pool_price,
    pool_words,
    repair_pool,
    run_pool_in_child,
    split_groups,
)
from narahubung.plans.movements.pooling.wording import FAULTS, SENTENCES

NINE = datetime(2022, 11, 14, 1, tzinfo=UTC)  # 09.00 in Bali
FAR = 10**9


def span(first: int, last: int) -> Span:
    return Span(NINE + timedelta(minutes=first), NINE + timedelta(minutes=last))


# -- the core against trying everything ----------------------------------------------------


@st.composite
def tables(draw: st.DrawFn) -> Pairing:
    n = draw(st.integers(1, 3))
    spots = st.tuples(st.integers(0, 12), st.integers(0, 12))
    points = [draw(spots) for _ in range(2 * n + 2)]

    def away(a: int, b: int) -> float:
        return float(abs(points[a][0] - points[b][0]) + abs(points[a][1] - points[b][1]))

    stops = range(2 * n)
    early = [float(draw(st.integers(0, 60))) for _ in stops]
    late = [begin + draw(st.sampled_from([0, 15, 90])) for begin in early]
    apart = [0] * n
    if n > 1 and draw(st.booleans()):
        apart[0], apart[1] = 2, 1
    kinds = tuple(
        Kind(
            count=draw(st.integers(1, 2)),
            room=(draw(st.integers(1, 4)), 2),
            out=[away(2 * n, s) for s in stops],
            home=[away(s, 2 * n + 1) for s in stops],
            opens=0.0,
            closes=150.0,
            extra=[draw(st.sampled_from([0.0, 0.0, 7.0, np.inf])) for _ in range(n)],
            longest=draw(st.sampled_from([np.inf, 60.0])),
            fixed=draw(st.sampled_from([0.0, 5.0])),
        )
        for _ in range(draw(st.integers(1, 2)))
    )
    return Pairing(
        travel=[[away(a, b) for b in stops] for a in stops],
        early=early,
        late=late,
        service=[float(draw(st.integers(0, 3))) for _ in stops],
        load=[(draw(st.integers(1, 2)), draw(st.integers(0, 1))) for _ in range(n)],
        ride=[draw(st.sampled_from([np.inf, 10.0, 25.0])) for _ in range(n)],
        apart=apart,
        prize=[1000.0] * n,
        kinds=kinds,
    )


def possible(table: Pairing, kind: Kind, stops: tuple[int, ...]) -> bool:
    """Tell by all-pairs shortest ways (Floyd & Warshall) whether times exist; no shared code."""
    n, m = table.pairs, len(stops) + 2
    most = np.full((m + 1, m + 1), np.inf)  # time[b] - time[a] <= most[a, b]; the last is zero
    windows = [(kind.opens, kind.closes)]
    windows += [(table.early[s], table.late[s]) for s in stops] + [(kind.opens, kind.closes)]
    for at, (low, high) in enumerate(windows):
        most[m, at], most[at, m] = high, -low
    most[1, 0] = -kind.out[stops[0]]
    for at, (a, b) in enumerate(pairwise(stops), 1):
        most[at + 1, at] = -table.service[a] - table.travel[a][b]
    most[m - 1, m - 2] = -table.service[stops[-1]] - kind.home[stops[-1]]
    for pair in (s for s in stops if s < n):
        first, second = stops.index(pair) + 1, stops.index(n + pair) + 1
        most[first, second] = min(most[first, second], table.service[pair] + table.ride[pair])
    most[0, m - 1] = min(most[0, m - 1], kind.longest)
    for middle in range(m + 1):
        most = np.minimum(most, most[:, [middle]] + most[[middle], :])
    return bool((np.diag(most) >= -1e-6).all())


def in_order(table: Pairing, kind: Kind, stops: tuple[int, ...]) -> bool:
    n, aboard = table.pairs, set[int]()
    for stop in stops:
        if stop >= n:
            if stop - n not in aboard:
                return False
            aboard.remove(stop - n)
            continue
        if kind.extra[stop] == np.inf or any(table.apart[stop] >> o & 1 for o in aboard):
            return False
        aboard.add(stop)
        if any(sum(table.load[pair][k] for pair in aboard) > kind.room[k] for k in (0, 1)):
            return False
    return True


def cheapest(table: Pairing) -> float:
    """Return what the best of all plans costs."""
    n = table.pairs
    cars = [number for number, kind in enumerate(table.kinds) for _ in range(kind.count)]
    prices: dict[tuple[int, tuple[int, ...]], float] = {}

    def price(number: int, pairs: tuple[int, ...]) -> float:
        if (number, pairs) not in prices:
            kind = table.kinds[number]
            stops = [*pairs, *(n + pair for pair in pairs)]
            orders = [Ride(number, o) for o in permutations(stops) if in_order(table, kind, o)]
            fits = (
                cost(table, ride)
                for ride in sorted(orders, key=lambda ride: cost(table, ride))
                if possible(table, kind, ride.stops)
            )
            prices[number, pairs] = next(fits, np.inf) if pairs else 0.0
        return prices[number, pairs]

    return min(
        sum(table.prize[pair] for pair in range(n) if choice[pair] < 0)
        + sum(
            price(number, tuple(p for p in range(n) if choice[p] == car))
            for car, number in enumerate(cars)
        )
        for choice in product(range(-1, len(cars)), repeat=n)
    )


@settings(max_examples=40, deadline=None)
@given(tables())
def test_the_proof_is_right_and_the_search_keeps_every_rule(table: Pairing) -> None:
    best = cheapest(table)
    proof = solve(table, seconds=20)
    searched = plan(table, [], moves=40, seed=1, until=FAR, most_arcs=0)

    assert proof.proven
    assert proof.rides is not None
    assert judged(table, proof.rides) == pytest.approx(best)
    assert proof.bound == pytest.approx(best, abs=1e-3)
    assert judged(table, searched.rides) >= best - 1e-6
    assert searched.bound <= best + 1e-6, "the relaxation alone never says too much"


def judged(table: Pairing, rides: list[Ride]) -> float:
    """Return what the rides cost; every rule is looked at."""
    seen = [stop for ride in rides for stop in ride.stops]
    assert len(seen) == len(set(seen))
    for ride in rides:
        kind = table.kinds[ride.kind]
        assert in_order(table, kind, ride.stops)
        assert possible(table, kind, ride.stops)
        assert timetable(table, ride) is not None
    for number, kind in enumerate(table.kinds):
        assert sum(ride.kind == number for ride in rides) <= kind.count
    return total(table, rides)


@settings(max_examples=15, deadline=None)
@given(tables())
def test_a_table_narrowed_and_planned_in_one_go_is_as_good_as_the_proof(table: Pairing) -> None:
    proof = solve(table, seconds=20)
    found = plan(table, [], moves=20, seed=2, until=FAR)

    assert found.stopped_by == "proven"
    assert judged(table, found.rides) == pytest.approx(total(table, proof.rides or []))


def test_the_fewest_vehicles_go_before_the_shortest_way() -> None:
    spots = [0, 10, 20, 5, 15, 25]  # three pairs on one road, one after the other or all at once
    kind = Kind(
        count=3,
        room=(3, 0),
        out=spots,
        home=spots,
        opens=0.0,
        closes=500.0,
        extra=[0.0] * 3,
    )
    table = Pairing(
        travel=[[float(abs(a - b)) for b in spots] for a in spots],
        early=[0.0] * 6,
        late=[400.0] * 6,
        service=[1.0] * 6,
        load=[(1, 0)] * 3,
        ride=[np.inf] * 3,
        apart=[0] * 3,
        prize=[np.inf] * 3,
        kinds=(kind,),
    )
    rides = fewest(table, seed=0, seconds=0.3)

    assert len(rides) == 1
    assert judged(table, rides) == 50


# -- people and places ---------------------------------------------------------------------

ROAD = {"DPS": 0, "Kuta": 15, "Nusa Dua": 30, "Ubud": 60}
MINUTES = {a: {b: abs(ROAD[a] - ROAD[b]) for b in ROAD} for a in ROAD}


def request(name: str, delegation: str, **more: object) -> PoolRequest:
    wanted = PoolRequest(
        id=name,
        delegation=delegation,
        origin="DPS",
        destination="Nusa Dua",
        people=2,
        pick_up=span(0, 30),
    )
    return replace(wanted, **more)


def van(name: str, **more: object) -> PoolVehicle:
    return replace(
        PoolVehicle(id=name, seats=6, luggage=10, start="DPS", end="DPS", free=span(0, 480)),
        **more,
    )


THREE = PoolProblem(
    requests=(request("a", "AUS"), request("b", "BRA"), request("c", "CHN")),
    vehicles=(van("V1"), van("V2")),
    minutes=MINUTES,
)


def codes(problem: PoolProblem, made: PoolPlan) -> set[str]:
    return {fault.reason.code for fault in pool_faults(problem, made)}


def test_three_groups_for_one_hotel_share_one_van() -> None:
    made = plan_pool(THREE)

    assert pool_faults(THREE, made) == []
    assert [ride.vehicle for ride in made.rides] == ["V1"]
    assert (made.objective, made.bound, made.proven) == (30 + 60, 90, True)
    assert "shares with b, c" in [pool_words(reason) for reason in made.carried[0].reasons]


def test_a_group_larger_than_any_vehicle_goes_in_parts() -> None:
    vehicles = tuple(van(f"V{number}", seats=6, luggage=9) for number in range(4))
    requests = (
        request("G", "FRA", people=13, luggage=13),
        request("H", "JPN", people=2, luggage=10),
        request("P", "USA", people=9),
        request("N", "USA", people=9, needs=frozenset({"lift"})),
    )
    held = tuple(PoolHeld(request=name, vehicle="V0") for name in ("G", "H.1"))
    whole = PoolProblem(
        requests=requests,
        vehicles=vehicles,
        minutes=MINUTES,
        pins=(PoolPin(request="P", vehicle="V1"),),
        present=held,
    )
    parts = split_groups(whole)
    assert [(r.id, r.of, r.people, r.luggage) for r in parts.requests] == [
        ("G.1", "G", 5, 5),
        ("G.2", "G", 4, 4),
        ("G.3", "G", 4, 4),
        ("H.1", "H", 1, 5),
        ("H.2", "H", 1, 5),
        ("P", "", 9, 0),
        ("N", "", 9, 0),
    ]
    assert parts.present == held[1:]
    made = plan_pool(parts, effort=0.1)
    assert pool_faults(parts, made) == []
    assert [left.request for left in made.left] == ["N", "P"]
    assert split_groups(parts) == parts


def test_the_parts_of_a_group_fit_the_vehicles_that_take_it_at_one_time() -> None:
    vehicles = (van("L", seats=8, luggage=30), van("M", seats=4, luggage=30), van("S", seats=3))
    night = replace(van("N", seats=8, luggage=30), free=span(5000, 6000))
    one = request("G", "FRA", people=11, luggage=11)
    problem = PoolProblem(requests=(one,), vehicles=(*vehicles, night), minutes=MINUTES)
    parts = [(r.people, r.luggage) for r in split_groups(problem).requests]
    assert parts == [(7, 7), (4, 4)]  # not 6 and 5: nobody but L takes five
    more = replace(problem, requests=(replace(one, people=30, luggage=0),))
    assert [r.people for r in split_groups(more).requests] == [8, 8, 7, 7]  # L drives again
    alone = replace(problem, requests=(replace(one, people=1, luggage=99),))
    assert split_groups(alone) == alone


def test_delegations_apart_are_never_on_board_together() -> None:
    problem = replace(THREE, apart=(("AUS", "CHN"),))
    made = plan_pool(problem)

    assert pool_faults(problem, made) == []
    assert made.left == ()
    assert codes(problem, plan_pool(THREE)) == {"apart"}


def test_a_pin_stands_and_who_cannot_go_is_told_why() -> None:
    problem = replace(
        THREE,
        requests=(
            *THREE.requests,
            request("bus", "DEU", people=40),
            request("chair", "ESP", needs=frozenset({"lift"})),
            request("late", "FRA", destination="Ubud", drop_off=span(0, 20)),
            request("pinned", "GBR", people=7),
        ),
        pins=(
            PoolPin(request="a", vehicle="V2", by="Ayu"),
            PoolPin(request="pinned", vehicle="V2", by="Ayu"),
        ),
    )
    made = plan_pool(problem)
    why = {gone.request: [pool_words(reason) for reason in gone.reasons] for gone in made.left}

    assert pool_faults(problem, made) == []
    assert {one.request: one.vehicle for one in made.carried}["a"] == "V2"
    assert why == {
        "bus": ["2 vehicles: more people than seats"],
        "chair": ["2 vehicles: without what is needed"],
        "late": ["2 vehicles: not in time, even with nobody else"],
        "pinned": [
            "1 vehicles: it is set for another",
            "1 vehicles: more people than seats",
        ],
    }


def test_the_reasons_say_what_stands_in_the_way_of_a_full_fleet() -> None:
    one = replace(THREE, vehicles=(van("V1", seats=4, free=span(0, 100)),))
    full = plan_pool(one)
    met = plan_pool(
        replace(
            one,
            requests=(request("a", "AUS", weight=2), request("b", "BRA")),
            apart=(("AUS", "BRA"),),
        )
    )

    assert [pool_words(r) for gone in full.left for r in gone.reasons] == ["1 vehicles: full then"]
    assert [gone.request for gone in met.left] == ["b"]
    assert [r.code for r in met.left[0].reasons] == ["apart"]


def test_a_repair_changes_only_what_must_change() -> None:
    many = tuple(
        request(f"r{n}", f"D{n}", pick_up=span(40 * n, 40 * n + 20), people=3) for n in range(6)
    )
    problem = PoolProblem(
        requests=many, vehicles=tuple(van(f"V{n}") for n in range(4)), minutes=MINUTES
    )
    before = plan_pool(problem)
    gone = before.rides[0].vehicle
    less = replace(problem, vehicles=tuple(v for v in problem.vehicles if v.id != gone))
    after = repair_pool(less, before)
    old = {one.request: one.vehicle for one in before.carried}

    assert pool_faults(replace(less, present=()), replace(after, stopped_by="hand")) == []
    for one in after.carried:
        assert one.vehicle == old[one.request] or old[one.request] == gone


def test_the_present_plan_is_kept_unless_change_pays() -> None:
    held = (PoolHeld(request="a", vehicle="V2"), PoolHeld(request="b", vehicle="V2"))
    made = plan_pool(replace(THREE, present=held))

    assert {one.vehicle for one in made.carried} == {"V2"}
    assert made.carried[0].reasons[0].code == "kept"


def test_the_same_comes_out_in_any_order_and_goes_through_json() -> None:
    turned = replace(
        THREE, requests=THREE.requests[::-1], vehicles=THREE.vehicles[::-1], apart=(("AUS", "BRA"),)
    )
    straight = replace(THREE, apart=(("AUS", "BRA"),))

    assert plan_pool(turned) == plan_pool(straight)
    assert from_json(PoolProblem, to_json(straight)) == straight
    assert from_json(PoolPlan, to_json(plan_pool(straight))) == plan_pool(straight)


def test_the_judge_sees_every_way_to_break_a_plan() -> None:
    problem = replace(
        THREE,
        requests=(request("a", "AUS", luggage=4), request("b", "BRA"), request("c", "CHN")),
        apart=(("AUS", "BRA"),),
    )
    good = plan_pool(problem)
    ride = good.rides[0]
    stop = ride.stops[0]

    def with_ride(**more: object) -> PoolPlan:
        return replace(good, rides=(replace(ride, **more), *good.rides[1:]), stopped_by="hand")

    def with_stop(**more: object) -> PoolPlan:
        return with_ride(stops=(replace(stop, **more), *ride.stops[1:]))

    def in_problem(made: PoolPlan = good, **more: object) -> set[str]:
        changed = tuple(replace(v, **more) for v in problem.vehicles)
        return codes(replace(problem, vehicles=changed), replace(made, stopped_by="hand"))

    early = timedelta(minutes=-1)
    assert codes(problem, good) == set()
    assert good.objective == pool_price(problem, good)
    assert codes(problem, replace(good, objective=1)) == {"objective"}
    assert codes(problem, with_ride(vehicle="?")) == {"unknown"}
    assert codes(problem, with_ride(stops=ride.stops[1:])) >= {"stops"}
    assert codes(problem, with_ride(stops=ride.stops[::-1])) >= {"stops", "too_fast"}
    assert codes(problem, with_stop(place="Ubud")) >= {"stops"}
    assert codes(problem, with_stop(begins=NINE + early, leaves=NINE)) >= {"window"}
    assert codes(problem, with_stop(leaves=stop.begins)) >= {"too_fast"}
    assert codes(problem, with_ride(leaves=NINE + early)) == {"outside_hours"}
    assert codes(problem, replace(good, rides=good.rides[1:], stopped_by="hand")) == {"left_out"}
    twice = replace(good, rides=(*good.rides, ride), stopped_by="hand")
    assert codes(problem, twice) >= {"two_rides", "stops"}
    assert in_problem(seats=1) == {"full"}
    assert in_problem(luggage=3) == {"luggage"}
    assert in_problem(longest_min=5) == {"too_long"}
    for fault in pool_faults(problem, replace(twice, objective=3)):
        assert pool_words(fault.reason)


def test_a_plan_by_hand_is_judged_by_needs_pins_and_time_on_board() -> None:
    made = replace(plan_pool(THREE), stopped_by="hand")
    strict = replace(
        THREE,
        requests=tuple(
            replace(r, ride_min=5, needs=frozenset({"lift"}), board_min=5) for r in THREE.requests
        ),
        pins=(PoolPin(request="a", vehicle="V2"),),
    )

    assert codes(strict, made) == {"needs", "pin_broken", "too_long_aboard"}
    for fault in pool_faults(strict, made):
        assert pool_words(fault.reason)
    assert set(FAULTS) < set(SENTENCES)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"requests": (THREE.requests[0],) * 2}, "two requests of one name"),
        ({"pins": (PoolPin(request="a", vehicle="?"),)}, "no vehicle"),
        ({"pins": (PoolPin(request="a", vehicle="V1"),) * 2}, "two pins"),
        ({"minutes": {}}, "no driving time"),
        ({"requests": (request("a", "AUS", people=-1),)}, "below 0"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(BadProblemError, match=told):
        plan_pool(replace(THREE, **wrong))


def test_nothing_to_do_and_nobody_to_do_it() -> None:
    idle = plan_pool(replace(THREE, requests=()))
    stranded = plan_pool(replace(THREE, vehicles=()))

    assert (idle.objective, idle.proven) == (0, True)
    assert [gone.request for gone in stranded.left] == ["a", "b", "c"]
    assert stranded.objective == pool_price(replace(THREE, vehicles=()), stranded)


def test_a_child_process_plans_the_same() -> None:
    assert run_pool_in_child(THREE) == plan_pool(THREE)
