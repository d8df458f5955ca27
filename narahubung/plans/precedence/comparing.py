"""Who moves from where to where between two orders; where a line made by hand leaves the rules."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from narahubung.plans.precedence.ordering import rank
from narahubung.plans.precedence.terms import By, Guest, Order, Pair, RuleSet


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Somebody whose rank is another one. before, after: the ranks; None: is not in that order.

    by_itself: is one of the fewest who must change places for the one order to become the other;
    else only the gaps of others closed or opened.
    """

    key: str
    before: int | None
    after: int | None
    by_itself: bool


@dataclass(frozen=True, kw_only=True)
class Difference:
    """moved: by the new rank, those who left last. same: how many keep their rank."""

    moved: tuple[Moved, ...]
    same: int


def compare(before: Order, after: Order) -> Difference:
    """Return who moves. The fewest who change places: all but a longest common sequence."""
    old = {one.key: one.rank for one in before.placed}
    new = {one.key: one.rank for one in after.placed}
    stay = _longest([key for key in before.keys if key in new], old, new)
    moved = [
        Moved(key=key, before=old.get(key), after=new.get(key), by_itself=key not in stay)
        for key in [*after.keys, *(key for key in before.keys if key not in new)]
        if old.get(key) != new.get(key)
    ]
    return Difference(moved=tuple(moved), same=len(new) - sum(m.after is not None for m in moved))


def inversions(
    line: Sequence[str], guests: Collection[Guest], chain: Sequence[RuleSet]
) -> tuple[Pair, ...]:
    """Return the neighbours of a line made by hand whom the rules put the other way round.

    Each pair is told as the rules have it: above is who stands second in the line. Whoever of the
    line is not among the guests is left out.
    """
    known = {guest.key: guest for guest in guests}
    present = [key for key in line if key in known]
    found = []
    for first, second in pairwise(present):
        alone = rank([known[first], known[second]], chain)
        if alone.keys == (second, first) and alone.pairs[0].reason.by != By.TIE:
            found.append(alone.pairs[0])
    return tuple(found)


def _longest(keys: list[str], old: dict[str, int], new: dict[str, int]) -> set[str]:
    """Return one longest sequence that rises (weakly) in both orders."""
    keys = sorted(keys, key=lambda key: (old[key], new[key]))
    tails: list[int] = []
    at: list[int] = []
    back: list[int | None] = []
    for n, key in enumerate(keys):
        place = bisect_right(tails, new[key])
        back.append(at[place - 1] if place else None)
        tails[place : place + 1], at[place : place + 1] = [new[key]], [n]
    found: set[str] = set()
    here = at[-1] if at else None
    while here is not None:
        found.add(keys[here])
        here = back[here]
    return found
