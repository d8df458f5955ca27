"""The linear relaxation by columns, and an exact lower bound of the whole problem from its prices.

Only the columns that pay are handed to GLOP; every other one is priced out with numpy. The bound
is the Lagrangian one, worked out in whole numbers (2^-20 of a point), so that the rounding of the
simplex method can make it weaker but never wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from narahubung.plans.assignment.table import Ints, Table

SCALE = 1 << 20
FAR = np.int64(1) << 61
FIRST = 12  # columns of a place to begin with
MORE = 12  # columns of a place added at a time
ROUNDS = 60
PIVOTS_PER_SECOND = 20_000  # what a simplex pivot counts in deterministic time


@dataclass
class Relaxed:
    """low: no plan costs less (prizes included); slack[p, o]: what that rises by if the pair is
    used; worth[p]: what the place costs at least (all in points times SCALE); shares: the pairs
    that the relaxation uses; effort: seconds.
    """

    low: int
    slack: Ints
    worth: Ints
    shares: dict[tuple[int, int], float]
    effort: float

    @property
    def bound(self) -> int:
        """Return the bound in points: a plan costs whole points, so it is rounded up."""
        return -(-self.low // SCALE)


class Master:
    """The relaxation over the columns that it has so far."""

    def __init__(self, table: Table) -> None:
        self.table = table
        # pywraplp has no types: its things are Any.
        self.lp: Any = pywraplp.Solver.CreateSolver("GLOP")  # type: ignore[no-untyped-call]
        self.columns: dict[tuple[int, int], Any] = {}
        self.sits = [self.lp.Constraint(1.0, 1.0) for _ in table.party_of]
        self.rows = [self.lp.Constraint(-np.inf, float(row.most)) for row in table.rows]
        self.rooms: dict[tuple[int, int], Any] = {}
        self.loads: dict[int, Any] = {}
        self.once: dict[tuple[int, int], Any] = {}
        self.crowds_of = [
            [k for k, crowd in enumerate(table.crowds) if party in crowd]
            for party in range(len(table.places_of))
        ]
        self.rows_of: dict[int, list[int]] = {}
        for number, row in enumerate(table.rows):
            for place in row.weights:
                self.rows_of.setdefault(place, []).append(number)
        for place, prize in enumerate(table.prize):
            most = 0.0 if place in table.pinned else 1.0
            empty = self._variable(prize, most, self.sits[place])
            for number in self.rows_of.get(place, []):
                self.rows[number].SetCoefficient(empty, float(table.rows[number].empty))

    def add(self, place: int, officer: int) -> None:
        """Take a pair into the relaxation."""
        if (place, officer) in self.columns:
            return
        table, party = self.table, self.table.party_of[place]
        goes = self._variable(int(table.price[place, officer]), 1.0, self.sits[place])
        self.columns[place, officer] = goes
        for crowd in self.crowds_of[party]:
            self._room(officer, crowd).SetCoefficient(goes, float(table.units[party][officer]))
        if table.more[officer]:
            self._load(officer).SetCoefficient(goes, 1.0)
        if table.shares(party, officer):
            if (party, officer) not in self.once:
                self.once[party, officer] = self.lp.Constraint(-np.inf, 1.0)
            self.once[party, officer].SetCoefficient(goes, 1.0)
        for number in self.rows_of.get(place, []):
            weight = float(table.rows[number].weights[place][officer])
            self.rows[number].SetCoefficient(goes, weight)

    def solve(self) -> None:
        """Solve the relaxation over these columns; it always has a solution (all unfilled)."""
        self.lp.Solve()

    def prices(self) -> "Prices":
        """Return the dual prices, rounded to whole numbers of the right sign."""
        return Prices(
            rooms={key: _up(-row.dual_value()) for key, row in self.rooms.items()},
            loads={key: _up(-row.dual_value()) for key, row in self.loads.items()},
            once={key: _up(-row.dual_value()) for key, row in self.once.items()},
            rows=[_up(-row.dual_value()) for row in self.rows],
        )

    def _variable(self, cost: int, most: float, row: Any, step: float = 1.0) -> Any:
        variable = self.lp.NumVar(0.0, most, "")
        self.lp.Objective().SetCoefficient(variable, float(cost))
        row.SetCoefficient(variable, step)
        return variable

    def _room(self, officer: int, crowd: int) -> Any:
        key = (officer, crowd)
        if key not in self.rooms:
            self.rooms[key] = self.lp.Constraint(-np.inf, float(self.table.room[officer][crowd]))
        return self.rooms[key]

    def _load(self, officer: int) -> Any:
        if officer not in self.loads:
            self.loads[officer] = self.lp.Constraint(-np.inf, 1.0)
            for cost in self.table.more[officer]:
                self._variable(cost, 1.0, self.loads[officer], step=-1.0)
        return self.loads[officer]


@dataclass
class Prices:
    """Dual prices times SCALE, none negative."""

    rooms: dict[tuple[int, int], int]
    loads: dict[int, int]
    once: dict[tuple[int, int], int]
    rows: list[int]


def priced(table: Table, prices: Prices) -> tuple[Ints, Ints, int]:
    """Return what each pair and each unfilled place costs at these prices, and the rest (SCALE)."""
    pairs = table.price * SCALE
    empty = np.array(table.prize, dtype=np.int64) * SCALE
    rest = 0
    for (officer, crowd), price in prices.rooms.items():
        rest -= price * table.room[officer][crowd]
        for party in table.crowds[crowd] if price else ():
            pairs[table.places_of[party], officer] += price * table.units[party][officer]
    for officer, price in prices.loads.items():
        pairs[:, officer] += price
        rest -= price
        rest += sum(min(0, cost * SCALE - price) for cost in table.more[officer])
    for (party, officer), price in prices.once.items():
        pairs[table.places_of[party], officer] += price
        rest -= price
    for row, price in zip(table.rows, prices.rows, strict=True):
        if price:
            for place, by in row.weights.items():
                pairs[place] += price * by
                empty[place] += price * row.empty
            rest -= price * row.most
    empty[list(table.pinned)] = FAR
    return np.where(table.allowed, pairs, FAR), empty, rest


def relax(table: Table, has_time: Callable[[], bool]) -> Relaxed:
    """Solve the relaxation and bound the problem; stops early, with a valid bound, without time."""
    master = Master(table)
    for place in range(len(table.party_of)):
        order = np.argsort(np.where(table.allowed[place], table.price[place], FAR), kind="stable")
        for officer in order[:FIRST]:
            if table.allowed[place, officer]:
                master.add(place, int(officer))
    best: Relaxed | None = None
    effort = 0.0
    for _ in range(ROUNDS):
        master.solve()
        effort += master.lp.iterations() / PIVOTS_PER_SECOND
        pairs, empty, rest = priced(table, master.prices())
        least = np.minimum(pairs.min(axis=1, initial=FAR), empty)
        low = int(least.sum()) + rest
        shares = {key: v.solution_value() for key, v in master.columns.items()}
        found = Relaxed(low, pairs - least[:, None], least, shares, effort)
        if best is None or found.low > best.low:
            best = found
        best.shares = shares
        if not _take_more(table, master, pairs) or not has_time():
            break
    assert best is not None  # noqa: S101 - there is at least one round
    best.effort = effort
    return best


def _take_more(table: Table, master: Master, pairs: Ints) -> bool:
    """Add the columns that pay at the last prices; tell whether there were any."""
    worth = np.array([_down(row.dual_value()) for row in master.sits], dtype=np.int64)
    gain = worth[:, None] - pairs
    more = False
    for place in np.flatnonzero(gain.max(axis=1, initial=0) > SCALE // 1000):
        for officer in np.argsort(-gain[place], kind="stable")[:MORE]:
            key = (int(place), int(officer))
            if gain[key] > SCALE // 1000 and key not in master.columns:
                master.add(*key)
                more = True
    return more


def _up(price: float) -> int:
    return max(0, round(price * SCALE))


def _down(price: float) -> int:
    return round(price * SCALE)
