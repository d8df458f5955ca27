"""Rows, photos, calls, entries, receiving lines and cars."""

from dataclasses import replace

import pytest

from narahubung.plans.seating import Guest, Pin, faults
from narahubung.plans.seating.calling import Call, calls, crossings
from narahubung.plans.seating.cars import Car, car_problem, riders
from narahubung.plans.seating.lineups import PREVIOUS, Leader, photo_order
from narahubung.plans.seating.marks import abreast, even_rows, hidden, marks, view
from narahubung.plans.seating.planning import seat
from narahubung.plans.seating.walking import receiving_line, walk_in, walk_out

TROIKA = (
    Leader(code="IDN", level="head_of_state", took_office="2014-10-20", host="now"),
    Leader(code="IND", level="head_of_government", took_office="2014-05-26", host="next"),
    Leader(code="ITA", level="head_of_government", took_office="2022-10-22", host="previous"),
)
OTHERS = (
    Leader(code="TUR", level="head_of_state", took_office="2014-08-28"),
    Leader(code="FRA", level="head_of_state", took_office="2017-05-14"),
    Leader(code="USA", level="head_of_state", took_office="2021-01-20"),
    Leader(code="ZAF", level="head_of_state", took_office="2018-02-15"),
    Leader(code="CAN", level="head_of_government", took_office="2015-11-04"),
    Leader(code="AUS", level="head_of_government", took_office="2022-05-23"),
    Leader(code="SAU", level="deputy", took_office="2017-06-21"),
    Leader(code="WHO", level="organisation", name="World Health Organization"),
    Leader(code="UN", level="organisation", name="United Nations"),
    Leader(code="MEX", level="minister", rank=1),
)


def test_a_row_is_3_1_2_and_4_2_1_3() -> None:
    assert [abreast(number) for number in (1, 2, 3, 4, 5)] == [
        (1,),
        (2, 1),
        (3, 1, 2),
        (4, 2, 1, 3),
        (5, 3, 1, 2, 4),
    ]
    assert (even_rows(24, 3), even_rows(8, 3), even_rows(2, 3)) == ((8, 8, 8), (3, 3, 2), (1, 1))


def test_the_family_photo_of_the_g20_in_both_views() -> None:
    order = photo_order((*OTHERS, *TROIKA))
    problem = order.problem()
    made = seat(problem, effort=0.1)

    assert order.sizes == (7, 3, 3)
    assert (made.objective, made.proven, made.ties) == (0, True, ())
    seen = view(problem.seats, made.seating)
    assert seen.from_person[0] == ("USA", "FRA", "ITA", "IDN", "IND", "TUR", "ZAF")
    assert seen.from_camera[0] == seen.from_person[0][::-1]
    assert seen.from_person[1] == ("SAU", "CAN", "AUS")
    assert seen.from_person[2] == ("MEX", "UN", "WHO")
    assert order.reasons["TUR"][0].facts["date"] == "2014-08-28"
    swapped = photo_order((*OTHERS, *TROIKA), at_right=PREVIOUS).problem()
    assert view(swapped.seats, seat(swapped).seating).from_person[0][2:5] == ("IND", "IDN", "ITA")


def test_a_place_changed_by_hand_stays_when_the_photo_is_planned_again() -> None:
    order = photo_order((*OTHERS, *TROIKA))
    made = seat(order.problem(pins=(Pin(guest="USA", seat="A1", by="dewi"),)), effort=0.1)

    assert made.seating["USA"] == "A1"
    assert next(one for one in made.seated if one.guest == "USA").reasons[0].facts == {"by": "dewi"}


def test_dates_that_do_not_decide_are_a_tie_and_nonsense_is_refused() -> None:
    same = (*TROIKA, *(replace(one, took_office="") for one in OTHERS[:2]))
    order = photo_order(same)

    assert [one.rank for one in order.guests] == [1, 2, 3, 4, 4]
    assert [one.code for one in order.reasons["FRA"]] == ["no_date", "tie"]
    assert [one.guests for one in seat(order.problem(), effort=0.1).ties] == [("FRA", "TUR")]
    with pytest.raises(ValueError, match="host of next"):
        photo_order((*TROIKA, replace(TROIKA[1], code="BRA")))
    with pytest.raises(ValueError, match="no such level"):
        photo_order((replace(TROIKA[0], level="king"),))


