"""Trips to vehicles that are alike, as a flow of least cost: exact, with near-linear arcs.

Trip i has a node where its vehicle arrives (+1) and one where it is wanted (-1). Nodes of one place
are joined in order of time, so a vehicle waits for nothing; from an arrival to another place there
is one arc, to the first trip there that it reaches, and of arrivals of one place that reach the
same one only the last has it (the time-space network of Kliewer, Mellouli & Suhl, EJOR 175, 2006).
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from narahubung.plans.arrays import Ints, np
from narahubung.plans.movements.fleet.index import NO_DRIVE, Index, Pool

EVERY = 10**9  # capacity of an arc on which any number may wait


@dataclass(frozen=True)
class Net:
    """Arcs by their ends, with capacity and cost. Of m trips, node t is where the vehicle of the
    t-th is wanted, m + t where it arrives, 2 m the source, 2 m + 1 the sink; arcs from m + t to t
    (the first m) leave the trip out."""

    trips: Ints
    tail: Ints
    head: Ints
    room: Ints
    cost: Ints
    vehicle_cost: int


@dataclass(frozen=True)
class Flowed:
    """chains: of trips by number, one per vehicle; crowd: trips of which no two can be of one
    vehicle, as many as are needed to leave none out."""

    chains: list[list[int]]
    left_out: list[int]
    empty_min: int
    crowd: list[int]


def flow(index: Index, trips: Sequence[int], pool: Pool, count: int) -> Flowed:
    """Serve the trips with at most so many vehicles of the pool: weight, fleet, empty minutes."""
    if not len(trips):
        return Flowed([], [], 0, [])
    net = network(index, np.array(trips, dtype=np.int64), pool)
    used = solve(net, count)
    chains, left_out = decode(index, net, used)
    empty = int((used * (net.cost % net.vehicle_cost)).sum())
    whole = solve(net, len(trips)) if left_out else used
    return Flowed(chains, left_out, empty, crowd(net, whole))


class _Arcs:
    """Arcs, collected in arrays."""

    def __init__(self) -> None:
        self.parts: list[Ints] = []

    def add(self, tail: Ints, head: Ints, cost: Ints | int, *, room: int = EVERY) -> None:
        part = np.empty((4, len(tail)), dtype=np.int64)
        part[0], part[1], part[2], part[3] = tail, head, room, cost
        self.parts.append(part)

    def line(self, order: Ints, stretch: Ints, first: int) -> None:
        """Join those of a stretch in this order: there a vehicle waits."""
        same = stretch[1:] == stretch[:-1]
        self.add(order[:-1][same] + first, order[1:][same] + first, 0)


def network(index: Index, trips: Ints, pool: Pool) -> Net:
    """Return the arcs for these trips, which are in order of time."""
    count = len(trips)
    source, sink = np.array([2 * count]), 2 * count + 1
    numbers = np.arange(count)
    starts, ends = index.begin[trips], index.end[trips]
    group, origin, goal = index.group[trips], index.origin[trips], index.goal[trips]
    out, back = index.outward(pool.home), index.homeward(pool.home)
    longest = index.minutes[index.minutes < NO_DRIVE].max(initial=0)
    per_vehicle = int(2 * longest * (count + 1) + 1)
    weight = np.array([index.trips[trip].weight for trip in trips], dtype=np.int64)
    arcs = _Arcs()
    arcs.add(numbers + count, numbers, 2 * per_vehicle * weight, room=1)

    wanted = group * len(index.places) + origin
    by_start = np.lexsort((numbers, starts, wanted))
    arcs.line(by_start, wanted[by_start], 0)
    reached = group * len(index.places) + goal
    by_end = np.lexsort((numbers, ends, reached))
    arcs.line(by_end, reached[by_end], count)

    firsts = np.flatnonzero(np.diff(wanted[by_start], prepend=-1))
    for there in np.split(by_start, firsts[1:]):
        place = int(origin[there[0]])
        arcs.add(source, there[:1], per_vehicle + int(out[place]))
        mine = by_end[group[by_end] == group[there[0]]]
        drive = index.minutes[goal[mine], place]
        meets = np.searchsorted(starts[there], ends[mine] + drive + index.turn)
        fine = (meets < len(there)) & (drive < NO_DRIVE)
        fine[:-1] &= (goal[mine][1:] != goal[mine][:-1]) | (meets[1:] != meets[:-1])
        arcs.add(mine[fine] + count, there[meets[fine]], drive[fine])

    lasts = by_end[np.flatnonzero(np.diff(reached[by_end], append=-1))]
    arcs.add(lasts + count, np.full(len(lasts), sink), back[goal[lasts]])
    arcs.add(source, source + 1, 0)
    tail, head, room, cost = np.concatenate(arcs.parts, axis=1)
    return Net(trips, tail, head, room, cost, per_vehicle)


def solve(net: Net, count: int) -> Ints:
    """Return the flow on each arc with so many vehicles, the cheapest there is."""
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - only a child loads a solver

    trips = len(net.trips)
    solver: Any = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(net.tail, net.head, net.room, net.cost)
    send = min(count, trips)
    supply = np.concatenate([np.full(trips, -1), np.ones(trips), [send, -send]]).astype(np.int64)
    solver.set_nodes_supplies(np.arange(len(supply)), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"a flow that always exists was not found: {status}")
    return np.asarray(solver.flows(arcs), dtype=np.int64)


def decode(index: Index, net: Net, used: Ints) -> tuple[list[list[int]], list[int]]:
    """Return the chains that the flow is made of, and the trips left out.

    Vehicles that meet in a place are alike: the one that did the trip before in the present plan
    goes on, else the one that came last.
    """
    count = len(net.trips)
    going: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for arc in np.flatnonzero(used).tolist():
        if arc >= count:
            going[int(net.tail[arc])].append((int(net.head[arc]), int(used[arc])))
    without = used[:count] > 0
    before = _before(index, net.trips)
    starts, ends = index.begin[net.trips], index.end[net.trips]
    moments = np.concatenate([starts, ends])
    late = np.concatenate([np.ones(count), np.zeros(count)])
    order = np.lexsort((np.arange(2 * count), late, moments))
    chains: list[list[int]] = []
    here: dict[int, list[int]] = defaultdict(list)
    for head, number in going[2 * count]:
        if head <= 2 * count:
            here[head] += range(len(chains), len(chains) + number)
            chains += [[] for _ in range(number)]
    came: dict[int, int] = {}
    for node in order.tolist():
        waiting = here.pop(node, [])
        if node < count and not without[node]:
            chosen = _next(waiting, chains, before.get(node, -1))
            waiting.remove(chosen)
            chains[chosen].append(node)
            came[node] = chosen
        elif node >= count and not without[node - count]:
            waiting.append(came.pop(node - count))
        for head, number in going[node]:
            here[head] += waiting[-number:]
            del waiting[-number:]
    real = [[int(net.trips[trip]) for trip in chain] for chain in chains if chain]
    return real, [int(trip) for trip in net.trips[without]]


def _next(waiting: Sequence[int], chains: Sequence[list[int]], before: int) -> int:
    for chain in waiting:
        if chains[chain] and chains[chain][-1] == before:
            return chain
    return waiting[-1]


def _before(index: Index, trips: Ints) -> Mapping[int, int]:
    """Return, by place in `trips`, which of them the vehicle did before it in the present plan."""
    last: dict[int, int] = {}
    found = {}
    for place, trip in enumerate(trips.tolist()):
        vehicle = index.present.get(trip)
        if vehicle is not None:
            found[place] = last.get(vehicle, -1)
            last[vehicle] = place
    return found


def crowd(net: Net, used: Ints) -> list[int]:
    """Return trips of which no two can be of one vehicle, as many as vehicles are needed.

    The trips across the least cut of the links (Koenig; Dilworth for what may follow what): each
    is reached as an arrival from a vehicle that ends, and not as a departure. It is as large as
    the fleet where no trip is left out and no drive is longer than a detour by other trips.
    """
    count = len(net.trips)
    inner = (net.head < 2 * count) & (net.tail < 2 * count)
    inner[:count] = False
    tails, heads = net.tail[inner], net.head[inner]
    back = used[inner] > 0
    start = np.concatenate([tails, heads[back]])
    goal = np.concatenate([heads, tails[back]])
    order = np.argsort(start, kind="stable")
    bounds = np.searchsorted(start[order], np.arange(2 * count + 1)).tolist()
    goals = goal[order].tolist()
    ended = (net.head == 2 * count + 1) & (net.tail < 2 * count) & (used > 0)
    seen = [False] * (2 * count)
    waiting = deque(net.tail[ended].tolist())
    for node in waiting:
        seen[node] = True
    while waiting:
        node = waiting.popleft()
        for other in goals[bounds[node] : bounds[node + 1]]:
            if not seen[other]:
                seen[other] = True
                waiting.append(other)
    reached = np.array(seen, dtype=bool)
    return [int(trip) for trip in net.trips[reached[count:] & ~reached[:count]]]
