"""The exact plan: who is nearer than whom, as a linear ordering with times (OR-Tools CP-SAT)."""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from narahubung.plans.movements.arriving.door import Door

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Solved:
    """waits of the parties that get a slot; no plan has fewer points than `bound`."""

    waits: dict[int, int]
    bound: int
    proven: bool
    guarded: bool


def solved(
    door: Door, begin: dict[int, int], *, effort: float, seed: int, wall_guard_s: float
) -> Solved:
    """Improve a plan until nothing is left to find, or effort or guard end it.

    effort: the solver's own seconds, which are the same on every machine.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - only a child needs it

    model = _Model(door, begin)
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.num_workers, settings.random_seed = 1, seed
    settings.max_deterministic_time, settings.max_time_in_seconds = effort, wall_guard_s
    # The sum of what is nearer is a strong bound of each wait, if it stands in the relaxation.
    settings.linearization_level = 2
    status = solver.solve(model.model)
    low = max(0, ceil(solver.best_objective_bound - 1e-6))
    guarded = solver.wall_time >= wall_guard_s
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(begin, low, proven=False, guarded=guarded)
    waits = {
        party: solver.value(model.wait[party])
        for party in range(len(door.parties))
        if solver.value(model.comes[party])
    }
    return Solved(waits, low, status == cp_model.OPTIMAL, guarded)


class _Model:
    """comes: whether a party gets a slot; wait: its wait; nearer[one, other]: both come, one of
    them nearer."""

    def __init__(self, door: Door, begin: dict[int, int]) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - as above

        self.door, self.model = door, cp_model.CpModel()
        self.cost: list[cp_model.LinearExpr | int] = []
        every = range(len(door.parties))
        self.comes = [self.model.new_bool_var(f"comes {party}") for party in every]
        self.wait = [self._wait(party) for party in every]
        self.nearer = {
            (one, other): self.model.new_bool_var(f"{one} nearer than {other}")
            for one in every
            for other in every
            if one != other
        }
        for party in every:
            self._prices(party)
        for one, other in self.nearer:
            if one < other:
                self._pair(one, other)
        self.model.minimize(sum(self.cost))
        self._begin(begin)

    def _wait(self, party: int) -> "cp_model.IntVar":
        low, high = self.door.low[party], self.door.high[party]
        if high < low:
            self.model.add(self.comes[party] == 0)
        if party in self.door.firm:
            self.model.add(self.comes[party] == 1)
        return self.model.new_int_var(low, max(low, high), f"wait {party}")

    def _prices(self, party: int) -> None:
        door, model, comes, wait = self.door, self.model, self.comes[party], self.wait[party]
        policy = door.problem.policy
        if party in door.firm:
            self.cost.append(max(0, door.present[party]))
            return
        waits = model.new_int_var(0, max(0, door.high[party]), f"waits {party}")
        model.add(waits == wait).only_enforce_if(comes)
        model.add(waits == 0).only_enforce_if(~comes)
        self.cost += [waits, policy.no_slot * (1 - comes)]
        # Whoever is nearer has held the door by then; firm slots may have begun after the moment.
        took = sum(
            (door.length[one] + door.problem.gap) * literal
            for (one, other), literal in self.nearer.items()
            if other == party
        )
        model.add(waits >= took + min(0, *door.low))
        if party in door.present:
            kept = model.new_bool_var(f"kept {party}")
            model.add(wait == door.present[party]).only_enforce_if(kept)
            changed = model.new_bool_var(f"changed {party}")
            model.add_bool_or(kept, ~comes, changed)
            self.cost.append(policy.changed * changed)

    def _pair(self, one: int, other: int) -> None:
        model, door = self.model, self.door
        both = self.comes[one], self.comes[other]
        here, there = self.nearer[one, other], self.nearer[other, one]
        model.add(here + there >= both[0] + both[1] - 1)
        model.add_at_most_one(here, there)
        for near, far, literal in ((one, other, here), (other, one, there)):
            model.add_implication(literal, self.comes[near])
            model.add_implication(literal, self.comes[far])
            least = door.length[near] + door.gap[near][far]
            model.add(self.wait[far] >= self.wait[near] + least).only_enforce_if(literal)
        if door.parties[one].rank < door.parties[other].rank:
            self.cost.append(door.problem.policy.inversion * there)

    def _begin(self, begin: dict[int, int]) -> None:
        for party, comes in enumerate(self.comes):
            self.model.add_hint(comes, int(party in begin))
            self.model.add_hint(self.wait[party], begin.get(party, self.door.low[party]))
        for (one, other), literal in self.nearer.items():
            both = one in begin and other in begin
            self.model.add_hint(literal, int(both and begin[one] < begin[other]))
