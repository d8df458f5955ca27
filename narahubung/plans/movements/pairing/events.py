"""The graph of events: what a vehicle can have just done, and what it can do next.

An event is a stop together with who else is aboard; an arc is a drive from one event to the next
(Gaul, Klamroth & Stiglmayr, EURO Journal on Computational Optimization 10, 2022). Room, order,
company and who meets whom need no rule any more: what breaks them is not in the graph.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import combinations, permutations
from math import inf

from narahubung.plans.movements.pairing import SLACK, Pairing, Ride, Stops, timetable

Event = tuple[int, int]
"""(stop, bit mask of the pairs that are aboard besides the one that gets in or out there)."""

Orders = dict[int, set[Stops]]
AT_DEPOT: Event = (-1, 0)


class TooManyEventsError(ValueError):
    """The graph would be larger than was asked for."""


@dataclass(frozen=True)
class Arc:
    """A drive of a vehicle of this kind; soonest, latest: when service at its head may begin."""

    kind: int
    tail: Event
    head: Event
    cost: float
    soonest: float
    latest: float


def tightened(table: Pairing) -> Pairing:
    """Return the same with narrower windows: what no vehicle can keep is cut off.

    A pair of which nothing is left then may be in no vehicle.
    """
    n, early, late = table.pairs, list(table.early), list(table.late)
    kinds = table.kinds
    for stop in range(2 * n):
        early[stop] = max(early[stop], min(kind.opens + kind.out[stop] for kind in kinds))
        back = max(kind.closes - kind.home[stop] for kind in kinds)
        late[stop] = min(late[stop], back - table.service[stop])
    for i in range(n):
        j, least = n + i, table.service[i] + table.travel[i][n + i]
        most = table.service[i] + table.ride[i]
        early[i] = max(early[i], early[j] - most)
        late[j] = min(late[j], late[i] + most)
        early[j] = max(early[j], early[i] + least)
        late[i] = min(late[i], late[j] - least)
    never = [
        early[i] > late[i] + SLACK
        or early[n + i] > late[n + i] + SLACK
        or early[n + i] - late[i] > table.service[i] + table.ride[i] + SLACK
        for i in range(n)
    ]
    for i in range(n):
        if never[i]:
            for stop in (i, n + i):
                early[stop], late[stop] = table.early[stop], table.late[stop]
    kinds = tuple(
        replace(kind, extra=[inf if never[i] else kind.extra[i] for i in range(n)])
        for kind in kinds
    )
    return replace(table, early=early, late=late, kinds=kinds)


def arcs(table: Pairing, *, most: int) -> list[Arc]:
    """Return every arc that some ride may use, of a table with tightened windows.

    Raises
    ------
    TooManyEventsError
        There would be more than `most` arcs.
    """
    found: list[Arc] = []
    for number in range(len(table.kinds)):
        found += _Grower(table, number, most - len(found)).grown()
    return found


def events(stops: Stops, pairs: int) -> list[Event]:
    """Return the events of a ride, from depot to depot."""
    aboard, found = 0, [AT_DEPOT]
    for stop in stops:
        bit = 1 << stop % pairs
        if stop >= pairs:
            aboard ^= bit
        found.append((stop, aboard & ~bit))
        if stop < pairs:
            aboard |= bit
    return [*found, AT_DEPOT]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class _Grower:
    """Grows the graph of one kind of vehicle from the depot, then cuts off what time forbids."""

    def __init__(self, table: Pairing, number: int, most: int) -> None:
        self.table, self.number, self.most = table, number, most
        self.kind = table.kinds[number]
        self.n = table.pairs
        self.orders: dict[int, set[Stops]] = {}
        self.goes = [
            i
            for i in range(self.n)
            if self.kind.extra[i] < inf
            and all(a <= b for a, b in zip(table.load[i], self.kind.room, strict=True))
            and self._feasible((i, self.n + i))
        ]
        self.beside = [0] * self.n
        for i, j in combinations(self.goes, 2):
            if not table.apart[i] >> j & 1 and self._fits(1 << i | 1 << j) and self._known(i, j):
                self.beside[i] |= 1 << j
                self.beside[j] |= 1 << i

    def _feasible(self, stops: Stops) -> bool:
        return timetable(self.table, Ride(self.number, stops)) is not None

    def _fits(self, aboard: int) -> bool:
        loads = [self.table.load[pair] for pair in _bits(aboard)]
        return all(sum(load[k] for load in loads) <= self.kind.room[k] for k in (0, 1))

    def _known(self, *together: int) -> set[Stops]:
        """Return the orders (in, in ..., out, out ...) in which two or three can be aboard."""
        mask = sum(1 << pair for pair in together)
        if mask not in self.orders:
            self.orders[mask] = {
                (*into, *(self.n + pair for pair in out))
                for into in permutations(together)
                for out in permutations(together)
                if self._feasible((*into, *(self.n + pair for pair in out)))
            }
        return self.orders[mask]

    def grown(self) -> list[Arc]:
        """Return the arcs; breadth first from the depot."""
        nexts: dict[Event, list[Event]] = {AT_DEPOT: [(i, 0) for i in self.goes]}
        wave, count = list(nexts[AT_DEPOT]), len(self.goes)
        while wave:
            event = wave.pop()
            if event in nexts:
                continue
            nexts[event] = list(self._after(event))
            count += len(nexts[event])
            if count > self.most:
                raise TooManyEventsError(f"more than {self.most} arcs")
            wave += nexts[event]
        return self._in_time(nexts)

    def _after(self, event: Event) -> Iterator[Event]:
        stop, others = event
        boards = stop < self.n
        aboard = others | 1 << stop if boards else others
        if not aboard:
            yield AT_DEPOT
        for pair in _bits(aboard):
            head = self.n + pair, aboard & ~(1 << pair)
            if self._arc(event, head, aboard):
                yield head
        allowed = sum(1 << i for i in self.goes) & ~aboard & ~(0 if boards else 1 << stop - self.n)
        for pair in _bits(aboard):
            allowed &= self.beside[pair]
        for pair in _bits(allowed):
            head = pair, aboard
            if self._joins(pair, aboard) and self._arc(event, head, aboard):
                yield head

    def _joins(self, pair: int, aboard: int) -> bool:
        """Tell whether the pair may get in where these are aboard, as far as threes can tell."""
        if not self._fits(aboard | 1 << pair):
            return False
        inside = list(_bits(aboard))
        if len(inside) == 1:
            return any(order[1] == pair for order in self._known(*sorted((pair, *inside))))
        return all(
            any(order[2] == pair for order in self._known(*sorted((pair, a, b))))
            for a, b in combinations(inside, 2)
        )

    def _arc(self, tail: Event, head: Event, aboard: int) -> bool:
        """Tell whether these two events can follow each other, where at most three say so."""
        held = list(_bits(aboard))
        a, b = tail[0], head[0]
        if a < self.n <= b and len(held) in (2, 3):
            at = len(held) - 1
            return any(order[at] == a and order[at + 1] == b for order in self._known(*held))
        if a < self.n and b < self.n and len(held) == 2:
            orders = self._known(*sorted((*held, b)))
            return any(order[1] == a and order[2] == b for order in orders)
        if a >= self.n and b >= self.n and len(held) == 2:
            orders = self._known(*sorted((*held, a - self.n)))
            return any(order[3] == a and order[4] == b for order in orders)
        if a >= self.n and b < self.n and len(held) == 1:
            return self._handed(a - self.n, held[0], b)
        return True

    def _handed(self, leaves: int, stays: int, enters: int) -> bool:
        """Tell whether one can get out and another in while a third stays aboard."""
        n = self.n
        return any(
            self._feasible((*into, n + leaves, enters, *(n + pair for pair in out)))
            for into in ((leaves, stays), (stays, leaves))
            for out in ((stays, enters), (enters, stays))
        )

    def _leg(self, tail: Event, head: Event) -> tuple[float, float]:
        """Return (driving, driving and service at the tail)."""
        a, b = tail[0], head[0]
        if a < 0:
            return self.kind.out[b], self.kind.out[b]
        drive = self.kind.home[a] if b < 0 else self.table.travel[a][b]
        return drive, drive + self.table.service[a]

    def _in_time(self, nexts: dict[Event, list[Event]]) -> list[Arc]:
        """Cut off what cannot be reached in time or not be left in time, until nothing is."""
        before = -1
        soonest: dict[Event, float] = {}
        latest: dict[Event, float] = {}
        while before != (before := sum(map(len, nexts.values()))):
            soonest = self._soonest(nexts)
            latest = self._latest(nexts)
            nexts = {
                tail: [
                    head
                    for head in heads
                    if self._reach(soonest.get(tail, inf), tail, head)
                    <= self._end(latest, head) + SLACK
                ]
                for tail, heads in nexts.items()
            }
        return [
            self._told(tail, head, soonest, latest)
            for tail, heads in sorted(nexts.items())
            for head in sorted(heads)
        ]

    def _told(
        self,
        tail: Event,
        head: Event,
        soonest: dict[Event, float],
        latest: dict[Event, float],
    ) -> Arc:
        price = self._leg(tail, head)[0]
        if tail[0] < 0:
            price += self.kind.fixed
        if 0 <= head[0] < self.n:
            price += self.kind.extra[head[0]]
        reached = self._reach(soonest[tail], tail, head)
        return Arc(self.number, tail, head, price, reached, self._end(latest, head))

    def _reach(self, left: float, tail: Event, head: Event) -> float:
        reached = left + self._leg(tail, head)[1]
        return reached if head[0] < 0 else max(reached, self.table.early[head[0]])

    def _end(self, latest: dict[Event, float], head: Event) -> float:
        return self.kind.closes if head[0] < 0 else latest.get(head, -inf)

    def _soonest(self, nexts: dict[Event, list[Event]]) -> dict[Event, float]:
        """Return when each event can happen at the earliest (Dijkstra)."""
        found = {AT_DEPOT: self.kind.opens}
        heap: list[tuple[float, Event]] = [(self.kind.opens, AT_DEPOT)]
        while heap:
            time, tail = heappop(heap)
            if time > found[tail]:
                continue
            for head in nexts[tail]:
                if head[0] < 0:
                    continue
                reached = self._reach(time, tail, head)
                if reached < found.get(head, inf) and reached <= self.table.late[head[0]] + SLACK:
                    found[head] = reached
                    heappush(heap, (reached, head))
        return found

    def _latest(self, nexts: dict[Event, list[Event]]) -> dict[Event, float]:
        """Return when each event can happen at the latest (Dijkstra backwards)."""
        tails: dict[Event, list[Event]] = {}
        for tail, heads in nexts.items():
            for head in heads:
                tails.setdefault(head, []).append(tail)
        found: dict[Event, float] = {AT_DEPOT: self.kind.closes}
        heap: list[tuple[float, Event]] = [(-self.kind.closes, AT_DEPOT)]
        while heap:
            time, head = heappop(heap)
            if -time < found[head]:
                continue
            for tail in tails.get(head, ()):
                if tail[0] < 0:
                    continue
                left = min(-time - self._leg(tail, head)[1], self.table.late[tail[0]])
                if left > found.get(tail, -inf) and left >= self.table.early[tail[0]] - SLACK:
                    found[tail] = left
                    heappush(heap, (-left, tail))
        return found


def follow(used: Sequence[Arc]) -> tuple[list[tuple[Ride, list[Arc]]], list[list[Arc]]]:
    """Return the rides from depot to depot that these arcs form, and the circles beside them.

    There can be circles only where neither driving nor service takes time.
    """
    after = {(arc.kind, arc.tail): arc for arc in used if arc.tail[0] >= 0}
    rides, circles = [], []
    for first in (arc for arc in used if arc.tail[0] < 0):
        path = [first]
        while path[-1].head[0] >= 0:
            path.append(after.pop((first.kind, path[-1].head)))
        rides.append((Ride(first.kind, tuple(arc.head[0] for arc in path[:-1])), path))
    while after:
        path = [after.pop(next(iter(after)))]
        while path[-1].head != path[0].tail:
            path.append(after.pop((path[0].kind, path[-1].head)))
        circles.append(path)
    return rides, circles
