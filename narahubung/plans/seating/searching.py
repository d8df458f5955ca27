"""The search for a good seating: exchanges, whole assignments at once, and seeded kicks."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from ortools.graph.python import linear_sum_assignment as lsa

from narahubung.plans.seating.state import State
from narahubung.plans.seating.table import Ints, Table

Stops = Callable[[int], bool]
Log = list[tuple[int, int]]
WINDOW = 48  # seats before and behind one by honour that a kick is mended with


def assigned(cost: Ints) -> tuple[Ints, int]:
    """Return the cheapest column for each row of a square matrix, and a bound of what they cost
    together: exact, unless numbers had to be cut down to what the solver can take.
    """
    size = len(cost)
    if size == 0:
        return np.zeros(0, dtype=np.int64), 0
    least = cost.min(axis=1)
    cut = np.minimum(cost - least[:, None], (1 << 60) // (size + 1) ** 2)
    solver: Any = lsa.SimpleLinearSumAssignment()
    rows, columns = np.divmod(np.arange(size * size, dtype=np.int32), np.int32(size))
    solver.add_arcs_with_cost(rows, columns, cut.ravel())
    if solver.solve() != solver.OPTIMAL:
        return np.arange(size), int(least.sum())
    chosen = np.array([solver.right_mate(row) for row in range(size)], dtype=np.int64)
    return chosen, int(cut[np.arange(size), chosen].sum() + least.sum())


def by_rank(table: Table, own: Ints) -> Ints:
    """Return who sits where by `own` alone: the assignment problem without neighbours."""
    rows = np.append(np.arange(table.n), np.full(table.m - table.n, table.n))
    chosen, _cost = assigned(own[rows])
    sits = np.full(table.m, table.n, dtype=np.int64)
    sits[chosen] = rows
    return sits


def descend(
    state: State, cost: int, look: Sequence[int], stops: Stops, *, wide: bool = True
) -> tuple[int, Log]:
    """Exchange two seats at a time, from the seats of `look` on, until nothing near is won; return
    what it costs then, and what was exchanged. wide: with any seat, else with those near by honour.
    """
    t, done = state.t, Log()
    waiting, queued = deque(look), set(look)
    while waiting:
        x = waiting.popleft()
        queued.discard(x)
        if stops(cost):
            break
        near = None if wide else np.arange(max(0, x - WINDOW), min(t.m, x + WINDOW + 1))
        change = state.changes(x, near)
        best = int(change.argmin())
        if change[best] >= 0:
            continue
        y = best if near is None else int(near[best])
        state.exchange(x, y)
        done.append((x, y))
        cost += int(change[best])
        for seat in (x, y, t.left[x], t.right[x], t.left[y], t.right[y]):
            if seat < t.m and seat not in queued:
                queued.add(int(seat))
                waiting.append(int(seat))
    return cost, done


def reassign(state: State, cost: int, seats: Ints) -> int:
    """Seat those on seats that do not touch anew, all at once, if that wins anything."""
    t = state.t
    guests = state.sits[seats]
    own = t.own[guests][:, seats].copy()
    left, right = state.sits[t.left[seats]], state.sits[t.right[seats]]
    own += t.side[left][:, guests].T + t.side[guests][:, right]
    if t.tables > 1:
        at = t.at[seats]
        for clubs in t.clubs:
            others = state.count[clubs[guests]][:, at].copy()
            # Those who get up do not hold their table for the others of their club.
            others -= clubs[guests][:, None] == clubs[guests][None, :]
            own += t.dues[clubs[guests]][:, None] * (others == 0)
        near = state.near[guests][:, at]
        own += near
    chosen, _cost = assigned(own)
    before = state.sits.copy()
    for row, column in enumerate(chosen):
        guest, goal = int(guests[row]), int(seats[column])
        if guest < t.n and int(state.seat[guest]) != goal:
            state.exchange(int(state.seat[guest]), goal)
    now = state.total()
    if now < cost:
        return now
    if now > cost:
        _restore(state, before)
    return cost


def _restore(state: State, before: Ints) -> None:
    fresh = State(state.t, before[:-1])
    state.__dict__.update(fresh.__dict__)


def improve(
    table: Table, sits: Ints, bound: int, *, rounds: int, seed: int, until: float
) -> tuple[Ints, int, int]:
    """Return the best seating met, what it costs, and how many rounds were used.

    A round looks at one seat. After the first descent come whole assignments over seats that do
    not touch, then kicks: a few are exchanged at random and mended; what is no better is undone.
    """
    luck = np.random.default_rng(seed)
    used = 0

    def stops(cost: int) -> bool:
        nonlocal used
        used += 1
        return cost <= bound or used >= rounds or (used % 64 == 0 and time.monotonic() > until)

    state = State(table, sits)
    cost, _done = descend(state, state.total(), range(table.m), stops)
    cost = _whole(state, cost, stops)
    while not (cost <= bound or used >= rounds or time.monotonic() > until):
        kicked, kicks = _kick(state, luck)
        look = sorted({q for pair in kicks for q in pair})
        after, done = descend(state, cost + kicked, look, stops, wide=table.m <= 3 * WINDOW)
        if after <= cost:
            cost = after
            continue
        for x, y in reversed([*kicks, *done]):
            state.exchange(x, y)
    return state.sits[:-1].copy(), cost, used


def _whole(state: State, cost: int, stops: Stops) -> int:
    """Alternate whole assignments over seats that do not touch with descents, while that wins."""
    groups = apart(state.t)
    while True:
        before = cost
        for seats in groups:
            if stops(cost):
                return cost
            cost = reassign(state, cost, seats)
        if cost == before:
            return cost
        cost, _done = descend(state, cost, range(state.t.m), stops)


def _kick(state: State, luck: np.random.Generator) -> tuple[int, Log]:
    """Exchange a few seats at random, near ones by honour; return the change and what was done."""
    m, change, done = state.t.m, 0, Log()
    for _ in range(int(luck.integers(1, 4))):
        x = int(luck.integers(m))
        y = min(m - 1, max(0, x + int(luck.integers(-8, 9))))
        if x != y:
            change += int(state.changes(x, np.array([y]))[0])
            state.exchange(x, y)
            done.append((x, y))
    return change, done


def apart(table: Table) -> list[Ints]:
    """Return sets of seats of which none touch: every other seat, or one seat of each table."""
    if table.tables > 1 and (len(table.same) or table.dues.any()):
        ranks = np.zeros(table.m, dtype=np.int64)
        seen: dict[int, int] = {}
        for seat, at in enumerate(table.at):
            ranks[seat] = seen.get(int(at), 0)
            seen[int(at)] = int(ranks[seat]) + 1
        sets = [np.flatnonzero(ranks == rank) for rank in range(int(ranks.max()) + 1)]
        return [seats for seats in sets if len(seats) > 1]
    colour = np.full(table.m + 1, -1, dtype=np.int64)
    for seat in range(table.m):
        taken = {int(colour[table.left[seat]]), int(colour[table.right[seat]])}
        colour[seat] = next(number for number in range(3) if number not in taken)
    colour[-1] = -1
    return [np.flatnonzero(colour[:-1] == number) for number in range(int(colour.max()) + 1)]