def test_nobody_crosses_anybody_on_the_way_to_the_marks() -> None:
    floor = marks((5, 4, 4), spacing_cm=60)
    seating = {f"g{number}": one.code for number, one in enumerate(floor)}
    for side in ("left", "right", "both"):
        order = calls(floor, seating, side=side)
        assert crossings(floor, order) == ()
        assert [one.row for one in order] == [3] * 4 + [2] * 4 + [1] * 5
        assert (order[-1].mark, order[-1].side) == ("A3", "front")
        assert 36 <= order[-1].at_s < 40
    bad = [Call(number=1, guest="a", mark="A1", row=1, at_s=0, side="left")]
    bad.append(Call(number=2, guest="b", mark="A2", row=1, at_s=3, side="left"))
    assert crossings(floor, bad) == (("b", "a"),)
    assert calls(floor, {}) == ()


def test_who_is_hidden_is_told() -> None:
    floor = marks((1, 1))

    assert hidden(floor, {"a": "A1", "b": "B1"}, {"a": 190, "b": 165}) == (("b", "a"),)
    assert hidden(floor, {"a": "A1", "b": "B1"}, {"a": 170, "b": 165}) == ()
    assert hidden(floor, {"a": "A1", "b": "B1"}, {"a": 190}) == ()


def test_the_most_honoured_walks_in_last_and_out_first() -> None:
    guests = (
        Guest(code="king", rank=1),
        Guest(code="queen", rank=1, spouse_of="king"),
        Guest(code="a", rank=2),
        Guest(code="b", rank=2),
        Guest(code="voice", rank=9, interpreter_of="king"),
        Guest(code="c", rank=4),
    )
    cues = walk_in(guests, every_s=30, door="D1", doors={"king": "D2"}, pause_s={"king": 15})

    assert [one.guests for one in cues] == [("c",), ("a",), ("b",), ("king", "queen")]
    assert [one.at_s for one in cues] == [0, 30, 60, 105]
    assert (cues[3].door, cues[3].stand_by_s, cues[3].go_s) == ("D2", 45, 95)
    assert (cues[1].tied, cues[3].tied) == (("b",), ())
    assert [one.guests[0] for one in walk_out(guests)] == ["king", "a", "b", "c"]


def test_a_receiving_line_begins_with_the_host_and_knows_its_side() -> None:
    line = (Guest(code="wife", rank=1, spouse_of="host"), Guest(code="minister", rank=2))
    line = (*line, Guest(code="host", rank=1, is_host=True))

    made = receiving_line(line, most_honoured_receives=True)
    assert (made.line, made.guests_from) == (("host", "wife", "minister"), "left")
    assert receiving_line(line, most_honoured_receives=False).guests_from == "right"


def test_rank_decides_who_rides_in_which_car_and_nobody_is_parted() -> None:
    guests = tuple(Guest(code=f"g{at}", rank=at) for at in range(1, 7))
    guests = (*guests, Guest(code="wife", rank=6, spouse_of="g6"))
    guests = (*guests, Guest(code="voice", rank=99, interpreter_of="g1"))
    problem = car_problem(
        guests, [Car(code="c2", order=2, seats=3), Car(code="c1", order=1, seats=3)]
    )
    short = replace(problem, seats=problem.seats[:4])
    problem = car_problem(guests, [Car(code=f"c{at}", order=at, seats=3) for at in (3, 1, 2)])

    made = seat(problem, effort=0.2)

    assert made.relax == ()
    assert faults(problem, made.seating) == ()
    rides = riders(problem, made.seating)
    assert list(rides) == ["c1", "c2", "c3"]
    assert {"g1", "voice"} <= set(rides["c1"])
    assert any({"g6", "wife"} <= set(some) for some in rides.values())
    assert seat(short).seats_missing == 4
