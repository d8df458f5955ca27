"""The roster planned in a process of its own, as `assignment.child` does it."""

from narahubung.plans.assignment.child import answer, in_child
from narahubung.plans.roster.planning import plan_roster
from narahubung.plans.roster.terms import RosterPlan, RosterProblem


def run_roster_in_child(
    problem: RosterProblem,
    *,
    effort: float = 30.0,
    seed: int = 0,
    wall_guard_s: float = 60.0,
    memory_mb: int = 2048,
) -> RosterPlan:
    """Do what `plan_roster` does, in a child process of at most `memory_mb` of address space.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.
    PlanningFailedError
        The child took too long, ran out of memory or broke.
    """
    return in_child(
        "narahubung.plans.roster",
        RosterPlan,
        problem,
        effort=effort,
        seed=seed,
        wall_guard_s=wall_guard_s,
        memory_mb=memory_mb,
    )


def main() -> int:
    """Answer one task."""
    return answer(RosterProblem, plan_roster)
