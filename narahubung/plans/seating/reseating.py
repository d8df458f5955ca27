"""Somebody is absent, or comes after all: the fewest moves that make the plan right again."""

import time
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.judging import faults_of, total_of
from narahubung.plans.seating.model import Model
from narahubung.plans.seating.planning import MODEL, ROUNDS_PER_SECOND, codes, numbers, with_behind
from narahubung.plans.seating.reading import Due, Frame, frame_of
from narahubung.plans.seating.searching import assigned, descend
from narahubung.plans.seating.shapes import Move, Problem, Reason, Reseating, Seating
from narahubung.plans.seating.state import State
from narahubung.plans.seating.table import Ints, Table, table_of

LEAVE, CLOSE = "leave", "close"
EXCESS_MOST = 1 << 19  # what one guest out of order counts at most
QUALITY = 1 << 20  # a move is worth more than any wish
FORBIDDEN = 1 << 52
QUALITY_MODEL = 10_000  # guests times seats up to which CP-SAT looks for the best of the least


@dataclass(frozen=True)
class Task:
    """What is to be seated anew: frame without the absent; old: where the others sat; allowed: by
    how many steps of honour above and below a guest was off before, which may stay so.
    """

    frame: Frame
    old: dict[str, str]
    due: dict[str, Due]
    off: dict[str, tuple[int, int]]

    def excess(self, guest: str, seat: str) -> int:
        """Return what a seat farther from the order than before counts."""
        due = self.due[guest]
        if due.weight == 0 or seat not in self.frame.step:
            return 0
        steps, (least, most) = due.steps(self.frame.step[seat]), self.off.get(guest, (0, 0))
        over = min(0, steps - least) or max(0, steps - most)
        return min(EXCESS_MOST, due.weight * over**2)


def reseat(
    problem: Problem,
    seating: Seating,
    *,
    absent: Collection[str] = (),
    before: Problem | None = None,
    gaps: str = CLOSE,
    effort: float = 5.0,
    seed: int = 0,
    wall_guard_s: float = 30.0,
) -> Reseating:
    """Return the seating without the absent, and with every guest of the problem who had no seat.

    Legality goes before the number of moves, that before quality. Legal is what keeps the hard
    rules and the order: nobody farther from what the rank asks than before. before: the problem
    that the seating was made for, where ranks have changed since (another rule set). gaps:
    `close`, and the seat of an absent guest is filled by who is due there then (a row closes up);
    `leave`, and it stands empty, unless a rule fills it. A stand-in is a guest like any other, by
    the own rank.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.

    Notes
    -----
    Without rules of neighbours and tables an assignment problem, solved exactly; its value bounds
    the whole problem, and where its seating breaks no such rule it is proven least. Else CP-SAT
    with that bound, up to 40,000 guests times seats; above, exchanges, with the bound stated.
    """
    until = time.monotonic() + wall_guard_s
    task, left = _task(problem, seating, absent, gaps, before or problem)
    frame = task.frame
    table = table_of(frame, hard=FORBIDDEN)
    if table.n > table.m:
        return Reseating(seating=task.old, left=left, seats_missing=table.n - table.m)
    level = _levels(task, table)
    sits, bound = _relaxed(table, level)
    found = with_behind(frame, codes(table, sits))
    proven = not faults_of(frame, found)
    relax: tuple[str, ...] = ()
    if not proven and table.n * table.m <= MODEL:
        found, bound, proven, relax = _by_model(task, found, effort, seed, until)
    elif not proven:
        sits = _descended(table, level, sits, effort, until)
        found = with_behind(frame, codes(table, sits))
    if relax:
        task = replace(task, frame=frame_of(frame.problem, relaxed=relax))
        table = table_of(task.frame, hard=FORBIDDEN)
    if proven and all(task.old.get(guest) == seat for guest, seat in found.items()):
        return _told(task, found, left, relax, bound, proven=True)
    if table.n * table.m > QUALITY_MODEL or not proven or not _worth(task.frame):
        sits = _descended(table, level, numbers(table, found), effort, until)
        found = with_behind(task.frame, codes(table, sits))
    else:
        found = _best_of_least(task, found, effort, seed, until)
    return _told(task, found, left, relax, bound, proven=proven)


