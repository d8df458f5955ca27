"""Arrivals planned in a process of its own, as `assignment.child` does it."""

from narahubung.plans.assignment.child import answer, in_child
from narahubung.plans.movements.arriving.planning import plan_arrivals
from narahubung.plans.movements.arriving.terms import ArrivalPlan, ArrivalProblem


def run_arrivals_in_child(
    problem: ArrivalProblem,
    *,
    effort: float = 30.0,
    seed: int = 0,
    wall_guard_s: float = 60.0,
    memory_mb: int = 2048,
) -> ArrivalPlan:
    """Do what `plan_arrivals` does, in a child process of at most `memory_mb` of address space.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.
    PlanningFailedError
        The child took too long, ran out of memory or broke.
    """
    return in_child(
        "narahubung.plans.movements.arriving",
        ArrivalPlan,
        problem,
        effort=effort,
        seed=seed,
        wall_guard_s=wall_guard_s,
        memory_mb=memory_mb,
    )


def main() -> int:
    """Answer one task."""
    return answer(ArrivalProblem, plan_arrivals)
