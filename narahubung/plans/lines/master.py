"""The restricted master: the lines found so far, as a linear program and as a whole-number one."""

from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from narahubung.plans.lines.terms import Floats, Line

DUAL, PRIMAL = 1, 4
SOLVED = highspy.HighsModelStatus.kOptimal


class Master:
    """One column per line, one row per demand and per person.

    `want` may be below 0 where people outside this master cover more than is wanted. Everybody of
    `people` needs a line before it is solved.
    """

    def __init__(self, want: Floats, under: Floats, over: Floats, people: Sequence[int]) -> None:
        self.want, self.people = want, list(people)
        self.seats = {person: seat for seat, person in enumerate(self.people)}
        self.lines: list[Line] = []
        self.held: set[tuple[int, tuple[int, ...]]] = set()
        self.first = 2 * len(want)  # columns before the lines: missing, too many
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.silent()
        self.highs.setOptionValue("threads", 1)
        sides = np.concatenate([want, np.ones(len(self.people))])
        none = np.zeros(0, dtype=np.int32)
        begins = np.zeros(len(sides), dtype=np.int32)
        self.highs.addRows(len(sides), sides, sides, 0, begins, none, np.zeros(0))
        count = len(want)
        self.highs.addCols(
            2 * count,
            np.concatenate([under, over]),
            np.zeros(2 * count),
            np.full(2 * count, highspy.kHighsInf),
            2 * count,
            np.arange(2 * count, dtype=np.int32),
            np.tile(np.arange(count, dtype=np.int32), 2),
            np.repeat([1.0, -1.0], count),
        )

    def add(self, lines: Sequence[Line]) -> int:
        """Take in the lines that are new and return how many those were."""
        fresh = []
        for line in lines:
            name = (line.person, line.rows)
            if line.person in self.seats and name not in self.held:
                self.held.add(name)
                fresh.append(line)
        if not fresh:
            return 0
        inside = [[*line.rows, len(self.want) + self.seats[line.person]] for line in fresh]
        sizes = np.array([len(rows) for rows in inside])
        self.highs.addCols(
            len(fresh),
            np.array([line.cost for line in fresh]),
            np.zeros(len(fresh)),
            np.full(len(fresh), highspy.kHighsInf),
            int(sizes.sum()),
            np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32),
            np.array([row for rows in inside for row in rows], dtype=np.int32),
            np.ones(int(sizes.sum())),
        )
        self.lines += fresh
        self.highs.setOptionValue("simplex_strategy", PRIMAL)  # what stood is still a solution
        return len(fresh)

    def relax(self, seconds: float) -> bool:
        """Solve the linear program; say whether it was solved in time."""
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + seconds)
        self.highs.run()
        return bool(self.highs.getModelStatus() == SOLVED)

    def worth(self) -> Floats:
        """Return what one more in each row is worth at the linear optimum."""
        return np.array(self.highs.getSolution().row_dual)[: len(self.want)]

    def paid(self) -> Floats:
        """Return what each person's line may cost beyond the worth of its rows."""
        return np.array(self.highs.getSolution().row_dual)[len(self.want) :]

    def shares(self) -> Floats:
        """Return how much of each line the solution uses."""
        return np.array(self.highs.getSolution().col_value)[self.first :]

    def total(self) -> float:
        """Return what the solution costs."""
        return float(self.highs.getInfo().objective_function_value)

    def shut(self, numbers: Sequence[int]) -> None:
        """Use these lines, by number, no more."""
        if numbers:
            self._bound(numbers, 0.0)
            self.highs.setOptionValue("simplex_strategy", DUAL)  # what the prices said still holds

    def open(self, numbers: Sequence[int]) -> None:
        """Take back a `shut`."""
        if numbers:
            self._bound(numbers, highspy.kHighsInf)
            self.highs.setOptionValue("simplex_strategy", PRIMAL)

    def whole(self, start: Sequence[Line], seconds: float) -> tuple[list[Line], bool]:
        """Return the best choice found of one line each and whether it is the best there is.

        `start` is a choice of lines held here, known already. The master is used up by this.
        """
        highs, count = self.highs, len(self.lines)
        kind = np.full(count, highspy.HighsVarType.kInteger)
        highs.changeColsIntegrality(count, self._columns(range(count)), kind)
        highs.setOptionValue("time_limit", seconds)
        if start:
            self._begin(start)
        highs.run()
        if highs.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
            return list(start), False
        chosen = [self.lines[number] for number in np.flatnonzero(self.shares() > 0.5)]
        return chosen, bool(highs.getModelStatus() == SOLVED)

    def _columns(self, numbers: Sequence[int]) -> NDArray[np.int32]:
        return np.array(numbers, dtype=np.int32) + np.int32(self.first)

    def _bound(self, numbers: Sequence[int], most: float) -> None:
        count = len(numbers)
        columns = self._columns(numbers)
        self.highs.changeColsBounds(count, columns, np.zeros(count), np.full(count, most))

    def _begin(self, start: Sequence[Line]) -> None:
        names = {(line.person, line.rows) for line in start}
        value, left = np.zeros(self.first + len(self.lines)), self.want.copy()
        for number, line in enumerate(self.lines):
            if (line.person, line.rows) in names:
                value[self.first + number] = 1.0
                left[list(line.rows)] -= 1.0
        value[: len(left)] = np.maximum(left, 0.0)
        value[len(left) : self.first] = np.maximum(-left, 0.0)
        solution = highspy.HighsSolution()
        solution.col_value = value.tolist()
        self.highs.setSolution(solution)
