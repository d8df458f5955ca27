"""Who sits where in a car, van, minibus and bus; left- and right-hand drive; what is asked."""

from itertools import permutations, product

import pytest

from narahubung.plans.carseats import KINDS, Asked, Problem, Rider, Seating, faults, seat

HEAD = Rider(name="Head", rank=1, gender="M")
SECOND = Rider(name="Second", rank=2, gender="M")
SPOUSE = Rider(name="Spouse", part="spouse", gender="F")
INTERPRETER = Rider(name="Interpreter", part="interpreter", gender="F")
AIDE = Rider(name="Aide", part="aide", gender="M")
GUARD = Rider(name="Guard", part="protection", gender="M")
OFFICER = Rider(name="Officer", part="officer", gender="F")
ALL = (HEAD, SECOND, SPOUSE, INTERPRETER, AIDE, GUARD, OFFICER)


def where(made: Seating, rider: Rider) -> str:
    one = next(one for one in made.taken if one.rider == rider)
    return one.place.code if one.place else "next car"


def test_in_a_sedan_the_principal_sits_rear_right_unless_the_event_says_left() -> None:
    riders = (HEAD, GUARD, OFFICER)
    assert where(seat(Problem(kind="sedan", riders=riders)), HEAD) == "rear_right"
    made = seat(Problem(kind="sedan", riders=riders, honour="rear_left"))
    assert where(made, HEAD) == "rear_left"
    assert made.taken[0].unsure  # sources differ


def test_protection_sits_in_front_and_the_officer_takes_the_next_car() -> None:
    made = seat(Problem(kind="sedan", riders=(HEAD, GUARD, OFFICER)))
    assert where(made, GUARD) == "front"
    assert where(made, OFFICER) == "next car"


def test_the_officer_sits_in_front_when_nobody_claims_it() -> None:
    made = seat(Problem(kind="sedan", riders=(HEAD, OFFICER)))
    assert where(made, OFFICER) == "front"


def test_the_second_by_rank_comes_before_the_interpreter() -> None:
    made = seat(Problem(kind="sedan", riders=(HEAD, SECOND, INTERPRETER, GUARD)))
    assert where(made, SECOND) == "rear_left"
    assert where(made, INTERPRETER) == "rear_middle"
    assert made.notes == ("middle",)
    without_guard = seat(Problem(kind="sedan", riders=(HEAD, SECOND, INTERPRETER)))
    assert where(without_guard, INTERPRETER) == "front"


@pytest.mark.parametrize(("driver", "kerb"), [("right", "left"), ("left", "right")])
def test_in_larger_vehicles_the_place_of_honour_is_at_the_kerb(driver: str, kerb: str) -> None:
    for kind in ("van", "minibus", "bus"):
        made = seat(Problem(kind=kind, riders=(HEAD, OFFICER, GUARD), driver=driver))
        assert where(made, HEAD) == f"row1_{kerb}"
        assert where(made, OFFICER).startswith("row2")


def test_what_security_asks_goes_first() -> None:
    asked = Asked(seat="rear_left", front="aide")
    made = seat(Problem(kind="sedan", riders=(HEAD, AIDE, GUARD), asked=asked))
    assert where(made, HEAD) == "rear_left"
    assert where(made, AIDE) == "front"
    assert where(made, GUARD) == "rear_right"


def test_nobody_of_the_other_gender_sits_beside_the_principal_where_it_is_asked() -> None:
    asked = Asked(beside="same")
    made = seat(Problem(kind="sedan", riders=(HEAD, INTERPRETER, GUARD), asked=asked))
    assert where(made, INTERPRETER) == "next car"
    made = seat(Problem(kind="sedan", riders=(HEAD, SPOUSE, GUARD), asked=asked))
    assert where(made, SPOUSE) == "rear_left"
    made = seat(Problem(kind="van", riders=(HEAD, INTERPRETER, GUARD), asked=asked))
    assert where(made, INTERPRETER) == "row2_left"


def test_the_officer_beside_the_principal_only_when_asked() -> None:
    made = seat(Problem(kind="sedan", riders=(HEAD, OFFICER), asked=Asked(officer_in=True)))
    assert where(made, OFFICER) == "rear_left"


def test_the_same_people_in_any_order_sit_the_same() -> None:
    problem = Problem(kind="sedan", riders=ALL)
    first = seat(problem)
    for shuffled in list(permutations(ALL))[:200]:
        assert seat(Problem(kind="sedan", riders=shuffled)).taken == first.taken


def test_no_plan_has_a_fault_and_faults_are_found() -> None:
    for kind, driver, honour, asked, size in product(
        KINDS,
        ("right", "left"),
        ("rear_right", "rear_left"),
        (Asked(), Asked(beside="same"), Asked(beside="nobody"), Asked(seat="rear_left")),
        range(1, len(ALL) + 1),
    ):
        problem = Problem(kind=kind, riders=ALL[:size], driver=driver, honour=honour, asked=asked)
        assert faults(problem, seat(problem)) == []
    problem = Problem(kind="sedan", riders=(HEAD, OFFICER))
    bad = seat(Problem(kind="sedan", riders=(HEAD, OFFICER), asked=Asked(officer_in=True)))
    assert faults(problem, bad) == ["Officer: officer beside the principal"]
