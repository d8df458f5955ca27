"""Pooled transfers planned in a process of their own, as `assignment.child` does it."""

from narahubung.plans.assignment.child import answer, in_child
from narahubung.plans.movements.pooling.planning import plan_pool
from narahubung.plans.movements.pooling.terms import PoolPlan, PoolProblem


def run_pool_in_child(
    problem: PoolProblem,
    *,
    effort: float = 4.0,
    seed: int = 0,
    wall_guard_s: float = 60.0,
    memory_mb: int = 2048,
) -> PoolPlan:
    """Do what `plan_pool` does, in a child process of at most `memory_mb` of address space.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.
    PlanningFailedError
        The child took too long, ran out of memory or broke.
    """
    return in_child(
        "narahubung.plans.movements.pooling",
        PoolPlan,
        problem,
        effort=effort,
        seed=seed,
        wall_guard_s=wall_guard_s,
        memory_mb=memory_mb,
    )


def main() -> int:
    """Answer one task."""
    return answer(PoolProblem, plan_pool)
