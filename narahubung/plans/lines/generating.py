"""Column generation: for everybody with the bound, or for some around the others."""

from collections.abc import Sequence

import numpy as np

from narahubung.plans.lines.master import Master
from narahubung.plans.lines.table import Table
from narahubung.plans.lines.terms import BadLinesError, Floats, Line

SMALL = 1e-6
SMOOTH = 0.5  # how far the prices asked for lean towards the best ones met (Wentges)


class Root:
    """The relaxation of the whole problem. low: no plan costs less; centre, least: the prices that
    prove it, and what everybody's best line costs at them; master: the lines met on the way.
    """

    def __init__(self, table: Table, start: Sequence[Line], near: float) -> None:
        self.table, self.near, self.low = table, near, -np.inf
        self.centre = np.zeros(len(table.rows))
        self.least = np.full(len(table.people), -np.inf)
        self.master = table.master(table.people, ())
        for line in start:
            table.check(line)
        self.master.add(start)
        self._begin()

    def _begin(self) -> None:
        """Give everybody lines to begin with: as if nothing was needed, and as if all was."""
        for worth in (self.centre, self.table.under / 2):
            priced = self.table.pricer(worth, self.table.people)
            self._prove(worth, priced.least)
            for line in priced.lines:
                self.table.check(line)
            self.master.add(priced.lines)
        without = set(self.table.people) - {line.person for line in self.master.lines}
        if without:
            raise BadLinesError(f"person {min(without)} has no line at all")

    def _prove(self, worth: Floats, least: Floats) -> None:
        low = float(worth @ self.table.want + least.sum())
        if low > self.low:
            self.low, self.centre, self.least = low, worth, least

    def generate(self) -> None:
        """Go on until no line is worth having, or the bound is near enough to tell the rest."""
        table, master, smooth = self.table, self.master, 0.0
        while table.left() > 0.0 and master.relax(table.left()):
            worth, total = master.worth(), master.total()
            point = smooth * self.centre + (1.0 - smooth) * worth
            priced = table.pricer(point, table.people)
            self._prove(point, priced.least)
            if total - self.low <= max(SMALL, self.near / 4) * max(1.0, abs(total)):
                return
            added = add_paying(master, priced.lines, worth)
            if not added and not smooth:
                return
            smooth = SMOOTH if added else 0.0


def add_paying(master: Master, lines: Sequence[Line], worth: Floats) -> int:
    """Take in the lines that make the relaxation cheaper; return how many."""
    paid = dict(zip(master.people, master.paid(), strict=True))
    return master.add(
        [
            line
            for line in lines
            if line.cost - worth[list(line.rows)].sum() - paid[line.person] < -SMALL
        ]
    )


def more(
    table: Table,
    master: Master,
    people: Sequence[int],
    times: int,
    enough: float | None = None,
    said: Floats | None = None,
) -> bool:
    """Generate lines for these people some times; say whether the relaxation stands solved.

    With `enough` until it is as cheap as that, or does not get there at the pace of the last time.
    `said` has a row for each of the master's people: 1 where a line must be, -1 where it must not.
    """
    before = np.inf
    seats = [master.seats[person] for person in people]
    for left in range(times, 0, -1):
        if not master.relax(table.left()):
            return False
        total = master.total()
        if enough is not None and (total <= enough or (before - total) * left < total - enough):
            return True
        before, worth = total, master.worth()
        asked = worth if said is None else worth + table.never * said[seats]
        lines = table.pricer(asked, people).lines
        if said is not None:
            lines = [line for line in lines if fits(line, said[master.seats[line.person]])]
        if not add_paying(master, lines, worth):
            return True
    return master.relax(table.left())


def fits(line: Line, said: Floats) -> bool:
    """Return whether a line is in each row in which it must be, and in none in which not."""
    there = said[list(line.rows)]
    return bool((there >= 0).all() and there.sum() == (said > 0).sum())
