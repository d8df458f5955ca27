"""The rides that a search met, put together anew: a set partitioning problem."""

from collections.abc import Sequence
from math import inf

from narahubung.plans.movements.pairing import Pairing, Ride, cost, total
from narahubung.plans.movements.pairing.program import Program

NODES = 500


def joined(
    table: Pairing, met: Sequence[Ride], start: Sequence[Ride], *, seconds: float
) -> list[Ride]:
    """Return the cheapest choice of rides that carries each pair once, never dearer than `start`.

    The choice may be any of `met` and `start`; pairs with a prize may be left behind.
    """
    rides = sorted({ride for ride in (*met, *start) if ride.stops})
    n, kinds = table.pairs, len(table.kinds)
    free = [pair for pair in range(n) if table.prize[pair] < inf]
    rows: list[dict[int, float]] = [{} for _ in range(n + kinds)]
    for column, ride in enumerate(rides):
        rows[n + ride.kind][column] = 1.0
        for stop in ride.stops:
            if stop < n:
                rows[stop][column] = 1.0
    for column, pair in enumerate(free, len(rides)):
        rows[pair][column] = 1.0
    counts = [-inf] * kinds, [float(kind.count) for kind in table.kinds]
    width = len(rides) + len(free)
    program = Program(
        [*(cost(table, ride) for ride in rides), *(table.prize[pair] for pair in free)],
        [0.0] * width,
        [1.0] * width,
        [True] * width,
        list(zip([1.0] * n + counts[0], [1.0] * n + counts[1], rows, strict=True)),
    )
    used, carried = set(start), {stop for ride in start for stop in ride.stops}
    program.begin(
        [float(ride in used) for ride in rides] + [float(pair not in carried) for pair in free]
    )
    values, _, _ = program.run(seconds, NODES)
    chosen = [ride for column, ride in enumerate(rides) if values and values[column] > 0.5]
    if not values or total(table, chosen) >= total(table, start) - 1e-9:
        return list(start)
    return chosen
