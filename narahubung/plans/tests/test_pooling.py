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
from narahubung.plans.movements.pairing_exact import solve
from narahubung.plans.movements.pairing_planning import fewest, plan
from narahubung.plans.movements.pooling import plan_pool, repair_pool
from narahubung.plans.movements.pooling_judging import pool_faults, pool_price
from narahubung.plans.movements.pooling_terms import (
    PoolHeld,
    PoolPin,
    PoolPlan,
    PoolProblem,
    PoolRequest,
    PoolVehicle,
)
from narahubung.plans.movements.pooling_wording import FAULTS, SENTENCES, pool_words

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