def _task(
    problem: Problem, seating: Seating, absent: Collection[str], gaps: str, former: Problem
) -> tuple[Task, tuple[str, ...]]:
    before = frame_of(_only(former, set(seating)))
    gone = {g.code for g in problem.guests if g.code in absent or g.interpreter_of in absent}
    here = {guest.code for guest in problem.guests} - gone
    kept = _only(problem, here)
    vacated = {seating[guest] for guest in gone if guest in seating}
    if gaps == LEAVE:
        seats = [one for one in kept.seats if one.code not in vacated or one.filled]
        kept = replace(
            kept,
            seats=tuple(one for one in seats if one.behind not in vacated),
            pins=tuple(pin for pin in kept.pins if pin.seat not in vacated),
        )
    frame = frame_of(kept)
    old = {g: q for g, q in sorted(seating.items()) if g in frame.guests and q in frame.seats}
    due = dict(frame.due)
    if gaps == LEAVE:  # a late guest pushes nobody down
        due |= {g: one for g, one in frame_of(_only(kept, set(old))).due.items() if g in old}
    off = {}
    for guest, seat in old.items():
        if guest in before.due and seat in before.step:
            steps = before.due[guest].steps(before.step[seat])
            off[guest] = (min(0, steps), max(0, steps))
    return Task(frame, old, due, off), tuple(sorted(gone & set(seating)))


def _only(problem: Problem, here: set[str]) -> Problem:
    """Return the problem of these guests; rules and pins about others are not there."""
    guests = tuple(one for one in problem.guests if one.code in here)
    known = {one.code for one in guests}
    return replace(
        problem,
        guests=tuple(g for g in guests if not g.interpreter_of or g.interpreter_of in known),
        rules=tuple(rule for rule in problem.rules if known.issuperset(rule.guests)),
        pins=tuple(pin for pin in problem.pins if pin.guest in known),
    )


def _levels(task: Task, table: Table) -> Ints:
    """Return the cost of each guest on each seat: excess counts more than all moves together."""
    unit = len(table.guests) + 1
    step = np.array([task.frame.step[code] for code in table.seats], dtype=np.int64)
    where = {code: number for number, code in enumerate(table.seats)}
    level = np.zeros((table.n + 1, table.m), dtype=np.int64)
    for g, guest in enumerate(table.guests):
        due, (least, most) = task.due[guest], task.off.get(guest, (0, 0))
        steps = np.minimum(0, step - due.first) + np.maximum(0, step - due.last)
        over = np.minimum(0, steps - least) + np.maximum(0, steps - most)
        level[g] = unit * np.minimum(EXCESS_MOST, due.weight * over**2)
        level[g] += guest in task.old
        if (seat := where.get(task.old.get(guest, ""))) is not None:
            level[g, seat] -= 1
    return level


def _relaxed(table: Table, level: Ints) -> tuple[Ints, int]:
    """Return the best seating without rules of neighbours and tables, and its cost."""
    rows = np.append(np.arange(table.n), np.full(table.m - table.n, table.n))
    hard = np.where(table.own >= FORBIDDEN, (table.n + 1) ** 2 * EXCESS_MOST, 0)
    cost = (level + hard)[rows]
    chosen, bound = assigned(cost)
    sits = np.full(table.m, table.n, dtype=np.int64)
    sits[chosen] = rows
    return sits, bound


def _descended(table: Table, level: Ints, sits: Ints, effort: float, until: float) -> Ints:
    """Exchange while that is more legal, moves fewer or is better, in this order."""
    heavy = replace(table, own=table.own + QUALITY * level)
    state, left = State(heavy, sits), round(effort * ROUNDS_PER_SECOND)

    def stops(_cost: int) -> bool:
        nonlocal left
        left -= 1
        return left < 0 or (left % 64 == 0 and time.monotonic() > until)

    descend(state, state.total(), range(table.m), stops)
    return state.sits[:-1].copy()


def _by_model(
    task: Task, start: Seating, effort: float, seed: int, until: float
) -> tuple[dict[str, str], int, bool, tuple[str, ...]]:
    """Return the least seating, its bound, whether that is proven, and the rules to relax."""
    model, relax = Model(task.frame), tuple[str, ...]()
    answer = model.minimise(
        _terms(task, model), effort=effort, seed=seed, wall=until - time.monotonic(), hint=start
    )
    if answer.seating is None:
        eased = Model(task.frame, soft_rules=True)
        slack = [(1, literal) for literal in eased.slack.values()]
        least = eased.minimise(slack, effort=effort, seed=seed, wall=until - time.monotonic())
        relax = tuple(sorted(least.broken))
        model = Model(frame_of(task.frame.problem, relaxed=relax))
        answer = model.minimise(
            _terms(task, model), effort=effort, seed=seed, wall=until - time.monotonic()
        )
    if answer.seating is None:
        return dict(start), 0, False, relax
    return answer.seating, answer.bound, answer.proven, relax


