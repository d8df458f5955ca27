"""The plan: a seating by search, its bound, a proof where one can be had, and what to relax."""

import time
from dataclasses import dataclass, replace

import numpy as np

from narahubung.plans.seating import rows
from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.bounding import bound_of
from narahubung.plans.seating.explaining import explained
from narahubung.plans.seating.judging import faults_of, total_of
from narahubung.plans.seating.model import Answer, Model
from narahubung.plans.seating.reading import Frame, frame_of
from narahubung.plans.seating.searching import by_rank, improve
from narahubung.plans.seating.shapes import Problem, Proposal, Seating
from narahubung.plans.seating.table import HARD, Ints, Table, table_of

ROUNDS_PER_SECOND = 4000  # looks at one seat that count as a second of effort
MODEL = 40_000  # guests times seats: what CP-SAT is asked to look at
SMALL = 3_000  # ... and asked to prove the best
LOOKS = 100  # rounds of prices for the bound
BOUNDING = 0.4  # ... and the share of the effort that they may take
OTHERS = 8  # other single rules to relax that are named


@dataclass(frozen=True)
class Found:
    """A seating and what is known about it. low: the bound with hard rules in it."""

    frame: Frame
    seating: dict[str, str]
    objective: int
    bound: int
    low: int
    stopped_by: str
    effort: float


def seat(
    problem: Problem, *, effort: float = 5.0, seed: int = 0, wall_guard_s: float = 30.0
) -> Proposal:
    """Seat everybody so that rank meets honour, no hard rule breaks and wishes cost least.

    Parameters
    ----------
    effort
        Seconds of a usual machine, counted in looks and deterministic time: the same effort gives
        the same plan.
    wall_guard_s
        Wall guard: the best plan by then is returned.

    Raises
    ------
    BadProblemError
        The problem contradicts itself.

    Notes
    -----
    A quadratic assignment problem (Koopmans & Beckmann 1957) on the sparse graph of neighbours
    with set-up costs per table; NP-hard. Upper bound: exchanges and whole assignments over seats
    that do not touch (a very large neighbourhood, Ahuja et al. 2002), seeded kicks. Lower bound:
    Gilmore-Lawler. Up to about 50 guests CP-SAT proves, given that seating and bound.
    """
    until = time.monotonic() + wall_guard_s
    frame = frame_of(problem)
    if missing := _missing(frame):
        return Proposal(seats_missing=missing, relax_proven=True, proven=True, stopped_by="proven")
    found = _search(frame, effort=effort, seed=seed, until=until)
    if not faults_of(frame, found.seating):
        return explained(found.frame, _figures(found))
    eased = _to_relax(frame, found, effort=effort, seed=seed, until=until)
    left = max(0.1 * effort, effort - found.effort - eased.effort)
    again = _search(
        frame_of(problem, relaxed=eased.relax),
        effort=left,
        seed=seed,
        until=until,
        start=eased.seating,
    )
    figures = _figures(again)
    return explained(
        again.frame,
        replace(
            figures,
            relax=eased.relax,
            instead=eased.instead,
            relax_proven=eased.proven,
            effort=round(figures.effort + found.effort + eased.effort, 4),
        ),
    )


def _missing(frame: Frame) -> int:
    """Return for how many guests there is no seat, whatever the rules."""
    chairs = sum(seat.kind == s.BEHIND for seat in frame.seats.values())
    behind = sum(frame.is_behind(guest) for guest in frame.guests)
    mains, seats = len(frame.guests) - behind, len(frame.seats) - chairs
    return max(0, mains - seats) + max(0, behind - chairs)


def _search(
    frame: Frame,
    *,
    effort: float,
    seed: int,
    until: float,
    start: Seating | None = None,
) -> Found:
    table = table_of(frame)
    bound = bound_of(table)
    rounds = round(effort * ROUNDS_PER_SECOND)
    small = len(frame.guests) * len(frame.seats) <= SMALL
    begun = numbers(table, start) if start else by_rank(table, table.own)
    share = rounds // 4 if small else rounds
    sits, cost, used = improve(table, begun, bound, rounds=share, seed=seed, until=until)
    seating = with_behind(frame, codes(table, sits))
    spent = used / ROUNDS_PER_SECOND
    if bound < cost < HARD and time.monotonic() < until:
        look = rows.EFFORT * table.m * min(1, table.n / rows.NEAR) ** 2
        looks = min(LOOKS, int(BOUNDING * effort / look))
        soft = table_of(frame, hard=rows.HARD)
        bound = max(bound, rows.priced(soft, cost, rounds=looks, until=until))
        spent += look * looks
    if small and bound < cost < HARD and time.monotonic() < until:
        model = Model(frame)
        answer = model.minimise(
            [*model.order(), *model.wish_terms()],
            effort=effort - spent,
            seed=seed,
            wall=until - time.monotonic(),
            hint=seating,
        )
        spent += answer.effort
        if answer.seating is not None:
            bound = max(bound, answer.bound)
            if answer.value < cost:
                seating, cost = answer.seating, answer.value
    why = "proven" if cost <= bound else "guard" if time.monotonic() > until else "effort"
    points = total_of(frame, seating)
    return Found(frame, seating, points, min(bound, cost), bound, why, spent)


