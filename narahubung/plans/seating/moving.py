"""What one move would do, before it is done: for a drag on the screen, and for "why not there"."""

from collections.abc import Collection, Iterable

from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.judging import broken_of, faults_of, order_points
from narahubung.plans.seating.reading import Frame, frame_of
from narahubung.plans.seating.shapes import Broken, Conflicts, Problem, Seating


def conflicts_of_move(
    problem: Problem, seating: Seating, guest: str, seat: str, *, relaxed: Collection[str] = ()
) -> Conflicts:
    """Return what breaks, mends and costs if this guest goes to this seat.

    Whoever sits there goes to the guest's old seat, or stands without one if the guest had none;
    interpreters behind go with their principals. A seat "" takes the guest's seat away. Nothing
    that was broken before and stays so is told again.

    Raises
    ------
    BadProblemError
        The problem contradicts itself, or there is no such guest or seat.
    """
    frame = frame_of(problem, relaxed=relaxed)
    if guest not in frame.guests or (seat and seat not in frame.seats):
        raise s.BadProblemError(f"no guest {guest} or no seat {seat}")
    return conflicts(frame, seating, guest, seat)


def conflicts(frame: Frame, seating: Seating, guest: str, seat: str) -> Conflicts:
    """Do what `conflicts_of_move` does for a problem that is read already."""
    after = moved(frame, seating, guest, seat)
    others = {g for g in {*seating, *after} if seating.get(g) != after.get(g)} & set(frame.guests)
    about = others | _beside(frame, seating, others) | _beside(frame, after, others)
    then, now = (faults_of(frame, plan, about=about) for plan in (after, seating))
    known = {(one.code, one.guests, one.rule) for one in now}
    still = {one.rule for one in then}
    worse, better = _changed(
        broken_of(frame, seating, about=about), broken_of(frame, after, about=about)
    )
    order = order_points(frame, {g: after[g] for g in others & set(after)})
    order -= order_points(frame, {g: seating[g] for g in others & set(seating)})
    return Conflicts(
        after=after,
        moved=tuple(sorted(others)),
        faults=tuple(one for one in then if (one.code, one.guests, one.rule) not in known),
        mended=tuple(sorted({one.rule for one in now if one.rule} - still)),
        worse=worse,
        better=better,
        points=order + _sum(worse) - _sum(better),
    )


def moved(frame: Frame, seating: Seating, guest: str, seat: str) -> dict[str, str]:
    """Return the seating after a move."""
    after, old = dict(seating), seating.get(guest, "")
    there = next((one for one, at in seating.items() if at == seat and one != guest), "")
    for one, goal in ((guest, seat), (there, old)):
        after.pop(one, None)
        if one and goal:
            after[one] = goal
    return _followed(frame, seating, after, {guest, there})


def _followed(
    frame: Frame, seating: Seating, after: dict[str, str], moved_ones: set[str]
) -> dict[str, str]:
    """Let the interpreters of those who moved go to a free chair behind them."""
    going = sorted(
        one.code
        for one in frame.guests.values()
        if one.interpreter_of in moved_ones
        and frame.is_behind(one.code)
        and one.code not in moved_ones
        and one.code in seating
    )
    for one in going:
        after.pop(one, None)
    for one in going:
        before, taken = after.get(frame.guests[one].interpreter_of, ""), set(after.values())
        free = [
            chair.code
            for chair in frame.seats.values()
            if chair.kind == s.BEHIND and chair.behind == before and chair.code not in taken
        ]
        stays = seating[one] if seating[one] not in taken else ""
        if free or stays:
            after[one] = free[0] if free else stays
    return after


def _beside(frame: Frame, seating: Seating, guests: Iterable[str]) -> set[str]:
    """Return who sits beside these guests."""
    seats = {seating[guest] for guest in guests if guest in seating}
    near = {q for pair in frame.beside if not seats.isdisjoint(pair) for q in pair}
    return {guest for guest, seat in seating.items() if seat in near and guest in frame.guests}


def _changed(
    before: tuple[Broken, ...], after: tuple[Broken, ...]
) -> tuple[tuple[Broken, ...], tuple[Broken, ...]]:
    """Return what is only after, and what is only before: a pair sits side by side either way."""

    def name(one: Broken) -> tuple[object, ...]:
        return (one.kind, tuple(sorted(one.guests)), one.table, one.points, one.rule)

    old, new = {name(one) for one in before}, {name(one) for one in after}
    worse = tuple(one for one in after if name(one) not in old)
    return worse, tuple(one for one in before if name(one) not in new)


def _sum(broken: Iterable[Broken]) -> int:
    return sum(one.points for one in broken)
