"""One step of the search: CP-SAT over some of the pairs, from a plan that is known."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from narahubung.plans.assignment.table import Bools, Table

Chosen = dict[int, int]
"""{place: officer}, by number; a place left out is unfilled."""


def total_of(table: Table, chosen: Chosen) -> int:
    """Return the points of a plan with the prizes of its unfilled places."""
    counts: dict[int, int] = {}
    for officer in chosen.values():
        counts[officer] = counts.get(officer, 0) + 1
    load = sum(sum(table.more[o][: count - 1]) for o, count in counts.items())
    prizes = sum(prize for place, prize in enumerate(table.prize) if place not in chosen)
    return prizes + load + sum(int(table.price[place, o]) for place, o in chosen.items())


@dataclass(frozen=True)
class Outcome:
    """chosen: the best plan met, if any; bound: of the pairs looked at; finished: that is proven;
    effort: deterministic seconds used.
    """

    chosen: Chosen | None
    bound: int
    finished: bool
    effort: float


class Step:
    """CP-SAT over the pairs that are `near`, from the best plan so far and a bound that holds; a
    plan of more than `most` is not taken."""

    def __init__(
        self, table: Table, near: Bools, best: Chosen, bound: int, most: int | None = None
    ) -> None:
        self.table = table
        self.model = cp_model.CpModel()
        self.goes: dict[tuple[int, int], cp_model.IntVar] = {
            (int(p), int(o)): self.model.new_bool_var("")
            for p, o in zip(*np.nonzero(near), strict=True)
        }
        self.empty = [self.model.new_bool_var("") for _ in table.party_of]
        self.cost: list[tuple[cp_model.IntVar, int]] = list(
            zip(self.empty, table.prize, strict=True)
        )
        self.cost += [(goes, int(table.price[key])) for key, goes in self.goes.items()]
        self._add_places()
        self._add_officers()
        self._add_rows()
        self.model.minimize(sum(variable * cost for variable, cost in self.cost))
        self.model.add(sum(variable * cost for variable, cost in self.cost) >= bound)
        if most is not None:
            self.model.add(sum(variable * cost for variable, cost in self.cost) <= most)
        for key, goes in self.goes.items():
            self.model.add_hint(goes, best.get(key[0]) == key[1])
        for place, empty in enumerate(self.empty):
            self.model.add_hint(empty, place not in best)

    def solve(self, *, effort: float, seed: int, wall: float) -> Outcome:
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
        return Outcome(chosen, low, status == cp_model.OPTIMAL, used)

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
            if table.more[officer] and len(places) > 1:
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
        steps = self.table.more[officer][: len(places) - 1]
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
