"""Readiness as bare figures, for a board of hundreds of parties."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from narahubung.duties.readying import counted, lists
from narahubung.kit.actor import Actor


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

    One query, and what rooms above ask for theirs, where they have any.
    """
    rows = lists(by, party_ids).only("party_id", "next_due_at", "again")
    sums: dict[int, list[int]] = {}
    for row in rows:
        owes = row.next_due_at is not None and (row.next_due_at <= at or row.again > 0)
        total = sums.setdefault(row.party_id, [0, 0, 0])
        total[0] += not owes
        total[1] += 1
        total[2] += row.again
    for pk, above in counted(rows, by=by, at=at, party_ids=party_ids).items():
        total = sums.setdefault(pk, [0, 0, 0])
        total[0] += sum(not one.missing for _code, _title, one in above)
        total[1] += len(above)
    return {pk: Brief(done=done, of=of, again=bad) for pk, (done, of, bad) in sums.items()}
