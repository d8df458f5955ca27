"""Trips to vehicles of several depots or classes: chains by column generation, with a bound.

Words: trip (a node), link (one vehicle does the one and then the other), chain (all trips of one
vehicle, from its depot and back), depot (vehicles that are alike: a place, or a class).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from narahubung.plans.movements.depots.graph import BadDepotsError, Chain, Depots

__all__ = ["BadDepotsError", "Chain", "DepotPlan", "Depots", "solve_depots"]

SMALL = 1e-6


@dataclass(frozen=True, slots=True)
class DepotPlan:
    """chains: at most `most` of each depot; total: with what is left out (inf where that may not
    be); bound: no plan costs less; stopped_by: "proven", "near", "rounds" or "time"."""

    chains: tuple[Chain, ...]
    total: float
    bound: float
    stopped_by: str
    rounds: int = 0


def solve_depots(
    graph: Depots,
    *,
    start: Sequence[Chain] = (),
    seconds: float = 60.0,
    near: float = 0.0,
    unit: float = 0.0,
    seed: int = 0,
    rounds: int | None = None,
) -> DepotPlan:
    """Put every trip in one chain so that all costs as little as can be found.

    Parameters
    ----------
    start
        A plan known already; each of its trips once.
    seconds
        Wall guard: the best plan by then is returned. No other clock is read.
    near
        Good enough: stop when the plan is within this share of the bound.
    unit
        Every possible total is a whole multiple of this, so that the bound may be rounded up.
    rounds
        Neighbourhoods looked at, at most; so many, with the guard far away, give the same again.

    Notes
    -----
    Multi-depot vehicle scheduling, NP-hard from two depots on (Bertossi, Carraresi & Gallo 1987).
    Set partitioning by column generation (Ribeiro & Soumis, Operations Research 42, 1994) with one
    shortest path for each depot, O(k n^2); diving, then neighbourhoods, as Pepin, Desaulniers,
    Hertz & Huisman (Journal of Scheduling 12, 2009) compare them. Memory is O(n^2).
    """
    from narahubung.plans.movements.depots.search import Search  # noqa: PLC0415 - loads a solver

    search = Search(graph, time.monotonic() + seconds, unit)
    done = search.run(start, near, seed, rounds)
    low, total = search.low, search.total
    stopped = "rounds" if done == rounds else "time"
    if total - low <= max(SMALL, near * abs(total)):
        stopped = "proven" if total - low <= SMALL else "near"
    return DepotPlan(tuple(sorted(search.plan)), total, min(low, total), stopped, done)
