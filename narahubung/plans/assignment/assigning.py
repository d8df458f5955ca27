"""The engine's entry: a problem in, a plan with its reasons out."""

import time

from narahubung.plans.assignment.terms import Plan, Problem


def assign(
    problem: Problem, *, effort: float = 30.0, seed: int = 0, wall_guard_s: float = 60.0
) -> Plan:
    """Give each delegation its officers for its whole stay.

    Fills as many places as possible (by worth: lead, cleared party), then with the fewest points
    of misfit; see Policy for the rules. Same problem (in any order), effort and seed: same plan,
    unless the guard stopped it, which the plan says.

    Parameters
    ----------
    effort
        Deterministic seconds of the solver (roughly seconds of one core); no clock is read.
    seed
        Of the solver; it picks among plans that are equally good.
    wall_guard_s
        Seconds by the clock after which the best plan so far is returned.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.

    Notes
    -----
    An assignment problem with interval capacities and covering rows (generalised assignment,
    NP-hard; Martello & Toth, Knapsack Problems, 1990, ch. 7). Linear relaxation by column
    generation, exact Lagrangian bound, reduced-cost fixing, CP-SAT on what is left. OR-Tools is
    imported here and not before: web processes call `run_in_child`, which is this in a process of
    its own.
    """
    from narahubung.plans.assignment.planning import (  # noqa: PLC0415 - 100 MB that only a child needs
        plan_from,
    )
    from narahubung.plans.assignment.solving import search  # noqa: PLC0415 - as above
    from narahubung.plans.assignment.tabling import OfficerTable  # noqa: PLC0415 - as above

    until = time.monotonic() + wall_guard_s
    table = OfficerTable(problem)
    return plan_from(table, search(table, effort=effort, seed=seed, until=until))
