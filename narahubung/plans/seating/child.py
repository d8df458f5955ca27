"""Seating in a process of its own, as `assignment.child` does it: no web process loads a solver."""

from dataclasses import dataclass
from typing import Any

from narahubung.plans.assignment.child import answer, in_child
from narahubung.plans.seating.shapes import Problem, Proposal, Reseating, Seating

MODULE = "narahubung.plans.seating"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One task: a plan for the problem, or, with a seating, the fewest moves from that one."""

    problem: Problem
    seating: Seating | None = None
    absent: frozenset[str] = frozenset()
    before: Problem | None = None
    gaps: str = "close"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The answer to either task."""

    proposal: Proposal | None = None
    reseating: Reseating | None = None


def seat_in_child(
    problem: Problem,
    *,
    effort: float = 5.0,
    seed: int = 0,
    wall_guard_s: float = 30.0,
    memory_mb: int = 2048,
) -> Proposal:
    """Do what `planning.seat` does, in a child process of at most `memory_mb` of address space.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.
    PlanningFailedError
        The child took too long, ran out of memory or broke.
    """
    limits = {"effort": effort, "seed": seed, "wall_guard_s": wall_guard_s, "memory_mb": memory_mb}
    done = _child(Asked(problem=problem), **limits)
    return done.proposal or Proposal()


def reseat_in_child(
    problem: Problem,
    seating: Seating,
    *,
    absent: frozenset[str] = frozenset(),
    before: Problem | None = None,
    gaps: str = "close",
    effort: float = 5.0,
    seed: int = 0,
    wall_guard_s: float = 30.0,
    memory_mb: int = 2048,
) -> Reseating:
    """Do what `reseating.reseat` does, in a child process; raises as above."""
    limits = {"effort": effort, "seed": seed, "wall_guard_s": wall_guard_s, "memory_mb": memory_mb}
    asked = Asked(
        problem=problem, seating=dict(seating), absent=frozenset(absent), before=before, gaps=gaps
    )
    return _child(asked, **limits).reseating or Reseating(seating=seating)


def _child(asked: Asked, **limits: Any) -> Answered:
    return in_child(MODULE, Answered, asked, **limits)


def done(asked: Asked, *, effort: float, seed: int, wall_guard_s: float) -> Answered:
    """Do the task here; the solver is loaded only now."""
    from narahubung.plans.seating.planning import seat  # noqa: PLC0415 - only a child needs it
    from narahubung.plans.seating.reseating import reseat  # noqa: PLC0415 - as above

    if asked.seating is None:
        proposal = seat(asked.problem, effort=effort, seed=seed, wall_guard_s=wall_guard_s)
        return Answered(proposal=proposal)
    return Answered(
        reseating=reseat(
            asked.problem,
            asked.seating,
            absent=asked.absent,
            before=asked.before,
            gaps=asked.gaps,
            effort=effort,
            seed=seed,
            wall_guard_s=wall_guard_s,
        )
    )


def main() -> int:
    """Answer one task."""
    return answer(Asked, done)
