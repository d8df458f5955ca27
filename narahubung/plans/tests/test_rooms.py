"""Rooms drawn from a shape and numbers: who is right of whom, who faces the door, both views."""

from itertools import product
from math import cos, radians, sin

import pytest

from narahubung.plans.rooms import (
    SHAPES,
    Layout,
    RoomSeat,
    TooMany,
    UnknownShape,
    draw,
    faults,
    in_a_row,
    turned,
    turned_by,
)

MOST = {"rows": 5, "base": 12, "arm": 9, "tables": 11, "seats": 9, "guests": 30, "front": 9}


def right_of(one: RoomSeat, other: RoomSeat) -> float:
    """How far `other` is at the right hand of `one`, in cm."""
    turn = radians(one.facing)
    return (other.x - one.x) * cos(turn) + (other.y - one.y) * sin(turn)


def before(one: RoomSeat, other: RoomSeat) -> float:
    turn = radians(one.facing)
    return (other.x - one.x) * sin(turn) - (other.y - one.y) * cos(turn)


def by_honour(layout: Layout) -> list[RoomSeat]:
    return sorted((one for one in layout.seats if one.honour), key=lambda one: one.honour)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_shape_has_each_number_and_honour_once_and_nobody_in_anybody(shape: str) -> None:
    numbers = SHAPES[shape].numbers
    ranges = [(one.least, one.usual, MOST.get(one.name, one.usual + 1)) for one in numbers]
    for values in product(*ranges):
        given = dict(zip((one.name for one in numbers), values, strict=True))
        layout = draw(shape, given)
        assert faults(layout) == [], (shape, given)
        ranks = [one.honour for one in by_honour(layout)]
        assert ranks == list(range(1, len(ranks) + 1)), (shape, given)
        for turn in (90, 180, 270):
            assert faults(turned(layout, turn)) == []


def test_a_row_is_3_1_2_odd_and_4_2_1_3_even_from_the_left_of_those_seated() -> None:
    assert in_a_row(3) == [3, 1, 2]
    assert in_a_row(4) == [4, 2, 1, 3]
    assert in_a_row(5) == [5, 3, 1, 2, 4]
    assert in_a_row(6) == [6, 4, 2, 1, 3, 5]
    assert in_a_row(1) == [1]


@pytest.mark.parametrize(
    ("shape", "given"),
    [
        ("head", {"seats": 7}),
        ("head", {"seats": 8}),
        ("stage", {"seats": 5}),
        ("theatre", {"rows": 1, "seats": 9, "aisles": 0}),
        ("photo", {"rows": 1, "front": 7, "more": 0}),
        ("u", {"base": 5, "arm": 3}),
    ],
)
def test_the_second_sits_at_the_side_the_rule_says(shape: str, given: dict[str, int]) -> None:
    first, second, third = by_honour(draw(shape, given))[:3]
    odd = next(iter(given.values())) % 2 or shape in {"theatre", "photo"}
    assert (right_of(first, second) > 0) is bool(odd)
    assert right_of(first, third) * right_of(first, second) < 0


def test_the_place_of_honour_faces_the_door() -> None:
    for shape in ("u", "square", "head", "bilateral", "signing"):
        layout = draw(shape, {})
        (door,) = [one for one in layout.points if one.kind == "door"]
        first = by_honour(layout)[0]
        assert (first.facing, door.y > first.y) == (180, True), shape


def test_a_u_goes_down_right_and_left_in_turn_and_a_square_clockwise() -> None:
    seats = by_honour(draw("u", {"base": 3, "arm": 4}))
    assert [one.table for one in seats[3:]] == ["right", "left"] * 4
    assert all(right_of(seats[0], one) > 0 for one in seats[3::2])
    square = by_honour(draw("square", {"base": 3, "arm": 2}))
    assert [one.table for one in square] == [
        *("base", "base", "left", "left", "foot", "foot", "foot", "right", "right", "base")
    ]


@pytest.mark.parametrize("shape", ["u", "square"])
def test_around_a_frame_each_knows_who_is_at_the_right_hand(shape: str) -> None:
    seats = {one.number: one for one in draw(shape, {"base": 3, "arm": 4}).seats}
    found = [(one, seats[one.right]) for one in seats.values() if one.right]
    assert len(found) == (len(seats) if shape == "square" else len(seats) - 1)
    assert all(right_of(one, other) > 0 for one, other in found)


@pytest.mark.parametrize("across", [1, 2, 7, 8])
def test_principals_are_opposite_and_interpreters_behind(across: int) -> None:
    layout = draw("bilateral", {"seats": across, "behind": 1})
    named = {one.number: one for one in layout.seats}
    guest, host = named["G1"], named["H1"]
    assert guest.x == host.x
    assert before(guest, host) > 0
    assert before(host, guest) > 0
    for number in ("G1", "H1"):
        chair = named[f"{number}i"]
        assert chair.behind == number
        assert before(named[number], chair) < 0
    if across > 2:
        for side in "GH":
            sign = 1 if across % 2 else -1
            assert right_of(named[f"{side}1"], named[f"{side}2"]) * sign > 0


def test_who_signs_for_the_host_is_at_the_right_of_the_pair() -> None:
    named = {one.number: one for one in draw("signing", {}).seats}
    assert right_of(named["S2"], named["S1"]) > 0


def test_table_1_is_in_the_middle_before_the_stage_and_its_seat_1_looks_there() -> None:
    layout = draw("banquet", {"tables": 7, "seats": 10})
    first, second = by_honour(layout)[:2]
    assert (first.number, first.facing, second.number) == ("1/1", 0, "1/2")
    assert right_of(first, second) > 0
    rows = sorted({one.y for one in layout.boards if one.is_round})
    (main,) = [one for one in layout.boards if one.label == "1"]
    assert (main.y, abs(main.x - layout.width // 2) < main.width * 2) == (rows[0], True)


def test_guests_come_from_the_right_of_who_receives_the_highest_last() -> None:
    layout = draw("carpet", {"hosts": 1, "guests": 6})
    host = layout.seats[0]
    line = layout.seats[1:]
    assert all(right_of(host, one) > 0 for one in line)
    assert [one.honour for one in line] == [6, 5, 4, 3, 2, 1]
    assert line[0].x > line[-1].x


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_each_viewpoint_shows_the_room_as_it_says(shape: str) -> None:
    layout = draw(shape, {})
    door = turned(layout, turned_by(layout, "door"))
    first = next(one for one in door.points if one.kind == "door")
    assert door.height - first.y <= min(first.y, first.x, door.width - first.x)
    seated = turned(layout, turned_by(layout, "seated"))
    camera = turned(layout, turned_by(layout, "camera"))
    assert (seated.honour_faces, camera.honour_faces) == (0, 180)
    mirror = {one.number: one for one in camera.seats}
    for one in seated.seats:
        other = mirror[one.number]
        assert (one.x + other.x, one.y + other.y) == (seated.width, seated.height)


def test_what_no_room_has_is_refused() -> None:
    with pytest.raises(UnknownShape):
        draw("igloo", {})
    with pytest.raises(TooMany) as refused:
        draw("head", {"seats": 51})
    assert refused.value.args == ("seats", 1, 50)
    with pytest.raises(TooMany):
        draw("theatre", {"rows": 40, "seats": 60})
    with pytest.raises(ValueError, match="45"):
        turned(draw("head", {}), 45)
