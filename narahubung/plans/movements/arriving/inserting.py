"""A plan to begin with: each party where it costs least, then each once more."""

from collections.abc import Sequence

from narahubung.plans.movements.arriving.door import Door

ROUNDS = 5


def inserted(door: Door) -> dict[int, int]:
    """Return waits that keep every rule. O(rounds x parties^3)."""
    order = sorted(door.firm, key=lambda party: door.present[party])
    for party in range(len(door.parties)):
        if party not in door.firm:
            order = _with(door, order, party)
    for _ in range(ROUNDS):
        before = order
        for party in range(len(door.parties)):
            if party not in door.firm:
                order = _with(door, [each for each in order if each != party], party)
        if order == before:
            break
    return waits_of(door, order) or {}


def _with(door: Door, order: Sequence[int], party: int) -> list[int]:
    """Return the cheapest order with that party, or without where none is possible."""
    found = [[*order[:place], party, *order[place:]] for place in range(len(order) + 1)]
    cheap = min(found, key=lambda each: _points(door, each))
    return cheap if waits_of(door, cheap) is not None else list(order)


def _points(door: Door, order: Sequence[int]) -> float:
    waits = waits_of(door, order)
    return float("inf") if waits is None else door.points(waits)


def waits_of(door: Door, order: Sequence[int]) -> dict[int, int] | None:
    """Return the least waits of these parties, the nearest first; None where one cannot be."""
    waits: dict[int, int] = {}
    for party in order:
        asked = [door.after(one, wait, party) for one, wait in waits.items()]
        waits[party] = max([door.low[party], *asked])
        if waits[party] > door.high[party]:
            return None
    return waits
