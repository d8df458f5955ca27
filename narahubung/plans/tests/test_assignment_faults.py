"""Every kind of breach is found, also in a plan made by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from narahubung.plans.assignment import (
    Pin,
    Place,
    Plan,
    Problem,
    Unfilled,
    assign,
    faults,
)
from narahubung.plans.tests.test_assignment import days, officer, party

PROBLEM = Problem(
    officers=(
        officer("a", cleared=True, gender="F"),
        officer("b", cleared=True, gender="F"),
        officer("plain", gender="F"),
        officer("away", cleared=True, gender="F", busy=(days(3, 3.5),)),
        officer("related", cleared=True, gender="F", conflicts={"FRA": "a relative"}),
        officer("mute", cleared=True, gender="F", languages={"id": "C2"}),
        officer("man", cleared=True, gender="M"),
        officer("short", cleared=True, gender="F", max_hours_per_day=4),
    ),
    delegations=(
        party("FRA", head_category="head_of_state", gender_wish="F", gender_firm=True),
        party("USA"),
    ),
)


def seats(*given: tuple[str, str, str], gaps: tuple[tuple[str, str], ...] = ()) -> Plan:
    return Plan(
        places=tuple(Place(delegation=d, position=p, officer=o) for d, p, o in given),
        unfilled=tuple(Unfilled(delegation=d, position=p) for d, p in gaps),
    )


NO_USA = (("USA", "lead"), ("USA", "deputy"))
LEAD_A = ("FRA", "lead", "a")


@pytest.mark.parametrize(
    ("plan", "codes"),
    [
        (seats(LEAD_A, ("FRA", "deputy", "b"), gaps=NO_USA), set()),
        (seats(LEAD_A, ("FRA", "deputy", "plain"), gaps=NO_USA), {"no_clearance"}),
        (seats(LEAD_A, ("FRA", "deputy", "away"), gaps=NO_USA), {"not_free"}),
        (seats(LEAD_A, ("FRA", "deputy", "related"), gaps=NO_USA), {"conflict"}),
        (seats(LEAD_A, ("FRA", "deputy", "mute"), gaps=NO_USA), {"no_language"}),
        (seats(LEAD_A, ("FRA", "deputy", "man"), gaps=NO_USA), {"gender_firm"}),
        (seats(LEAD_A, ("FRA", "deputy", "short"), gaps=NO_USA), {"short_cover"}),
        (seats(LEAD_A, ("FRA", "deputy", "a"), gaps=NO_USA), {"both"}),
        (seats(LEAD_A, ("FRA", "deputy", "b")), {"left_out"}),
        (seats(LEAD_A, ("FRA", "deputy", "nobody"), gaps=NO_USA), {"unknown", "left_out"}),
        (seats(LEAD_A, ("FRA", "third", "b"), gaps=(*NO_USA, ("FRA", "deputy"))), {"unknown"}),
        (
            seats(LEAD_A, ("FRA", "lead", "b"), gaps=(*NO_USA, ("FRA", "deputy"))),
            {"twice"},
        ),
        (
            seats(LEAD_A, ("USA", "lead", "a"), gaps=(("FRA", "deputy"), ("USA", "deputy"))),
            {"capacity"},
        ),
    ],
)
def test_faults_names_each_breach(plan: Plan, codes: set[str]) -> None:
    assert {fault.reason.code for fault in faults(PROBLEM, plan)} == codes


def test_faults_sees_a_pin_that_is_not_kept() -> None:
    problem = replace(PROBLEM, pins=(Pin(delegation="FRA", position="lead", officer="b"),))
    plan = seats(LEAD_A, gaps=(*NO_USA, ("FRA", "deputy")))

    assert [fault.reason.code for fault in faults(problem, plan)] == ["pin_broken"]


def test_faults_sees_a_time_in_which_two_pinned_officers_are_both_away() -> None:
    problem = replace(
        PROBLEM,
        officers=(*PROBLEM.officers, officer("late", cleared=True, busy=(days(3, 4),))),
        pins=(
            Pin(delegation="FRA", position="lead", officer="away"),
            Pin(delegation="FRA", position="deputy", officer="late"),
        ),
    )
    plan = seats(("FRA", "lead", "away"), ("FRA", "deputy", "late"), gaps=NO_USA)

    assert [fault.reason.code for fault in faults(problem, plan)] == ["alone"]


@pytest.mark.parametrize(
    "spoil", [lambda plan: replace(plan, objective=plan.objective + 1)], ids=["objective"]
)
def test_faults_sees_a_sum_that_is_not_so(spoil: Callable[[Plan], Plan]) -> None:
    plan = assign(PROBLEM)

    assert faults(PROBLEM, plan) == []
    assert [fault.reason.code for fault in faults(PROBLEM, spoil(plan))] == ["objective"]
