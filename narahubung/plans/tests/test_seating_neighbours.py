"""Who sits beside whom, read from the drawing."""

import math

from narahubung.plans.seating import Beside, Seat, neighbours


def ring(number: int, radius: int) -> list[Seat]:
    """Return the seats of a round table, clockwise from the top, facing its middle."""
    turns = [2 * math.pi * at / number for at in range(number)]
    return [
        Seat(
            code=f"{at}",
            x_cm=round(radius * math.sin(turn)),
            y_cm=round(-radius * math.cos(turn)),
            facing_deg=round(math.degrees(turn) + 180) % 360,
        )
        for at, turn in enumerate(turns)
    ]


def test_at_a_round_table_the_right_hand_goes_round() -> None:
    for number, radius in ((3, 60), (4, 70), (8, 95), (10, 110)):
        found = neighbours(ring(number, radius))
        assert set(found) == {Beside(f"{at}", f"{(at - 1) % number}") for at in range(number)}


def test_the_corner_of_a_u_joins_and_its_arms_do_not() -> None:
    base = [Seat(code=f"b{at}", x_cm=70 * at, facing_deg=180) for at in range(3)]
    west = [Seat(code=f"l{at}", x_cm=-60, y_cm=60 + 70 * at, facing_deg=90) for at in range(2)]
    east = [Seat(code=f"r{at}", x_cm=200, y_cm=60 + 70 * at, facing_deg=270) for at in range(2)]

    chain = ["r1", "r0", "b2", "b1", "b0", "l0", "l1"]
    assert set(neighbours([*base, *west, *east])) == set(map(Beside, chain, chain[1:]))


def test_an_aisle_parts_and_a_given_right_hand_goes_before_the_drawing() -> None:
    row = [Seat(code=f"{at}", x_cm=60 * at + (100 if at > 1 else 0)) for at in range(4)]
    assert neighbours(row) == (Beside("0", "1"), Beside("2", "3"))

    told = [Seat(code="a", right="c"), Seat(code="b", x_cm=60, right=""), Seat(code="c", right="")]
    assert neighbours(told) == (Beside("a", "c"),)
