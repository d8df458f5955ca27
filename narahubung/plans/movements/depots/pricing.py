"""The chain of each depot that is worth most at given prices of the trips: a shortest path."""

from dataclasses import dataclass

from narahubung.plans.arrays import Floats, np
from narahubung.plans.movements.depots.graph import Chain, Depots

SMALL = 1e-6


@dataclass(frozen=True)
class Priced:
    """chains: worth having, of one depot no two with a trip in common; least[k]: no chain of the
    depot is below it, as cost minus the worth of its trips and what the depot is paid.
    """

    chains: list[Chain]
    least: Floats


def price(graph: Depots, worth: Floats, paid: Floats, count: int) -> Priced:
    """Return at most `count` chains of each depot, the best one among them.

    worth[n]: of each trip; paid[k]: what one vehicle of the depot is worth (0 or less). In
    O(k n^2), one trip after the other in order of time.
    """
    depots, trips = graph.out.shape
    far = graph.out - worth
    came = np.full((depots, trips), -1, dtype=np.int64)
    into, rows = graph.into, np.arange(depots)
    fits = np.isfinite(graph.out)
    for trip in range(1, trips):
        ways = far[:, :trip] + into[trip, :trip]
        best = ways.argmin(axis=1)
        length = ways[rows, best] - worth[trip]
        better = (length < far[:, trip]) & fits[:, trip]
        if better.any():
            far[better, trip] = length[better]
            came[better, trip] = best[better]
    ends = far + graph.back - paid[:, None]
    chains: list[Chain] = []
    for depot in range(depots):
        chains += _apart(graph, depot, ends[depot], came[depot], count)
    return Priced(chains, ends.min(axis=1, initial=np.inf))


def _apart(graph: Depots, depot: int, ends: Floats, came: Floats, count: int) -> list[Chain]:
    found: list[Chain] = []
    used = np.zeros(len(ends), dtype=bool)
    for end in np.argsort(ends, kind="stable").tolist():
        if ends[end] >= -SMALL or len(found) >= count:
            break
        trips, trip = [], end
        while trip >= 0 and not used[trip]:
            trips.append(trip)
            trip = int(came[trip])
        if trip < 0:
            trips.reverse()
            used[trips] = True
            found.append(graph.chain(depot, trips))
    return found
