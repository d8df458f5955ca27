"""Whole lines of duties for many people: column generation, its bound, and a plan out of it.

Words: row (a demand: how many, what one missing or too many costs), line (all that one person does,
priced as a whole), worth (what the master would give for one more in a row), pricer (the caller's
part: it knows the rules and finds the lines worth having). Everybody has exactly one line.
"""

from collections.abc import Sequence

from narahubung.plans.lines.terms import (
    BadLinesError,
    Line,
    Priced,
    Pricer,
    Row,
    Solution,
    total_of,
)

__all__ = ["BadLinesError", "Line", "Priced", "Pricer", "Row", "Solution", "solve", "total_of"]


def solve(
    rows: Sequence[Row],
    people: int,
    pricer: Pricer,
    *,
    start: Sequence[Line] = (),
    seconds: float = 60.0,
    near: float = 0.0,
    unit: float = 0.0,
    seed: int = 0,
    rounds: int | None = None,
) -> Solution:
    """Give everybody one line so that lines and rows together cost as little as can be found.

    Parameters
    ----------
    people
        How many; `Line.person` counts from 0.
    start
        Lines known beforehand, a plan in use for example; one per person is not needed.
    seconds
        Wall guard: the best plan by then is returned. No other clock is read.
    near
        Good enough: stop when the plan is within this share of the bound (0.01 is 1 %).
    unit
        Every possible total is a whole multiple of this, so that the bound may be rounded up.
    seed
        Of the neighbourhoods; it picks among plans, never what is allowed.
    rounds
        Neighbourhoods looked at, at most; so many, with the guard far away, give the same plan
        again.

    Raises
    ------
    BadLinesError
        Somebody has no line at all, or a line names a person or a row that there is not.

    Notes
    -----
    Set partitioning with soft covering rows by column generation (Dantzig & Wolfe 1960; for
    rosters Burke & Curtois, EJOR 237, 2014), NP-hard. The bound is the Lagrangian one of the best
    prices met (Wentges smoothing), so it holds also when the guard ends the generation early. The
    plan comes from diving, then from neighbourhoods: a few people are set free, their lines priced
    anew around everybody else's, and the small master is solved as a MIP. The solver is imported
    here and not before: web processes leave this to a child.
    """
    from narahubung.plans.lines.solving import search  # noqa: PLC0415 - only a child needs it

    return search(
        rows,
        people,
        pricer,
        start=start,
        seconds=seconds,
        near=near,
        unit=unit,
        seed=seed,
        rounds=rounds,
    )
