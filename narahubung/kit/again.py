"""When a part of a page has to be fetched anew, although nothing happens: something grows old."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil


@dataclass(frozen=True, kw_only=True)
class Again:
    """second: names the moment, so that each has a clock of its own; wait_s: until then."""

    second: int
    wait_s: int


def again_at(moments: Iterable[datetime], *, at: datetime) -> Again | None:
    """Return when the first of these moments is over; None where none is still to come."""
    first = min((each for each in moments if each > at), default=None)
    if first is None:
        return None
    wait_s = ceil((first - at).total_seconds()) + 1  # a second late, never a second too early
    return Again(second=int(first.timestamp()), wait_s=wait_s)