def codes(table: Table, sits: Ints) -> dict[str, str]:
    """Return a seating in numbers by its codes."""
    return {table.guests[g]: table.seats[q] for q, g in enumerate(sits.tolist()) if g < table.n}


def numbers(table: Table, seating: Seating) -> Ints:
    """Return a seating by its codes in numbers."""
    guests = {code: number for number, code in enumerate(table.guests)}
    who = {seat: guests[guest] for guest, seat in seating.items() if guest in guests}
    return np.array([who.get(seat, table.n) for seat in table.seats], dtype=np.int64)


def with_behind(frame: Frame, seating: dict[str, str]) -> dict[str, str]:
    """Return the seating with the interpreters on the chairs behind their principals."""
    chairs = [seat for seat in frame.seats.values() if seat.kind == s.BEHIND]
    taken = set[str]()
    late = list[str]()
    whole = dict(seating)
    pinned = frame.pinned
    for guest in sorted(filter(frame.is_behind, frame.guests), key=lambda g: (g not in pinned, g)):
        before = whole.get(frame.guests[guest].interpreter_of, "")
        fitting = [seat.code for seat in chairs if seat.code not in taken and seat.behind == before]
        if pinned.get(guest) in {seat.code for seat in chairs} - taken:
            fitting = [pinned[guest]]
        if fitting:
            whole[guest] = fitting[0]
            taken.add(fitting[0])
        else:
            late.append(guest)
    free = iter(seat.code for seat in chairs if seat.code not in taken)
    return whole | dict(zip(late, free, strict=False))


def _figures(found: Found) -> Proposal:
    gap = found.objective - found.bound
    return Proposal(
        seated=tuple(s.Seated(guest=g, seat=q) for g, q in sorted(found.seating.items())),
        objective=found.objective,
        bound=found.bound,
        gap_pct=round(100 * gap / found.objective, 4) if gap > 0 else 0.0,
        proven=gap <= 0,
        stopped_by=found.stopped_by,
        effort=round(found.effort, 4),
    )


@dataclass(frozen=True)
class Eased:
    """The fewest hard rules to relax (none: a seating was found that keeps them all), whether that
    is proven, other single ones that would do, and a seating without them.
    """

    relax: tuple[str, ...]
    instead: tuple[str, ...]
    proven: bool
    seating: Seating
    effort: float


def _to_relax(frame: Frame, found: Found, *, effort: float, seed: int, until: float) -> Eased:
    broken = tuple(sorted({one.rule for one in faults_of(frame, found.seating) if one.rule}))
    # One is the least where no seating at all keeps every rule: the bound says so.
    least = len(broken) == 1 and found.low > HARD // 2
    if len(frame.guests) * len(frame.seats) > MODEL:
        return Eased(broken, (), least, found.seating, 0.0)
    model = Model(frame, soft_rules=True)
    terms = [(1, literal) for literal in model.slack.values()]

    def asked(hint: Seating | None = None) -> Answer:
        wall = until - time.monotonic()
        return model.minimise(terms, effort=effort, seed=seed, wall=wall, hint=hint)

    answer = asked(found.seating)
    if answer.seating is None:
        return Eased(broken, (), least, found.seating, answer.effort)
    used, others = answer.effort, list[str]()
    if answer.proven and answer.value == 1:
        # Every other rule that alone would do: forbid those known and ask again.
        model.keep(terms, 1)
        known = [answer.broken[0]]
        while len(others) < OTHERS and time.monotonic() < until:
            model.cp.add(model.slack[known[-1]] == 0)
            more = asked()
            used += more.effort
            if more.seating is None:
                break
            known.append(more.broken[0])
            others.append(more.broken[0])
    relax = tuple(sorted(answer.broken))
    return Eased(relax, tuple(others), answer.proven, answer.seating, used)
