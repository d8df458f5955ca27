"""A plan out of the relaxation: decide the surest lines and price the rest anew around them."""

from collections.abc import Sequence

import numpy as np

from narahubung.plans.lines.generating import SMALL, more
from narahubung.plans.lines.master import Master
from narahubung.plans.lines.table import Pool, Table
from narahubung.plans.lines.terms import Line

AGAIN = 10  # times lines are generated anew between two steps, at most
SURE = 0.99  # a share that is as good as decided
RISE = 5e-4  # a step that makes the relaxation this much dearer was too wide
WIDEST = 4  # a step decides a fourth of those free, at most
ANEW = 0.7  # with so few of its people free a master is built anew: its old lines only slow it
TRIED = 3  # lines tried where deciding one costs something
KEPT = 60  # lines of each person that a new master begins with


class Dive:
    """`master` is relaxed and stands around the lines of `rest`."""

    def __init__(self, table: Table, pool: Pool, master: Master, rest: Sequence[Line]) -> None:
        self.table, self.pool, self.master, self.rest = table, pool, master, rest
        self.decided: dict[int, Line] = {}
        self.spent = 0.0  # by lines that are decided and no longer in the master
        self.solved = True

    def run(self, most: float = np.inf) -> list[Line]:
        """Return a line for each of the master's people; none if it cannot cost less than `most`.

        A step that costs something is taken back, and one line decided that costs least.
        """
        step = 1
        while self.solved and self._free():
            enough = self._total() * (1.0 + RISE)
            chosen = self._surest(step)
            self._decide(chosen)
            self._price(enough)
            if self._total() <= enough:
                step = max(1, min(2 * step, len(self._free()) // WIDEST))
            elif self.solved:
                self._undecide(chosen)
                self._decide_one(enough)
                step = max(1, step // 2)
            if self._total() >= most:
                self.pool.add(self.master.lines)
                return []
            if len(self._free()) <= ANEW * len(self.master.people):
                self._anew()
        self.pool.add(self.master.lines)
        for person in self._free():
            self.decided[person] = self.pool.best(person, np.inf, 1)[0]
        return list(self.decided.values())

    def _free(self) -> list[int]:
        return [person for person in self.master.people if person not in self.decided]

    def _total(self) -> float:
        return self.spent + self.master.total()

    def _surest(self, count: int) -> list[int]:
        """Return the numbers of the lines that the relaxation uses most, one of each person."""
        shares, found = self.master.shares(), dict[int, int]()
        for number in np.argsort(-shares, kind="stable"):
            if len(found) >= count and shares[number] < SURE:
                break
            person = self.master.lines[number].person
            if person not in self.decided:
                found.setdefault(person, int(number))
        return list(found.values())

    def _decide(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            line = self.master.lines[number]
            self.decided[line.person] = line
        self.master.fix(numbers)

    def _decide_one(self, enough: float) -> None:
        """Decide the line that costs least of those that the relaxation uses most."""
        self.master.relax(self.table.left())
        tried = []
        for number in self._surest(TRIED)[:TRIED]:
            self._decide([number])
            self._price(enough)
            if self._total() <= enough or not self.solved:
                return
            tried.append((self._total(), number))
            self._undecide([number])
        self._decide([min(tried)[1]])
        self._price(enough)

    def _undecide(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            del self.decided[self.master.lines[number].person]
        self.master.loosen(numbers)

    def _price(self, enough: float) -> None:
        free = self._free()
        self.solved = more(self.table, self.master, free, AGAIN if free else 0, enough - self.spent)

    def _anew(self) -> None:
        """Go on in a master of those who are free, without what is decided."""
        self.pool.add(self.master.lines)
        shares, free = self.master.shares(), self._free()
        used = [self.master.lines[number] for number in np.flatnonzero(shares > SMALL)]
        self.spent = sum(line.cost for line in self.decided.values())
        self.master = self.table.master(free, [*self.rest, *self.decided.values()])
        self.master.add(used)
        for person in free:
            self.master.add(self.pool.best(person, np.inf, KEPT))
        self.solved = self.master.relax(self.table.left())
