"""What rooms above count in a party's readiness, as one more list beside the standard ones."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Of one party: missing "" when nothing is owed; late: something is, past its deadline."""

    missing: str
    late: bool


Source = Callable[[int, datetime, Collection[int] | None], Mapping[int, Counted]]
_SOURCES: dict[str, tuple[str | Promise, Source]] = {}


def counts_in_readiness(code: str, title: str | Promise) -> Callable[[Source], Source]:
    """Register a function of (event id, at, party ids or None for all): what it counts, by party.

    A party that it does not name has no such list. It is asked only for parties that the reader
    may see, and tells figures and names, no contents.
    """

    def register(source: Source) -> Source:
        _SOURCES[code] = (title, source)
        return source

    return register


def counted(
    *, event_id: int, at: datetime, party_ids: Collection[int] | None
) -> dict[int, list[tuple[str, str, Counted]]]:
    """Return (code, title, what is counted) of each party, by rooms above."""
    found: dict[int, list[tuple[str, str, Counted]]] = {}
    for code, (title, source) in _SOURCES.items():
        for party_id, one in source(event_id, at, party_ids).items():
            found.setdefault(party_id, []).append((code, str(title), one))
    return found
