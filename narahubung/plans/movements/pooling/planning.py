"""Pooled transfers: who shares which vehicle, and when it is where.

Dial-a-ride with windows, time on board, seats and luggage, and delegations that never share. Words:
request (people who go together), ride (what one vehicle does), pin (a vehicle that is set for a
request), left behind (no ride was found, and why). `PoolPolicy` states every wish.
"""

import time
from dataclasses import replace
from math import ceil, inf

from narahubung.plans.movements.pairing import total
from narahubung.plans.movements.pairing.inserting import Inserter
from narahubung.plans.movements.pairing.planning import Found, plan
from narahubung.plans.movements.pooling import reasons
from narahubung.plans.movements.pooling.table import PoolTable, checked
from narahubung.plans.movements.pooling.terms import LeftBehind, PoolHeld, PoolPlan, PoolProblem

MOVES = 1_000  # of the search, for one of effort


def plan_pool(
    problem: PoolProblem, *, effort: float = 4.0, seed: int = 0, wall_guard_s: float = 60.0
) -> PoolPlan:
    """Return the best plan found, with its reasons; by proof where the problem is small enough.

    effort: thousands of moves of the search; wall_guard_s: seconds after which it ends whatever it
    is doing. Who is carried counts before everything else, then `PoolPolicy`. NP-hard: a search
    and a whole-number program over the graph of events share the work (docs/explain/pooling.md).

    Raises
    ------
    BadProblemError
        The problem contradicts itself.
    """
    checked(problem)
    if not problem.requests or not problem.vehicles:
        gone = sorted(request.id for request in problem.requests)
        points = sum(problem.policy.left_behind * request.weight for request in problem.requests)
        return PoolPlan(
            rides=(),
            left=tuple(LeftBehind(request=name) for name in gone),
            objective=points,
            bound=points,
            gap_pct=0.0,
            proven=True,
            stopped_by="proven",
        )
    numbers = PoolTable(problem)
    found = plan(
        numbers.table,
        numbers.start(Inserter(numbers.table).place),
        moves=max(1, round(effort * MOVES)),
        seed=seed,
        until=time.monotonic() + wall_guard_s,
    )
    return _plan_of(numbers, found)


def repair_pool(
    problem: PoolProblem,
    standing: PoolPlan,
    *,
    effort: float = 2.0,
    seed: int = 0,
    wall_guard_s: float = 20.0,
) -> PoolPlan:
    """Return a plan for what the problem has become that differs in few vehicles from `standing`.

    Each request that goes by another vehicle than in `standing` costs `PoolPolicy.changed`. Raises
    as `plan_pool` does.
    """
    return plan_pool(
        replace(problem, present=held(problem, standing)),
        effort=effort,
        seed=seed,
        wall_guard_s=wall_guard_s,
    )


def held(problem: PoolProblem, standing: PoolPlan) -> tuple[PoolHeld, ...]:
    """Return who goes by which vehicle in a plan, as far as the problem still knows both."""
    requests = {request.id for request in problem.requests}
    vehicles = {vehicle.id for vehicle in problem.vehicles}
    return tuple(
        PoolHeld(request=stop.request, vehicle=ride.vehicle)
        for ride in standing.rides
        for stop in ride.stops
        if stop.boards and stop.request in requests and ride.vehicle in vehicles
    )


def _plan_of(numbers: PoolTable, found: Found) -> PoolPlan:
    told = numbers.rides(found.rides)
    objective = round(total(numbers.table, [ride for ride, _ in told]))
    bound = None
    if found.bound > 0 or (found.bound > -inf and not objective):
        # Every point is whole: what is above the last whole number is the next.
        bound = min(objective, max(0, ceil(found.bound - 1e-4)))
    proven = found.stopped_by == "proven" or bound == objective
    return PoolPlan(
        rides=tuple(sorted((shown for _, shown in told), key=lambda ride: ride.vehicle)),
        carried=reasons.carried(numbers, told),
        left=reasons.left(numbers, told),
        objective=objective,
        bound=bound,
        gap_pct=_gap(objective, bound),
        proven=proven,
        stopped_by="proven" if proven else found.stopped_by,
    )


def _gap(objective: int, bound: int | None) -> float | None:
    if bound is None:
        return None
    return round(100 * (objective - bound) / objective, 4) if objective else 0.0
