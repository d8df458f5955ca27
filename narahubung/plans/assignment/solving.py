"""The search for the best plan. It imports OR-Tools and numpy: only the child imports it."""

import time
from dataclasses import dataclass

import numpy as np

from narahubung.plans.assignment.bounding import FAR, SCALE, Relaxed, relax
from narahubung.plans.assignment.improving import improve
from narahubung.plans.assignment.knapsacks import tighten
from narahubung.plans.assignment.stepping import Chosen, Step, total_of
from narahubung.plans.assignment.table import Bools, Ints, Row, Table

FIRST = 3.0  # deterministic seconds for the nearest pairs, before the plan is improved by parts
PARTS = 0.9  # share of what is left then that goes into the parts


@dataclass(frozen=True)
class Found:
    """chosen: the best plan met; total, bound: points with the prizes of what is unfilled."""

    chosen: Chosen
    total: int
    bound: int
    stopped_by: str
    effort: float


def search(table: Table, *, effort: float, seed: int, until: float) -> Found:
    """Find the cheapest plan: relaxation and exact bound, then CP-SAT on the columns that matter.

    CP-SAT begins with the few pairs of least slack and takes in more until a plan meets the bound
    or no pair left out could be in a better plan; the bound always counts those left out. Where
    the first pairs are too many to be decided together, the plan is improved by parts before they
    are tried again. `until` is the guard, by the monotonic clock.
    """
    relaxed = relax(table, lambda: time.monotonic() < until)
    width, most, by_parts = 4 * SCALE, 8, False
    best = _whole(table, relaxed)
    if best is None:
        best = _greedy(table)
        tight = tighten(table, relaxed, lambda: time.monotonic() < until)
        if tight is not relaxed:  # what knapsacks take says far more than the simplex method
            relaxed, width, most = tight, 0, 0
    used, total, bound = relaxed.effort, total_of(table, best), relaxed.bound
    while total > bound:
        if used >= effort or time.monotonic() >= until:
            return Found(best, total, bound, _why(until), used)
        # A pair that lifts the bound to the total cannot be in a better plan.
        useful = table.allowed & (relaxed.slack <= (total - 1) * SCALE - relaxed.low)
        near = useful & (relaxed.slack <= width) & _nearest(relaxed.slack, most)
        outside = int(relaxed.slack[useful & ~near].min(initial=FAR))
        for pair in [*best.items(), *(key for key, share in relaxed.shares.items() if share > 0)]:
            near[pair] = True
        near &= table.allowed
        step = Step(table, near, best, bound)
        most_effort = effort - used if by_parts else min(effort - used, FIRST)
        outcome = step.solve(effort=most_effort, seed=seed, wall=until - time.monotonic())
        used += outcome.effort
        if outcome.chosen is not None and total_of(table, outcome.chosen) < total:
            best, total = outcome.chosen, total_of(table, outcome.chosen)
        beyond = -(-(relaxed.low + outside) // SCALE)
        bound = min(total, max(bound, min(outcome.bound, beyond)))
        if outcome.finished:
            width, most = max(4 * SCALE, 8 * width), max(8, 8 * most)
        elif by_parts:
            break
        else:
            by_parts = True
            best, spent = improve(
                table, relaxed, best, bound, effort=PARTS * (effort - used), seed=seed, until=until
            )
            used, total = used + spent, total_of(table, best)
    if total > bound:
        return Found(best, total, bound, _why(until), used)
    return Found(best, total, bound, "proven", used)


def _nearest(slack: Ints, most: int) -> Bools:
    """Return the mask of the `most` pairs of each place with the least slack."""
    order = np.argsort(slack, axis=1, kind="stable")[:, :most]
    mask = np.zeros(slack.shape, dtype=np.bool_)
    np.put_along_axis(mask, order, values=True, axis=1)
    return mask


def _why(until: float) -> str:
    return "guard" if time.monotonic() >= until else "effort"


def _whole(table: Table, relaxed: Relaxed) -> Chosen | None:
    """Return the relaxation's plan if it is whole and stands, else None."""
    chosen = {place: o for (place, o), share in relaxed.shares.items() if share > 0.5}
    shares = (share for share in relaxed.shares.values() if share > 1e-6)
    stands = all(share > 1 - 1e-6 for share in shares)
    return chosen if stands and _stands(table, chosen) else None


def _stands(table: Table, chosen: Chosen) -> bool:
    state = _State(table)
    for place, officer in chosen.items():
        if not state.may(place, officer):
            return False
        state.take(place, officer)
    return all(row.holds(chosen) for row in table.rows)


class _State:
    """Who is where so far, for building a plan place by place."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.chosen: Chosen = {}
        self.used: dict[tuple[int, int], int] = {}
        self.crowds_of = [
            [k for k, crowd in enumerate(table.crowds) if party in crowd]
            for party in range(len(table.places_of))
        ]

    def may(self, place: int, officer: int) -> bool:
        table, party = self.table, self.table.party_of[place]
        units = table.units[party][officer]
        return (
            bool(table.allowed[place, officer])
            and all(self.chosen.get(other) != officer for other in table.places_of[party])
            and all(
                self.used.get((officer, k), 0) + units <= table.room[officer][k]
                for k in self.crowds_of[party]
            )
        )

    def take(self, place: int, officer: int) -> None:
        party = self.table.party_of[place]
        self.chosen[place] = officer
        for k in self.crowds_of[party]:
            key = (officer, k)
            self.used[key] = self.used.get(key, 0) + self.table.units[party][officer]


def _greedy(table: Table) -> Chosen:
    """Return a plan that stands: pins, then the scarcest places first, each with the cheapest."""
    state = _State(table)
    for place, officer in table.pinned.items():
        state.take(place, officer)
    order = sorted(
        (place for place in range(len(table.party_of)) if place not in table.pinned),
        key=lambda place: (int(table.allowed[place].sum()), -table.prize[place], place),
    )
    rows_of: dict[int, list[Row]] = {party: [] for party in range(len(table.places_of))}
    for row in table.rows:
        rows_of[table.party_of[next(iter(row.weights))]].append(row)
    for place in order:
        prices = np.where(table.allowed[place], table.price[place], FAR)
        for officer in map(int, np.argsort(prices, kind="stable")):
            if not table.allowed[place, officer]:
                break
            seats = state.chosen | {place: officer}
            rows = rows_of[table.party_of[place]]
            if state.may(place, officer) and all(row.holds(seats) for row in rows):
                state.take(place, officer)
                break
    return state.chosen