def _terms(task: Task, model: Model) -> list[tuple[int, object]]:
    unit = len(task.frame.guests) + 1
    terms = [
        (unit * task.excess(guest, seat) + (guest in task.old and task.old[guest] != seat), x)
        for (guest, seat), x in model.x.items()
        if not task.frame.is_behind(guest)
    ]
    return [(points, literal) for points, literal in terms if points]


def _worth(frame: Frame) -> bool:
    """Tell whether quality is more than the order."""
    policy = frame.problem.policy
    asked = (policy.alternate_sexes, policy.alternate_sides, policy.alternate_parties)
    more = (policy.language, policy.diet, policy.party_tables)
    return any((*asked, *more)) or any(rule.points for rule in frame.rules)


def _best_of_least(
    task: Task, found: dict[str, str], effort: float, seed: int, until: float
) -> dict[str, str]:
    """Return the seating of fewest points among those that are as legal and move as few."""
    model = Model(task.frame)
    terms = _terms(task, model)
    model.keep(terms, _value(task, found))
    answer = model.minimise(
        [*model.order(), *model.wish_terms()],
        effort=effort,
        seed=seed,
        wall=until - time.monotonic(),
        hint=found,
    )
    return answer.seating or found


def _value(task: Task, seating: Seating) -> int:
    unit = len(task.frame.guests) + 1
    return sum(
        unit * task.excess(guest, seat) + (guest in task.old and task.old[guest] != seat)
        for guest, seat in seating.items()
        if not task.frame.is_behind(guest)
    )


def _told(
    task: Task,
    found: dict[str, str],
    left: tuple[str, ...],
    relax: tuple[str, ...],
    bound: int,
    *,
    proven: bool,
) -> Reseating:
    old, unit = task.old, len(task.frame.guests) + 1
    moves = [
        Move(guest=g, old=old[g], new=q, reasons=tuple(_why(task, found, g)))
        for g, q in found.items()
        if g in old and old[g] != q
    ]
    arrivals = [
        Move(guest=g, new=q, reasons=(Reason(code="new"),))
        for g, q in found.items()
        if g not in old
    ]
    rank = {code: number for number, code in enumerate(task.frame.guests)}
    return Reseating(
        seating=found,
        moves=tuple(sorted(moves, key=lambda one: rank[one.guest])),
        arrivals=tuple(sorted(arrivals, key=lambda one: rank[one.guest])),
        left=left,
        relax=relax,
        bound=bound % unit if bound // unit == _value(task, found) // unit else 0,
        proven=proven,
        points=total_of(task.frame, found),
    )


def _why(task: Task, found: dict[str, str], guest: str) -> list[Reason]:
    """Say what is wrong with the old seat, then who left the new one or took the old one."""
    frame, old, new = task.frame, task.old, found[guest]
    reasons = list[Reason]()
    if frame.is_behind(guest):
        principal = frame.guests[guest].interpreter_of
        return [Reason(code="interpreter_follows", facts={"guest": principal})]
    if task.excess(guest, old[guest]):
        due = task.due[guest].steps(frame.step[old[guest]])
        reasons.append(
            Reason(code="order_up" if due > 0 else "order_down", facts={"steps": abs(due)})
        )
    stays = {one: seat for one, seat in found.items() if seat != old[guest] and one != guest}
    stays[guest] = old[guest]
    reasons += [
        Reason(
            code="rule",
            facts={"rule": one.rule, "kind": one.code, "guests": ", ".join(one.guests)},
        )
        for one in faults_of(frame, stays, about={guest})
        if one.rule and one.code != s.FILLED
    ]
    tied = [
        one.code
        for one in frame.guests.values()
        if one.rank == frame.guests[guest].rank and one.code != guest and not one.interpreter_of
    ]
    if not reasons and tied:  # somebody of this rank has to: the rules do not say who
        reasons.append(Reason(code="one_of_tie", facts={"guests": ", ".join(tied)}))
    if frame.seats[new].filled:
        reasons.append(Reason(code=s.FILLED, facts={"seat": new}))
    taken = next((one for one, seat in found.items() if seat == old[guest]), "")
    if taken:
        reasons.append(Reason(code="gives_place", facts={"guest": taken}))
    held = next((one for one, seat in old.items() if seat == new), "")
    reasons.append(
        Reason(code="follows", facts={"guest": held})
        if held
        else Reason(code="takes_empty", facts={"seat": new})
    )
    return reasons
