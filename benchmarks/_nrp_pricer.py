"""The best lines of people under the rules of the published rosters, by dynamic programming.

Day by day over (kind of the last shift and how many in a row, or days off in a row; weekends;
shifts of each kind that is counted; other shifts), people of the same shape side by side in numpy.
A limit that hardly ever binds is not counted until a best line breaks it, so the values are at most
too low, never too high: the bound stays a bound (decremental state space relaxation, Righini &
Salani 2008).
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray

from benchmarks._nrp import OFF, Instance, Person
from narahubung.plans.lines import Line, Priced

Floats = NDArray[np.float64]
Counted = tuple[int, ...]  # numbers of shifts
Step = tuple[int, ...]
Cell = tuple[int, ...]
Move = tuple[int, Step, Floats, NDArray[np.int64]]  # class, step; price and shift of each person
History = list[tuple[Floats, Floats, list[Move]]]  # of each day: at work, off, what can be done
COUNTED_FROM_START = 5  # limits up to this are counted at once
LINES = 4  # of one person at a time


class RosterPricer:
    """A `lines.Pricer`; its rows are day by day, shift by shift: day * shifts + shift."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.shifts = list(instance.minutes)
        self.people = instance.people
        days, kinds = instance.days, len(self.shifts)
        self.own = np.zeros((len(self.people), days, kinds))
        self.fixed = np.zeros(len(self.people))
        number = {person.name: at for at, person in enumerate(self.people)}
        kind = {shift: at for at, shift in enumerate(self.shifts)}
        for (who, day, shift), weight in instance.on.items():
            self.own[number[who], day, kind[shift]] -= weight
            self.fixed[number[who]] += weight
        for (who, day, shift), weight in instance.off.items():
            self.own[number[who], day, kind[shift]] += weight
        self.open = np.ones_like(self.own, dtype=bool)
        for who, off in instance.days_off.items():
            self.open[number[who], list(off)] = False
        for at, person in enumerate(self.people):
            for shift, most in person.most.items():
                self.open[at, :, kind[shift]] &= most > 0
        self.counted: list[Counted] = [
            tuple(
                kind[shift]
                for shift in self.shifts
                if 0 < person.most.get(shift, 0) <= COUNTED_FROM_START
            )
            for person in self.people
        ]
        self.grids: dict[tuple[int, ...], Grid] = {}
        self.rows = [(day, shift) for day in range(days) for shift in self.shifts]

    def __call__(self, worth: Floats, people: Sequence[int]) -> Priced:
        """Return the best lines of these people."""
        least, lines = dict.fromkeys(people, -np.inf), []
        price = np.full_like(self.own, np.inf)
        given = worth.reshape(-1, *self.own.shape[1:])
        price[people] = np.where(self.open[people], self.own[people] - given, np.inf)
        todo = {person: self.counted[person] for person in people}
        while todo:
            again: dict[int, Counted] = {}
            for grid, members in self._grids(todo):
                for person, ends in zip(
                    members, grid.run(price[members], self.people_of(members)), strict=True
                ):
                    if not ends:
                        continue
                    least[person] = max(least[person], ends[0][0] + self.fixed[person])
                    fine = [line for _value, line in ends if not self._over(person, line)]
                    lines += [self._line(person, line) for line in fine]
                    broken = self._over(person, ends[0][1])
                    if broken:
                        again[person] = tuple(sorted({*todo[person], *broken}))
            todo = again
        return Priced(lines, np.array([least[person] for person in people]))

    def days(self, line: Line) -> list[str]:
        """Return the shift of every day that a line stands for."""
        days = [OFF] * self.instance.days
        for row in line.rows:
            day, shift = self.rows[row]
            days[day] = shift
        return days

    def people_of(self, members: Sequence[int]) -> list[Person]:
        return [self.people[at] for at in members]

    def _grids(self, people: dict[int, Counted]) -> list[tuple["Grid", list[int]]]:
        """Return those who go through the same grid together."""
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for at, counted in people.items():
            one = self.people[at]
            key = (one.most_in_row, one.least_in_row, one.least_off, *counted)
            alike[key].append(at)
        found = []
        for key, members in alike.items():
            if key not in self.grids:
                same = [
                    at
                    for at, one in enumerate(self.people)
                    if (one.most_in_row, one.least_in_row, one.least_off) == key[:3]
                ]
                self.grids[key] = Grid(self.instance, self.people_of(same), key[3:])
            found.append((self.grids[key], members))
        return found

    def _over(self, person: int, kinds: NDArray[np.int64]) -> list[int]:
        """Return the shifts of which this line has more than the person may work."""
        had = np.bincount(kinds[kinds >= 0], minlength=len(self.shifts))
        most = self.people[person].most
        return [at for at, shift in enumerate(self.shifts) if had[at] > most.get(shift, 0)]

    def _line(self, person: int, kinds: NDArray[np.int64]) -> Line:
        days = np.flatnonzero(kinds >= 0)
        rows = tuple((days * len(self.shifts) + kinds[days]).tolist())
        cost = float(self.fixed[person] + self.own[person, days, kinds[days]].sum())
        return Line(person, cost, rows)


