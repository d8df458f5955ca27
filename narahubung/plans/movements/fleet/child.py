"""The fleet planned in a process of its own, as `assignment.child` does it."""

from narahubung.plans.assignment.child import answer, in_child
from narahubung.plans.movements.fleet.planning import plan_fleet
from narahubung.plans.movements.fleet.terms import FleetPlan, FleetProblem


def run_fleet_in_child(
    problem: FleetProblem,
    *,
    effort: float = 30.0,
    seed: int = 0,
    wall_guard_s: float = 60.0,
    memory_mb: int = 3072,
) -> FleetPlan:
    """Do what `plan_fleet` does, in a child process of at most `memory_mb` of address space.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.
    PlanningFailedError
        The child took too long, ran out of memory or broke.
    """
    return in_child(
        "narahubung.plans.movements.fleet",
        FleetPlan,
        problem,
        effort=effort,
        seed=seed,
        wall_guard_s=wall_guard_s,
        memory_mb=memory_mb,
    )


def main() -> int:
    """Answer one task."""
    return answer(FleetProblem, plan_fleet)
