"""Who has which home, and who relieves where: the part of the roster that decides its price.

A relaxation of the whole roster, so its bound holds for every roster with these shifts in which
nobody with a home is lent out while his delegation is there: each delegation needs so many relief
duties at least (proven by `homes.split`), which one relief does more cheaply than two; each officer
has so many days. Columns are priced out of all pairs; the few that matter go into one MIP. HiGHS is
loaded here: only the child imports this.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from narahubung.plans.assignment.terms import Position
from narahubung.plans.roster.cutting import Shift
from narahubung.plans.roster.index import Index
from narahubung.plans.roster.needing import Lost, Need, busiest, needs_of
from narahubung.plans.roster.terms import RELIEF

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
FEW = 12  # columns of each row to begin with
MORE = 6  # columns of each row that a round of pricing may add
GUIDE = 25  # points that a duty more for reliefs is likely to cost beyond what is proven
TWICE = 2  # times what two homes are proven to cost together they are likely to
NEAR = 0.002  # share of the bound within which the MIP may stop
WORTH = 8  # points that a pair may be away from the best before the MIP leaves it out
SMALL = 1e-6
FIRM = 1e9


@dataclass(frozen=True)
class Placed:
    """homes: {(delegation, position): officer}; reliefs: {delegation: those meant to relieve it}.

    scarce: {officer: points that another use of one of his busy days is worth}; bound: no roster
    with these shifts costs less.
    """

    homes: dict[tuple[str, str], str]
    reliefs: dict[str, tuple[str, ...]]
    scarce: dict[str, float]
    bound: float
    rounds: int


class Table:
    """Rows: homes, then the reliefs of delegations; columns: pairs of a row and an officer.

    price[r, o], inf where not allowed; use[r, o]: the busiest days of the officer that it
    takes at least, of `most` that he has; hours[r]: those that count towards the officer's mean;
    empty[r]: what the row costs without any of these pairs; base: what comes in any case.
    twos: rows of a delegation's homes, officers of whom two there cost more together, how much;
    guide[r, o]: what the pair is likely to cost more than is proven.
    """

    def __init__(self, index: Index, shifts: Sequence[Shift]) -> None:
        self.index, self.needs = index, needs_of(index, shifts)
        needs, busy = self.needs, busiest(index, shifts)
        self.officers = sorted(index.officers)
        self.kinds = sorted(set(index.kind.values()))
        self.group = np.searchsorted(self.kinds, [index.kind[name] for name in self.officers])
        self.homes = [
            (party, position) for party in sorted(needs) for position in index.positions_of(party)
        ]
        self.relieved = [party for party in sorted(needs) if needs[party].reliefs]
        count = len(self.homes) + len(self.relieved)
        self.price: Floats = np.full((count, len(self.officers)), np.inf)
        self.use: Floats = np.zeros((count, len(self.officers)))
        self.hours: Floats = np.zeros(count)
        self.guide: Floats = np.zeros((count, len(self.officers)))
        self.empty: Floats = np.zeros(count)
        self.twos: list[tuple[list[int], Bools, float]] = []
        self.base = sum(need.base for need in needs.values())
        days = sorted({day for need in needs.values() for day in need.days})
        self.busy = sorted(busy)
        self.days = {day: number for number, day in enumerate(days)}
        self.free = self._free(days)
        self.most = np.array(
            [
                self._most(name, int(self.free[n, [self.days[day] for day in self.busy]].sum()))
                for n, name in enumerate(self.officers)
            ],
            dtype=np.float64,
        )
        self.crowds = self._crowds()
        self._price_homes()
        self._price_reliefs()

    def _price_homes(self) -> None:
        index, weights = self.index, self.index.weights
        held = {(post.delegation, post.position): post for post in index.problem.posts}
        lost = {party: self._lost(need) for party, need in self.needs.items() if need.homes}
        for party, found in lost.items():
            rows = [n for n, (at, home) in enumerate(self.homes) if at == party and home.covers]
            self.twos += [(rows, two[self.group], more) for two, more in found.twos]
        for row, (party, position) in enumerate(self.homes):
            need, post = self.needs[party], held.get((party, position.code))
            self.empty[row] = weights.vacant_post
            self._fill(row, party, position, weights.post_fit)
            outside = [self.days[day] for day in self.busy if day not in need.days]
            self.use[row] = np.maximum(0.0, self.most - self.free[:, outside].sum(axis=1))
            # A home whose hours above the mean are counted in `base` takes the whole mean.
            self.hours[row] = index.mean_hours if position.covers and need.fair else 0.0
            if position.covers:
                # Who is away on some shifts leaves more to reliefs than any other home would.
                self.price[row] += lost[party].points[self.group]
                self.guide[row] = lost[party].duties[self.group] * GUIDE
                self.empty[row] += lost[party].points[-1]
            if post is not None:
                others = np.array([name != post.officer for name in self.officers])
                self.price[row, others] += np.inf if post.firm else weights.moved_post
                self.empty[row] += FIRM if post.firm else weights.moved_post
            if post is not None and post.firm and not np.isfinite(self.price[row]).any():
                self.price[row, ~others] = 0.0  # it stands, whether he suits or not

    def _lost(self, need: Need) -> Lost:
        """Return `Need.lost` of each group of officers, and in the last place of nobody."""
        able = [[not self.index.missing(name, s.span) for s in need.shifts] for name in self.kinds]
        kinds, number = np.unique([*able, [False] * len(need.shifts)], axis=0, return_inverse=True)
        lost = need.lost(kinds, self.index.weights.further_officer)
        twos = tuple((two[number], more) for two, more in lost.twos)
        return Lost(lost.points[number], lost.duties[number], twos)

    def _price_reliefs(self) -> None:
        weights = self.index.weights
        seen = {(duty.delegation, duty.officer) for duty in self.index.problem.duties if duty.firm}
        for row, party in enumerate(self.relieved, len(self.homes)):
            need = self.needs[party]
            self._fill(row, party, RELIEF, weights.duty_fit * need.reliefs)
            known = np.array([(party, name) in seen for name in self.officers])
            self.price[row] += np.where(known, 0, weights.further_officer)
            self.price[row] -= need.fit * need.reliefs
            self.use[row] = need.busy
            self.hours[row] = need.hours
            # Two or more reliefs, whoever they are and whichever duties each of them takes.
            self.empty[row] = weights.further_officer * max(0, 2 - int(known.sum()))

    def _fill(self, row: int, party: str, position: Position, times: int) -> None:
        index = self.index
        for number, name in enumerate(self.officers):
            if index.suits(name, party, position):
                self.price[row, number] = times * index.points(name, party, position)

    def _free(self, days: list[int]) -> npt.NDArray[np.int64]:
        """Return 1 for each officer and day in which he may be on duty for any time."""
        clock = self.index.clock
        spans = [clock.span(clock.midnights[day], clock.midnights[day + 1]) for day in days]
        free = [
            [
                int(sum((m.length for m in self.index.missing(name, s)), timedelta()) < s.length)
                for s in spans
            ]
            for name in self.kinds
        ]
        return np.array(free, dtype=np.int64).reshape(len(self.kinds), len(days))[self.group]

    def _most(self, officer: str, free: int) -> int:
        """Return on how many of his days he may be on duty at most."""
        limits, days = self.index.limits(officer), self.busy
        if not limits.free_days or not days:
            return free
        whole = (days[-1] - days[0] + 1) // limits.free_in
        return min(free, days[-1] - days[0] + 1 - whole * limits.free_days)

    def _crowds(self) -> list[list[int]]:
        """Return the largest sets of homes whose delegations are all there on one day."""
        sets: list[frozenset[int]] = []
        for day in self.days:
            here = frozenset(
                row for row, (party, _) in enumerate(self.homes) if day in self.needs[party].days
            )
            if here and not any(here <= other for other in sets):
                sets = [other for other in sets if not other <= here] + [here]
        return [sorted(each) for each in sets]


def place(table: Table, *, seed: int, until: float, nodes: int) -> Placed:
    """Solve the relaxation over all pairs, then the MIP over those that matter."""
    model = _Model(table)
    model.add(_first(table))
    low, rounds = _converge(model, until)
    model.guide()
    rounds += _converge(model, until)[1]
    slack, _, days = model.slack()
    model.drop(slack > WORTH)
    shares = model.whole(seed=seed, nodes=nodes, seconds=max(1.0, until - time.monotonic()))
    homes: dict[tuple[str, str], str] = {}
    reliefs: dict[str, list[tuple[float, str]]] = {}
    for (row, officer), share in zip(model.pairs, shares, strict=True):
        name = table.officers[officer]
        if row < len(table.homes) and share > 0.5:
            homes[table.homes[row][0], table.homes[row][1].code] = name
        elif row >= len(table.homes) and share > 0.01:
            party = table.relieved[row - len(table.homes)]
            reliefs.setdefault(party, []).append((-float(share), name))
    _settle(table, homes)
    order = {party: tuple(name for _, name in sorted(all_)) for party, all_ in reliefs.items()}
    scarce = {name: -float(days[n]) for n, name in enumerate(table.officers) if days[n] < -SMALL}
    return Placed(homes, order, scarce, low + table.base, rounds)


def _converge(model: "_Model", until: float) -> tuple[float, int]:
    """Price pairs in until none is worth it; return the bound that is proven, and the rounds."""
    low, rounds = 0.0, 0  # no pair has a price below 0
    while True:
        rounds += 1
        model.highs.run()
        slack, value, _ = model.slack()
        # What a row could still win by a pair that is not in the model, at most once per row.
        low = max(low, value + float(np.minimum(slack.min(axis=1, initial=0.0), 0.0).sum()))
        if time.monotonic() > until or not model.add(_best(slack, MORE, model.held)):
            return low, rounds


def _settle(table: Table, homes: dict[tuple[str, str], str]) -> None:
    """Fill what a MIP that was stopped left vacant, each home with the best who is still free."""
    rows = {(party, position.code): row for row, (party, position) in enumerate(table.homes)}
    busy = np.zeros((len(table.crowds), len(table.officers)), dtype=np.bool_)
    column = {name: number for number, name in enumerate(table.officers)}
    crowds = [{*crowd} for crowd in table.crowds]
    for place, officer in homes.items():
        for number, crowd in enumerate(crowds):
            busy[number, column[officer]] |= rows[place] in crowd
    for place, row in rows.items():
        here = [number for number, crowd in enumerate(crowds) if row in crowd]
        prices = np.where(busy[here].any(axis=0), np.inf, table.price[row])
        best = int(prices.argmin())
        if place not in homes and prices[best] < table.empty[row]:
            homes[place] = table.officers[best]
            busy[here, best] = True


def _first(table: Table) -> npt.NDArray[np.bool_]:
    near: npt.NDArray[np.bool_] = _best(table.price - 1e12, FEW, np.zeros(table.price.shape, bool))
    return near


def _best(slack: Floats, most: int, held: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the mask of the `most` pairs of each row that are worth taking in."""
    worth = np.where(held, np.inf, slack)
    order = np.argsort(worth, axis=1, kind="stable")[:, :most]
    mask = np.zeros(slack.shape, dtype=np.bool_)
    np.put_along_axis(mask, order, values=True, axis=1)
    return mask & (worth < -SMALL)


