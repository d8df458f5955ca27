"""The rostering core: against every plan there is, on tiny problems."""

import math
import random
from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narahubung.plans.lines import BadLinesError, Line, Priced, Row, Solution, solve, total_of
from narahubung.plans.lines.master import Master

SIDES = ("want", "under", "over")


class Listed:
    """A pricer that knows all lines of everybody, and tells the `most` best."""

    def __init__(self, lines: Sequence[Line], most: int = 99) -> None:
        self.lines, self.most = lines, most

    def __call__(self, worth: np.ndarray, people: Sequence[int]) -> Priced:
        told, least = [], []
        each = np.broadcast_to(worth, (len(people), worth.shape[-1]))
        for person, own in zip(people, each, strict=True):
            value = {
                line: line.cost - own[list(line.rows)].sum()
                for line in self.lines
                if line.person == person
            }
            best = sorted(value, key=value.__getitem__)[: self.most]
            told += best
            least.append(value[best[0]])
        return Priced(told, np.array(least))


def tiny(seed: int) -> tuple[list[Row], int, list[Line]]:
    luck = random.Random(seed)
    rows = [
        Row(luck.randint(0, 2), luck.randint(1, 20), luck.choice((0, 3, math.inf)))
        for _ in range(luck.randint(1, 6))
    ]
    people = luck.randint(1, 4)
    lines = {
        Line(
            person,
            luck.randint(0, 9),
            tuple(sorted(luck.sample(range(len(rows)), luck.randint(0, min(3, len(rows)))))),
        )
        for person in range(people)
        for _ in range(luck.randint(1, 5))
    }
    return rows, people, sorted(lines, key=lambda line: (line.person, line.cost, line.rows))


def least(rows: list[Row], people: int, lines: list[Line]) -> float:
    each = [[line for line in lines if line.person == person] for person in range(people)]
    return min(total_of(rows, plan) for plan in product(*each))


def fair(rows: list[Row], people: int, lines: list[Line], found: Solution) -> None:
    """Everybody has one of the own lines, the total is right, and the bound is one."""
    assert [line.person for line in found.lines] == list(range(people))
    assert set(found.lines) <= set(lines)
    assert found.total == total_of(rows, found.lines)
    assert found.bound <= least(rows, people, lines) + 1e-6


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_best_plan_is_found_when_all_lines_are_known(seed: int) -> None:
    rows, people, lines = tiny(seed)
    best = least(rows, people, lines)
    found = solve(rows, people, Listed(lines), unit=1.0, rounds=1)

    if math.isfinite(best):
        fair(rows, people, lines, found)
        assert found.total == best


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_lines_are_asked_for_as_they_are_needed(seed: int) -> None:
    rows, people, lines = tiny(seed)
    found = solve(rows, people, Listed(lines, most=1), rounds=3, seed=seed)

    fair(rows, people, lines, found)
    assert found.lines == solve(rows, people, Listed(lines, most=1), rounds=3, seed=seed).lines
    if found.stopped_by == "proven":
        assert found.total == pytest.approx(least(rows, people, lines))


def test_a_dive_and_twenty_rounds_come_near_the_best_plan() -> None:
    """Against one whole-number program over all lines."""
    reached = best = 0.0
    for seed in range(3):
        luck = random.Random(seed)
        rows = [Row(luck.randint(1, 4), 20.0, 5.0) for _ in range(12)]
        lines = [
            Line(person, luck.randint(0, 5), tuple(sorted(luck.sample(range(12), 3))))
            for person in range(12)
            for _ in range(30)
        ]
        found = solve(rows, 12, Listed(lines, most=3), rounds=20)
        numbers = [np.array([getattr(row, side) for row in rows]) for side in SIDES]
        master = Master(*numbers, range(12))
        master.add(lines)
        plan, proven = master.whole((), 60.0)
        assert proven
        assert found.bound <= total_of(rows, plan) + 1e-6 <= found.total + 2e-6
        reached, best = reached + found.total, best + total_of(rows, plan)
    assert reached <= 1.02 * best


def test_two_hundred_people_are_near_the_bound() -> None:
    """Each can do one of three shifts next to each other, and likes the first best."""
    lines = [
        Line(person, float(k), (((person * 7) % 40 + k) % 40,))
        for person in range(200)
        for k in range(3)
    ]
    rows = [Row(6 if number % 2 else 4, 50.0, 5.0) for number in range(40)]
    found = solve(rows, 200, Listed(lines, most=2), near=0.02)

    assert found.stopped_by in ("near", "proven")
    assert found.gap <= 0.02


def test_a_plan_known_beforehand_is_never_made_worse() -> None:
    rows, people, lines = tiny(11)
    start = [next(line for line in lines if line.person == person) for person in range(people)]
    found = solve(rows, people, Listed(lines), start=start, rounds=0)

    assert found.total <= total_of(rows, start)


def test_no_time_still_gives_everybody_a_line() -> None:
    rows, people, lines = tiny(3)
    found = solve(rows, people, Listed(lines), seconds=0.0)

    assert len(found.lines) == people
    assert found.stopped_by == "time"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (Line(1, 0.0, ()), "person 1, but there is no such"),
        (Line(0, 0.0, (4,)), "names a row that there is not"),
    ],
)
def test_a_line_of_nobody_or_nowhere_is_refused(line: Line, said: str) -> None:
    with pytest.raises(BadLinesError, match=said):
        solve([Row(1, 1.0)], 1, Listed([Line(0, 0.0, (0,))]), start=[line])


def test_somebody_without_any_line_is_named() -> None:
    with pytest.raises(BadLinesError, match="person 1 has no line"):
        solve([Row(1, 1.0)], 2, lambda worth, people: Priced([Line(0, 0.0, ())], np.zeros(2)))
