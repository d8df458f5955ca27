"""A plan out of the relaxation: decide who is surely where, and price the rest anew around it.

A place is a person in a row. Deciding places loses far less than deciding whole lines: what of a
line is not sure yet stays open.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from narahubung.plans.lines.generating import SMALL, fits, more
from narahubung.plans.lines.master import Master
from narahubung.plans.lines.table import Pool, Table
from narahubung.plans.lines.terms import Floats, Line

AGAIN = 6  # times lines are generated anew between two steps, at most
SURE = 0.999  # a share that is as good as decided
RISE = 1e-3  # a step that makes the relaxation this much dearer was too wide
FIRST = 8  # places decided in the first step
WIDEST = 8  # a step decides an eighth of the open places, at most
BACK = 4  # a step that was too wide is so many times narrower the next time
SHUT = 0.3  # with so many of its lines shut a master is built anew: they only slow it
KEPT = 40  # lines of each person that a new master begins with
MUST, OPEN, NEVER = 1.0, 0.0, -1.0  # what is said of a place

Place = tuple[int, int]  # seat of a person in the master, row


class Dive:
    """`master` is relaxed and stands around the lines of `rest`."""

    def __init__(self, table: Table, pool: Pool, master: Master, rest: Sequence[Line]) -> None:
        self.table, self.pool, self.master, self.rest = table, pool, master, rest
        self.said = np.zeros((len(master.people), len(table.rows)))  # of each place
        self.shut: set[int] = set()  # numbers of lines that go against it
        self.solved = True

    def run(self, most: float = np.inf) -> list[Line]:
        """Return a line for each of the master's people; none if it cannot cost less than `most`.

        A step that costs something is taken back and a narrower one tried; a single place that
        costs something is decided the other way if that is cheaper.
        """
        step = FIRST
        while self.solved:
            shares = self._shares()
            undone = (shares > 1 - SURE) & (shares < SURE)
            total = self.master.total()
            if total >= most:
                self.pool.add(self.master.lines)
                return []
            if not undone.any():
                break
            people = [self.master.people[seat] for seat in np.flatnonzero(undone.any(axis=1))]
            enough = total + max(SMALL, RISE * abs(total))
            step = max(1, min(step, int(shares[undone].sum()) // WIDEST))
            sure, chosen = self._surest(shares, step)
            self._say([*sure, *chosen], MUST)
            self._price(people, enough)
            if self.master.total() <= enough:
                step *= 2
            elif len(chosen) > 1:
                self._say(chosen, OPEN)
                self._price(people, enough)
                step //= BACK
            elif chosen:
                cost = self.master.total()
                self._say(chosen, NEVER)
                self._price(people, enough)
                if self.master.total() > cost:
                    self._say(chosen, MUST)
                    self._price(people, enough)
            if self.solved and len(self.shut) > SHUT * len(self.master.lines):
                self._anew()
        self.pool.add(self.master.lines)
        return self._lines()

    def _shares(self) -> Floats:
        """Return how much of each place the relaxation uses."""
        shares, seats = self.master.shares(), self.master.seats
        found = np.zeros_like(self.said)
        for number in np.flatnonzero(shares > SMALL):
            line = self.master.lines[number]
            found[seats[line.person], list(line.rows)] += shares[number]
        return found

    def _surest(self, shares: Floats, count: int) -> tuple[list[Place], list[Place]]:
        """Return the places that are sure, and `count` more that are used most.

        With all those of a person some line of his is still allowed.
        """
        used = self.master.shares()
        allowed: list[list[set[int]]] = [[] for _ in self.said]
        for number in np.flatnonzero(used > SMALL):
            line = self.master.lines[number]
            allowed[self.master.seats[line.person]].append(set(line.rows))
        sure, chosen = list[Place](), list[Place]()
        waiting = np.where(self.said == OPEN, shares, 0.0)
        places = np.argwhere(waiting > 1 - SURE)
        order = np.argsort(-waiting[tuple(places.T)], kind="stable")
        for seat, row in places[order].tolist():
            unsure = waiting[seat, row] < SURE
            if unsure and len(chosen) >= count:
                break
            left = [rows for rows in allowed[seat] if row in rows]
            if left:
                allowed[seat] = left
                (chosen if unsure else sure).append((seat, row))
        return sure, chosen

    def _say(self, places: Sequence[Place], what: float) -> None:
        """Say of places that they must be, must not be, or are open again."""
        for place in places:
            self.said[place] = what
        people = {self.master.people[seat] for seat, _row in places}
        now, shut = set[int](), set[int]()
        for number, line in enumerate(self.master.lines):
            if line.person in people:
                now.add(number)
                if not fits(line, self.said[self.master.seats[line.person]]):
                    shut.add(number)
        self.master.shut(sorted(shut - self.shut))
        self.master.open(sorted((self.shut & now) - shut))
        self.shut = self.shut - now | shut

    def _price(self, people: Sequence[int], enough: float) -> None:
        self.solved = more(self.table, self.master, people, AGAIN, enough, self.said)

    def _anew(self) -> None:
        """Go on in a master without the lines that are shut."""
        self.pool.add(self.master.lines)
        before, worth = self.master, self.master.worth()
        fine = [line for n, line in enumerate(before.lines) if n not in self.shut]
        fine.sort(key=lambda line: line.cost - worth[list(line.rows)].sum())
        had = Counter[int]()
        kept = []
        for line in fine:
            had[line.person] += 1
            if had[line.person] <= KEPT:
                kept.append(line)
        self.master = self.table.master(before.people, self.rest)
        self.master.add(kept)
        self.shut = set()
        self.solved = self.master.relax(self.table.left())

    def _lines(self) -> list[Line]:
        """Return everybody's line that is used most, of those that what was said allows."""
        fine = [n for n in range(len(self.master.lines)) if n not in self.shut]
        lines = self.master.lines
        if self.solved:
            used = self.master.shares()
            fine.sort(key=lambda n: -used[n])
        else:  # out of time: the one least dear
            fine.sort(key=lambda n: self.pool.dearness(lines[n]))
        found: dict[int, Line] = {}
        for number in fine:
            found.setdefault(lines[number].person, lines[number])
        return [found[person] for person in self.master.people]
