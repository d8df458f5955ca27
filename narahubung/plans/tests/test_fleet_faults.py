"""The fleet's judge names every breach, also in a plan made by hand; bad problems are refused."""

from dataclasses import replace

import pytest

from narahubung.plans.movements.fleet import (
    BadProblemError,
    Drive,
    DriverRules,
    FleetPlan,
    Ridden,
    Unserved,
    Vehicle,
    fleet_faults,
    fleet_words,
    plan_fleet,
)
from narahubung.plans.tests.test_fleet import DAY, by_hand, cars, codes, problem, span, trip


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ({"trips": (DAY[0], DAY[0])}, "used twice"),
        ({"trips": (replace(DAY[0], span=span(5, 5)),)}, "ends before"),
        ({"present": (Ridden(trip="in", vehicle="no"),)}, "unknown"),
        ({"present": (Ridden(trip="in", vehicle="car 1"),) * 2}, "two vehicles"),
        ({"drives": {"hotel": {"venue": Drive(minutes=-1)}}}, "less than nothing"),
        (
            {"present": tuple(Ridden(trip=t, vehicle="car 1", firm=True) for t in ("in", "too"))},
            "cannot be of one",
        ),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(spoil: dict[str, object], why: str) -> None:
    with pytest.raises(BadProblemError, match=why):
        plan_fleet(replace(problem(*DAY, vehicles=cars(4)), **spoil))


SEDAN = Vehicle(id="sedan", kind="sedan", seats=3, home="hotel", free=(span(0, 300),))


@pytest.mark.parametrize(
    ("plan", "wrong"),
    [
        ({"in": "car 1", "on": "car 1", "too": "car 2", "back": "car 2"}, set()),
        ({"in": "car 1", "too": "car 1"}, {"late"}),
        ({"in": "car 1", "on": "nobody"}, {"unknown"}),
        ({"in": "sedan"}, {"not_free"}),
    ],
)
def test_the_judge_names_each_breach(plan: dict[str, str], wrong: set[str]) -> None:
    what = problem(*DAY, vehicles=(*cars(2), SEDAN))

    assert codes(what, by_hand(what, plan)) == wrong


def test_the_judge_sees_what_a_vehicle_is_and_what_a_plan_states() -> None:
    asks = trip("asks", 100, kind="van", seats=5, permits=frozenset({"red"}))
    what = problem(asks, vehicles=(SEDAN, *cars(1)))
    plan = by_hand(what, {"asks": "sedan"})
    twice = replace(plan, unserved=(Unserved(trip="asks"),))
    far = problem(
        replace(asks, origin="moon", kind="", seats=1, permits=frozenset()), vehicles=(SEDAN,)
    )

    assert codes(what, plan) == {"kind", "seats", "permits"}
    assert codes(what, twice) == {"kind", "seats", "permits", "twice"}
    assert codes(what, FleetPlan()) == {"left_out"}
    assert codes(what, replace(plan, stopped_by="proven")) >= {"fleet", "empty"}
    assert codes(far, by_hand(far, {"asks": "sedan"})) == {"no_drive"}
    assert [reason.facts["rule"] for reason in plan_fleet(far).unserved[0].reasons] == ["no_drive"]


def test_every_reason_has_words() -> None:
    what = problem(*DAY, vehicles=cars(1), rules=DriverRules(driving=50, spread=60))
    hand = by_hand(what, {"in": "car 1", "too": "car 1", "back": "car 1", "on": "nobody"})

    assert all(fleet_words(fault.reason) for fault in fleet_faults(what, hand))
    assert "80 min too late after in" in {fleet_words(f.reason) for f in fleet_faults(what, hand)}