class _Model:
    """The master. Rows: homes and reliefs, officers' days, their hours, crowds of homes, twos."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own way
        self.highs.setOptionValue("threads", 1)
        self.pairs: list[tuple[int, int]] = []
        self.price = table.price
        self.held = np.zeros(table.price.shape, dtype=np.bool_)
        rows, people = table.price.shape
        self.rows, self.people = rows, people
        crowds = len(table.crowds)
        self.crowds_of = [
            [n for n, crowd in enumerate(table.crowds) if row in set(crowd)] for row in range(rows)
        ]
        self.twos_of: dict[int, list[tuple[int, Bools]]] = defaultdict(list)
        for number, (homes, two, _) in enumerate(table.twos):
            for row in homes:
                self.twos_of[row].append((number, two))
        none, twos = np.array([], dtype=np.int32), len(table.twos)
        self.last = rows + people * (2 + crowds)
        count, infinite = self.last + twos, highspy.kHighsInf
        least = np.concatenate([np.ones(rows), np.full(count - rows, -infinite)])
        mean = np.full(people, table.index.mean_hours)
        ones = np.ones(people * crowds + twos)
        most = np.concatenate([np.ones(rows), table.most, mean, ones])
        start = np.zeros(count, dtype=np.int32)
        self.highs.addRows(count, least, most, 0, start, none, np.array([]))
        above = float(table.index.weights.hour_above)
        self._slack(table.empty, 0, 1.0)
        self._slack(np.full(people, above), rows + people, -1.0)
        self._slack(np.array([more for *_, more in table.twos]), self.last, -1.0)
        self.first = rows + people + twos

    def _slack(self, prices: Floats, first: int, value: float) -> None:
        """Add a column for each of the rows from `first` on."""
        count = len(prices)
        self.highs.addCols(
            count,
            prices,
            np.zeros(count),
            np.full(count, highspy.kHighsInf),
            count,
            np.arange(count, dtype=np.int32),
            np.arange(first, first + count, dtype=np.int32),
            np.full(count, value),
        )

    def add(self, mask: npt.NDArray[np.bool_]) -> int:
        """Take these pairs in; return how many."""
        table = self.table
        starts: list[int] = []
        inside: list[int] = []
        values: list[float] = []
        prices: list[float] = []
        for row, officer in zip(*map(np.ndarray.tolist, np.nonzero(mask)), strict=True):
            self.pairs.append((row, officer))
            starts.append(len(inside))
            inside += [row, self.rows + officer, self.rows + self.people + officer]
            values += [1.0, float(table.use[row, officer]), float(table.hours[row])]
            more = [
                self.rows + self.people * (2 + crowd) + officer for crowd in self.crowds_of[row]
            ]
            more += [self.last + n for n, two in self.twos_of[row] if two[officer]]
            inside += more
            values += [1.0] * len(more)
            prices.append(float(self.price[row, officer]))
        if prices:
            self.highs.addCols(
                len(prices),
                np.array(prices),
                np.zeros(len(prices)),
                np.full(len(prices), highspy.kHighsInf),
                len(inside),
                np.array(starts, dtype=np.int32),
                np.array(inside, dtype=np.int32),
                np.array(values),
            )
            self.held |= mask
        return len(prices)

    def slack(self) -> tuple[Floats, float, Floats]:
        """Return the reduced costs of all pairs, the value, and the price of each one's day."""
        duals = np.array(self.highs.getSolution().row_dual)
        table = self.table
        row, days = duals[: self.rows], duals[self.rows : self.rows + self.people]
        hours = duals[self.rows + self.people : self.rows + 2 * self.people]
        slack = self.price - row[:, None] - table.use * days[None, :]
        slack -= table.hours[:, None] * hours[None, :]
        for (homes, two, _), dual in zip(table.twos, duals[self.last :], strict=True):
            slack[homes] -= two * dual
        for number, crowd in enumerate(table.crowds):
            first = self.rows + self.people * (2 + number)
            slack[crowd] -= duals[first : first + self.people][None, :]
        return slack, float(self.highs.getInfo().objective_function_value), days

    def drop(self, mask: npt.NDArray[np.bool_]) -> None:
        """Forbid these pairs: the whole-number plan is hardly ever among them."""
        gone = [self.first + n for n, pair in enumerate(self.pairs) if mask[pair]]
        count, columns = len(gone), np.array(gone, dtype=np.int32)
        self.highs.changeColsBounds(count, columns, np.zeros(count), np.zeros(count))

    def guide(self) -> None:
        """Price all pairs at what they are likely to cost; the bound is taken before."""
        self.price = self.table.price + self.table.guide
        prices = np.array([self.price[pair] for pair in self.pairs])
        self._reprice(self.first, prices)
        twos = np.array([TWICE * more for *_, more in self.table.twos])
        self._reprice(self.first - len(twos), twos)

    def _reprice(self, first: int, prices: Floats) -> None:
        columns = np.arange(first, first + len(prices), dtype=np.int32)
        self.highs.changeColsCost(len(prices), columns, prices)

    def whole(self, *, seed: int, nodes: int, seconds: float) -> Floats:
        """Return how much of each pair a plan uses in which every home is one officer's.

        Reliefs may still be shared: who takes which shifts is decided when they are known.
        """
        highs, count = self.highs, len(self.pairs)
        homes = [n for n, (row, _) in enumerate(self.pairs) if row < len(self.table.homes)]
        columns = self.first + np.array(homes, dtype=np.int32)
        highs.run()
        shares = np.array(highs.getSolution().col_value)[self.first :]
        if np.all(np.minimum(shares[homes], np.abs(1.0 - shares[homes])) < SMALL):
            return shares
        kinds = np.full(len(homes), highspy.HighsVarType.kInteger)
        highs.changeColsIntegrality(len(homes), columns, kinds)
        highs.setOptionValue("random_seed", seed)
        highs.setOptionValue("mip_rel_gap", NEAR)
        highs.setOptionValue("mip_max_nodes", nodes)
        highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
        highs.run()
        found: Floats = np.array(highs.getSolution().col_value)[self.first :]
        return found if len(found) == count else np.round(shares)
