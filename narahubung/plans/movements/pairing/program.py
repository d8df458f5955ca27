"""A whole-number program as HiGHS takes it: rows of {column: times}."""

from collections.abc import Sequence
from math import inf
from typing import Any

from narahubung.plans.arrays import np

Row = tuple[float, float, dict[int, float]]
"""(at least, at most, {column: times})."""


class Program:
    """Columns with costs and limits, rows between limits; one thread: it can be repeated."""

    def __init__(
        self,
        costs: Sequence[float],
        low: Sequence[float],
        high: Sequence[float],
        whole: Sequence[bool],
        rows: Sequence[Row],
        *,
        offset: float = 0.0,
    ) -> None:
        import highspy  # noqa: PLC0415 - only a child needs it

        self._solver = highspy
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        model: Any = highspy.HighsLp()
        model.num_col_, model.num_row_, model.offset_ = len(costs), len(rows), offset
        model.col_cost_ = np.array(costs, dtype=float)
        model.col_lower_, model.col_upper_ = np.array(low, float), np.array(high, float)
        model.integrality_ = [kinds[each] for each in whole]
        model.row_lower_ = np.array([row[0] for row in rows], dtype=float)
        model.row_upper_ = np.array([row[1] for row in rows], dtype=float)
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0] + [len(row[2]) for row in rows]).astype(np.int32)
        matrix.index_ = np.array([c for row in rows for c in row[2]], dtype=np.int32)
        matrix.value_ = np.array([v for row in rows for v in row[2].values()], dtype=float)
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.silent()
        # The gaps are far below the least difference that two plans can have.
        for name, value in (("threads", 1), ("mip_rel_gap", 1e-7), ("mip_abs_gap", 1e-5)):
            self.highs.setOptionValue(name, value)
        self.highs.passModel(model)

    def begin(self, values: Sequence[float]) -> None:
        """Start from these values of the columns."""
        solution = self._solver.HighsSolution()
        solution.col_value = list(values)
        self.highs.setSolution(solution)

    def run(self, seconds: float, nodes: int) -> tuple[list[float] | None, float, bool]:
        """Return (values or None, bound, whether nothing better is left to find).

        nodes: of branch and bound, the same on every machine; seconds: the guard.
        """
        highs = self.highs
        highs.setOptionValue("mip_max_nodes", nodes)
        highs.setOptionValue("time_limit", highs.getRunTime() + max(0.0, seconds))
        highs.run()
        info, done = (
            highs.getInfo(),
            highs.getModelStatus() == self._solver.HighsModelStatus.kOptimal,
        )
        bound = float(info.mip_dual_bound)
        if info.primal_solution_status != self._solver.kSolutionStatusFeasible:
            return None, bound, False
        return list(highs.getSolution().col_value), bound, bool(done)

    def relaxed(self, seconds: float) -> float:
        """Return what no solution costs less than, whole numbers or not; every column is limited.

        The prices of the rows come from the inner points alone, which is quick, and nearly right;
        what they prove is worked out from them, so it holds whatever they are.
        """
        lp: Any = self.highs.getLp()
        lp.integrality_ = []
        highs: Any = self._solver.Highs()  # type: ignore[no-untyped-call]
        highs.silent()
        for name, value in (("threads", 1), ("solver", "ipm"), ("run_crossover", "off")):
            highs.setOptionValue(name, value)
        highs.setOptionValue("time_limit", max(0.0, seconds))
        highs.passModel(lp)
        highs.run()
        prices = np.array(highs.getSolution().row_dual)
        if len(prices) < lp.num_row_ or not np.isfinite(prices).all():
            return -inf
        low, high = np.array(lp.row_lower_), np.array(lp.row_upper_)
        prices[np.isinf(np.where(prices > 0, low, high))] = 0.0
        matrix = lp.a_matrix_
        along = np.array(matrix.index_)
        across = np.repeat(np.arange(len(matrix.start_) - 1), np.diff(matrix.start_))
        by_row = matrix.format_ == self._solver.MatrixFormat.kRowwise
        rows, columns = (across, along) if by_row else (along, across)
        paid = np.array(matrix.value_) * prices[rows]
        left = np.array(lp.col_cost_) - np.bincount(columns, paid, lp.num_col_)
        least = np.where(left > 0, lp.col_lower_, lp.col_upper_)
        priced = prices * np.where(prices > 0, low, np.where(prices < 0, high, 0.0))
        return float(lp.offset_ + priced.sum() + (left * least).sum())

    def limit(self, columns: Sequence[int], most: int) -> None:
        """Let no more than so many of these columns, of 0 or 1 each, be 1."""
        count = len(columns)
        self.highs.addRow(-inf, float(most), count, np.array(columns, np.int32), np.ones(count))
