"""Who sits beside whom, as the plan is drawn: at a round table, a row, a corner of a U."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from narahubung.plans.seating.shapes import BEHIND, Seat

REACH_CM = 150  # farther away nobody is a neighbour: an aisle, the other side of a table
WIDE_DEG = 62.0  # how far from the exact right hand: a table for four stands at 45 degrees


class Beside(NamedTuple):
    """Two seats side by side: `right` is at the right hand of who sits on `left`."""

    left: str
    right: str


def neighbours(seats: Sequence[Seat], *, reach_cm: int = REACH_CM) -> tuple[Beside, ...]:
    """Return every pair of seats side by side, sorted.

    A seat has one neighbour at most at each hand. `Seat.right` decides where it is given;
    elsewhere the nearest seat of the same table or row that lies at the right hand of the one and
    has that one at its left hand. Chairs behind have no neighbours. O(n^2) within a table.
    """
    found = dict[str, tuple[float, str]]()  # by the one at the right hand: how far, the other
    known = {seat.code: seat for seat in seats}
    tables: dict[str, list[Seat]] = {}
    for seat in seats:
        if seat.kind != BEHIND:
            tables.setdefault(seat.table, []).append(seat)
    for seat in seats:
        if seat.right and seat.right in known:
            there, far = known[seat.right], 0.0
        elif seat.right is None and seat.kind != BEHIND:
            nearest = _at_right(seat, tables[seat.table], reach_cm)
            if nearest is None:
                continue
            far, there = nearest
        else:
            continue
        found[there.code] = min(found.get(there.code, (math.inf, "")), (far, seat.code))
    pairs = {Beside(left, right) for right, (_far, left) in found.items()}
    # Two alone who were given each other as right hand are one pair, not two.
    return tuple(sorted(pair for pair in pairs if pair < pair[::-1] or pair[::-1] not in pairs))


def _at_right(seat: Seat, table: Sequence[Seat], reach_cm: int) -> tuple[float, Seat] | None:
    near = [
        (math.hypot(other.x_cm - seat.x_cm, other.y_cm - seat.y_cm), other.code, other)
        for other in table
        if other is not seat and _hand(seat, other, 0.0) and _hand(other, seat, 180.0)
    ]
    far, _code, other = min(near, default=(math.inf, "", seat))
    return (far, other) if far <= reach_cm else None


def _hand(seat: Seat, other: Seat, turned_deg: float) -> bool:
    """Tell whether the other seat lies at the right hand (0) or at the left hand (180) of this."""
    angle = math.radians(seat.facing_deg + turned_deg)
    x, y = other.x_cm - seat.x_cm, other.y_cm - seat.y_cm
    far = math.hypot(x, y)
    if far == 0:
        return False
    along = (x * math.cos(angle) + y * math.sin(angle)) / far
    return along >= math.cos(math.radians(WIDE_DEG))
