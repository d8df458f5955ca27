"""The core on plain generalised assignment: against trying everything, and its checker."""

import random
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import gap
from narahubung.plans.assignment.bounding import SCALE, relax
from narahubung.plans.assignment.improving import improve
from narahubung.plans.assignment.knapsacks import tighten
from narahubung.plans.assignment.stepping import total_of


@st.composite
def instances(draw: st.DrawFn) -> gap.Instance:
    agents, jobs = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    row = st.lists(st.integers(1, 9), min_size=jobs, max_size=jobs)
    rows = st.lists(row, min_size=agents, max_size=agents)
    room = st.lists(st.integers(0, 20), min_size=agents, max_size=agents)
    return gap.Instance(costs=draw(rows), uses=draw(rows), room=draw(room))


def everything(instance: gap.Instance) -> Iterator[dict[int, int]]:
    """Yield every way to give each job an agent."""
    for agents in product(range(len(instance.room)), repeat=len(instance.costs[0])):
        yield dict(enumerate(agents))


def some_instance(agents: int, jobs: int) -> gap.Instance:
    """Return one whose room is short and whose cheap agents are the greedy ones (Yagiura's D)."""
    luck = random.Random(7)
    uses = [[luck.randint(1, 50) for _ in range(jobs)] for _ in range(agents)]
    costs = [[61 - use + luck.randint(-9, 9) for use in row] for row in uses]
    return gap.Instance(costs, uses, [sum(row) * 8 // (10 * agents) for row in uses])


@settings(max_examples=60, deadline=None)
@given(instances())
def test_the_core_finds_the_cheapest_of_all_plans(instance: gap.Instance) -> None:
    plans = [agents for agents in everything(instance) if not gap.faults(instance, agents)]
    found = gap.solve(instance, seconds=20)

    if plans:
        assert gap.faults(instance, found) == []
        assert gap.cost(instance, found) == min(gap.cost(instance, agents) for agents in plans)
    else:
        assert gap.faults(instance, found) != []


@settings(max_examples=60, deadline=None)
@given(instances())
def test_no_plan_costs_less_than_the_knapsacks_say_of_its_pairs(instance: gap.Instance) -> None:
    table = gap.table(instance)
    tight = tighten(table, relax(table, lambda: True), lambda: True)

    for agents in everything(instance):
        if not gap.faults(instance, agents):
            rises = [int(tight.slack[pair]) for pair in agents.items()]
            assert tight.low + max(rises) <= gap.cost(instance, agents) * SCALE


def test_parts_make_a_plan_whole_and_the_same_each_time() -> None:
    instance = some_instance(agents=5, jobs=40)
    table = gap.table(instance)
    relaxed = relax(table, lambda: True)
    until = time.monotonic() + 60
    ends = [
        improve(table, relaxed, {}, relaxed.bound, effort=0.5, seed=seed, until=until)
        for seed in (3, 3)
    ]

    assert gap.faults(instance, ends[0][0]) == []
    assert total_of(table, ends[0][0]) >= relaxed.bound
    assert ends[0] == ends[1]


def test_the_checker_sees_every_way_to_break_a_plan() -> None:
    instance = gap.Instance(costs=[[1, 2], [3, 4]], uses=[[5, 5], [5, 5]], room=[5, 5])

    assert gap.faults(instance, {0: 0, 1: 1}) == []
    assert gap.cost(instance, {0: 0, 1: 1}) == 5
    assert gap.faults(instance, {0: 0, 1: 0}) == ["agent 0 has 5 and takes 10"]
    assert gap.faults(instance, {0: 0}) == ["job 1 is at no agent"]
    assert gap.faults(instance, {0: 0, 1: 2}) == ["job 1 is at no agent"]
    assert gap.faults(instance, {0: 0, 1: 1, 2: 1}) == ["there is no job 2"]


def test_the_benchmark_tells_value_best_and_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "known").write_text(" 2 2\n 1 2\n 3 4\n 5 5\n 5 5\n 5 5\n")
    (tmp_path / "stranger").write_text("1 1\n7\n2\n1\n")
    best = tmp_path.parent / "best.yaml"
    best.write_text("gap: {known: 4}\n")
    monkeypatch.setattr(gap, "BEST", best)
    known, stranger = gap.run(tmp_path, 5)

    assert (known["value"], known["gap_pct"], known["valid"]) == (5, 25.0, True)
    assert (stranger["best"], stranger["gap_pct"], stranger["valid"]) == (None, None, False)
    with pytest.raises(ValueError, match="5 numbers, there are 4"):
        gap.read("1 2 1 1 1 1")
