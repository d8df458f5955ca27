"""A plan improved by parts: some officers and all that they hold are decided anew together.

Large-neighbourhood search (Shaw, CP 1998). The part grows while CP-SAT decides it with ease and
shrinks when it does not, so no size has to be guessed.
"""

import random
import time

import numpy as np

from narahubung.plans.assignment.bounding import Relaxed
from narahubung.plans.assignment.stepping import Chosen, Step, total_of
from narahubung.plans.assignment.table import Bools, Ints, Table

EACH = 0.5  # deterministic seconds for one part
EASY = 0.1  # one that took less was small
PAIRS = (1.3, 1.7, 2.5)  # for each place, how many pairs of least slack a part may use: by luck
LOOK = 0.01  # what building a part counts in deterministic seconds
SMALLEST = 3


def improve(
    table: Table,
    relaxed: Relaxed,
    best: Chosen,
    bound: int,
    *,
    effort: float,
    seed: int,
    until: float,
) -> tuple[Chosen, float]:
    """Return the best plan met and the effort spent; it ends at the bound, too."""
    luck, used, size = random.Random(seed), 0.0, SMALLEST  # noqa: S311 - nothing secret
    total, officers = total_of(table, best), table.price.shape[1]
    nears = [_near(table, relaxed, pairs) for pairs in PAIRS]
    while total > bound and used < effort and time.monotonic() < until:
        size = min(size, officers)
        part = _part(luck.choice(nears), best, size, luck)
        step = Step(table, part, best, bound, most=total)
        outcome = step.solve(
            effort=min(EACH, effort - used),
            seed=luck.randrange(1 << 30),
            wall=until - time.monotonic(),
        )
        used += LOOK + outcome.effort
        if outcome.chosen is not None:
            best, total = outcome.chosen, total_of(table, outcome.chosen)
        if not outcome.finished:
            size = max(SMALLEST, size - 1)
        elif outcome.effort < EASY:
            size += 1
    return best, used


def _near(table: Table, relaxed: Relaxed, pairs: float) -> Bools:
    """Return the mask of the pairs of least slack, so many for each place, and those shared in."""
    slack = np.sort(relaxed.slack[table.allowed], axis=None)
    last = min(len(slack) - 1, round(pairs * len(table.party_of)))
    near: Bools = relaxed.slack <= slack[last]
    for pair in relaxed.shares:
        near[pair] = True
    near &= table.allowed
    return near


def _part(near: Bools, best: Chosen, size: int, luck: random.Random) -> Bools:
    """Return the pairs of one part, beside those of the plan: so many officers, the first by luck,
    who could take over from each other, with the places that they hold or that nobody holds."""
    holder = np.full(near.shape[0], -1)
    holder[list(best)] = list(best.values())
    together: list[int] = []
    ties: Ints = np.asarray(near.any(axis=0), dtype=np.int64)
    while len(together) < size and ties.any():
        officer = luck.choices(range(near.shape[1]), ties.tolist())[0]
        if not together:
            ties[:] = 0
        together.append(officer)
        ties += near[holder == officer].sum(axis=0)
        ties += np.bincount(holder[near[:, officer] & (holder >= 0)], minlength=near.shape[1])
        ties[together] = 0
    part: Bools = np.zeros(near.shape, dtype=np.bool_)
    places = np.isin(holder, [-1, *together])
    part[:, together] = near[:, together] & places[:, None]
    for pair in best.items():
        part[pair] = True
    return part
