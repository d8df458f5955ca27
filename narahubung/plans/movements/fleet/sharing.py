"""Trips that several pools of vehicles could do: which pool does which, and in what chains."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from narahubung.plans.arrays import np
from narahubung.plans.movements.depots import Chain, Depots, solve_depots
from narahubung.plans.movements.fleet.flow import Flowed, flow
from narahubung.plans.movements.fleet.index import NO_DRIVE, Index, Pool

PART = 500  # trips that are shared out at a time; more are cut where the roads are quiet
LEAST = 300
ROUNDS = 30  # neighbourhoods of one part, at most
PER_TRIP = 10  # vehicles that one more trip of weight 1 is worth


@dataclass(frozen=True)
class Shared:
    """chains: of trips by number, for each pool; fleet_bound as in the plan; empty_bound: holds
    where the fleet is as small as its bound; proven: nothing is left to find."""

    chains: list[list[list[int]]]
    left_out: list[int]
    empty_min: int
    fleet_bound: int
    empty_bound: int
    crowd: list[int]
    proven: bool
    stopped_by: str

    @property
    def fleet(self) -> int:
        """Return how many vehicles are used."""
        return sum(map(len, self.chains))


def share(
    index: Index, trips: Sequence[int], pools: Sequence[Pool], until: float, seed: int
) -> Shared:
    """Serve the trips with the pools, at least one of which may do each."""
    if len(pools) == 1:
        done = flow(index, trips, pools[0], len(pools[0].vehicles))
        return Shared(
            [done.chains],
            done.left_out,
            done.empty_min,
            len(done.chains),
            done.empty_min,
            done.crowd,
            proven=True,
            stopped_by="proven",
        )
    any_may = np.logical_or.reduce([pool.may for pool in pools])
    anybody = Pool(tuple(v for pool in pools for v in pool.vehicles), -1, any_may)
    relaxed = flow(index, trips, anybody, len(anybody.vehicles))
    found = one_after_other(index, trips, pools)
    least, per_vehicle, stopped = 0.0, 1, "heuristic"
    if len(trips) <= PART:
        found, least, per_vehicle, stopped = _exact(index, trips, pools, found, until, seed)
    else:
        other = _by_parts(index, trips, pools, until, seed)
        found = min(found, other, key=lambda plan: _value(index, plan))
    chains = [done.chains for done in found]
    left_out = sorted(set(trips) - {t for pool in chains for chain in pool for t in chain})
    fleet = sum(map(len, chains))
    fleet_bound = max(int(least // per_vehicle), 0 if left_out else len(relaxed.chains))
    empty = sum(done.empty_min for done in found)
    proven = stopped == "proven"
    return Shared(
        chains,
        left_out,
        empty,
        fleet if proven else fleet_bound,
        empty if proven else max(relaxed.empty_min, int(least - fleet * per_vehicle)),
        relaxed.crowd,
        proven=proven,
        stopped_by=stopped,
    )


def _value(index: Index, plan: Sequence[Flowed]) -> tuple[int, int, int]:
    """Return what is to be least: minus the weight served, vehicles, empty minutes."""
    chains = [chain for done in plan for chain in done.chains]
    served = sum(index.trips[trip].weight for chain in chains for trip in chain)
    return -served, len(chains), sum(done.empty_min for done in plan)


def one_after_other(index: Index, trips: Sequence[int], pools: Sequence[Pool]) -> list[Flowed]:
    """Let each pool do what it can of what is left, the one that may do least first."""
    left = list(trips)
    found = {}
    for number in sorted(
        range(len(pools)), key=lambda n: (int(pools[n].may[list(trips)].sum()), n)
    ):
        pool = pools[number]
        mine = [trip for trip in left if pool.may[trip]]
        found[number] = done = flow(index, mine, pool, len(pool.vehicles))
        served = {trip for chain in done.chains for trip in chain}
        left = [trip for trip in left if trip not in served]
    return [found[number] for number in range(len(pools))]


def graph_of(index: Index, trips: Sequence[int], pools: Sequence[Pool]) -> tuple[Depots, int]:
    """Return the trips as the depots core reads them, and what a vehicle costs in minutes."""
    rows = np.array(trips, dtype=np.int64)
    drive = index.minutes[np.ix_(index.goal[rows], index.origin[rows])]
    ends = index.end[rows][:, None] + drive + index.turn
    links = ends <= index.begin[rows][None, :]
    links &= index.group[rows][:, None] == index.group[rows][None, :]
    longest = int(index.minutes[index.minutes < NO_DRIVE].max(initial=0))
    per_vehicle = 2 * longest * (len(trips) + 1) + 1
    may = np.array([pool.may[rows] for pool in pools])
    out = np.array([index.outward(pool.home)[index.origin[rows]] for pool in pools])
    back = np.array([index.homeward(pool.home)[index.goal[rows]] for pool in pools])
    weight = np.array([index.trips[trip].weight for trip in trips], dtype=np.float64)
    graph = Depots(
        out=np.where(may, out + per_vehicle, np.inf).astype(np.float64),
        back=np.where(may, back, np.inf).astype(np.float64),
        link=np.where(links, drive, np.inf).astype(np.float64),
        most=np.array([len(pool.vehicles) for pool in pools], dtype=np.int64),
        skip=PER_TRIP * per_vehicle * weight,
    )
    return graph, per_vehicle


def _exact(  # the problem, a plan to begin with, and the limits
    index: Index,
    trips: Sequence[int],
    pools: Sequence[Pool],
    start: Sequence[Flowed],
    until: float,
    seed: int,
) -> tuple[list[Flowed], float, int, str]:
    """Return a plan from the depots core, what its vehicles and empty minutes cost at least, what
    a vehicle costs, and why it stopped."""
    graph, per_vehicle = graph_of(index, trips, pools)
    place = {trip: number for number, trip in enumerate(trips)}
    known = [
        graph.chain(depot, [place[trip] for trip in chain])
        for depot, done in enumerate(start)
        for chain in done.chains
    ]
    left = max(0.0, until - time.monotonic())
    plan = solve_depots(graph, start=known, seconds=left, unit=1.0, seed=seed, rounds=ROUNDS)
    skipped = plan.total - sum(chain.cost for chain in plan.chains)
    least = max(0.0, plan.bound - skipped)
    return _flowed(trips, plan.chains, len(pools), per_vehicle), least, per_vehicle, plan.stopped_by


def _flowed(
    trips: Sequence[int], chains: Sequence[Chain], pools: int, per_vehicle: int
) -> list[Flowed]:
    found = []
    for depot in range(pools):
        mine = [chain for chain in chains if chain.depot == depot]
        empty = int(sum(chain.cost - per_vehicle for chain in mine))
        numbers = [[trips[trip] for trip in chain.trips] for chain in mine]
        found.append(Flowed(numbers, [], empty, []))
    return found


def _by_parts(
    index: Index, trips: Sequence[int], pools: Sequence[Pool], until: float, seed: int
) -> list[Flowed]:
    """Share out one part after the other, then plan each pool as a whole; the rest as it comes."""
    parts = cut(index, trips)
    mine: list[list[int]] = [[] for _ in pools]
    for number, part in enumerate(parts):
        begun = one_after_other(index, part, pools)
        share_s = (until - time.monotonic()) / (len(parts) - number)
        ends = time.monotonic() + share_s
        done, *_rest = _exact(index, part, pools, begun, ends, seed)
        for own, each in zip(mine, done, strict=True):
            own += [trip for chain in each.chains for trip in chain]
    return [
        flow(index, sorted(own), pool, len(pool.vehicles))
        for own, pool in zip(mine, pools, strict=True)
    ]


def cut(index: Index, trips: Sequence[int]) -> list[list[int]]:
    """Return the trips in parts of LEAST to PART, cut where none begins for longest."""
    left, found = list(trips), []
    while len(left) > PART:
        begins = index.begin[left[LEAST - 1 : PART]]
        size = LEAST + int(np.diff(begins).argmax())
        found.append(left[:size])
        left = left[size:]
    return [*found, left]
