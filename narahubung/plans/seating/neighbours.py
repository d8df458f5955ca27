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

    `Seat.right` decides where it is given; elsewhere the nearest seat of the same table or row
    that lies at the right hand of the one and has that one at its left hand. Chairs behind have no
    neighbours. O(n^2) within a table.
    """
    found = set[Beside]()
    known = {seat.code: seat for seat in seats}
    tables: dict[str, list[Seat]] = {}
    for seat in seats:
        if seat.right:
            if seat.right in known:
                found.add(Beside(seat.code, seat.right))
        elif seat.kind != BEHIND:
            tables.setdefault(seat.table, []).append(seat)
    for table in tables.values():
        for seat in table:
            if seat.right is None and (there := _at_right(seat, table, reach_cm)):
                found.add(Beside(seat.code, there.code))
    return tuple(sorted(found))


def _at_right(seat: Seat, table: Sequence[Seat], reach_cm: int) -> Seat | None:
    near = [
        (math.hypot(other.x_cm - seat.x_cm, other.y_cm - seat.y_cm), other.code, other)
        for other in table
        if other is not seat and _hand(seat, other, 0.0) and _hand(other, seat, 180.0)
    ]
    near = [one for one in near if 0 < one[0] <= reach_cm]
    return min(near)[2] if near else None


def _hand(seat: Seat, other: Seat, turned_deg: float) -> bool:
    """Tell whether the other seat lies at the right hand (0) or at the left hand (180) of this."""
    angle = math.radians(seat.facing_deg + turned_deg)
    x, y = other.x_cm - seat.x_cm, other.y_cm - seat.y_cm
    far = math.hypot(x, y)
    if far == 0:
        return False
    along = (x * math.cos(angle) + y * math.sin(angle)) / far
    return along >= math.cos(math.radians(WIDE_DEG))
