"""Pick-ups and deliveries as numbers: what is searched by rides and judged by a timetable.

A pair is somebody (or a group) who gets in at one stop and out at another. With n pairs, stop i is
where pair i gets in and stop n + i where it gets out (0 <= i < n). Any unit of time will do; what
a ride costs is the time driven. The dial-a-ride problem (Cordeau, Operations Research 54, 2006) and
pick-up and delivery with time windows (Li & Lim 2001) are both of this form.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

SLACK = 1e-7
"""What rounding may do to a sum of times."""

Stops = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Vehicles that are alike. room: of people, of luggage; out, home: time from where it starts to
    each stop and from each stop to where it ends; longest: from its leaving to its return; fixed:
    what one that moves costs; extra: what each pair costs more in it, inf where it may not.
    """

    count: int
    room: tuple[int, int]
    out: Sequence[float]
    home: Sequence[float]
    opens: float
    closes: float
    extra: Sequence[float]
    longest: float = inf
    fixed: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """What must be carried. travel: time between stops, with triangle inequality; early, late,
    service: of each stop; load: people and luggage of each pair; ride: the longest time on board;
    apart: of each pair a bit mask of those that are never aboard with it; prize: what it costs
    to leave a pair behind, inf where it may not be.
    """

    travel: Sequence[Sequence[float]]
    early: Sequence[float]
    late: Sequence[float]
    service: Sequence[float]
    load: Sequence[tuple[int, int]]
    ride: Sequence[float]
    apart: Sequence[int]
    prize: Sequence[float]
    kinds: tuple[Kind, ...]
    pairs: int = field(init=False)
    timed: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pairs", len(self.load))
        limited = any(limit < inf for limit in self.ride)
        object.__setattr__(self, "timed", limited or any(k.longest < inf for k in self.kinds))


@dataclass(frozen=True, order=True)
class Ride:
    """What one vehicle of a kind does: the stops in their order."""

    kind: int
    stops: Stops


def cost(table: Pairing, ride: Ride) -> float:
    """Return what a ride costs: the vehicle, its passengers' extras, the time driven."""
    kind, stops = table.kinds[ride.kind], ride.stops
    if not stops:
        return 0.0
    driven = sum(table.travel[a][b] for a, b in pairwise(stops))
    extras = sum(kind.extra[stop] for stop in stops if stop < table.pairs)
    return kind.fixed + extras + kind.out[stops[0]] + driven + kind.home[stops[-1]]


def total(table: Pairing, rides: Sequence[Ride]) -> float:
    """Return what the rides cost, with the prizes of who is left behind."""
    served = {stop for ride in rides for stop in ride.stops}
    left = sum(prize for pair, prize in enumerate(table.prize) if pair not in served)
    return left + sum(cost(table, ride) for ride in rides)


def timetable(table: Pairing, ride: Ride) -> list[float] | None:
    """Return the earliest times [leaving, at each stop, back], or None where there is no timetable.

    A system of differences: windows, driving, time on board, length of the ride. Its least solution
    is found by sweeps (Bellman & Ford), in O(m^2) for m stops, usually in O(m). Order, room and
    company are not looked at.
    """
    kind, stops = table.kinds[ride.kind], ride.stops
    if not stops:
        return [kind.opens, kind.opens]
    legs = _legs(table, ride)
    low = [kind.opens, *(table.early[stop] for stop in stops), kind.opens]
    high = [kind.closes, *(table.late[stop] for stop in stops), kind.closes]
    back = _limits(table, ride)
    for _ in range(len(low) + 1):
        for at, leg in enumerate(legs, 1):
            reached = low[at - 1] + leg
            if reached > low[at]:
                low[at] = reached
            if low[at] > high[at] + SLACK:
                return None
        if not _pull(low, high, back):
            return low if low[0] <= high[0] + SLACK else None
    return None


def _legs(table: Pairing, ride: Ride) -> list[float]:
    """Return the least time from each point of the ride to the next, service included."""
    kind, stops = table.kinds[ride.kind], ride.stops
    between = [table.service[a] + table.travel[a][b] for a, b in pairwise(stops)]
    last = stops[-1]
    return [kind.out[stops[0]], *between, table.service[last] + kind.home[last]]


def _limits(table: Pairing, ride: Ride) -> list[tuple[int, int, float]]:
    """Return (first, second, most): how long after the first point the second may be."""
    kind, n = table.kinds[ride.kind], table.pairs
    where = {stop: at for at, stop in enumerate(ride.stops, 1)}
    found = [
        (at, where[n + stop], table.service[stop] + table.ride[stop])
        for stop, at in where.items()
        if stop < n and table.ride[stop] < inf and n + stop in where
    ]
    if kind.longest < inf:
        found.append((0, len(ride.stops) + 1, kind.longest))
    return found


def _pull(low: list[float], high: list[float], back: list[tuple[int, int, float]]) -> bool:
    """Delay each first point that its second leaves behind; tell whether any moved."""
    moved = False
    for first, second, most in back:
        least = low[second] - most
        if least > low[first] + SLACK / 10:
            low[first] = least
            moved = True
    return moved


def faults(table: Pairing, rides: Sequence[Ride]) -> list[str]:
    """Say in English what is wrong with these rides; an empty list when nothing is."""
    found, seen = [], set[int]()
    for number, kind in enumerate(table.kinds):
        if sum(ride.kind == number and bool(ride.stops) for ride in rides) > kind.count:
            found.append(f"more than {kind.count} vehicles of kind {number}")
    for number, ride in enumerate(rides):
        found += [f"ride {number}: {wrong}" for wrong in _wrong(table, ride)]
        found += [f"stop {stop} is served twice" for stop in ride.stops if stop in seen]
        seen |= set(ride.stops)
    never = [pair for pair, prize in enumerate(table.prize) if prize == inf and pair not in seen]
    return found + [f"pair {pair} is left behind" for pair in never]


def _wrong(table: Pairing, ride: Ride) -> list[str]:
    n, kind = table.pairs, table.kinds[ride.kind]
    aboard, found = set[int](), []
    for stop in ride.stops:
        if stop >= n:
            if stop - n not in aboard:
                found.append(f"pair {stop - n} gets out before it is in")
            aboard.discard(stop - n)
            continue
        if kind.extra[stop] == inf:
            found.append(f"pair {stop} may not be in it")
        if any(table.apart[stop] >> other & 1 for other in aboard):
            found.append(f"pair {stop} meets who it must not")
        aboard.add(stop)
        for part in (0, 1):
            if sum(table.load[pair][part] for pair in aboard) > kind.room[part]:
                found.append(f"too full at stop {stop}")
    if aboard:
        found.append("somebody stays in")
    if timetable(table, ride) is None:
        found.append("no timetable")
    return found
