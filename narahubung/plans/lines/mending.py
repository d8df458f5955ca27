"""A plan made better, neighbourhood by neighbourhood, around the places where it loses."""

import random
from collections.abc import Sequence

import numpy as np

from narahubung.plans.lines.diving import KEPT, Dive
from narahubung.plans.lines.generating import SMALL, more
from narahubung.plans.lines.table import Pool, Table
from narahubung.plans.lines.terms import Line

ROUNDS = 6  # of generation in a neighbourhood
MIP_S = 2.0  # seconds for the whole-number master of a neighbourhood
FIRST = 6  # people in the first neighbourhood; from there it learns
LEAST = 3
NEAR = 4  # people around each of the places in a neighbourhood that is dived into
NOISE = 0.02  # how much of the gap a cheap line may be dearer and still come first
WIDE = (0.2, 0.6)  # share of the people in a neighbourhood that is dived into


class Mender:
    """A plan, made better around the places where it loses."""

    def __init__(self, table: Table, pool: Pool, seed: int) -> None:
        self.table, self.pool = table, pool
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self.plan: list[Line] = []
        self.total = np.inf
        self.rounds, self.size, self.noise = 0, FIRST, 0.0

    def take(self, lines: Sequence[Line]) -> None:
        """Keep a plan that is no worse than the one so far."""
        total = self.table.cost(self.table.want, lines)
        if not self.plan or total <= self.total + SMALL:
            self.plan, self.total = sorted(lines, key=lambda line: line.person), total

    def mend(self, low: float) -> None:
        """Set a few people free and plan them anew around all the others."""
        self.rounds += 1
        self.noise = NOISE * (self.total - low)
        wide = self.rounds % 2 == 0
        size = int(self.random.uniform(*WIDE) * len(self.plan)) if wide else self.size
        size = min(len(self.plan), max(LEAST, size))
        free = self._around(size, NEAR if wide else size * 3 // 4)
        rest = [line for line in self.plan if line.person not in free]
        now = [line for line in self.plan if line.person in free]
        small = self.table.master(sorted(free), rest)
        small.add(now)
        for person in small.people:
            small.add(self.pool.best(person, self.total - low, KEPT))
        solved = more(self.table, small, small.people, ROUNDS)
        cost = self.table.cost(small.want, now)
        if not solved:
            return
        if small.total() >= cost - SMALL:
            self.size += self.rounds % 3 == 0
            return
        if wide:
            found = Dive(self.table, self.pool, small, rest).run(cost)
        else:
            self.pool.add(small.lines)
            found, done = small.whole(now, min(MIP_S, max(self.table.left(), 0.1)))
            self.size = max(LEAST, self.size + (1 if done else -1))
        if len(found) == len(free):
            self.take([*rest, *found])

    def _around(self, size: int, each: int) -> set[int]:
        """Choose people around places where the plan loses, `each` so many; some at random."""
        rows, lines = self.pool.losses(self.plan)
        losses = np.concatenate([rows, lines])
        free: set[int] = set()
        places = range(len(losses)) if losses.sum() > SMALL else ()
        for _ in range(size if places else 0):
            place = self.random.choices(places, weights=losses.tolist())[0]
            if place >= len(rows):
                free.add(place - len(rows))
            free |= self._near(self._rows_near(place, len(rows)), each)
            if len(free) >= size * 3 // 4:
                break
        free = set(self.random.sample(sorted(free), min(size, len(free))))
        others = [person for person in self.table.people if person not in free]
        return free | set(self.random.sample(others, size - len(free)))

    def _near(self, rows: Sequence[int], count: int) -> set[int]:
        """Return people whose cheap lines run through the rows, of one row after the other."""
        found: set[int] = set()
        waiting = {row: [self.pool.lines[n].person for n in self._cheap(row)] for row in rows}
        while len(found) < count and any(waiting.values()):
            row = self.random.choice([row for row in rows if waiting[row]])
            found.add(waiting[row].pop(0))
        return found

    def _rows_near(self, place: int, rows: int) -> list[int]:
        """Return the row that loses, or those in which a dear line differs from a cheap one."""
        if place < rows:
            return [place]
        line = self.plan[place - rows]
        cheap = self.pool.best(line.person, np.inf, 1)
        return sorted(set(line.rows) ^ set(cheap[0].rows)) if cheap else list(line.rows)

    def _cheap(self, row: int) -> list[int]:
        """Return the lines through a row, the cheapest first, shuffled a little."""
        lines = self.pool.through[row]
        order = {n: self.pool.dear[n] + self.noise * self.random.random() for n in lines}
        return sorted(order, key=order.__getitem__)
