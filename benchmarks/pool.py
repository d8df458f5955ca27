"""Pooled transfers of a generated summit: groups of delegations, some of which must not meet."""

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from narahubung.kit.intervals import Span
from narahubung.plans.movements.pooling import (
    PoolPlan,
    PoolProblem,
    PoolRequest,
    PoolVehicle,
    plan_pool,
    pool_faults,
    repair_pool,
    split_groups,
)

ABOUT = "pooled transfers of a generated summit, 20 to 300 groups: points, bound, gap"

FIRST = datetime(2027, 5, 10, tzinfo=UTC)
HOTELS, DELEGATIONS = 8, 20
GUARD_S = 120.0
SIZES = (20, 40, 80, 150, 300)
VANS = (("van", 6, 12), ("minibus", 14, 28))


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Plan each size and repair one; the judge has the word. `folder` is not used; `seconds` is
    the guard of each.
    """
    guard, rows = seconds or GUARD_S, []
    for groups in SIZES:
        problem = split_groups(generated(groups))
        begun, worked = time.perf_counter(), time.process_time()
        plan = plan_pool(problem, wall_guard_s=guard)
        rows.append(row(f"{groups} groups", problem, plan, begun, worked))
        if groups == SIZES[2]:
            later = delayed(problem)
            begun, worked = time.perf_counter(), time.process_time()
            again = repair_pool(later, plan, wall_guard_s=guard / 3)
            name = "... one lands an hour later: repaired"
            rows.append(row(name, later, again, begun, worked) | {"changed": changed(plan, again)})
    return rows


def row(
    name: str, problem: PoolProblem, plan: PoolPlan, begun: float, worked: float
) -> dict[str, Any]:
    """Return what there is to say of one plan."""
    return {
        "what": name,
        "requests": len(problem.requests),
        "carried": len(plan.carried),
        "vehicles": len(plan.rides),
        "points": plan.objective,
        "bound": plan.bound,
        "gap_pct": plan.gap_pct,
        "stopped_by": plan.stopped_by,
        "seconds": round(time.perf_counter() - begun, 1),
        "cpu_seconds": round(time.process_time() - worked, 1),
        "faults": len(pool_faults(problem, plan)),
    }


def changed(before: PoolPlan, after: PoolPlan) -> int:
    """Return how many requests go by another vehicle."""
    was = {each.request: each.vehicle for each in before.carried}
    return sum(was.get(each.request, each.vehicle) != each.vehicle for each in after.carried)


def delayed(problem: PoolProblem) -> PoolProblem:
    """Return the problem with one arrival an hour later."""
    hour = timedelta(hours=1)
    first = next(request for request in problem.requests if request.pick_up)
    late = replace(first, pick_up=moved(first.pick_up, hour))
    every = tuple(late if each is first else each for each in problem.requests)
    return replace(problem, requests=every)


def moved(span: Span | None, by: timedelta) -> Span | None:
    """Return the span so much later."""
    return span and Span(span.start + by, span.end + by)


def generated(groups: int, *, seed: int = 1) -> PoolProblem:
    """Return half a day of arrivals and of ways to the venues: groups of 1 to 10 people, a few of
    up to 30, four delegations in two pairs that never share, vehicles in two depots, driving times
    on a plane.
    """
    luck = random.Random(seed)
    places = ["airport", "depot 0", "depot 1", "venue 0", "venue 1"]
    places += [f"hotel {number}" for number in range(HOTELS)]
    spot = {place: (luck.uniform(0, 22), luck.uniform(0, 22)) for place in places}
    minutes = {
        a: {b: round(abs(spot[a][0] - spot[b][0]) + abs(spot[a][1] - spot[b][1]) + 3) for b in spot}
        for a in spot
    }
    requests = tuple(request(luck, number, groups) for number in range(groups))
    day = Span(FIRST, FIRST + timedelta(hours=16))
    vehicles = tuple(
        PoolVehicle(
            id=f"{kind} {number}",
            seats=seats,
            luggage=luggage,
            start=f"depot {number % 2}",
            end=f"depot {number % 2}",
            free=day,
        )
        for kind, seats, luggage in VANS
        for number in range(groups // 4)
    )
    apart = (("delegation 0", "delegation 1"), ("delegation 2", "delegation 3"))
    return PoolProblem(requests=requests, vehicles=vehicles, minutes=minutes, apart=apart)


def request(luck: random.Random, number: int, groups: int) -> PoolRequest:
    """Return an arrival with luggage, or a way to a venue."""
    hotel = f"hotel {luck.randrange(HOTELS)}"
    people = (
        luck.randint(15, 30) if luck.random() < 0.05 else 1 + min(9, int(luck.expovariate(0.35)))
    )
    at = FIRST + timedelta(minutes=60 + luck.randrange(min(720, 5 * groups)))
    arrives = luck.random() < 0.6
    window = Span(at, at + timedelta(minutes=20))
    return PoolRequest(
        id=f"{number:03}",
        delegation=f"delegation {luck.randrange(DELEGATIONS)}",
        origin="airport" if arrives else hotel,
        destination=hotel if arrives else f"venue {luck.randrange(2)}",
        people=people,
        luggage=people if arrives else 0,
        pick_up=window if arrives else None,
        drop_off=None if arrives else window,
    )
