"""How it is known that an officer is where he should be: rooms above tell what they know."""

from collections.abc import Callable, Collection
from datetime import datetime

Seen = Callable[[Collection[int], datetime], set[int]]
_SEEN: list[Seen] = []


def sees_arrivals(function: Seen) -> Seen:
    """Register a function of (numbers of arrivals, since): those at which an officer was seen."""
    _SEEN.append(function)
    return function


def seen_at(arrivals: Collection[int], since: datetime) -> set[int]:
    """Return the arrivals at which somebody showed since then that he is there."""
    return set().union(*(function(arrivals, since) for function in _SEEN))
