"""Chains changed by hand's means: a trip put in, one pushed out for it, tails swapped."""

import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from narahubung.plans.arrays import np
from narahubung.plans.movements.fleet.index import Index
from narahubung.plans.movements.fleet.rules import Looked, look

PUSHED = 2  # trips that one may push out of a chain, at most
WORTH = tuple[int, int]  # vehicles more, empty minutes more


class Bench:
    """The chain of each vehicle, by number, and the trips that none has."""

    def __init__(self, index: Index, ends: float) -> None:
        self.index, self.ends = index, ends
        self.chains: list[list[int]] = [[] for _ in index.vehicles]
        self.open: set[int] = set(range(len(index.trips)))
        self.may = np.zeros((len(index.vehicles), len(index.trips)), dtype=bool)
        for pool in index.pools:
            self.may[list(pool.vehicles)] = pool.may
        self.alike = [(-1, 0.0, 0, 0)] * len(index.vehicles)
        for number, pool in enumerate(index.pools):
            for vehicle in pool.vehicles:
                it = index.vehicles[vehicle]
                self.alike[vehicle] = (number, it.range_km, it.drivers, it.driving)
        self.looked: dict[tuple[int, tuple[int, ...]], Looked] = {}

    def late(self) -> bool:
        """Tell whether the guard says stop."""
        return time.monotonic() > self.ends

    def put(self, vehicle: int, chain: Sequence[int]) -> None:
        """Give the vehicle this chain instead of its own."""
        self.open |= set(self.chains[vehicle])
        self.chains[vehicle] = list(chain)
        self.open -= set(chain)

    def look(self, vehicle: int, chain: Sequence[int]) -> Looked:
        """Judge the chain by the rules, once."""
        name = (vehicle, tuple(chain))
        if name not in self.looked:
            self.looked[name] = look(self.index, vehicle, chain)
        return self.looked[name]

    def fits(self, vehicle: int, chain: Sequence[int]) -> bool:
        """Tell whether the vehicle may do these trips, reaches each in time and keeps the rules."""
        if not all(self.may[vehicle, trip] for trip in chain):
            return False
        if not all(self.index.links(a, b) for a, b in pairwise(chain)):
            return False
        return not self.look(vehicle, chain).reasons

    def worth(self, vehicle: int, chain: Sequence[int]) -> WORTH:
        """Return what the chain takes: a vehicle, and empty minutes."""
        return int(bool(chain)), sum(self.look(vehicle, chain).empty)

    def more(self, vehicle: int, chain: Sequence[int]) -> WORTH:
        """Return what the chain takes more than the vehicle's own."""
        now, then = self.worth(vehicle, self.chains[vehicle]), self.worth(vehicle, chain)
        return then[0] - now[0], then[1] - now[1]

    def vehicles_for(self, trip: int) -> Iterator[int]:
        """Yield the vehicles that may do the trip; of unused ones alike only the first."""
        return self._unlike(np.flatnonzero(self.may[:, trip]).tolist())

    def _unlike(self, vehicles: Iterable[int]) -> Iterator[int]:
        idle: set[tuple[int, float, int, int]] = set()
        for vehicle in vehicles:
            if not self.chains[vehicle]:
                if self.alike[vehicle] in idle:
                    continue
                idle.add(self.alike[vehicle])
            yield vehicle

    def with_trip(self, vehicle: int, trip: int) -> list[int]:
        """Return the vehicle's chain with the trip at its place in time."""
        chain = self.chains[vehicle]
        place = bisect_left(chain, trip)
        return [*chain[:place], trip, *chain[place:]]

    def insert(self, trip: int, *, but: int = -1, idle: bool = True) -> bool:
        """Put the trip where it costs least, `idle`: or unused; say whether any takes it."""
        best: tuple[WORTH, int, list[int]] | None = None
        for vehicle in self.vehicles_for(trip):
            if vehicle == but or not (idle or self.chains[vehicle]):
                continue
            if not self._reaches(vehicle, trip):
                continue
            chain = self.with_trip(vehicle, trip)
            if self.fits(vehicle, chain):
                found = (self.more(vehicle, chain), vehicle, chain)
                best = found if best is None else min(best, found)
        if best is not None:
            self.put(best[1], best[2])
        return best is not None

    def _reaches(self, vehicle: int, trip: int) -> bool:
        """Tell whether the trip lies between those of the vehicle, with the drives there and on."""
        chain, links = self.chains[vehicle], self.index.links
        place = bisect_left(chain, trip)
        if place and not links(chain[place - 1], trip):
            return False
        return place == len(chain) or links(trip, chain[place])

    def push(self, trip: int) -> bool:
        """Put the trip where others must leave, and those elsewhere; say whether it went."""
        for vehicle in self.vehicles_for(trip):
            if self.late():
                return False
            chain = self.chains[vehicle]
            place = bisect_left(chain, trip)
            for first in range(max(0, place - PUSHED), place + 1):
                for last in range(place, min(len(chain), first + PUSHED) + 1):
                    out = chain[first:last]
                    new = [*chain[:first], trip, *chain[last:]]
                    if not out or any(self.index.firm.get(t) == vehicle for t in out):
                        continue
                    if self.fits(vehicle, new) and self._moved(vehicle, new, out):
                        return True
        return False

    def _moved(self, vehicle: int, new: Sequence[int], out: Sequence[int]) -> bool:
        """Put the chain, and what it pushes out elsewhere or, if it weighs less, nowhere."""
        before = [list(chain) for chain in self.chains], set(self.open)
        trips = self.index.trips
        arrived = sum(trips[trip].weight for trip in set(new) - set(self.chains[vehicle]))
        self.put(vehicle, new)
        lost = sum(trips[trip].weight for trip in out if not self.insert(trip, but=vehicle))
        if lost < arrived:
            return True
        self.chains, self.open = before
        return False

    def fill(self) -> None:
        """Put in the open trips, heavy and early ones first."""
        trips = self.index.trips
        for trip in sorted(self.open, key=lambda trip: (-trips[trip].weight, trip)):
            if not self.late() and not self.insert(trip):
                self.push(trip)

    def mend(self) -> bool:
        """Make every chain keep the rules; say whether any had to change."""
        broken = [v for v, chain in enumerate(self.chains) if self.look(v, chain).reasons]
        for vehicle in broken:
            while self.look(vehicle, self.chains[vehicle]).reasons:
                if self.late() or not self.swap(vehicle):
                    self._shorten(vehicle)
        if broken:
            self.fill()
            self.thin()
        return bool(broken)

    def afresh(self) -> "Bench":
        """Return a bench on which the firm rides stand and every other trip is put in anew."""
        other = Bench(self.index, self.ends)
        for trip, vehicle in self.index.firm.items():
            other.put(vehicle, other.with_trip(vehicle, trip))
        other.fill()
        other.thin()
        return other

    def value(self) -> tuple[int, int, int]:
        """Return what is to be least: the weight unserved, vehicles, empty minutes."""
        looks = [self.look(vehicle, chain) for vehicle, chain in enumerate(self.chains) if chain]
        lost = sum(self.index.trips[trip].weight for trip in self.open)
        return lost, len(looks), sum(sum(looked.empty) for looked in looks)

    def thin(self) -> None:
        """Do without vehicles whose trips others that are used can take, as long as there are."""
        idle = set[int]()
        while len(used := self._loose(idle)) and not self.late():
            vehicle = used[0]
            before = [list(chain) for chain in self.chains]
            chain = self.chains[vehicle]
            self.put(vehicle, [])
            if all(self.insert(trip, but=vehicle, idle=False) for trip in chain):
                idle.clear()
            else:
                self.chains = before
                self.open -= set(chain)
                idle.add(vehicle)

    def _loose(self, tried: set[int]) -> list[int]:
        """Return the used vehicles that are not tried and have nothing firm, the shortest first."""
        firm = set(self.index.firm.values())
        used = [v for v, chain in enumerate(self.chains) if chain and v not in tried | firm]
        return sorted(used, key=lambda vehicle: (len(self.chains[vehicle]), vehicle))

    def swap(self, vehicle: int) -> bool:
        """Swap tails with the vehicle with which it costs least; say whether that mends it."""
        mine = self.chains[vehicle]
        best: tuple[WORTH, int, list[int], list[int]] | None = None
        for other in self._unlike(v for v in range(len(self.chains)) if v != vehicle):
            for one, two in self._tails(mine, self.chains[other]):
                if self.fits(vehicle, one) and self.fits(other, two):
                    a, b = self.more(vehicle, one), self.more(other, two)
                    found = ((a[0] + b[0], a[1] + b[1]), other, one, two)
                    best = found if best is None else min(best, found)
        if best is not None:
            self.put(vehicle, [])
            self.put(best[1], best[3])
            self.put(vehicle, best[2])
        return best is not None

    def _tails(
        self, mine: Sequence[int], theirs: Sequence[int]
    ) -> Iterator[tuple[list[int], list[int]]]:
        """Yield what two chains become when they swap all from some trip on, where time allows."""
        begin, end = self.index.begin, self.index.end
        starts, ends = begin[list(theirs)], end[list(theirs)]
        firsts = np.searchsorted(starts, end[list(mine[:-1])], side="left").tolist()
        lasts = np.searchsorted(ends, begin[list(mine)], side="right").tolist()
        for cut, (low, high) in enumerate(zip([0, *firsts], lasts, strict=True)):
            for other in range(low, high + 1):
                one, two = [*mine[:cut], *theirs[other:]], [*theirs[:other], *mine[cut:]]
                if cut or other:  # else they only change vehicles
                    yield one, two

    def _shorten(self, vehicle: int) -> None:
        """Leave out the trip without which the chain comes nearest to the rules: the lightest, of
        those the last; a firm one stays."""
        firm, trips = self.index.firm, self.index.trips
        chain = self.chains[vehicle]
        loose = [trip for trip in chain if firm.get(trip) != vehicle]
        mends = [t for t in loose if not self.look(vehicle, [x for x in chain if x != t]).reasons]
        out = min(mends or loose, key=lambda trip: (trips[trip].weight, -trip))
        self.put(vehicle, [trip for trip in chain if trip != out])
