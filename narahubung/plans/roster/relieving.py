"""Who relieves which homes when: the shifts that homes leave over, given out all at once.

Of each delegation the sets of shifts are known that its homes may leave to others; a column is one
of these sets with the one or two reliefs who take it. Columns are priced out of all officers and
chosen by a MIP in which nobody is in two places, nor without the rest between them. HiGHS is loaded
here: only the child imports this.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from narahubung.plans.roster.filling import NARROW, Book, Team, home_of
from narahubung.plans.roster.homes import LEFT, NEVER, Home, split
from narahubung.plans.roster.needing import WIDTH
from narahubung.plans.roster.webs import Floats, Web

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
SETS = 1200  # sets of shifts of one delegation that are looked at
MOST = 4  # shifts in a set
FIRST = 12  # columns of a delegation to begin with
MORE = 4  # that a round of pricing adds
POOL = 250  # officers who suit a delegation best
AWAY = 1e9
WORTH = 20  # points beyond the relaxation before the MIP leaves a column out
NEAR = 0.002  # share of the optimum within which the MIP may stop
SMALL = 1e-6


@dataclass(frozen=True)
class Column:
    """One delegation's set of shifts, by number, and who takes which of them."""

    case: int
    cost: float
    takes: tuple[tuple[int, int], ...]  # (shift, officer)


