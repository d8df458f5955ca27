"""Trips to vehicles that are alike, as a flow of least cost: exact, with near-linear arcs.

Trip i has a node where its vehicle arrives (+1) and one where it is wanted (-1). Nodes of one place
are joined in order of time, so a vehicle waits for nothing; from an arrival to another place there
is one arc, to the first trip there that it reaches, and of arrivals of one place that reach the same
one only the last has it (the time-space network of Kliewer, Mellouli & Suhl, EJOR 175, 2006).
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from narahubung.plans.movements.fleet_index import NO_DRIVE, Index, Ints, Pool

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


def network(index: Index, trips: Ints, pool: Pool) -> Net:
    """Return the arcs for these trips, which are in order of time."""
    count = len(trips)
    wanted, arrives = np.arange(count), np.arange(count) + count
    starts, ends = index.begin[trips], index.end[trips]
    group, origin, goal = index.group[trips], index.origin[trips], index.goal[trips]
    places = np.arange(len(index.places))
    home = pool.home
    out = index.minutes[home] if home >= 0 else np.zeros_like(places)
    back = index.minutes[:, home] if home >= 0 else np.zeros_like(places)
    longest = index.minutes[index.minutes < NO_DRIVE].max(initial=0)
    per_vehicle = int(2 * longest * (count + 1) + 1)
    weight = np.array([index.trips[trip].weight for trip in trips], dtype=np.int64)
    arcs = [(arrives, wanted, np.ones(count), 2 * per_vehicle * weight)]

    by_start = np.lexsort((wanted, starts, origin, group))
    arcs.append(_line(by_start, group[by_start], origin[by_start]))
    by_end = np.lexsort((wanted, ends, goal, group))
    line = _line(by_end, group[by_end], goal[by_end])
    arcs.append((line[0] + count, line[1] + count, line[2], line[3]))

    stretch = group[by_start] * len(places) + origin[by_start]
    firsts = np.flatnonzero(np.diff(stretch, prepend=-1))
    bounds = np.append(firsts, count)
    for first, last in zip(bounds[:-1], bounds[1:], strict=True):
        there = by_start[first:last]
        place, owner = origin[there[0]], group[there[0]]
        arcs.append(
            (np.array([2 * count]), there[:1], np.array([EVERY]), per_vehicle + out[place : place + 1])
        )
        mine = by_end[group[by_end] == owner]
        drive = index.minutes[goal[mine], place]
        reached = np.searchsorted(starts[there], ends[mine] + drive + index.turn)
        fine = (reached < len(there)) & (drive < NO_DRIVE)
        following = np.append(goal[mine][1:] == goal[mine][:-1], False)  # noqa: FBT003
        later = np.append(reached[1:], -1)
        fine &= ~(following & (later == reached))
        tail, head = mine[fine], there[reached[fine]]
        arcs.append((tail + count, head, np.full(len(tail), EVERY), drive[fine]))

    stretch = group[by_end] * len(places) + goal[by_end]
    lasts = by_end[np.flatnonzero(np.diff(stretch, append=-1))]
    lasts = lasts[back[goal[lasts]] < NO_DRIVE]
    sink = np.full(len(lasts), 2 * count + 1)
    arcs.append((lasts + count, sink, np.full(len(lasts), EVERY), back[goal[lasts]]))
    arcs.append((np.array([2 * count]), np.array([2 * count + 1]), np.array([EVERY]), np.zeros(1)))
    tail, head, room, cost = (np.concatenate(column).astype(np.int64) for column in zip(*arcs))
    return Net(trips, tail, head, room, cost, per_vehicle)


def _line(order: Ints, group: Ints, place: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the arcs on which a vehicle waits: from each node to the next of the same place."""
    same = (group[1:] == group[:-1]) & (place[1:] == place[:-1])
    tail, head = order[:-1][same], order[1:][same]
    return tail, head, np.full(len(tail), EVERY), np.zeros(len(tail), dtype=np.int64)


def solve(net: Net, count: int) -> Ints:
    """Return the flow on each arc with so many vehicles, the cheapest there is."""
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - only a child loads a solver

    trips = len(net.trips)
    solver = min_cost_flow.SimpleMinCostFlow()
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
