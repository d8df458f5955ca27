"""The way to good rides: search, proof where the graph of events is small, else part by part."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf

from narahubung.plans.movements.pairing import Pairing, Ride, total
from narahubung.plans.movements.pairing.events import tightened
from narahubung.plans.movements.pairing.exact import solve
from narahubung.plans.movements.pairing.joining import joined
from narahubung.plans.movements.pairing.search import Search, State

FIRST = 0.1  # of the moves, before anything else is tried
TURN = 200  # moves between two plans of parts
PART = 40  # pairs of a part that is planned anew with proof, at first
PARTS, PART_ARCS, PART_NODES = 2, 5_000, 50
QUICK_ARCS, QUICK_NODES = 8_000, 100  # what is small enough to be proven before the search
LONG_NODES = 100_000  # of branch and bound after it
KEPT = 0.3  # of the time that is left, for the proof after the search


@dataclass(frozen=True)
class Found:
    """Rides, a bound (-inf: none), and why it ended: `proven`, `effort` or `guard`."""

    rides: list[Ride]
    bound: float
    stopped_by: str


def plan(
    table: Pairing,
    start: Sequence[Ride],
    *,
    moves: int,
    seed: int,
    until: float,
    most_arcs: int = 60_000,
) -> Found:
    """Return the best rides found, from rides known (which must be feasible).

    moves: of the search; until: of the monotonic clock, the guard. The same table, start, moves and
    seed give the same rides where the guard did not end it.
    """
    search = Search(tightened(table), seed=seed)
    first = max(1, int(moves * FIRST))
    state = search.improve(search.state(start), _count(first, until))
    bound, late = -inf, False
    for nodes, size in ((QUICK_NODES, min(QUICK_ARCS, most_arcs)), (LONG_NODES, most_arcs)):
        if nodes == LONG_NODES:
            soon = until - KEPT * (until - time.monotonic())
            state = _by_parts(search, state, moves - first, seed, soon)
            late = time.monotonic() >= soon
        left = until - time.monotonic()
        proof = solve(
            search.table,
            start=state.rides,
            seconds=left,
            nodes=nodes,
            most_arcs=size,
            relax=nodes == LONG_NODES,
        )
        bound = max(bound, proof.bound)
        if proof.rides is not None and total(table, proof.rides) < state.cost + 1e-9:
            state = search.state(proof.rides)
        if proof.proven:
            return Found(state.rides, bound, "proven")
    late = late or time.monotonic() >= until
    return Found(state.rides, bound, "guard" if late else "effort")


def fewest(table: Pairing, *, seed: int, seconds: float) -> list[Ride]:
    """Return as few rides as could be found, and then the cheapest; ended by the clock alone.

    For vehicles that are alike, where one fewer is worth more than any way.
    """
    begun = time.monotonic()
    until = begun + seconds
    search = Search(tightened(table), seed=seed)
    state = search.improve(search.state([]), _clock(begun + 0.05 * seconds))
    state = search.fewer(state, _clock(begun + 0.35 * seconds))
    turns = 3
    for turn in range(1, turns + 1):
        most = [replace(kind, count=len(state.rides)) for kind in search.table.kinds]
        search.table = replace(search.table, kinds=tuple(most))
        state = search.improve(state, _clock(begun + (0.35 + 0.6 * turn / turns) * seconds))
        left = min(0.05 * seconds, until - time.monotonic())
        state = search.state(
            joined(search.table, [*search.met.values()], state.rides, seconds=left)
        )
    return state.rides


def _clock(until: float) -> Callable[[], float]:
    """Return what tells a search how much of its time is over."""
    begun = time.monotonic()

    def share() -> float:
        return (time.monotonic() - begun) / max(1e-9, until - begun)

    return share


def _count(moves: int, until: float, *, done: int = 0, of: int = 0) -> Callable[[], float]:
    """Return what tells a search how much is done of its moves, or of those of several searches."""
    end = done + moves

    def share() -> float:
        nonlocal done
        done += 1
        return 1.0 if done > end or time.monotonic() >= until else done / max(of, end + 1)

    return share


def _by_parts(search: Search, state: State, moves: int, seed: int, until: float) -> State:
    """Search, put together, and plan neighbouring rides anew, in turns."""
    luck, size = random.Random(seed), PART  # noqa: S311 - no secret
    for done in range(0, moves, TURN):
        if time.monotonic() >= until:
            break
        state = search.improve(state, _count(TURN, until, done=done, of=moves + TURN))
        met, left = [*search.met.values()], until - time.monotonic()
        state = search.state(joined(search.table, met, state.rides, seconds=left))
        for _ in range(PARTS):
            state, fits = _part_anew(search, state, luck, until, size)
            size = min(2 * PART, size + 2) if fits else max(4, size * 3 // 4)
    return state


def _part_anew(
    search: Search, state: State, luck: random.Random, until: float, size: int
) -> tuple[State, bool]:
    """Plan a few neighbouring rides, and who is left behind, anew; tell whether there was room."""
    if not state.rides:
        return state, True
    table, n = search.table, search.table.pairs
    at = luck.randrange(2 * n)
    if state.left and luck.random() < 0.5:
        at = luck.choice(sorted(state.left))
    where = {stop: number for number, ride in enumerate(state.rides) for stop in ride.stops}
    chosen: list[int] = []
    pairs = sorted(state.left)[:size]
    for stop in search.near[at]:
        number = where.get(stop, -1)
        if number >= 0 and number not in chosen:
            count = len(state.rides[number].stops) // 2
            if chosen and len(pairs) + count > size:
                break
            chosen.append(number)
            pairs += [s for s in state.rides[number].stops if s < n]
    old = [state.rides[number] for number in chosen]
    kept = [ride for number, ride in enumerate(state.rides) if number not in chosen]
    part = _part(table, sorted(pairs), kept)
    back = {stop: new for new, stop in enumerate(_stops(table, sorted(pairs)))}
    begin = [Ride(ride.kind, tuple(back[stop] for stop in ride.stops)) for ride in old]
    left = until - time.monotonic()
    proof = solve(part, start=begin, seconds=left, nodes=PART_NODES, most_arcs=PART_ARCS)
    if proof.rides is None or total(part, proof.rides) > total(part, begin) - 1e-9:
        return state, proof.proven
    stops = _stops(table, sorted(pairs))
    new = [Ride(ride.kind, tuple(stops[stop] for stop in ride.stops)) for ride in proof.rides]
    return search.state([*kept, *new]), proof.proven


def _stops(table: Pairing, pairs: list[int]) -> list[int]:
    return [*pairs, *(table.pairs + pair for pair in pairs)]


def _part(table: Pairing, pairs: list[int], kept: list[Ride]) -> Pairing:
    """Return the table of these pairs alone, with the vehicles that the kept rides leave."""
    stops = _stops(table, pairs)
    mask = {pair: 1 << new for new, pair in enumerate(pairs)}
    return replace(
        table,
        travel=[[table.travel[a][b] for b in stops] for a in stops],
        early=[table.early[stop] for stop in stops],
        late=[table.late[stop] for stop in stops],
        service=[table.service[stop] for stop in stops],
        load=[table.load[pair] for pair in pairs],
        ride=[table.ride[pair] for pair in pairs],
        apart=[
            sum(bit for other, bit in mask.items() if table.apart[pair] >> other & 1)
            for pair in pairs
        ],
        prize=[table.prize[pair] for pair in pairs],
        kinds=tuple(
            replace(
                kind,
                count=kind.count - sum(ride.kind == number for ride in kept),
                out=[kind.out[stop] for stop in stops],
                home=[kind.home[stop] for stop in stops],
                extra=[kind.extra[pair] for pair in pairs],
            )
            for number, kind in enumerate(table.kinds)
        ),
    )
