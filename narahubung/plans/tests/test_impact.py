"""Whom a danger touches: against exact numbers, and shapes that cannot be meant."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narahubung.plans.impact import (
    Area,
    BadShape,
    Circle,
    ImpactProblem,
    Ring,
    Stay,
    Wrong,
    impact,
    impact_faults,
)

BALI = ((-8.06, 114.43), (-8.06, 115.71), (-8.85, 115.71), (-8.85, 114.43), (-8.06, 114.43))
GRID = st.tuples(st.integers(-40, 40), st.integers(-40, 40)).map(
    lambda at: (-8.6 + at[0] / 100, 115.2 + at[1] / 100)
)


@st.composite
def rings(draw: st.DrawFn) -> Ring:
    """A star: corners around a middle, each at its own distance, so that no sides cross."""
    lat, lon = draw(GRID)
    count = draw(st.integers(3, 12))
    far = draw(st.lists(st.integers(1, 30), min_size=count, max_size=count))
    turns = [2 * math.pi * number / count for number in range(count)]
    corners = [
        (lat + distance / 100 * math.sin(turn), lon + distance / 100 * math.cos(turn))
        for turn, distance in zip(turns, far, strict=True)
    ]
    return Ring((*corners, corners[0]))


circles = st.builds(lambda at, km: Circle(at[0], at[1], km), GRID, st.integers(1, 60).map(float))
stays = st.builds(
    lambda who, place, start, long: Stay(who, place, start, start + long),
    st.sampled_from(["ani", "budi", "car 4"]),
    st.integers(0, 7),
    st.integers(0, 900),
    st.integers(0, 300),
)


@given(
    found=st.builds(Area, st.lists(rings(), max_size=4), st.lists(circles, max_size=2)),
    places=st.lists(st.one_of(GRID, st.none()), min_size=8, max_size=8),
    there=st.lists(stays, max_size=25),
    start=st.integers(0, 900),
    long=st.integers(1, 720),
)
def test_the_touched_are_those_that_exact_numbers_find(
    found: Area,
    places: list[tuple[float, float] | None],
    there: list[Stay],
    start: int,
    long: int,
) -> None:
    problem = ImpactProblem(
        area=found, places=dict(enumerate(places)), stays=there, start=start, end=start + long
    )
    assert not impact_faults(problem, impact(problem))


def test_who_is_at_a_place_that_nobody_can_find_is_named_and_not_safe() -> None:
    problem = ImpactProblem(
        area=Area([Ring(BALI)]),
        places={1: (-8.797, 115.226), 2: None, 3: (-6.2, 106.8)},
        stays=[Stay("ani", 1, 0, 60), Stay("budi", 2, 0, 60), Stay("citra", 3, 0, 60)],
        start=30,
        end=90,
    )
    found = impact(problem)
    assert [stay.who for stay in found.touched] == ["ani"]
    assert [stay.who for stay in found.unknown] == ["budi"]
    assert found.unplaced == (2,)
    assert found.first == {"ani": 30}


def test_each_fault_is_found() -> None:
    problem = ImpactProblem(
        area=Area([Ring(BALI)]),
        places={1: (-8.797, 115.226), 2: None},
        stays=[Stay("ani", 1, 0, 60), Stay("budi", 2, 0, 60)],
        start=0,
        end=30,
    )
    right = impact(problem)
    for name in ("places", "unplaced", "touched", "unknown"):
        wrong = type(right)(**{**vars(right), name: ()})
        assert impact_faults(problem, wrong), name
    assert impact_faults(problem, type(right)(**{**vars(right), "first": {"ani": 7}}))


@pytest.mark.parametrize(
    ("corners", "wrong"),
    [
        (BALI[:-1], Wrong.OPEN),
        (BALI[:2], Wrong.FEW),
        ((BALI[0], BALI[1], BALI[1], BALI[0]), Wrong.FLAT),
        ((BALI[0], BALI[2], BALI[1], BALI[3], BALI[0]), Wrong.CROSSES),
        (tuple((lon, lat) for lat, lon in BALI), Wrong.SWAPPED),
        (((0, 179), (0, -179), (1, -179), (0, 179)), Wrong.DATE_LINE),
        (((0, 0), (200, 0), (1, 1), (0, 0)), Wrong.NOWHERE),
        (((0, 0), (math.nan, 0), (1, 1), (0, 0)), Wrong.NOWHERE),
    ],
)
def test_a_shape_that_cannot_be_meant_is_refused(
    corners: tuple[tuple[float, float], ...], wrong: Wrong
) -> None:
    with pytest.raises(BadShape) as found:
        Ring(corners)
    assert found.value.wrong == wrong


@pytest.mark.parametrize("radius", [0, -1, 20_000, math.inf, math.nan])
def test_a_circle_of_nothing_or_of_half_the_world_is_refused(radius: float) -> None:
    with pytest.raises(BadShape) as found:
        Circle(-8.7, 115.2, radius)
    assert found.value.wrong == Wrong.RADIUS


def test_a_ring_with_a_hole_may_touch_itself() -> None:
    hole = Ring(
        ((0, 0), (0, 9), (9, 9), (9, 0), (0, 0), (3, 3), (6, 3), (6, 6), (3, 6), (3, 3), (0, 0))
    )
    there = ImpactProblem(
        area=Area([hole]), places={1: (1, 5), 2: (5, 5)}, stays=[], start=0, end=1
    )
    assert impact(there).places == (1,)
