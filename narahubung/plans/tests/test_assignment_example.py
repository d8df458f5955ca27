"""The example event: every delegation staffed, preassignments kept, proven, repeatable."""

from benchmarks.officers import WORKBOOK, example, generated
from narahubung.plans.assignment import assign, faults, to_json


def test_the_example_is_staffed_whole_and_proven() -> None:
    problem = example(WORKBOOK)
    plan = assign(problem)

    assert len(problem.delegations) == 43
    assert len(plan.places) == 86
    assert plan.unfilled == ()
    assert faults(problem, plan) == []
    assert plan.proven
    assert plan.gap_pct == 0
    assert sum(place.pinned for place in plan.places) == 12
    # Six choices of the ministry for a head of state or government lack clearance, one officer is
    # away for an afternoon: they stand, and the plan says so.
    waived = {(place.delegation, r.code) for place in plan.places for r in place.waived}
    cleared = {(name, "no_clearance") for name in ("CHN", "DEU", "FRA", "KHM", "KOR", "SAU")}
    assert waived == cleared | {("UNO", "not_free")}
    assert len(plan.passed_over) == 160 - 86


def test_a_larger_summit_is_proven_and_repeats() -> None:
    problem = generated(delegations=40, officers=120, seed=5)
    plan = assign(problem)

    assert faults(problem, plan) == []
    assert plan.proven
    assert to_json(assign(problem)) == to_json(plan)
