"""Who is off duty now: nobody is woken for a test. Rosters stand in rooms above."""

from collections.abc import Callable, Collection
from datetime import datetime

Asks = Callable[[int, Collection[int], datetime], set[int]]
_ASKED: list[Asks] = []


def says_who_rests(ask: Asks) -> Asks:
    """Register who knows of (event_id, person_ids, at) which of these people are off duty."""
    _ASKED.append(ask)
    return ask


def who_rests(event_id: int, person_ids: Collection[int], at: datetime) -> set[int]:
    """Return those of these people who are off duty at that moment."""
    found: set[int] = set()
    for ask in _ASKED:
        found |= ask(event_id, person_ids, at)
    return found
