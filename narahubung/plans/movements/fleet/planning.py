"""Dedicated trips to vehicles and their drivers: the least fleet, then the least empty driving."""

import time
from collections.abc import Sequence

from narahubung.plans.arrays import np
from narahubung.plans.movements.fleet.explaining import plan_from
from narahubung.plans.movements.fleet.index import Index, Pool
from narahubung.plans.movements.fleet.mending import Bench
from narahubung.plans.movements.fleet.rules import limited
from narahubung.plans.movements.fleet.sharing import Shared, share
from narahubung.plans.movements.fleet.terms import FleetPlan, FleetProblem

__all__ = ["plan_fleet", "repair_fleet"]


def plan_fleet(
    problem: FleetProblem, *, effort: float = 30.0, seed: int = 0, wall_guard_s: float = 60.0
) -> FleetPlan:
    """Give every trip a vehicle: weight served first, then vehicles, then empty minutes.

    Parameters
    ----------
    effort
        Seconds for classes and depots that compete for trips, at most; vehicles that are alike
        need none.
    seed
        Of the neighbourhoods of that search.
    wall_guard_s
        The clock after which nothing more is tried; a flow, once begun, is not cut short.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.

    Notes
    -----
    Pools of vehicles that compete for no trip are planned each by itself, as a flow of least cost
    (`flow`): exact, polynomial, arcs O(trips x places). Pools that compete are multi-depot
    scheduling, NP-hard (`sharing`, `depots`): exact up to 500 such trips, in parts beyond.
    Drivers' hours, range and delegations apart are limits of whole chains, and NP-hard as well:
    they are kept by swapping tails and trips afterwards, or by putting the trips in one by one,
    whichever is better, and then doing without vehicles (`mending`).
    """
    ends = time.monotonic() + wall_guard_s
    index = Index(problem)
    bench = Bench(index, ends)
    parts = components(index)
    found: list[Shared] = []
    until = min(ends, time.monotonic() + effort)
    for number, (trips, pools) in enumerate(parts):
        last = time.monotonic() + (until - time.monotonic()) / (len(parts) - number)
        found.append(share(index, trips, pools, last, seed))
        for pool, chains in zip(pools, found[-1].chains, strict=True):
            name(bench, pool, chains)
    changed = limited(index) and bench.mend()
    if changed and not bench.late():
        bench = min(bench, bench.afresh(), key=Bench.value)
    if not changed and any(plan.left_out and not plan.proven for plan in found):
        bench.fill()
    return plan_from(bench, found, changed=changed)


def repair_fleet(problem: FleetProblem, *, wall_guard_s: float = 20.0) -> FleetPlan:
    """Keep every ride of the present plan that can stay, and give only the other trips a vehicle.

    A trip that finds none may push up to two out that find another. Proves nothing; raises as
    `plan_fleet`. One change among thousands of trips takes parts of a second.
    """
    index = Index(problem)
    bench = Bench(index, time.monotonic() + wall_guard_s)
    weight = [trip.weight for trip in index.trips]
    rides = sorted(
        index.present.items(), key=lambda ride: (ride[0] not in index.firm, -weight[ride[0]], ride)
    )
    for trip, vehicle in rides:
        chain = bench.with_trip(vehicle, trip)
        if trip in index.firm or bench.fits(vehicle, chain):
            bench.put(vehicle, chain)
    bench.fill()
    return plan_from(bench, None, changed=True)


def components(index: Index) -> list[tuple[list[int], list[Pool]]]:
    """Return the trips with the pools that compete for them, part by part, in order of time."""
    pools = [pool for pool in index.pools if pool.may.any()]
    parent = list(range(len(pools)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    may = np.array([pool.may for pool in pools]).reshape(len(pools), len(index.trips))
    for column in np.unique(may, axis=1).T:
        mine = np.flatnonzero(column).tolist()
        for other in mine[1:]:
            parent[root(other)] = root(mine[0])
    found = []
    for number in range(len(pools)):
        if root(number) == number:
            members = [n for n in range(len(pools)) if root(n) == number]
            trips = np.flatnonzero(may[members].any(axis=0)).tolist()
            found.append((trips, [pools[n] for n in members]))
    return found


def name(bench: Bench, pool: Pool, chains: Sequence[list[int]]) -> None:
    """Give each chain a vehicle of its pool: the one of the present plan, else for the longest
    chain the one that goes farthest."""
    index = bench.index
    kept: dict[tuple[int, int], int] = {}
    for number, chain in enumerate(chains):
        for trip in chain:
            vehicle = index.present.get(trip, -1)
            kept[vehicle, number] = kept.get((vehicle, number), 0) + 1
    free = set(pool.vehicles)
    waiting = set(range(len(chains)))
    for (vehicle, number), _count in sorted(kept.items(), key=lambda each: (-each[1], each[0])):
        if vehicle in free and number in waiting:
            free.discard(vehicle)
            waiting.discard(number)
            bench.put(vehicle, chains[number])

    def reach(vehicle: int) -> tuple[float, int, float, int]:
        it = index.vehicles[vehicle]
        return -(it.range_km or np.inf), -it.drivers, -(it.driving or np.inf), vehicle

    def length(number: int) -> tuple[float, int]:
        return -float(index.trip_km[chains[number]].sum()), number

    for number, vehicle in zip(
        sorted(waiting, key=length), sorted(free, key=reach)[: len(waiting)], strict=True
    ):
        bench.put(vehicle, chains[number])
