"""The search for the best plan. It imports OR-Tools and numpy: only the child imports it."""

import time
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from narahubung.plans.assignment.bounding import FAR, SCALE, Relaxed, load_steps, relax
from narahubung.plans.assignment.table import Ints, Row, Table
from narahubung.plans.assignment.terms import Problem

Chosen = dict[int, int]
"""{place: officer}, by number; a place left out is unfilled."""


@dataclass(frozen=True)
class Found:
    """chosen: the best plan met; total, bound: points with the prizes of what is unfilled."""

    table: Table
    chosen: Chosen
    total: int
    bound: int
    stopped_by: str
    effort: float


def search(problem: Problem, *, effort: float, seed: int, wall_guard_s: float) -> Found:
    """Find the cheapest plan: relaxation and exact bound, then CP-SAT on the columns that matter.

    CP-SAT begins with the few pairs of least slack and takes in more until a plan meets the bound
    or no pair left out could be in a better plan; the bound always counts those left out.
    """
    until = time.monotonic() + wall_guard_s
    table = Table(problem)
    relaxed = relax(table, lambda: time.monotonic() < until)
    chosen = _whole(table, relaxed) or _greedy(table)
    best, used = chosen, relaxed.effort
    total, bound = total_of(table, best), relaxed.bound
    width, most = 4 * SCALE, 8
    while total > bound:
        if used >= effort or time.monotonic() >= until:
            return Found(table, best, total, bound, _why(until), used)
        # A pair that lifts the bound to the total cannot be in a better plan.
        useful = table.allowed & (relaxed.slack <= (total - 1) * SCALE - relaxed.low)
        near = useful & (relaxed.slack <= width) & _nearest(relaxed.slack, most)
        outside = int(relaxed.slack[useful & ~near].min(initial=FAR))
        for pair in [*best.items(), *(key for key, share in relaxed.shares.items() if share > 0)]:
            near[pair] = True
        near &= table.allowed
        step = _Step(table, near, best, bound)
        outcome = step.solve(effort=effort - used, seed=seed, wall=until - time.monotonic())
        used += outcome.effort
        if outcome.chosen is not None and total_of(table, outcome.chosen) < total:
            best, total = outcome.chosen, total_of(table, outcome.chosen)
        beyond = -(-(relaxed.low + outside) // SCALE)
        bound = min(total, max(bound, min(outcome.bound, beyond)))
        if not outcome.finished:
            break
        width, most = 8 * width, 8 * most
    if total > bound:
        return Found(table, best, total, bound, _why(until), used)
    return Found(table, best, total, bound, "proven", used)


def _nearest(slack: Ints, most: int) -> npt.NDArray[np.bool_]:
    """Return the mask of the `most` pairs of each place with the least slack."""
    order = np.argsort(slack, axis=1, kind="stable")[:, :most]
    mask = np.zeros(slack.shape, dtype=np.bool_)
    np.put_along_axis(mask, order, values=True, axis=1)
    return mask


def total_of(table: Table, chosen: Chosen) -> int:
    """Return the points of a plan with the prizes of its unfilled places."""
    counts: dict[int, int] = {}
    for officer in chosen.values():
        counts[officer] = counts.get(officer, 0) + 1
    load = sum(sum(load_steps(table, o)[: count - 1]) for o, count in counts.items())
    prizes = sum(prize for place, prize in enumerate(table.prize) if place not in chosen)
    return prizes + load + sum(int(table.price[place, o]) for place, o in chosen.items())


def _why(until: float) -> str:
    return "guard" if time.monotonic() >= until else "effort"


def _whole(table: Table, relaxed: Relaxed) -> Chosen | None:
    """Return the relaxation's plan if it is whole and stands, else None."""
    chosen = {place: o for (place, o), share in relaxed.shares.items() if share > 0.5}
    shares = (share for share in relaxed.shares.values() if share > 1e-6)
    stands = all(share > 1 - 1e-6 for share in shares)
    return chosen if stands and _stands(table, chosen) else None


def _stands(table: Table, chosen: Chosen) -> bool:
    state = _State(table)
    for place, officer in chosen.items():
        if not state.may(place, officer):
            return False
        state.take(place, officer)
    return all(row.holds(chosen) for row in table.rows)


class _State:
    """Who is where so far, for building a plan place by place."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.chosen: Chosen = {}
        self.used: dict[tuple[int, int], int] = {}
        self.crowds_of = [
            [k for k, crowd in enumerate(table.crowds) if party in crowd]
            for party in range(len(table.parties))
        ]

    def may(self, place: int, officer: int) -> bool:
        table, party = self.table, self.table.party_of[place]
        units = table.units[party][officer]
        return (
            bool(table.allowed[place, officer])
            and all(self.chosen.get(other) != officer for other in table.places_of[party])
            and all(
                self.used.get((officer, k), 0) + units <= table.room[officer][k]
                for k in self.crowds_of[party]
            )
        )

    def take(self, place: int, officer: int) -> None:
        party = self.table.party_of[place]
        self.chosen[place] = officer
        for k in self.crowds_of[party]:
            key = (officer, k)
            self.used[key] = self.used.get(key, 0) + self.table.units[party][officer]


def _greedy(table: Table) -> Chosen:
    """Return a plan that stands: pins, then the scarcest places first, each with the cheapest."""
    state = _State(table)
    for place, officer in table.pinned.items():
        state.take(place, officer)
    order = sorted(
        (place for place in range(len(table.places)) if place not in table.pinned),
        key=lambda place: (int(table.allowed[place].sum()), -table.prize[place], place),
    )
    rows_of: dict[int, list[Row]] = {party: [] for party in range(len(table.parties))}
    for row in table.rows:
        rows_of[table.party_of[next(iter(row.weights))]].append(row)
    for place in order:
        prices = np.where(table.allowed[place], table.price[place], FAR)
        for officer in map(int, np.argsort(prices, kind="stable")):
            if not table.allowed[place, officer]:
                break
            seats = state.chosen | {place: officer}
            rows = rows_of[table.party_of[place]]
            if state.may(place, officer) and all(row.holds(seats) for row in rows):
                state.take(place, officer)
                break
    return state.chosen


@dataclass(frozen=True)
class _Outcome:
    chosen: Chosen | None
    bound: int
    finished: bool
    effort: float


class _Step:
    """CP-SAT over the pairs that are `near`, from the best plan so far and a bound that holds."""

    def __init__(self, table: Table, near: npt.NDArray[np.bool_], best: Chosen, bound: int) -> None:
        self.table = table
        self.model = cp_model.CpModel()
        self.goes: dict[tuple[int, int], cp_model.IntVar] = {
            (int(p), int(o)): self.model.new_bool_var("")
            for p, o in zip(*np.nonzero(near), strict=True)
        }
        self.empty = [self.model.new_bool_var("") for _ in table.places]
        self.cost: list[tuple[cp_model.IntVar, int]] = list(
            zip(self.empty, table.prize, strict=True)
        )
        self.cost += [(goes, int(table.price[key])) for key, goes in self.goes.items()]
        self._add_places()
        self._add_officers()
        self._add_rows()
        self.model.minimize(sum(variable * cost for variable, cost in self.cost))
        self.model.add(sum(variable * cost for variable, cost in self.cost) >= bound)
        for key, goes in self.goes.items():
            self.model.add_hint(goes, best.get(key[0]) == key[1])
        for place, empty in enumerate(self.empty):
            self.model.add_hint(empty, place not in best)

    def solve(self, *, effort: float, seed: int, wall: float) -> _Outcome:
        """Search; `finished` when the optimum over these pairs is proven."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.linearization_level = 2  # most of the proof is linear: 20 times faster
        solver.parameters.max_deterministic_time = effort
        solver.parameters.max_time_in_seconds = max(0.01, wall)
        status = solver.solve(self.model)
        used = float(solver.response_proto.deterministic_time)
        if status == cp_model.INFEASIBLE:  # nothing at all within the bound: cannot be
            raise RuntimeError("the solver finds no plan where one is known")
        chosen = None
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            chosen = {p: o for (p, o), goes in self.goes.items() if solver.boolean_value(goes)}
        low = int(np.ceil(solver.best_objective_bound - 1e-6))
        return _Outcome(chosen, low, status == cp_model.OPTIMAL, used)

    def _add_places(self) -> None:
        who: list[list[cp_model.IntVar]] = [[empty] for empty in self.empty]
        for (place, _), goes in self.goes.items():
            who[place].append(goes)
        for seats in who:
            self.model.add_exactly_one(seats)
        for place in self.table.pinned:
            self.model.add(self.empty[place] == 0)

    def _add_officers(self) -> None:
        table = self.table
        where: dict[int, list[int]] = {}
        for place, officer in self.goes:
            where.setdefault(officer, []).append(place)
        for officer, places in where.items():
            for k, crowd in enumerate(table.crowds):
                here = [place for place in places if table.party_of[place] in crowd]
                if len(here) > 1:
                    self._add_room(officer, here, table.room[officer][k])
            if table.most[officer] > 1 and len(places) > 1:
                self._add_load(officer, places)
            parties = sorted(table.party_of[place] for place in places)
            for party, following in pairwise(parties):
                if party == following and table.shares(party, officer):
                    seats = [p for p in places if table.party_of[p] == party]
                    self.model.add_at_most_one(self.goes[p, officer] for p in seats)

    def _add_room(self, officer: int, here: list[int], room: int) -> None:
        units = [self.table.units[self.table.party_of[place]][officer] for place in here]
        goes = [self.goes[place, officer] for place in here]
        if sum(sorted(units)[:2]) > room:
            self.model.add_at_most_one(goes)
        elif sum(units) > room:
            self.model.add(sum(v * u for v, u in zip(goes, units, strict=True)) <= room)

    def _add_load(self, officer: int, places: list[int]) -> None:
        steps = load_steps(self.table, officer)[: len(places) - 1]
        more = [self.model.new_bool_var("") for _ in steps]
        self.cost += zip(more, steps, strict=True)
        self.model.add(sum(self.goes[p, officer] for p in places) <= 1 + sum(more))

    def _add_rows(self) -> None:
        officers: dict[int, list[int]] = {}
        for place, officer in self.goes:
            officers.setdefault(place, []).append(officer)
        for row in self.table.rows:
            used = [
                self.goes[place, officer] * int(by[officer])
                for place, by in row.weights.items()
                for officer in officers.get(place, [])
                if by[officer]
            ]
            empty = [self.empty[place] * row.empty for place in row.weights if row.empty]
            self.model.add(sum(used + empty) <= row.most)
