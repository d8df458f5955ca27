"""The restricted master: the chains met so far, each trip in one of them or left out."""

from collections.abc import Sequence
from typing import Any

import highspy

from narahubung.plans.arrays import Floats, np
from narahubung.plans.movements.depots.graph import Chain, Depots

DUAL, PRIMAL = 1, 4
SOLVED = highspy.HighsModelStatus.kOptimal


class Master:
    """One row per trip and per depot; the first columns leave a trip out, then one per chain."""

    def __init__(self, graph: Depots) -> None:
        depots, self.trips = graph.out.shape
        self.chains: list[Chain] = []
        self.held: set[Chain] = set()
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.silent()
        self.highs.setOptionValue("threads", 1)
        upper = np.concatenate([np.ones(self.trips), graph.most.astype(np.float64)])
        lower = np.concatenate([np.ones(self.trips), np.zeros(depots)])
        count = len(upper)
        none = np.zeros(0, dtype=np.int32)
        self.highs.addRows(
            count, lower, upper, 0, np.zeros(count, dtype=np.int32), none, np.zeros(0)
        )
        self.skip = np.where(np.isfinite(graph.skip), graph.skip, ceiling(graph))
        self._columns(self.skip, [[trip] for trip in range(self.trips)])

    def add(self, chains: Sequence[Chain]) -> int:
        """Take in the chains that are new and return how many those were."""
        fresh = [chain for chain in dict.fromkeys(chains) if chain not in self.held]
        if fresh:
            self.held.update(fresh)
            self.chains += fresh
            rows = [[*chain.trips, self.trips + chain.depot] for chain in fresh]
            self._columns(np.array([chain.cost for chain in fresh]), rows)
            self.highs.setOptionValue("simplex_strategy", PRIMAL)
        return len(fresh)

    def _columns(self, costs: Floats, rows: list[list[int]]) -> None:
        count, sizes = len(rows), np.array([len(each) for each in rows])
        self.highs.addCols(
            count,
            costs,
            np.zeros(count),
            np.full(count, highspy.kHighsInf),
            int(sizes.sum()),
            np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32),
            np.array([row for each in rows for row in each], dtype=np.int32),
            np.ones(int(sizes.sum())),
        )

    def relax(self, seconds: float) -> bool:
        """Solve the linear program; say whether it was solved in time."""
        if seconds <= 0.0:
            return False
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + seconds)
        self.highs.run()
        return bool(self.highs.getModelStatus() == SOLVED)

    def prices(self) -> tuple[Floats, Floats]:
        """Return what each trip is worth, and one more vehicle of each depot (0 or less)."""
        dual = np.array(self.highs.getSolution().row_dual)
        return dual[: self.trips], np.minimum(dual[self.trips :], 0.0)

    def total(self) -> float:
        """Return what the solution costs."""
        return float(self.highs.getInfo().objective_function_value)

    def shares(self) -> Floats:
        """Return how much of each chain the solution uses."""
        return np.array(self.highs.getSolution().col_value)[self.trips :]

    def fix(self, numbers: Sequence[int]) -> None:
        """Use these chains, by number, and no other that has a trip with them in common."""
        chosen = set(numbers)
        taken = {trip for number in numbers for trip in self.chains[number].trips}
        shut = [
            self.trips + number
            for number, chain in enumerate(self.chains)
            if number not in chosen and not taken.isdisjoint(chain.trips)
        ]
        self._bound([*taken, *shut], 0.0, 0.0)
        self._bound([self.trips + number for number in numbers], 1.0, 1.0)
        self.highs.setOptionValue("simplex_strategy", DUAL)

    def _bound(self, columns: Sequence[int], least: float, most: float) -> None:
        count = len(columns)
        where = np.array(columns, dtype=np.int32)
        self.highs.changeColsBounds(count, where, np.full(count, least), np.full(count, most))

    def whole(self, start: Sequence[Chain], seconds: float) -> tuple[list[Chain], bool]:
        """Return the best choice of chains found and whether no other of those here is better.

        `start` is a choice known already. The master is used up by this.
        """
        count = self.trips + len(self.chains)
        self.highs.changeColsIntegrality(
            count,
            np.arange(count, dtype=np.int32),
            np.full(count, highspy.HighsVarType.kInteger),
        )
        value, chosen = np.zeros(count), set(start)
        done = {trip for chain in start for trip in chain.trips}
        value[: self.trips] = [trip not in done for trip in range(self.trips)]
        value[self.trips :] = [chain in chosen for chain in self.chains]
        solution = highspy.HighsSolution()
        solution.col_value = value.tolist()
        self.highs.setSolution(solution)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(seconds, 0.1))
        self.highs.run()
        if self.highs.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
            return list(start), False
        best = [self.chains[number] for number in np.flatnonzero(self.shares() > 0.5)]
        return best, bool(self.highs.getModelStatus() == SOLVED)


def ceiling(graph: Depots) -> float:
    """Return a cost above that of any chain of one trip, for trips that must not be left out."""
    alone = (graph.out + graph.back).min(axis=0, initial=np.inf)
    real = alone[np.isfinite(alone)]
    return 2.0 * float(real.max(initial=1.0)) + 1.0
