"""What rooms above count in a party's readiness, as one more list beside the standard ones."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils.functional import Promise

from narahubung.duties.models import Readiness
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Of one party: missing "" when nothing is owed; late: something is, past its deadline."""

    missing: str
    late: bool


Source = Callable[[int, datetime, Collection[int] | None], Mapping[int, Counted]]
Uses = Callable[[int], QuerySet[Any]]


@dataclass(frozen=True, kw_only=True)
class _Above:
    code: str
    title: str | Promise
    uses: Uses
    source: Source


_ABOVE: list[_Above] = []


def counts_in_readiness(
    code: str, title: str | Promise, *, uses: Uses
) -> Callable[[Source], Source]:
    """Register a function of (event id, at, party ids or None for all): what it counts, by party.

    A party that it does not name has no such list. It is asked only for parties that the reader
    may see, and tells figures and names, no contents. uses: of an event, the rows without which
    there is nothing to count: looked for in the query of the standard lists.
    """

    def register(source: Source) -> Source:
        _ABOVE.append(_Above(code=code, title=title, uses=uses, source=source))
        return source

    return register


def lists(by: Actor, party_ids: Collection[int] | None) -> QuerySet[Readiness]:
    """Return the standard lists that count, each marked with what rooms above count besides."""
    rows = Readiness.objects.visible_to(by).filter(weight__gt=0)
    if party_ids is not None:
        rows = rows.filter(party_id__in=party_ids)
    marks = {f"above_{n}": Exists(one.uses(by.here)) for n, one in enumerate(_ABOVE)}
    return rows.annotate(**marks) if by.event_id is not None else rows


def counted(
    rows: Iterable[Readiness], *, by: Actor, at: datetime, party_ids: Collection[int] | None
) -> dict[int, list[tuple[str, str, Counted]]]:
    """Return (code, title, what is counted) of each party this person may see, by rooms above.

    rows: of `lists`, whose first one tells what is in use: no query while nothing is. Where there
    is none at all, the rooms above are asked.
    """
    marked = next(iter(rows), None)
    found: dict[int, list[tuple[str, str, Counted]]] = {}
    for n, above in enumerate(_ABOVE):
        if marked is None or getattr(marked, f"above_{n}", False):
            for party_id, one in above.source(by.here, at, party_ids).items():
                found.setdefault(party_id, []).append((above.code, str(above.title), one))
    if not found:
        return {}
    seen = Party.objects.visible_to(by).filter(pk__in=list(found)).values_list("pk", flat=True)
    return {pk: found[pk] for pk in seen}
