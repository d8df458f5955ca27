"""The bound of rows at prices against every seating there is."""

import math
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narahubung.plans.seating import Policy, Problem, faults, price, rows
from narahubung.plans.seating.bounding import bound_of
from narahubung.plans.seating.reading import frame_of
from narahubung.plans.seating.table import table_of
from narahubung.plans.tests.test_seating import every, problems, ranked, row


def at_rounds(problem: Problem, size: int) -> Problem:
    """Return the problem with its seats at round tables of so many."""
    seats = []
    for number, seat in enumerate(problem.seats):
        table, chair = divmod(number, size)
        turn = 2 * math.pi * chair / size
        seats.append(
            replace(
                seat,
                table=f"R{table}",
                x_cm=round(400 * table + 30 * size * math.sin(turn)),
                y_cm=round(-30 * size * math.cos(turn)),
                facing_deg=round(math.degrees(turn) + 180) % 360,
            )
        )
    return replace(problem, seats=tuple(seats))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(problems(), st.sampled_from((0, 2, 3, 4, 6)), st.sampled_from((2, 3, 60)))
def test_no_seating_costs_less_than_the_bound(
    monkeypatch: Any, problem: Problem, size: int, near: int
) -> None:
    monkeypatch.setattr(rows, "NEAR", near)
    problem = at_rounds(problem, size) if size else problem
    legal = [price(problem, one) for one in every(problem) if not faults(problem, one)]
    if legal:
        table = table_of(frame_of(problem), hard=rows.HARD)
        assert rows.priced(table, min(legal) + 50, rounds=30) <= min(legal)


def test_prices_tell_what_halves_of_neighbours_do_not() -> None:
    # Each could have the other sex at both hands, but not all of them without leaving their ranks.
    guests = tuple(replace(one, sex="mmmfff"[n]) for n, one in enumerate(ranked(6)))
    problem = Problem(guests=guests, seats=row(6), policy=Policy(alternate_sexes=60))
    best = min(price(problem, one) for one in every(problem))
    table = table_of(frame_of(problem), hard=rows.HARD)

    assert bound_of(table) < rows.priced(table, best, rounds=200) <= best
