"""The problem in numbers, the wall guard, and the pool of all lines met so far."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from narahubung.plans.lines.master import Master
from narahubung.plans.lines.terms import BadLinesError, Floats, Line, Pricer, Row

NEVER = 1000.0  # "never" costs this many times what the dearest missing one costs


class Table:
    """The rows as arrays, who there is, who prices, and until when."""

    def __init__(self, rows: Sequence[Row], people: int, pricer: Pricer, seconds: float) -> None:
        if any(row.under < 0 or not np.isfinite(row.under) or row.over < 0 for row in rows):
            raise BadLinesError("a missing one must cost 0 or more, and not infinitely much")
        self.rows, self.people, self.pricer = rows, range(people), pricer
        self.want = np.array([row.want for row in rows], dtype=np.float64)
        self.under = np.array([row.under for row in rows], dtype=np.float64)
        self.never = NEVER * (1.0 + max((row.under for row in rows), default=0.0))
        self.over = np.array([min(row.over, self.never) for row in rows], dtype=np.float64)
        self.ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that the guard leaves."""
        return self.ends - time.monotonic()

    def check(self, line: Line) -> None:
        """Refuse a line of nobody, or one in a row that there is not."""
        if line.person not in self.people:
            raise BadLinesError(f"a line is of person {line.person}, but there is no such person")
        if line.rows and not 0 <= min(line.rows) <= max(line.rows) < len(self.rows):
            raise BadLinesError(f"a line of person {line.person} names a row that there is not")

    def master(self, people: Sequence[int], rest: Iterable[Line]) -> Master:
        """Return a master of these people around the lines of all the others."""
        want = self.want.copy()
        for line in rest:
            want[list(line.rows)] -= 1.0
        return Master(want, self.under, self.over, people)

    def cost(self, want: Floats, lines: Sequence[Line]) -> float:
        """Return what lines and rows cost when so much is wanted."""
        left = want.copy()
        for line in lines:
            left[list(line.rows)] -= 1.0
        short, excess = np.maximum(left, 0.0), np.maximum(-left, 0.0)
        return sum(line.cost for line in lines) + float(short @ self.under + excess @ self.over)


class Pool:
    """All lines met; how dear each is at the best prices: what the bound rises by if it is used.

    What the rows and lines of a plan are dear adds up to its distance from the bound, so it also
    says where a plan loses.
    """

    def __init__(self, table: Table, centre: Floats, least: Floats) -> None:
        self.table, self.centre = table, centre
        self.least = np.where(np.isfinite(least), least, 0.0)
        self.lines: list[Line] = []
        self.dear: list[float] = []
        self.held: set[tuple[int, tuple[int, ...]]] = set()
        self.of: dict[int, list[int]] = defaultdict(list)  # person -> numbers of lines
        self.through: dict[int, list[int]] = defaultdict(list)  # row -> numbers of lines

    def add(self, lines: Iterable[Line]) -> None:
        """Keep the lines that are new."""
        for line in lines:
            if (line.person, line.rows) in self.held:
                continue
            self.held.add((line.person, line.rows))
            number = len(self.lines)
            self.lines.append(line)
            self.dear.append(self.dearness(line))
            self.of[line.person].append(number)
            for row in line.rows:
                self.through[row].append(number)

    def dearness(self, line: Line) -> float:
        """Return what the bound rises by if this line is used."""
        worth = float(self.centre[list(line.rows)].sum())
        return max(line.cost - worth - float(self.least[line.person]), 0.0)

    def best(self, person: int, below: float, most: int) -> list[Line]:
        """Return the least dear lines of a person."""
        fine = [number for number in self.of[person] if self.dear[number] < below]
        fine.sort(key=self.dear.__getitem__)
        return [self.lines[number] for number in fine[:most]]

    def losses(self, plan: Sequence[Line]) -> tuple[Floats, Floats]:
        """Return what a plan loses at each row and with each of its lines."""
        left = self.table.want.copy()
        for line in plan:
            left[list(line.rows)] -= 1.0
        short = np.maximum(left, 0.0) * (self.table.under - self.centre)
        excess = np.maximum(-left, 0.0) * (self.table.over + self.centre)
        return short + excess, np.array([self.dearness(line) for line in plan])