class Case:
    """One delegation: the sets that its homes may leave, and what each officer would cost.

    sets[k, n], cost[k]: a set and what the homes cost without it; parts[p, n]: what one relief may
    take; whole[k]: the part that is the set itself; halves: (set, part, part) for two reliefs;
    officers: by number; price[n, o], first[o]: what a shift costs, and a new face.
    """

    def __init__(self, book: Book, team: Team, names: dict[str, int]) -> None:
        self.team, self.book = team, book
        self.homes = [home_of(book, team, officer, book.own) for officer in team.homes]
        self.sets, self.cost = self._sets()
        numbers = [tuple(np.flatnonzero(row).tolist()) for row in self.sets]
        known: dict[tuple[int, ...], int] = {}
        self.whole = np.array([known.setdefault(n, len(known)) for n in numbers], dtype=np.int64)
        halves = [
            (k, known.setdefault(one, len(known)), known.setdefault(other, len(known)))
            for k, shifts in enumerate(numbers)
            for one, other in _halves(shifts)
        ]
        self.halves = np.array(halves, dtype=np.int64).reshape(len(halves), 3)
        self.parts = np.zeros((len(known), len(team.shifts)))
        for shifts, number in known.items():
            self.parts[number, list(shifts)] = 1.0
        self.bad = np.array([AWAY * self._clash(shifts) for shifts in known])
        meant = {name for name in team.meant if name not in team.homes}
        pool = [
            (points, name)
            for number, (points, name) in enumerate(book.pool(team))
            if name in meant or (number < POOL and name not in team.homes)
        ]
        self.officers = np.array([names[name] for _, name in pool], dtype=np.int64)
        self.price = self._prices(pool)
        further, faces = book.weights.further_officer, book.faces[team.party]
        self.first = np.array([0.0 if faces[name] else float(further) for _, name in pool])

    def _sets(self) -> tuple[Bools, Floats]:
        """Return the sets of as few shifts as can be that the homes may leave; of one more where
        no one relief can take any of those.
        """
        team, count = self.team, len(self.team.shifts)
        # A week's hours make too many states; whoever breaks them is found when he is seated.
        homes = [(replace(home.limits, week=0), home.before) for home in self.homes]
        web = Web(self.book.index.clock, team.shifts, homes, WIDTH)
        ones = np.ones((1, count, len(self.homes) + 1))
        for number, home in enumerate(self.homes):
            ones[0, :, number] = [NEVER if cost == NEVER else 0.0 for cost in home.costs]
        few = round(float(web.least(ones)[0])) if web.exact else 0
        for size in (few, few + 1):
            found = np.array(list(_subsets(count, size)), dtype=np.bool_).reshape(-1, count)
            if not few or not len(found):
                break
            prices = np.full((len(found), count, len(self.homes) + 1), NEVER)
            for number, home in enumerate(self.homes):
                prices[:, :, number] = np.where(found, NEVER, np.array(home.costs)[None, :])
            prices[:, :, -1] = np.where(found, 0.0, NEVER)
            cost = web.least(prices)
            sets, cost = found[cost < NEVER], cost[cost < NEVER]
            if size > few or not all(self._clash(np.flatnonzero(row).tolist()) for row in sets):
                return sets, cost - sets @ self._hours() * self._fair()
        return np.zeros((0, count), dtype=np.bool_), np.zeros(0)

    def _hours(self) -> Floats:
        return np.array([shift.hours for shift in self.team.shifts])

    def _fair(self) -> int:
        """Return the points that an hour is worth which the homes do not work."""
        mean = self.book.index.mean_hours * len(self.homes)
        return self.book.weights.hour_above if 0 < mean < self._hours().sum() else 0

    def _prices(self, pool: Sequence[tuple[int, str]]) -> Floats:
        """Return what each shift costs with each of the pool, hours above the mean not counted."""
        book, index = self.book, self.book.index
        fit = np.array([float(points) for points, _ in pool])
        found: Floats = self._hours()[:, None] * book.weights.relief_hour + fit[None, :]
        for number in np.flatnonzero(self.sets.any(axis=0)).tolist():
            shift = self.team.shifts[number]
            # What he would have to leave at a home of his own is not seen here.
            near = range(index.clock.day(shift.start) - 1, index.clock.day(shift.end) + 2)
            for place, (_, name) in enumerate(pool):
                home = book.at_home.get(name)
                can = not home or home.isdisjoint(near)
                can = can and (book.may if name in book.rows else book.free)(name, shift)
                found[number, place] += book.wishes(name, shift) if can else AWAY
        return found

    def _clash(self, numbers: Sequence[int]) -> bool:
        rest = self.book.index.usual.rest
        rows = [self.team.shifts[number] for number in numbers]
        return any(b.start < a.end + rest for a, b in pairwise(rows))

    def columns(self, worth: Floats, case: int, most: int) -> Iterator[tuple[float, Column]]:
        """Yield the best columns and what each costs beyond what it is worth.

        worth[n, o]: what the time of each officer in each shift is worth to others.
        """
        each = self.parts @ (self.price + worth) + self.first[None, :] + self.bad[:, None]
        alone = self.cost[:, None] + each[self.whole]
        order = np.argsort(alone, axis=None, kind="stable")[:most]
        for flat in order.tolist():
            number, officer = divmod(flat, alone.shape[1])
            yield self._column(
                case, float(alone[number, officer]), [(self.whole[number], officer)], number
            )
        if len(self.halves):
            best, who = each.min(axis=1), each.argmin(axis=1)
            sums = self.cost[self.halves[:, 0]] + best[self.halves[:, 1]] + best[self.halves[:, 2]]
            same = who[self.halves[:, 1]] == who[self.halves[:, 2]]
            sums = np.where(same, AWAY, sums)
            for place in np.argsort(sums, kind="stable")[: max(1, most // 2)].tolist():
                number, one, other = self.halves[place].tolist()
                pairs = [(one, int(who[one])), (other, int(who[other]))]
                yield self._column(case, float(sums[place]), pairs, number)

    def _column(
        self, case: int, above: float, pairs: Sequence[tuple[int, int]], number: int
    ) -> tuple[float, Column]:
        cost = float(self.cost[number])
        takes = []
        for part, officer in pairs:
            shifts = np.flatnonzero(self.parts[part]).tolist()
            cost += float(self.price[shifts, officer].sum() + self.first[officer] + self.bad[part])
            takes += [(shift, int(self.officers[officer])) for shift in shifts]
        return above, Column(case, cost, tuple(sorted(takes)))


def _halves(shifts: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield every way to part these shifts in two."""
    for size in range(len(shifts) - 1):
        for rest in combinations(shifts[1:], size):
            one = (shifts[0], *rest)
            yield one, tuple(shift for shift in shifts if shift not in one)


def _subsets(count: int, size: int) -> Iterator[list[bool]]:
    if 0 < size <= min(MOST, count):
        for numbers in islice(combinations(range(count), size), SETS):
            yield [number in numbers for number in range(count)]


def arrange(book: Book, teams: Sequence[Team], *, seed: int, nodes: int, until: float) -> None:
    """Give out the shifts of every team of which it is known what its homes can leave over."""
    names = {name: number for number, name in enumerate(sorted(book.index.officers))}
    cases = [Case(book, team, names) for team in teams]
    cases = [case for case in cases if len(case.sets) and len(case.officers)]
    if not cases:
        return
    model = _Model(book, cases, len(names))
    model.generate(until)
    of = sorted(names)
    for column in model.whole(seed, nodes, max(1.0, until - time.monotonic())):
        case = cases[column.case]
        _seat(book, case.team, case.homes, {shift: of[who] for shift, who in column.takes})


def _seat(book: Book, team: Team, homes: Sequence[Home], reliefs: dict[int, str]) -> None:
    """Let the homes take all but the shifts of the reliefs, who take theirs as far as they may."""
    left = [0.0 if number in reliefs else AWAY for number in range(len(team.shifts))]
    barred = [
        Home(h.limits, tuple(NEVER if n in reliefs else c for n, c in enumerate(h.costs)), h.before)
        for h in homes
    ]
    width = NARROW if book.index.usual.week else WIDTH
    found = split(book.index.clock, team.shifts, barred, left, width)
    for number, (shift, who) in enumerate(zip(team.shifts, found.takes, strict=True)):
        officer = team.homes[who] if who != LEFT else reliefs.get(number)
        if officer is not None and book.may(officer, shift):
            book.take(officer, shift)
            team.takes[number] = officer


class _Model:
    """Rows: each delegation, each officer's hours, each officer at the moments that matter."""

    def __init__(self, book: Book, cases: Sequence[Case], people: int) -> None:
        self.book, self.cases, self.people = book, cases, people
        self.columns: list[Column] = []
        self.known: set[Column] = set()
        self.moments, self.inside = _moments(book, cases)
        self.rows: dict[tuple[int, int], int] = {}
        index, weights = book.index, book.weights
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own way
        self.highs.setOptionValue("threads", 1)
        count, none = len(cases), np.zeros(0, dtype=np.int32)
        # Who has a home has the mean there already.
        room = np.array(
            [0.0 if book.home[name] else index.mean_hours for name in sorted(index.officers)]
        )
        infinite = highspy.kHighsInf
        self.highs.addRows(
            count + people,
            np.concatenate([np.ones(count), np.full(people, -infinite)]),
            np.concatenate([np.ones(count), room]),
            0,
            np.zeros(count + people, dtype=np.int32),
            none,
            np.zeros(0),
        )
        open_ = [
            weights.uncovered_minute * max(s.end - s.start for s in case.team.shifts) / 60 * MOST
            for case in cases
        ]
        self.highs.addCols(
            count + people,
            np.array([*open_, *[float(weights.hour_above)] * people]),
            np.zeros(count + people),
            np.full(count + people, infinite),
            count + people,
            np.arange(count + people, dtype=np.int32),
            np.arange(count + people, dtype=np.int32),
            np.concatenate([np.ones(count), np.full(people, -1.0)]),
        )

    def generate(self, until: float) -> None:
        """Price columns in until none is worth it."""
        zero = np.zeros((self.people, len(self.moments) + 1))
        self._add(self._priced(zero, np.full(len(self.cases), np.inf), FIRST))
        while time.monotonic() < until:
            self.highs.run()
            dual = np.array(self.highs.getSolution().row_dual)
            worth = np.zeros_like(zero)
            for (officer, moment), row in self.rows.items():
                worth[officer, moment] = -dual[row]
            worth[:, -1] = -dual[len(self.cases) : len(self.cases) + self.people]
            if not self._add(self._priced(worth, dual[: len(self.cases)], MORE)):
                return

    def _priced(self, worth: Floats, paid: Floats, most: int) -> list[Column]:
        found = []
        for number, case in enumerate(self.cases):
            of = self.inside[number] @ worth[case.officers].T
            found += [
                column
                for above, column in case.columns(of, number, most)
                if above < min(paid[number] - SMALL, AWAY / 2) and column not in self.known
            ]
        return found

    def _add(self, columns: Sequence[Column]) -> int:
        columns = list(dict.fromkeys(columns))
        first = self.highs.getNumRow()
        entries = []
        for column in columns:
            values: dict[int, float] = {column.case: 1.0}
            for shift, officer in column.takes:
                row = self.inside[column.case][shift]
                hours = len(self.cases) + officer
                values[hours] = values.get(hours, 0.0) + float(row[-1])
                for moment in np.flatnonzero(row[:-1]).tolist():
                    place = self.rows.setdefault(
                        (officer, moment), first + len(self.rows) - self._rows()
                    )
                    values[place] = 1.0
            entries.append(values)
        fresh = len(self.rows) - self._rows()
        if fresh:
            begins = np.zeros(fresh, dtype=np.int32)
            none = np.zeros(0, dtype=np.int32)
            least = np.full(fresh, -highspy.kHighsInf)
            self.highs.addRows(fresh, least, np.ones(fresh), 0, begins, none, np.zeros(0))
        if columns:
            sizes = np.array([len(values) for values in entries])
            self.highs.addCols(
                len(columns),
                np.array([column.cost for column in columns]),
                np.zeros(len(columns)),
                np.full(len(columns), highspy.kHighsInf),
                int(sizes.sum()),
                np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32),
                np.array([row for values in entries for row in values], dtype=np.int32),
                np.array([value for values in entries for value in values.values()]),
            )
        self.columns += columns
        self.known.update(columns)
        return len(columns)

    def _rows(self) -> int:
        return int(self.highs.getNumRow()) - len(self.cases) - self.people

    def whole(self, seed: int, nodes: int, seconds: float) -> list[Column]:
        """Return the columns of the whole-number plan."""
        highs, count = self.highs, len(self.columns)
        first = len(self.cases) + self.people
        columns = np.arange(first, first + count, dtype=np.int32)
        above = np.array(highs.getSolution().col_dual)[first:]
        gone = columns[: len(above)][above > WORTH]
        highs.changeColsBounds(len(gone), gone, np.zeros(len(gone)), np.zeros(len(gone)))
        kinds = np.full(count, highspy.HighsVarType.kInteger)
        highs.changeColsIntegrality(count, columns, kinds)
        highs.setOptionValue("random_seed", seed)
        highs.setOptionValue("mip_rel_gap", NEAR)
        highs.setOptionValue("mip_max_nodes", nodes)
        highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
        highs.run()
        shares = np.array(highs.getSolution().col_value)[first:]
        return [c for c, share in zip(self.columns, shares, strict=False) if share > 0.5]


def _moments(book: Book, cases: Sequence[Case]) -> tuple[Ints, list[Floats]]:
    """Return the moments at which everybody is in one place or rests, and, for each delegation,
    which of them lie in each shift or the rest after it, with its hours in the last place.
    """
    rest = book.index.usual.rest
    shifts = [
        case.team.shifts[number]
        for case in cases
        for number in np.flatnonzero(case.sets.any(axis=0)).tolist()
    ]
    starts = np.unique([shift.start for shift in shifts])
    kinds = np.unique([(shift.start, shift.end) for shift in shifts], axis=0)
    there = (kinds[:, :1] <= starts) & (starts < kinds[:, 1:] + rest)
    small = [
        n
        for n in range(len(starts))
        if any(
            m != n
            and (there[:, n] <= there[:, m]).all()
            and ((there[:, n] < there[:, m]).any() or m < n)
            for m in range(len(starts))
        )
    ]
    starts = np.delete(starts, small)
    inside = [
        np.array(
            [
                [*((s.start <= starts) & (starts < s.end + rest)).astype(float).tolist(), s.hours]
                for s in case.team.shifts
            ]
        )
        for case in cases
    ]
    return starts, inside
