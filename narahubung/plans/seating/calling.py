"""In which order people are called to their marks, so that nobody walks across somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from narahubung.plans.seating.shapes import Seat, Seating

LEFT, RIGHT, BOTH = "left", "right", "both"


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call: who, to which mark, when (seconds from the first call), from which side as the
    camera sees it; `front`: from the side of the camera, before the first row.
    """

    number: int
    guest: str
    mark: str
    row: int
    at_s: float
    side: str


def calls(
    seats: Sequence[Seat],
    seating: Seating,
    *,
    side: str = BOTH,
    within_s: float = 40.0,
    first_last: bool = True,
) -> tuple[Call, ...]:
    """Return who is called when: the back row first, in a row those first who walk farthest.

    side: where they come from as the camera sees it; `both`: each from the nearer side. first_last:
    the most honoured is called last and comes from the front, if that mark is in the first row.
    Calls are spread evenly over `within_s`. Nobody crosses anybody: see `crossings`.
    """
    who = {seat: guest for guest, seat in seating.items()}
    taken = [seat for seat in seats if seat.code in who]
    if not taken:
        return ()
    front = max(seat.y_cm for seat in taken)
    depths = sorted({seat.y_cm for seat in taken}, reverse=True)
    top = min(taken, key=lambda seat: (seat.honour, seat.code))
    last = first_last and top.y_cm == front

    def comes(seat: Seat) -> str:
        if seat is top and last:
            return "front"
        if side == BOTH:
            return LEFT if seat.x_cm < 0 else RIGHT
        return side

    def turn(seat: Seat) -> tuple[object, ...]:
        far = seat.x_cm if comes(seat) == LEFT else -seat.x_cm
        return (comes(seat) == "front", seat.y_cm, -far, seat.code)

    pace = within_s / len(taken)
    return tuple(
        Call(
            number=number + 1,
            guest=who[seat.code],
            mark=seat.code,
            row=depths.index(seat.y_cm) + 1,
            at_s=round(number * pace, 1),
            side=comes(seat),
        )
        for number, seat in enumerate(sorted(taken, key=turn))
    )


def crossings(seats: Sequence[Seat], order: Sequence[Call]) -> tuple[tuple[str, str], ...]:
    """Return who would cross whom in this order of calls, also one made by hand: (who walks, who
    stands in the way). In the same row between the side and the mark, or, to a row at the back
    from the front, in a row before it.
    """
    where = {seat.code: seat for seat in seats}
    found, standing = list[tuple[str, str]](), list[Call]()
    for call in order:
        goal = where[call.mark]
        for other in standing:
            there = where[other.mark]
            if call.side == "front":
                crosses = there.y_cm > goal.y_cm and abs(there.x_cm - goal.x_cm) < 1
            elif there.y_cm != goal.y_cm:
                crosses = False
            else:
                crosses = there.x_cm < goal.x_cm if call.side == LEFT else there.x_cm > goal.x_cm
            if crosses:
                found.append((call.guest, other.guest))
        standing.append(call)
    return tuple(found)
