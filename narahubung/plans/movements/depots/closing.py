"""All chains that could be in a better plan than the best known, listed from the bound's prices."""

from collections.abc import Iterator
from dataclasses import dataclass

from narahubung.plans.arrays import Floats, np
from narahubung.plans.movements.depots.graph import Chain, Depots

SMALL = 1e-6


@dataclass(frozen=True)
class Proof:
    """Prices that prove that no plan costs less than `low`; least[k]: no chain is below it."""

    low: float
    worth: Floats
    paid: Floats
    least: Floats


def closing(graph: Depots, proof: Proof, total: float, most: int) -> list[Chain] | None:
    """Return every chain that a plan below `total` may use, None if there are more than `most`.

    Such a chain costs, beyond what its trips are worth, no more than the plan is above the bound
    (as Baldacci, Christofides & Mingozzi do for routes, Mathematical Programming 115, 2008).
    """
    found: list[Chain] = []
    for depot in range(len(graph.most)):
        room = total - proof.low + min(0.0, float(proof.least[depot])) + SMALL
        for trips in _within(graph, proof, depot, room):
            found.append(graph.chain(depot, trips))
            if len(found) > most:
                return None
    return found


def _within(graph: Depots, proof: Proof, depot: int, room: float) -> Iterator[tuple[int, ...]]:
    trips = graph.out.shape[1]
    fits = np.isfinite(graph.out[depot])
    worth = proof.worth
    ahead = np.where(fits, graph.back[depot], np.inf) - worth  # of the best end from each trip on
    for trip in range(trips - 2, -1, -1):
        if fits[trip]:
            best = (graph.link[trip, trip + 1 :] + ahead[trip + 1 :]).min() - worth[trip]
            ahead[trip] = min(ahead[trip], best)
    begun = graph.out[depot] - proof.paid[depot]
    stack: list[tuple[tuple[int, ...], float]] = [
        ((trip,), float(begun[trip])) for trip in np.flatnonzero(begun + ahead <= room).tolist()
    ]
    while stack:
        chain, cost = stack.pop()
        last = chain[-1]
        if cost - worth[last] + graph.back[depot, last] <= room:
            yield chain
        ways = cost - worth[last] + graph.link[last]
        for trip in np.flatnonzero(ways + ahead <= room).tolist():
            stack.append(((*chain, trip), float(ways[trip])))
