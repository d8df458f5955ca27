"""The plan: a seating by search, its bound, a proof where one can be had, and what to relax."""

import time
from dataclasses import dataclass, replace

from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.bounding import bound_of
from narahubung.plans.seating.explaining import explained
from narahubung.plans.seating.judging import faults_of, total_of
from narahubung.plans.seating.model import Model
from narahubung.plans.seating.reading import Frame, frame_of
from narahubung.plans.seating.searching import by_rank, improve
from narahubung.plans.seating.shapes import Problem, Proposal
from narahubung.plans.seating.table import HARD, Ints, Table, table_of

ROUNDS_PER_SECOND = 4000  # looks at one seat that count as a second of effort
MODEL = 40_000  # guests times seats: what CP-SAT is asked to look at
SMALL = 3_000  # ... and asked to prove the best


@dataclass(frozen=True)
class Found:
    """A seating of the main seats and what is known about it."""

    frame: Frame
    seating: dict[str, str]
    objective: int
    bound: int
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
    relax, instead, proven, used = _to_relax(frame, found, effort=effort, seed=seed, until=until)
    eased = frame_of(problem, relaxed=relax)
    left = max(0.1 * effort, effort - found.effort - used)
    again = _search(eased, effort=left, seed=seed, until=until)
    figures = _figures(again)
    return explained(
        again.frame,
        replace(
            figures,
            relax=relax,
            instead=instead,
            relax_proven=proven,
            effort=round(figures.effort + found.effort + used, 4),
        ),
    )


def _missing(frame: Frame) -> int:
    """Return for how many guests there is no seat, whatever the rules."""
    chairs = sum(seat.kind == s.BEHIND for seat in frame.seats.values())
    behind = sum(frame.is_behind(guest) for guest in frame.guests)
    mains, seats = len(frame.guests) - behind, len(frame.seats) - chairs
    return max(0, mains - seats) + max(0, behind - chairs)


def _search(frame: Frame, *, effort: float, seed: int, until: float) -> Found:
    table = table_of(frame)
    bound = bound_of(table)
    rounds = round(effort * ROUNDS_PER_SECOND)
    small = len(frame.guests) * len(frame.seats) <= SMALL
    begun = by_rank(table, table.own)
    share = rounds // 4 if small else rounds
    sits, cost, used = improve(table, begun, bound, rounds=share, seed=seed, until=until)
    seating = with_behind(frame, codes(table, sits))
    spent = used / ROUNDS_PER_SECOND
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
    return Found(frame, seating, total_of(frame, seating), min(bound, cost), why, spent)


def codes(table: Table, sits: Ints) -> dict[str, str]:
    """Return a seating in numbers by its codes."""
    return {table.guests[g]: table.seats[q] for q, g in enumerate(sits.tolist()) if g < table.n}


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


def _to_relax(
    frame: Frame, found: Found, *, effort: float, seed: int, until: float
) -> tuple[tuple[str, ...], tuple[str, ...], bool, float]:
    """Return the fewest hard rules to relax, other single ones, whether that is proven, effort."""
    broken = tuple(sorted({one.rule for one in faults_of(frame, found.seating) if one.rule}))
    if len(frame.guests) * len(frame.seats) > MODEL:
        return broken, (), len(broken) <= 1, 0.0
    model = Model(frame, soft_rules=True)
    terms = [(1, literal) for literal in model.slack.values()]
    limits = {"effort": effort, "seed": seed, "wall": until - time.monotonic()}
    answer = model.minimise(terms, hint=found.seating, **limits)  # type: ignore[arg-type]
    if answer.seating is None:
        return broken, (), len(broken) <= 1, answer.effort
    proven, used, others = answer.proven, answer.effort, list[str]()
    if proven and answer.value == 1:
        # Every other rule that alone would do: forbid those known and ask again.
        model.keep(terms, 1)
        known = [answer.broken[0]]
        while len(others) < 8 and time.monotonic() < until:
            model.cp.add(model.slack[known[-1]] == 0)
            more = model.minimise(terms, **limits)  # type: ignore[arg-type]
            used += more.effort
            if more.seating is None:
                break
            known.append(more.broken[0])
            others.append(more.broken[0])
    return tuple(sorted(answer.broken)), tuple(others), proven, used
