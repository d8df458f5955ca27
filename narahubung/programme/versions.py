"""A version of the programme as plain facts, and the difference between two of them.

Facts of an item: title_en, title_id, kind, starts_at, ends_at (ISO 8601, UTC), zone, place, room,
dress, certainty, parties (codes).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.programme.models import Item

Facts = dict[str, Any]
COMPARED = (
    "starts_at",
    "ends_at",
    "place",
    "room",
    "title_en",
    "dress",
    "certainty",
)


@dataclass(frozen=True, kw_only=True)
class ItemDifference:
    """What became of one item. sort: added, changed or removed. changes: {field: (old, new)}."""

    code: str
    sort: str
    facts: Facts
    changes: dict[str, tuple[Any, Any]]


def difference(
    old: Mapping[str, Facts], new: Mapping[str, Facts], *, party: str = ""
) -> list[ItemDifference]:
    """Return what changed from one version to another, in order of time.

    party: the code of a party; then only what it attends, and joining or leaving an item counts as
    added or removed.
    """
    if party:
        old, new = _of(old, party), _of(new, party)
    found = [_compared(code, old.get(code), new.get(code)) for code in dict.fromkeys([*old, *new])]
    return sorted(
        (one for one in found if one), key=lambda one: (one.facts["starts_at"] or "", one.code)
    )


def _of(items: Mapping[str, Facts], party: str) -> dict[str, Facts]:
    return {code: facts for code, facts in items.items() if party in facts["parties"]}


def _compared(code: str, old: Facts | None, new: Facts | None) -> ItemDifference | None:
    if old is None or new is None:
        facts = new or old or {}
        sort = "added" if old is None else "removed"
        return ItemDifference(code=code, sort=sort, facts=facts, changes={})
    changes = {
        name: (old.get(name), new.get(name)) for name in COMPARED if old.get(name) != new.get(name)
    }
    if len(changes) > 1 and new["certainty"] == Certainty.CHANGED:
        changes.pop("certainty", None)  # that it changed is what the rest says
    if not changes:
        return None
    return ItemDifference(code=code, sort="changed", facts=new, changes=changes)


def snapshot(by: Actor) -> dict[str, Facts]:
    """Return the facts of every item as a version keeps them, no private one. Two queries."""
    rows = Item.objects.visible_to(by).filter(private_of=None)
    rows = rows.select_related("place").prefetch_related("attending")
    return {row.code: _facts(row) for row in rows.order_by("code")}


def _facts(row: Item) -> Facts:
    return {
        "title_en": row.title_en,
        "title_id": row.title_id,
        "kind": row.kind,
        "starts_at": _iso(row.starts_at),
        "ends_at": _iso(row.ends_at),
        "zone": row.zone,
        "place": row.place.name if row.place else "",
        "room": row.room,
        "dress": row.dress,
        "certainty": row.certainty,
        "parties": sorted(party.code for party in row.attending.all()),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
