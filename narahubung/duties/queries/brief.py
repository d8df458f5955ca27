"""Readiness as bare figures, for a board of hundreds of parties."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from narahubung.duties.models import Readiness
from narahubung.duties.readying import Counted, counted
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party


@dataclass(frozen=True, kw_only=True)
class Brief:
    """`done` of `of` lists owe nothing now; again: how many checked steps went bad."""

    done: int
    of: int
    again: int


def brief_readiness(
    *, by: Actor, at: datetime, party_ids: Collection[int] | None = None
) -> dict[int, Brief]:
    """Return the figures of `readiness` without its words, by party.

    One query, and what rooms above ask for theirs.
    """
    rows = Readiness.objects.visible_to(by).filter(weight__gt=0)
    if party_ids is not None:
        rows = rows.filter(party_id__in=party_ids)
    sums: dict[int, list[int]] = {}
    for party_id, due_at, again in rows.values_list("party_id", "next_due_at", "again"):
        owes = due_at is not None and (due_at <= at or again > 0)
        total = sums.setdefault(party_id, [0, 0, 0])
        total[0] += not owes
        total[1] += 1
        total[2] += again
    for pk, lists in _from_above(by, at, party_ids).items():
        total = sums.setdefault(pk, [0, 0, 0])
        total[0] += sum(not one.missing for one in lists)
        total[1] += len(lists)
    return {pk: Brief(done=done, of=of, again=bad) for pk, (done, of, bad) in sums.items()}


def _from_above(
    by: Actor, at: datetime, party_ids: Collection[int] | None
) -> dict[int, list[Counted]]:
    """Return what rooms above count, of the parties this person may see."""
    if by.event_id is None:
        return {}
    above = counted(event_id=by.event_id, at=at, party_ids=party_ids)
    if not above:
        return {}
    seen = Party.objects.visible_to(by).filter(pk__in=list(above)).values_list("pk", flat=True)
    return {pk: [one for _code, _title, one in above[pk]] for pk in seen}
