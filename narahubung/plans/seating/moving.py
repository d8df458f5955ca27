"""What one move would do, before it is done: for a drag on the screen, and for "why not there"."""

from collections.abc import Collection, Iterable

from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.judging import Hall, broken_of, faults_in, order_points
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
    return conflicts(frame, Hall(frame, seating), guest, seat)


def conflicts(frame: Frame, hall: Hall, guest: str, seat: str) -> Conflicts:
    """Do what `conflicts_of_move` does for a problem that is read and a hall that is looked up."""
    goals = _goals(frame, hall, guest, seat)
    then = hall.after(goals)
    others = {one for one in goals if hall.at.get(one) != then.at.get(one)}
    about = others | _beside(frame, hall, others) | _beside(frame, then, others)
    before, after = (faults_in(frame, where, about) for where in (hall, then))
    known = {(one.code, one.guests, one.rule) for one in before}
    still = {one.rule for one in after}
    worse, better = _changed(
        broken_of(frame, hall, about=about), broken_of(frame, then, about=about)
    )
    order = order_points(frame, {g: then.at[g] for g in others & then.at.keys()})
    order -= order_points(frame, {g: hall.at[g] for g in others & hall.at.keys()})
    return Conflicts(
        after=then.at,
        moved=tuple(sorted(others)),
        faults=tuple(one for one in after if (one.code, one.guests, one.rule) not in known),
        mended=tuple(sorted({one.rule for one in before if one.rule} - still)),
        worse=worse,
        better=better,
        points=order + _sum(worse) - _sum(better),
    )


def _goals(frame: Frame, hall: Hall, guest: str, seat: str) -> dict[str, str]:
    """Return who goes where by a move: the guest, who sits there, and their interpreters."""
    there = hall.sits.get(seat, "")
    if there == guest:
        return {}
    goals = {guest: seat} | ({there: hall.at.get(guest, "")} if there else {})
    going = [
        one
        for principal in sorted(goals)
        for one in frame.behind_of.get(principal, ())
        if one not in goals and one in hall.at
    ]
    if not going:
        return goals
    taken = {at for one, at in hall.at.items() if one not in {*going, *goals}}
    taken |= set(goals.values())
    for one in going:
        before = goals[frame.guests[one].interpreter_of]
        free = [
            chair.code
            for chair in frame.seats.values()
            if chair.kind == s.BEHIND and chair.behind == before and chair.code not in taken
        ]
        stays = [hall.at[one]] if hall.at[one] not in taken else []
        goals[one] = next(iter([*free, *stays]), "")
        taken.add(goals[one])
    return goals


def _beside(frame: Frame, hall: Hall, guests: Iterable[str]) -> set[str]:
    """Return who sits beside these guests."""
    seats = [hall.at[guest] for guest in guests if guest in hall.at]
    near = {q for seat in seats for pair in frame.pairs_at.get(seat, ()) for q in pair}
    return {hall.sits[seat] for seat in near if seat in hall.sits}


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
