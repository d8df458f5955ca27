"""The best rides there are, with proof: a whole-number program over the graph of events.

One yes or no for each arc, one time for each stop (Gaul, Klamroth, Pfeiffer, Schulz & Stiglmayr, *A
tight formulation for the dial-a-ride problem*, 2023). HiGHS solves it. The length of a whole ride
is in no row: where a ride breaks it, its arcs are forbidden together and it is solved again.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any

from narahubung.plans.movements.pairing import Pairing, Ride, timetable
from narahubung.plans.movements.pairing.events import (
    Arc,
    TooManyEventsError,
    arcs,
    events,
    follow,
    tightened,
)
from narahubung.plans.movements.pairing.program import Program, Row

RELAXED_ARCS = 200_000  # beyond these not even the relaxation is worth its time


@dataclass(frozen=True)
class Proof:
    """rides: the best found, None if none; bound: nothing costs less; proven: both meet."""

    rides: list[Ride] | None
    bound: float
    proven: bool


def solve(
    table: Pairing,
    *,
    start: Sequence[Ride] = (),
    seconds: float,
    nodes: int = 10**6,
    most_arcs: int = 60_000,
    relax: bool = False,
) -> Proof:
    """Return the cheapest rides; `start` is a plan known already.

    nodes: of branch and bound at most, the same on every machine; seconds: the guard. Nothing is
    tried, and the bound is -inf, where the graph would have more than `most_arcs` arcs. relax: of
    up to 200,000 arcs, see first to the bound of the linear relaxation: branch and bound may not
    come so far.
    """
    until = time.monotonic() + seconds
    tight = tightened(table)
    try:
        graph = arcs(tight, most=RELAXED_ARCS if relax else most_arcs)
    except TooManyEventsError:
        return Proof(None, -inf, proven=False)
    model = _Model(tight, graph)
    bound = model.program.relaxed(until - time.monotonic()) if relax else -inf
    while len(graph) <= most_arcs and (left := until - time.monotonic()) > 0:
        found, reached, done = model.run(start, left, nodes)
        bound = max(bound, reached)
        if found is None:
            return Proof(None, bound, proven=False)
        rides, circles = follow(found)
        broken = [path for ride, path in rides if timetable(table, ride) is None]
        if not broken and not circles:
            return Proof(sorted(ride for ride, _ in rides), bound, proven=done)
        model.forbid(broken, circles)
    return Proof(None, bound, proven=False)


class _Model:
    """Columns: the arcs, then the time of each stop, then whether each pair is carried."""

    def __init__(self, table: Pairing, graph: list[Arc]) -> None:
        self.table, self.graph = table, graph
        self.index = {(arc.kind, arc.tail, arc.head): a for a, arc in enumerate(graph)}
        self.time0 = len(graph)
        self.pair0 = self.time0 + 2 * table.pairs
        rows = [*self._flow(), *self._carried(), *self._counted(), *self._timed(), *self._windows()]
        n, optional = table.pairs, [prize < inf for prize in table.prize]
        prizes = [prize if prize < inf else 0.0 for prize in table.prize]
        self.program = Program(
            [arc.cost for arc in graph] + [0.0] * 2 * n + [-prize for prize in prizes],
            [0.0] * self.time0 + [*table.early] + [float(not may) for may in optional],
            [1.0] * self.time0 + [*table.late] + [1.0] * n,
            [True] * self.time0 + [False] * 2 * n + [True] * n,
            rows,
            offset=sum(prizes),
        )

    def _flow(self) -> Iterable[Row]:
        """What comes to an event leaves it."""
        rows: dict[tuple[int, Any], dict[int, float]] = defaultdict(dict)
        for a, arc in enumerate(self.graph):
            if arc.tail[0] >= 0:
                rows[arc.kind, arc.tail][a] = -1.0
            if arc.head[0] >= 0:
                rows[arc.kind, arc.head][a] = 1.0
        return [(0.0, 0.0, row) for row in rows.values()]

    def _carried(self) -> Iterable[Row]:
        """A pair gets in once, if it is carried."""
        rows: list[dict[int, float]] = [{self.pair0 + p: -1.0} for p in range(self.table.pairs)]
        for a, arc in enumerate(self.graph):
            if 0 <= arc.head[0] < self.table.pairs:
                rows[arc.head[0]][a] = 1.0
        return [(0.0, 0.0, row) for row in rows]

    def _counted(self) -> Iterable[Row]:
        """No more vehicles leave than there are."""
        for number, kind in enumerate(self.table.kinds):
            row = {a: 1.0 for a, x in enumerate(self.graph) if x.tail[0] < 0 and x.kind == number}
            yield -inf, float(kind.count), row

    def _timed(self) -> Iterable[Row]:
        """After a stop comes the drive; nobody is longer aboard than may be."""
        table, n = self.table, self.table.pairs
        drives: dict[tuple[int, int], list[int]] = defaultdict(list)
        for a, arc in enumerate(self.graph):
            if arc.tail[0] >= 0 and arc.head[0] >= 0:
                drives[arc.tail[0], arc.head[0]].append(a)
        for (i, j), used in drives.items():
            leg = table.service[i] + table.travel[i][j]
            never = table.late[i] + leg - table.early[j]
            if never > 0:
                row = {self.time0 + j: 1.0, self.time0 + i: -1.0}
                yield -never, inf, row | dict.fromkeys(used, -leg - never)
        for i in range(n):
            row = {self.time0 + n + i: 1.0, self.time0 + i: -1.0}
            if table.ride[i] < inf and any(kind.extra[i] < inf for kind in table.kinds):
                yield -inf, table.service[i] + table.ride[i], row

    def _windows(self) -> Iterable[Row]:
        """By which arc a stop is reached says more about its time than its window."""
        table = self.table
        low: list[dict[int, float]] = [{self.time0 + s: 1.0} for s in range(2 * table.pairs)]
        high: list[dict[int, float]] = [{self.time0 + s: 1.0} for s in range(2 * table.pairs)]
        for a, arc in enumerate(self.graph):
            stop = arc.head[0]
            if stop >= 0:
                low[stop][a] = table.early[stop] - arc.soonest
                high[stop][a] = table.late[stop] - arc.latest
        for stop in range(2 * table.pairs):
            yield table.early[stop], inf, _plain(low[stop])
            yield -inf, table.late[stop], _plain(high[stop])

    def run(
        self, start: Sequence[Ride], seconds: float, nodes: int
    ) -> tuple[list[Arc] | None, float, bool]:
        """Return (arcs used or None, bound, whether it is proven)."""
        if start:
            self._begin(start)
        values, bound, done = self.program.run(seconds, nodes)
        if values is None:
            return None, bound, False
        return [arc for a, arc in enumerate(self.graph) if values[a] > 0.5], bound, done

    def _begin(self, rides: Sequence[Ride]) -> None:
        table, n = self.table, self.table.pairs
        values = [0.0] * self.time0 + [*table.early] + [0.0] * n
        for ride in rides:
            times, path = timetable(table, ride), events(ride.stops, n)
            names = [(ride.kind, a, b) for a, b in pairwise(path)]
            if times is None or any(name not in self.index for name in names):
                return
            for name in names:
                values[self.index[name]] = 1.0
            for stop, begins in zip(ride.stops, times[1:-1], strict=True):
                values[self.time0 + stop] = begins
                values[self.pair0 + stop % n] = 1.0
        self.program.begin(values)

    def forbid(self, broken: list[list[Arc]], circles: list[list[Arc]]) -> None:
        """Let the arcs of a broken ride not all be used together, and no circle join its stops."""
        for path in broken:
            names = [self.index[arc.kind, arc.tail, arc.head] for arc in path]
            self.program.limit(names, len(names) - 1)
        for path in circles:
            stops = {arc.head[0] for arc in path}
            names = [
                a
                for a, arc in enumerate(self.graph)
                if arc.tail[0] in stops and arc.head[0] in stops
            ]
            self.program.limit(names, len(stops) - 1)


def _plain(row: dict[int, float]) -> dict[int, float]:
    return {column: times for column, times in row.items() if times}