class Grid:
    """The states of people with the same runs and the same counted shifts.

    Axes of a value: person, class of shifts, shifts in a row, weekends, one for each counted
    shift, other shifts in units of `unit` minutes; the same without the second for days off.
    """

    def __init__(self, instance: Instance, people: Sequence[Person], counted: Counted) -> None:
        self.instance, self.counted = instance, counted
        one = people[0]
        self.in_row, self.least, self.off = one.most_in_row, one.least_in_row, one.least_off
        self.shifts = list(instance.minutes)
        self.length = [instance.minutes[shift] for shift in self.shifts]
        other = [length for at, length in enumerate(self.length) if at not in counted]
        self.unit = gcd(*other) if other else 1
        most = max(person.most_min for person in people)
        limits = [max(person.most.get(self.shifts[at], 0) for person in people) for at in counted]
        weekends = max(person.most_weekends for person in people)
        self.shape = (weekends + 1, *(limit + 1 for limit in limits), most // self.unit + 1)
        # Shifts that forbid the same and are forbidden by the same are one class.
        names = [
            (
                frozenset(instance.not_after[shift]),
                frozenset(x for x in self.shifts if shift in instance.not_after[x]),
            )
            for shift in self.shifts
        ]
        kinds = list(dict.fromkeys(names))
        self.class_of = [kinds.index(name) for name in names]
        self.classes = len(kinds)
        first = [self.class_of.index(at) for at in range(self.classes)]
        self.may_follow = [
            [
                before
                for before in range(self.classes)
                if self.shifts[first[after]] not in instance.not_after[self.shifts[first[before]]]
            ]
            for after in range(self.classes)
        ]

    @cached_property
    def minutes(self) -> NDArray[np.int64]:
        """Return the minutes of every cell (weekends, counted, other)."""
        weights = [0, *(self.length[at] for at in self.counted), self.unit]
        return sum(
            weight
            * np.arange(size).reshape([-1 if axis == at else 1 for at in range(len(self.shape))])
            for axis, (weight, size) in enumerate(zip(weights, self.shape, strict=True))
        ) + np.zeros(self.shape, dtype=np.int64)

    @cached_property
    def alike(self) -> list[tuple[int, Step, NDArray[np.int64]]]:
        """Return class, step and shifts of the moves: what is of one class and counts alike.

        The step is by how much the shift moves a value along each axis but the weekends.
        """
        found: dict[tuple[int, Step], list[int]] = defaultdict(list)
        for kind in range(len(self.shifts)):
            counts = [int(kind == at) for at in self.counted]
            other = 0 if kind in self.counted else self.length[kind] // self.unit
            found[self.class_of[kind], (*counts, other)].append(kind)
        return [(*name, np.array(kinds)) for name, kinds in found.items()]

    def _moves(self, price: Floats) -> list[Move]:
        """Return for a day what can be done; of shifts that count alike only the cheapest."""
        who = np.arange(len(price))
        moves = []
        for shift_class, step, kinds in self.alike:
            best = kinds[price[:, kinds].argmin(axis=1)]
            moves.append((shift_class, step, price[who, best], best))
        return moves

    def run(
        self, price: Floats, people: Sequence[Person]
    ) -> list[list[tuple[float, NDArray[np.int64]]]]:
        """Return each person's best ends, (value, shift of every day or -1), the best first.

        `price` is by person, day and shift, inf where it must not be.
        """
        count, days = len(people), self.instance.days
        work = np.full((count, self.classes, self.in_row, *self.shape), np.inf)
        off = np.full((count, self.off, *self.shape), np.inf)
        begin = np.full((count, *self.shape), np.inf)
        begin[(slice(None), *(0 for _ in self.shape))] = 0.0
        history: History = []
        for day in range(days):
            moves = self._moves(price[:, day])
            history.append((work, off, moves))
            work, off = self._day(day, begin, work, off, moves)
        history.append((work, off, []))
        return [self._ends(history, at, person) for at, person in enumerate(people)]

    def _day(
        self, day: int, begin: Floats, work: Floats, off: Floats, moves: list[Move]
    ) -> tuple[Floats, Floats]:
        """Return the values after a day from those before it: at work, and off.

        A run that began on the first day has as many days as have gone by: it may be short.
        """
        rested = begin if day == 0 else off[:, -1]
        if 0 < day < self.off:
            rested = np.minimum(rested, off[:, day - 1])
        after = np.full_like(work, np.inf)
        source = np.empty_like(work[:, 0])
        source[:, 0] = rested
        for shift_class, step, price, _kinds in moves:
            source[:, 1:] = np.inf
            for before in self.may_follow[shift_class]:
                np.minimum(source[:, 1:], work[:, before, :-1], out=source[:, 1:])
            self._shift(day, source, step, price, after[:, shift_class])
        free = np.empty_like(off)
        ended = work[:, :, self.least - 1 :].min(axis=(1, 2))
        if 0 < day < self.least:
            ended = np.minimum(ended, work[:, :, day - 1].min(axis=1))
        free[:, 0] = ended if day else begin
        free[:, 1:] = off[:, :-1]
        np.minimum(free[:, -1], off[:, -1], out=free[:, -1])
        return after, free

    def _shift(self, day: int, source: Floats, step: Step, price: Floats, after: Floats) -> None:
        """Move the values a day on, into `after` where they are less."""
        weekday = day % 7
        parts = [(slice(0, 1), int(weekday >= 5)), (slice(1, None), int(weekday == 5))]
        for rows, weekend in parts:
            moved = (weekend, *step)
            to = (slice(None), rows, *(slice(s, None) for s in moved))
            fro = (
                slice(None),
                rows,
                *(slice(0, size - s) for s, size in zip(moved, self.shape, strict=True)),
            )
            cost = price.reshape(-1, *([1] * (source.ndim - 1)))
            np.minimum(after[to], source[fro] + cost, out=after[to])

    def _ends(
        self, history: History, at: int, person: Person
    ) -> list[tuple[float, NDArray[np.int64]]]:
        """Return the cheapest ends that the person's limits allow, each with its shifts."""
        work, off, _moves = history[-1]
        fits = (self.minutes <= person.most_min) & (self.minutes >= person.least_min)
        fits &= (np.arange(self.shape[0]) <= person.most_weekends).reshape(
            -1, *([1] * (len(self.shape) - 1))
        )
        for axis, kind in enumerate(self.counted, start=1):
            limit = person.most.get(self.shifts[kind], 0)
            fits &= (np.arange(self.shape[axis]) <= limit).reshape(
                [-1 if axis == x else 1 for x in range(len(self.shape))]
            )
        states = np.concatenate([work[at].reshape(-1, *self.shape), off[at]])
        best = np.where(fits, states, np.inf).min(axis=0)  # the cheapest way into each cell
        order = np.argsort(best, axis=None)[:LINES]
        found = []
        for flat in order:
            cell = tuple(int(x) for x in np.unravel_index(flat, self.shape))
            if not np.isfinite(best[cell]):
                break
            state = int(states[(slice(None), *cell)].argmin())
            found.append((float(best[cell]), self._back(history, at, state, cell)))
        return found

    def _back(self, history: History, at: int, state: int, cell: Cell) -> NDArray[np.int64]:
        """Walk back from an end and return the shift of every day."""
        kinds = np.full(self.instance.days, -1)
        works = state < self.classes * self.in_row
        shift_class, run = (
            divmod(state, self.in_row) if works else (0, state - self.classes * self.in_row)
        )
        for day in range(self.instance.days - 1, -1, -1):
            work, off, moves = history[day]
            if works:
                kinds[day], works, shift_class, run, cell = self._before(
                    day, work[at], off[at], moves, at, shift_class, run, cell
                )
            else:
                works, shift_class, run = self._before_off(day, work[at], off[at], run, cell)
        return kinds

    def _before(
        self,
        day: int,
        work: Floats,
        off: Floats,
        moves: list[Move],
        at: int,
        shift_class: int,
        run: int,
        cell: Cell,
    ) -> tuple[int, bool, int, int, Cell]:
        """Return the shift of a day, and from which state and cell it was reached."""
        weekend = int(day % 7 >= 5) if run == 0 else int(day % 7 == 5)
        best = (np.inf, None)
        for move_class, step, price, kinds in moves:
            if move_class != shift_class:
                continue
            source = tuple(x - s for x, s in zip(cell, (weekend, *step), strict=True))
            if min(source) < 0:
                continue
            if day == 0:
                options = [(0.0 if run == 0 and not any(source) else np.inf, (False, 0, 0))]
            elif run:
                options = [
                    (work[(g, run - 1, *source)], (True, g, run - 1))
                    for g in self.may_follow[shift_class]
                ]
            else:
                rested = {self.off - 1} | ({day - 1} if day < self.off else set())
                options = [(off[(o, *source)], (False, 0, o)) for o in rested]
            for before, where in options:
                if before + price[at] < best[0]:
                    best = (before + price[at], (kinds[at], *where, source))
        return best[1]

    def _before_off(
        self, day: int, work: Floats, off: Floats, run: int, cell: Cell
    ) -> tuple[bool, int, int]:
        """Return from which state a day off was reached."""
        if day == 0:
            return False, 0, 0
        options = []
        if run == 0:
            for g in range(self.classes):
                for r in range(self.in_row):
                    if r >= self.least - 1 or r == day - 1:
                        options.append((work[(g, r, *cell)], (True, g, r)))
        else:
            options.append((off[(run - 1, *cell)], (False, 0, run - 1)))
        if run == self.off - 1:
            options.append((off[(run, *cell)], (False, 0, run)))
        return min(options)[1]
