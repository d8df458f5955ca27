"""The search: generate lines, dive to a first plan, mend it neighbourhood by neighbourhood."""

import random
import time
from collections.abc import Sequence

import numpy as np

from narahubung.plans.lines.master import Master
from narahubung.plans.lines.terms import (
    BadLinesError,
    Floats,
    Line,
    Pricer,
    Row,
    Solution,
    total_of,
)

SMALL = 1e-6
SMOOTH = 0.5  # how far the prices asked for lean towards the best ones met (Wentges)
AGAIN = 2  # times lines are generated anew between two steps of a dive
STEPS = 12  # of a dive: a twelfth of those still free is decided at a time
SURE = 0.99  # a share that is as good as decided
FREE = (4, 12)  # people set free at a time: from, to
MIP_S = 2.0  # seconds for one neighbourhood


def search(
    rows: Sequence[Row],
    people: int,
    pricer: Pricer,
    *,
    start: Sequence[Line],
    seconds: float,
    near: float,
    unit: float,
    seed: int,
) -> Solution:
    """Do what `lines.solve` says."""
    return Search(rows, people, pricer, seconds, near, unit, seed).run(start)


class Search:
    """One problem on its way; `lines` is the best plan so far, by person."""

    def __init__(
        self,
        rows: Sequence[Row],
        people: int,
        pricer: Pricer,
        seconds: float,
        near: float,
        unit: float,
        seed: int,
    ) -> None:
        self.rows, self.people, self.pricer = rows, range(people), pricer
        self.near, self.unit, self.random = near, unit, random.Random(seed)  # noqa: S311
        self.ends = time.monotonic() + seconds
        self.want = np.array([row.want for row in rows], dtype=np.float64)
        self.under = np.array([row.under for row in rows], dtype=np.float64)
        never = 1000.0 * (1.0 + max((row.under for row in rows), default=0.0))
        self.over = np.array([min(row.over, never) for row in rows], dtype=np.float64)
        self.bound, self.total = -np.inf, np.inf
        self.plan: list[Line] = []
        self.centre = np.zeros(len(rows))
        self.least = np.full(people, -np.inf)
        self.rounds = 0

    def run(self, start: Sequence[Line]) -> Solution:
        self._check(start)
        master = self._master(self.people, self.want)
        master.add(start)
        self._seed(master)
        self._generate(master)
        self._dive(master)
        while not self._done():
            self._neighbourhood(master)
            self.rounds += 1
        if not self.plan:
            self._take(self._first(master))
        lines = sorted(self.plan, key=lambda line: line.person)
        stopped = "proven" if self.total <= self.bound + SMALL else "near"
        return Solution(
            tuple(lines),
            self.total,
            min(self.bound, self.total),
            stopped if self._near() else "time",
            self.rounds,
        )

    def _check(self, start: Sequence[Line]) -> None:
        for line in start:
            self._check_line(line)
        if any(row.under < 0 or not np.isfinite(row.under) or row.over < 0 for row in self.rows):
            raise BadLinesError("a missing one must cost 0 or more and not infinitely much")

    def _check_line(self, line: Line) -> None:
        if line.person not in self.people:
            raise BadLinesError(f"a line is of person {line.person}, but there is no such person")
        if line.rows and not 0 <= min(line.rows) <= max(line.rows) < len(self.rows):
            raise BadLinesError(f"a line of person {line.person} names a row that there is not")

    def _master(self, people: Sequence[int], want: Floats) -> Master:
        return Master(want, self.under, self.over, people)

    def _left(self) -> float:
        return self.ends - time.monotonic()

    def _near(self) -> bool:
        return self.total <= self.bound + max(SMALL, self.near * abs(self.total))

    def _done(self) -> bool:
        return self._near() or self._left() <= 0.0

    def _take(self, lines: Sequence[Line]) -> None:
        total = total_of(self.rows, lines)
        if total < self.total - SMALL or not self.plan:
            self.plan, self.total = list(lines), total

    # -- lines

    def _seed(self, master: Master) -> None:
        """Give everybody lines to begin with: as if nothing was needed, and as if all was."""
        for worth in (np.zeros(len(self.rows)), self.under / 2):
            master.add(self.pricer(worth, self.people).lines)
        without = set(self.people) - {line.person for line in master.lines}
        if without:
            raise BadLinesError(f"person {min(without)} has no line at all")
        for line in master.lines:
            self._check_line(line)

    def _generate(self, master: Master) -> None:
        """Generate lines for everybody until none is worth having, and prove the bound."""
        smooth = 0.0
        while self._left() > 0.0 and master.relax(self._left()):
            worth, total = master.worth(), master.total()
            point = smooth * self.centre + (1.0 - smooth) * worth
            priced = self.pricer(point, self.people)
            low = float(point @ self.want + priced.least.sum())
            if low > self.low:
                self.low, self.centre, self.least = low, point, priced.least
            self._prove(low)
            if total - self.low <= SMALL * max(1.0, abs(total)):
                return
            added = self._add_paying(master, priced.lines, worth)
            if not added and not smooth:
                return
            smooth = SMOOTH if added else 0.0

    low = -np.inf

    def _prove(self, low: float) -> None:
        if self.unit:
            low = self.unit * np.ceil(low / self.unit - 1e-6)
        self.bound = max(self.bound, low)

    def _add_paying(self, master: Master, lines: Sequence[Line], worth: Floats) -> int:
        paid = dict(zip(master.people, master.paid(), strict=True))
        return master.add(
            [
                line
                for line in lines
                if line.cost - worth[list(line.rows)].sum() - paid[line.person] < -SMALL
            ]
        )

    def _more(self, master: Master, people: Sequence[int], times: int) -> None:
        """Generate lines for some, a few times, without a bound."""
        for _ in range(times):
            if not master.relax(max(self._left(), 0.1)):
                return
            worth = master.worth()
            if not self._add_paying(master, self.pricer(worth, people).lines, worth):
                return
        master.relax(max(self._left(), 0.1))

    # -- plans

    def _first(self, master: Master) -> list[Line]:
        """Return any plan at all: the line of each that the relaxation uses most."""
        shares, best = master.shares(), dict[int, Line]()
        for number in np.argsort(-shares, kind="stable"):
            line = master.lines[number]
            best.setdefault(line.person, line)
        return list(best.values())

    def _dive(self, master: Master) -> None:
        """Decide the surest lines, price the rest anew around them, until all is decided."""
        decided: dict[int, int] = {}
        while self._left() > 0.0:
            shares = master.shares()
            free = [person for person in self.people if person not in decided]
            if not free:
                break
            enough = len(decided) - (-len(free) // STEPS)
            for number in np.argsort(-shares, kind="stable"):
                if len(decided) >= enough and shares[number] < SURE:
                    break
                decided.setdefault(master.lines[number].person, int(number))
            master.fix(list(decided.values()))
            self._more(master, [person for person in free if person not in decided], AGAIN)
        lines = {person: master.lines[number] for person, number in decided.items()}
        for line in self._first(master):
            lines.setdefault(line.person, line)
        self._take(list(lines.values()))
        master.release()

    def _neighbourhood(self, master: Master) -> None:
        """Set a few people free and plan them anew around all the others."""
        count = min(len(self.people), self.random.randint(*FREE))
        free = self._chosen(count)
        want = self.want.copy()
        for line in self.plan:
            if line.person not in free:
                want[list(line.rows)] -= 1.0
        small = self._master(sorted(free), want)
        now = [line for line in self.plan if line.person in free]
        small.add(now)
        small.add(self._good(master, free))
        self._more(small, small.people, 6)
        if small.total() >= total_of_part(self, want, now) - SMALL:
            return
        master.add(small.lines)
        found = small.whole(now, min(MIP_S, max(self._left(), 0.1)))
        if found:
            rest = [line for line in self.plan if line.person not in free]
            self._take([*rest, *found])

    def _good(self, master: Master, free: set[int]) -> list[Line]:
        """Return the lines of these people that could be part of a better plan, by the bound."""
        slack = self.total - self.low
        return [
            line
            for line in master.lines
            if line.person in free
            and line.cost - self.centre[list(line.rows)].sum() - self.least[line.person] < slack
        ]

    def _chosen(self, count: int) -> set[int]:
        """Pick people around a row that costs something now, and others at random."""
        return set(self.random.sample(self.people, count))


def total_of_part(search: Search, want: Floats, lines: Sequence[Line]) -> float:
    """Return what lines cost over what is left to want."""
    left = want.copy()
    for line in lines:
        left[list(line.rows)] -= 1.0
    cost = sum(line.cost for line in lines)
    return float(
        cost
        + (search.under * np.maximum(left, 0)).sum()
        + (search.over * np.maximum(-left, 0)).sum()
    )
