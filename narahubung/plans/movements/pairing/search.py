"""Large neighbourhood search: strings of neighbouring stops are taken out and put back.

Slack induction by string removals with its fleet minimisation by absence counters (Christiaens &
Vanden Berghe, Transportation Science 54, 2020), for pairs.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from narahubung.plans.movements.pairing import Pairing, Ride
from narahubung.plans.movements.pairing.inserting import Inserter

STRING = 10  # stops of a string at most
TAKEN = 10  # stops taken out on average
BLINK = 0.02  # how often a ride is overlooked
HOT, COLD = 0.06, 0.0002  # what may be lost at first and at last, as a share of a ride's cost
MUST = 1e7  # the prize of a pair that may not be left behind
MOST_RIDES = 40_000  # kept for putting together


@dataclass(slots=True)
class State:
    """Rides and who is left behind."""

    rides: list[Ride]
    left: set[int]
    cost: float = 0.0


@dataclass
class Search:
    """A search that can be stopped and gone on with; the same seed and moves give the same."""

    table: Pairing
    seed: int = 0
    met: dict[tuple[int, frozenset[int]], Ride] = field(default_factory=dict)

    def __post_init__(self) -> None:
        table = self.table
        self.luck = random.Random(self.seed)  # noqa: S311 - a search, no secret
        self.inserter = Inserter(table)
        stops = range(2 * table.pairs)
        self.near = [sorted(stops, key=table.travel[stop].__getitem__) for stop in stops]
        self.soon = [sorted(stops, key=partial(self._apart, stop)) for stop in stops]
        some = table.kinds[0]
        away = [some.out[pair] + table.travel[pair][table.pairs + pair] for pair in self.pairs]
        wide = [table.late[p] - table.early[p] for p in self.pairs]
        weight = [sum(table.load[pair]) for pair in self.pairs]
        starts = list(table.early[: table.pairs])
        self.orders: list[list[float]] = [
            [-w for w in weight], [-a for a in away], away, wide, starts, [-s for s in starts]
        ]  # fmt: skip

    def _apart(self, a: int, b: int) -> float:
        """Return how long one has to drive or to wait between two stops at least."""
        table, drive = self.table, self.table.travel[a][b]
        wait = max(table.early[b] - table.late[a], table.early[a] - table.late[b])
        return max(drive, wait)

    @property
    def pairs(self) -> range:
        """Return the numbers of the pairs."""
        return range(self.table.pairs)

    def state(self, rides: Sequence[Ride]) -> State:
        """Return these rides with who is left behind and what that costs."""
        known = [ride for ride in rides if ride.stops]
        served = {stop for ride in known for stop in ride.stops}
        left = {pair for pair in self.pairs if pair not in served}
        state = State(known, left)
        self._price(state)
        return state

    def _price(self, state: State) -> None:
        state.cost = sum(self.inserter.track(ride).cost for ride in state.rides) + sum(
            self._prize(pair) for pair in sorted(state.left)
        )

    def _prize(self, pair: int) -> float:
        return min(self.table.prize[pair], MUST)

    def improve(self, start: State, go_on: Callable[[], float]) -> State:
        """Return the best state met from `start`; `go_on` tells the share done, 1 to end."""
        best = now = start if start.rides else self._moved(start)
        scale = sum(self.inserter.track(r).cost - self.table.kinds[r.kind].fixed for r in now.rides)
        scale = scale / max(1, len(now.rides)) or 1.0
        while (done := go_on()) < 1:
            heat = scale * HOT * (COLD / HOT) ** done
            new = self._moved(now)
            if new.cost < now.cost - heat * math.log(self.luck.random() or 1e-9):
                now = new
                self._meet(new)
                if new.cost < best.cost - 1e-9:
                    best = new
        return best

    def fewer(self, start: State, go_on: Callable[[], float]) -> State:
        """Return a state with as few rides as could be found that leaves as few behind."""
        absent = [0] * self.table.pairs
        best, now = start, start
        while go_on() < 1 and now.rides:
            if len(now.left) <= len(best.left):
                best = now
                now = self._without_one(now, absent)
            new = self._moved(now, most=len(now.rides))
            if self._nearer(new, now, absent):
                now = new
                self._meet(new)
            for pair in new.left:
                absent[pair] += 1
        return best

    def _without_one(self, state: State, absent: list[int]) -> State:
        def missed(ride: Ride) -> int:
            return sum(absent[stop] for stop in ride.stops if stop < self.table.pairs)

        gone = min(state.rides, key=lambda ride: (missed(ride), len(ride.stops), ride))
        rest = list(state.rides)
        rest.remove(gone)
        new = State(rest, state.left | {s for s in gone.stops if s < self.table.pairs})
        self._price(new)
        return new

    def _nearer(self, new: State, now: State, absent: list[int]) -> bool:
        """Fewer left behind, or such as were left less often, or a ride a little dearer at most."""
        missed, before = (sum(absent[pair] for pair in state.left) for state in (new, now))
        if len(new.left) < len(now.left) or missed < before:
            return True
        allowed = -math.log(self.luck.random() or 1e-9)
        return len(new.left) == len(now.left) and new.cost - now.cost < allowed

    def _moved(self, state: State, most: int | None = None) -> State:
        rides = list(state.rides)
        taken = self._take(rides) | state.left
        new = State([ride for ride in rides if ride.stops], set())
        for pair in self._order(taken):
            self._put(new, pair, most)
        self._price(new)
        return new

    def _order(self, pairs: set[int]) -> list[int]:
        if self.luck.random() < 0.4:
            mixed = sorted(pairs)
            self.luck.shuffle(mixed)
            return mixed
        key = self.luck.choice(self.orders)
        return sorted(pairs, key=lambda pair: (key[pair], pair))

    def _take(self, rides: list[Ride]) -> set[int]:
        """Take strings of stops out of neighbouring rides, with the partners of these stops."""
        if not rides:
            return set()
        n, luck = self.table.pairs, self.luck
        mean = sum(len(ride.stops) for ride in rides) / len(rides)
        longest = min(STRING, mean)
        strings = int(luck.uniform(1, 4 * TAKEN / (1 + longest)))
        strings = max(1, min(strings, len(rides)))
        where = {stop: number for number, ride in enumerate(rides) for stop in ride.stops}
        taken, touched = set[int](), set[int]()
        near = self.near if luck.random() < 0.5 else self.soon
        for stop in near[luck.randrange(2 * n)]:
            number = where.get(stop, -1)
            if number < 0 or number in touched or (stop % n) in taken:
                continue
            touched.add(number)
            taken |= {s % n for s in self._string(rides[number].stops, stop, longest)}
            if len(touched) == strings:
                break
        for number in touched:
            old = rides[number]
            rest = tuple(stop for stop in old.stops if stop % n not in taken)
            rides[number] = Ride(old.kind, rest)
        return taken

    def _string(self, stops: tuple[int, ...], stop: int, longest: float) -> list[int]:
        luck = self.luck
        size = int(luck.uniform(1, min(len(stops), longest) + 1))
        size = max(1, min(size, len(stops)))
        kept = 0
        if luck.random() < 0.5:
            while size + kept < len(stops) and luck.random() > 0.5:
                kept += 1
        at = stops.index(stop)
        whole = size + kept
        first = luck.randint(max(0, at - whole + 1), min(at, len(stops) - whole))
        part = list(stops[first : first + whole])
        if kept:
            hole = luck.randint(0, size)
            part = part[:hole] + part[hole + kept :]
        return part

    def _put(self, state: State, pair: int, most: int | None) -> None:
        """Put the pair where it costs least, also alone in a vehicle that stands, or leave it."""
        rides, luck = state.rides, self.luck
        options = [(n, ride) for n, ride in enumerate(rides) if luck.random() >= BLINK]
        if most is None or len(rides) < most:
            used = Counter(ride.kind for ride in rides)
            options += [
                (-1, Ride(number, ()))
                for number, kind in enumerate(self.table.kinds)
                if used[number] < kind.count
            ]
        least, best = self._prize(pair), None
        for where, ride in options:
            more, stops = self.inserter.place(ride, pair)
            if more < least:
                least, best = more, (where, Ride(ride.kind, stops))
        if best is None:
            state.left.add(pair)
        elif best[0] < 0:
            rides.append(best[1])
        else:
            rides[best[0]] = best[1]

    def _meet(self, state: State) -> None:
        n = self.table.pairs
        if len(self.met) > MOST_RIDES:
            self.met.clear()
        for ride in state.rides:
            name = ride.kind, frozenset(stop for stop in ride.stops if stop < n)
            old = self.met.get(name)
            track = self.inserter.track
            if old is None or track(ride).cost < track(old).cost:
                self.met[name] = ride
