"""The programme as it stands, the versions in which it was given out, and what differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.parties.models import Party
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.programme.models import CalendarFeed, Item, PrivateItem, Release
from narahubung.programme.versions import ItemDifference, difference, snapshot


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One item. parties: who attends, as far as the person may know of them.

    is_private: of one party alone; its title says what it is to those who may know, else "Busy".
    asked: by name what the reader asked besides (`programme_of`).
    """

    id: int
    code: str
    title: str
    kind: str
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    place_id: int | None
    place: str
    room: str
    participants: str
    dress: str
    certainty: str
    actual_start_at: datetime | None
    actual_end_at: datetime | None
    parties: tuple[PartyMark, ...]
    source: str
    note: str
    synthetic: bool
    is_private: bool
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"item:{self.id}"

    @property
    def where(self) -> str:
        """Return place and room."""
        return ", ".join(part for part in (self.place, self.room) if part)


@dataclass(frozen=True, kw_only=True)
class Day:
    """The items of one day; on is None for those without a time."""

    on: date | None
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, kw_only=True)
class ReleaseLine:
    """One version that was given out."""

    number: int
    released_at: datetime
    by_name: str
    note: str
    items: int


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version beside the one before it. differences: what changed, for all or for one party."""

    release: ReleaseLine
    before: ReleaseLine | None
    after: ReleaseLine | None
    differences: tuple[ItemDifference, ...]
    parties: tuple[str, ...]


def programme_of(
    *,
    by: Actor,
    party_id: int | None = None,
    with_parties: bool = True,
    asking: Mapping[str, Any] | None = None,
) -> list[ItemLine]:
    """Return the programme in order of time, of one party if given. Two queries.

    with_parties: who else attends; without it one query, and `parties` is empty. asking: what a
    room above has to say of an item, by name, as a subquery that is cut to what one may see.
    """
    rows = _items(by) if with_parties else _plain_items(by)
    if party_id is not None:
        rows = rows.filter(attending=party_id)
    asking = asking or {}
    return [
        _line(
            row, by, with_parties=with_parties, asked={name: getattr(row, name) for name in asking}
        )
        for row in rows.annotate(**asking)
    ]


def item_line(*, by: Actor, item_id: int) -> ItemLine:
    """Return one item of the official programme. Raises Item.DoesNotExist."""
    return _line(_items(by).filter(private_of=None).get(pk=item_id), by)


def in_days(items: Iterable[ItemLine], zone_name: str) -> list[Day]:
    """Sort items into the days of that zone, in order; without a time last."""
    days: dict[date | None, list[ItemLine]] = {}
    for item in items:
        on = item.starts_at.astimezone(zone(zone_name)).date() if item.starts_at else None
        days.setdefault(on, []).append(item)
    found = [Day(on=on, items=tuple(lines)) for on, lines in days.items()]
    return sorted(found, key=lambda day: (day.on is None, day.on or date.max))


def releases(*, by: Actor) -> list[ReleaseLine]:
    """Return the versions, the newest first. One query."""
    return [_release(row) for row in Release.objects.visible_to(by).order_by("-number")]


def unreleased(*, by: Actor) -> list[ItemDifference]:
    """Return what changed since the last version. Three queries."""
    last = Release.objects.visible_to(by).order_by("-number").first()
    return difference(last.items if last else {}, snapshot(by))


def version(*, by: Actor, number: int, against: int | None = None, party: str = "") -> Version:
    """Return a version and what differs from the one before it (or `against`). One query.

    party: a code; then only what that party attends. Raises Release.DoesNotExist.
    """
    rows = {row.number: row for row in Release.objects.visible_to(by)}
    if number not in rows:
        raise Release.DoesNotExist
    before = rows.get(against if against is not None else number - 1)
    items = rows[number].items
    codes = {code for facts in items.values() for code in facts["parties"]}
    return Version(
        release=_release(rows[number]),
        before=_release(before) if before else None,
        after=_release(rows[number + 1]) if number + 1 in rows else None,
        differences=tuple(difference(before.items if before else {}, items, party=party)),
        parties=tuple(sorted(codes)),
    )


def calendars_of(*, by: Actor, party_id: int | None) -> list[CalendarFeed]:
    """Return the person's own open calendar addresses of a party. One query.

    party_id None: of the own duties.
    """
    rows = CalendarFeed.objects.filter(
        event_id=by.event_id or 0, person_id=by.person_id or 0, closed_at=None
    )
    rows = rows.filter(party_id=party_id) if party_id else rows.filter(party=None)
    return list(rows.select_related("member").order_by("made_at"))


def _items(by: Actor) -> Any:
    seen = Party.objects.visible_to(by).order_by("code")
    return _plain_items(by).prefetch_related(Prefetch("attending", seen))


def _plain_items(by: Actor) -> Any:
    rows = Item.objects.visible_to(by).select_related("place", "private")
    return rows.order_by("starts_at", "code")


def _line(
    row: Item, by: Actor, *, with_parties: bool = True, asked: Mapping[str, Any] | None = None
) -> ItemLine:
    made = {"parties", "place", "title", "is_private", "asked"}
    return ItemLine(
        title=_title(row, by),
        place=row.place.name if row.place else "",
        parties=tuple(mark_of(party) for party in row.attending.all()) if with_parties else (),
        is_private=row.private_of_id is not None,
        asked=asked or {},
        **{n: getattr(row, n) for n in ItemLine.__dataclass_fields__ if n not in made},
    )


def _title(row: Item, by: Actor) -> str:
    """Return what it is called; of a private item, what it is to those who serve the party."""
    if row.private_of_id is not None and by.may_for(PrivateItem.right, row.private_of_id):
        return row.private.title
    return row.title


def _release(row: Release) -> ReleaseLine:
    return ReleaseLine(
        number=row.number,
        released_at=row.released_at,
        by_name=row.by_name,
        note=row.note,
        items=len(row.items),
    )
