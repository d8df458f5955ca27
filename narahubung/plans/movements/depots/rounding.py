"""Each trip said to be of one depot: the best chains of each, as one flow of least cost."""

from collections.abc import Sequence
from typing import Any

from narahubung.plans.arrays import Floats, Ints, np
from narahubung.plans.movements.depots.graph import Chain, Depots


def by_depot(graph: Depots, of: Ints) -> list[Chain]:
    """Return the best chains when trip t is of depot `of[t]`; what a depot must leave out is tried
    by the others, one after the other. Costs are rounded to whole numbers. O(n^2) arcs."""
    chains: list[Chain] = []
    left: list[int] = []
    for depot in range(len(graph.most)):
        mine = np.flatnonzero(of == depot).tolist()
        found, out = _flow(graph, depot, mine)
        chains += found
        left += out
    for depot in range(len(graph.most)):
        if left:
            own = [chain for chain in chains if chain.depot == depot]
            trips = sorted([t for chain in own for t in chain.trips] + left)
            found, left = _flow(graph, depot, trips)
            chains = [*(chain for chain in chains if chain.depot != depot), *found]
    return chains


def _flow(graph: Depots, depot: int, trips: Sequence[int]) -> tuple[list[Chain], list[int]]:
    """Return chains of the depot and the trips left out. Nodes: t wanted, n + t done."""
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - only a child loads a solver

    fits = [trip for trip in trips if np.isfinite(graph.out[depot, trip])]
    strange = [trip for trip in trips if not np.isfinite(graph.out[depot, trip])]
    count = len(fits)
    if not count:
        return [], strange
    numbers, ones = np.arange(count), np.ones(count, dtype=np.int64)
    link = graph.link[np.ix_(fits, fits)]
    first, then = np.nonzero(np.isfinite(link))
    home = np.flatnonzero(np.isfinite(graph.back[depot, fits]))
    dearest = 4.0 * float(np.abs(graph.out[depot, fits]).max() + 1.0)
    skip = np.where(np.isfinite(graph.skip[fits]), graph.skip[fits], dearest)
    source, sink = 2 * count, 2 * count + 1
    tails = [numbers + count, first + count, ones * source, home + count, np.array([source])]
    heads = [numbers, then, numbers, np.full(len(home), sink), np.array([sink])]
    costs: list[Floats] = [
        skip,
        link[first, then],
        graph.out[depot, fits],
        graph.back[depot, fits][home],
        np.zeros(1),
    ]
    tail, head = np.concatenate(tails), np.concatenate(heads)
    most = min(int(graph.most[depot]), count)
    room = np.where(head == sink, most, 1)
    solver: Any = min_cost_flow.SimpleMinCostFlow()
    cost = np.rint(np.concatenate(costs)).astype(np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
    supply = np.concatenate([-ones, ones, [most, -most]])
    solver.set_nodes_supplies(np.arange(2 * count + 2), supply)
    if solver.solve() != solver.OPTIMAL:
        return [], list(trips)
    used = np.asarray(solver.flows(arcs)) > 0
    after = {int(t) - count: int(h) for t, h in zip(tail[used], head[used], strict=True)}
    chains, out = [], [fits[trip] for trip in numbers.tolist() if after[trip] == trip]
    for start in head[used & (tail == source) & (head != sink)].tolist():
        chain, trip = [], start
        while trip != sink:
            chain.append(fits[trip])
            trip = after[trip]
        chains.append(graph.chain(depot, chain))
    return chains, [*strange, *out]
