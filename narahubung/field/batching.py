"""A batch, command by command; those that may share a commit do, for a short time.

Of what shares a commit each is done in a savepoint of its own: a refusal goes back by itself and is
stored as one. What breaks takes all of them back, and then each is done alone.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from time import monotonic
from typing import Any

from django.http import HttpRequest

from narahubung.field.envelope import Batch, Command
from narahubung.field.models import Lane
from narahubung.field.results import Result, Seen
from narahubung.field.settling import Settling
from narahubung.journal.acting import one_commit

log = logging.getLogger(__name__)
LONGEST_S = 0.2  # SQLite has one writer: nobody waits longer for it because of a batch
# ... but so many commit together in any case. On a busy machine the time is over at once, and what
# each commit costs would be most of the work, just when there is no time for it.
FEWEST = 10
# Forms that may share a commit: what they do reads nothing from the journal, changes nobody's
# rights, and holds no lock of its own. The others are rare.
SHARE = frozenset(
    {
        "desks:day_tell",
        "desks:day_look",
        "desks:day_unlook",
        "desks:day_leave",
        "desks:day_unleave",
        "desks:day_observe",
        "desks:day_unobserve",
        "desks:day_jot",
        "duties:check",
        "duties:recheck",
        "duties:undo",
        "duties:note",
        "duties:observe",
        "duties:unobserve",
        "movements:report",
        "airports:leaving_tell",
        "airports:leaving_take_back",
        "airports:count",
        "airports:uncount",
    }
)


def ended(
    request: HttpRequest, lane: Lane, batch: Batch, at: datetime, *, carrier_id: int | None = None
) -> list[Result]:
    """Return how its commands end, up to and with the first that cannot end yet.

    carrier_id: who brought it, where that is not its author.
    """
    results: list[Result] = []
    seen, rest = Seen.of(batch), batch.commands

    def each(some: Iterable[Command], **more: Any) -> Iterator[Result]:
        for command in some:
            result = Settling(
                request, batch, lane, command, at, seen, carrier_id=carrier_id, **more
            ).result()
            yield result
            if result.stops:
                return

    while rest and not (results and results[-1].stops):
        some = _at_the_front(rest)
        told: list[Result] = []
        if len(some) > 1:
            try:
                with one_commit():
                    told = _in_time(each(some, shared={}))
            except Exception as problem:
                log.warning("%d commands go one by one: %s", len(some), problem)
                lane.refresh_from_db()
                seen, told = Seen.of(batch), []
        told = told or list(each(some))
        results += told
        rest = rest[len(told) :]
    return results


def _at_the_front(rest: Sequence[Command]) -> Sequence[Command]:
    """Return those that may share a commit, or the one that may not."""
    number = next((n for n, each in enumerate(rest) if each.kind not in SHARE), len(rest))
    return rest[: max(number, 1)]


def _in_time(results: Iterator[Result]) -> list[Result]:
    """Return as many as there is time for, and a few in any case."""
    until, told = monotonic() + LONGEST_S, []
    for result in results:
        told.append(result)
        if len(told) >= FEWEST and monotonic() > until:
            break
    return told
