"""The private programme beside the official one, for those who serve the party."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.parties.models import Party
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.programme.models import PrivateItem
from narahubung.programme.queries.items import ItemLine, in_days, programme_of
from narahubung.programme.rules import Taken, clashes


@dataclass(frozen=True, kw_only=True)
class PrivateLine:
    """What a private item is. officer: who goes along; cover: who stays with the party."""

    item: ItemLine
    party_id: int
    kind: str
    kind_word: str
    member_id: int | None
    member: str
    officer_id: int | None
    officer: str
    cover_id: int | None
    cover: str
    note: str
    clashes: tuple[str, ...] = ()

    @property
    def is_on(self) -> bool:
        """Tell whether it has begun and is not over."""
        item = self.item
        is_off = item.certainty == Certainty.CANCELLED
        return bool(item.actual_start_at and not item.actual_end_at and not is_off)


@dataclass(frozen=True, kw_only=True)
class OfficialLine:
    """An item of the official programme, with the titles of private ones at the same time."""

    item: ItemLine
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BothDay:
    """One day, official and private side by side."""

    on: date | None
    official: tuple[OfficialLine, ...]
    private: tuple[PrivateLine, ...]


@dataclass(frozen=True, kw_only=True)
class Both:
    """The official and the private programme of a party."""

    party: PartyMark
    days: tuple[BothDay, ...]
    clashes: int

    @property
    def on(self) -> PrivateLine | None:
        """Return what goes on now, of what was begun by a tap."""
        return next((line for day in self.days for line in day.private if line.is_on), None)


def both_of(*, party_id: int, by: Actor, zone_name: str) -> Both:
    """Return the programme of a party in two columns. Three queries. Raises Party.DoesNotExist."""
    party = Party.objects.visible_to(by, Right.SEE_REGISTER).get(pk=party_id)
    items = programme_of(by=by, party_id=party_id, with_parties=False)
    rows = {row.item_id: row for row in _rows(by).filter(party=party)}
    titles = {item.id: item.title for item in items}
    found = clashes([taken for item in items if (taken := _taken(item, rows.get(item.id)))])
    told = {pk: tuple(titles[other] for other in others) for pk, others in found.items()}
    days = [
        BothDay(
            on=day.on,
            official=tuple(
                OfficialLine(item=item, clashes=told.get(item.id, ()))
                for item in day.items
                if item.id not in rows
            ),
            private=tuple(
                _line(item, rows[item.id], told.get(item.id, ()))
                for item in day.items
                if item.id in rows
            ),
        )
        for day in in_days(items, zone_name)
    ]
    return Both(party=mark_of(party), days=tuple(days), clashes=len(found))


def private_line(*, item_id: int, by: Actor) -> PrivateLine:
    """Return one private item. Raises PrivateItem.DoesNotExist."""
    row = _rows(by).get(item_id=item_id)
    items = programme_of(by=by, party_id=row.party_id, with_parties=False)
    return _line(next(item for item in items if item.id == item_id), row, ())


def party_of_private(*, item_id: int, by: Actor) -> Party:
    """Return whose private item it is. Raises PrivateItem.DoesNotExist."""
    return PrivateItem.objects.visible_to(by).select_related("party").get(item_id=item_id).party


def _rows(by: Actor) -> Any:
    return PrivateItem.objects.visible_to(by).select_related("member", "officer", "cover")


def _taken(item: ItemLine, row: PrivateItem | None) -> Taken | None:
    starts, ends = item.actual_start_at or item.starts_at, item.actual_end_at or item.ends_at
    if starts is None or ends is None or item.certainty == Certainty.CANCELLED:
        return None
    return Taken(
        id=item.id,
        start=starts,
        end=ends,
        is_private=row is not None,
        whose=row.member_id if row else None,
        officer=row.officer_id if row else None,
    )


def _line(item: ItemLine, row: PrivateItem, told: tuple[str, ...]) -> PrivateLine:
    return PrivateLine(
        item=item,
        party_id=row.party_id,
        kind=row.kind,
        kind_word=str(row.get_kind_display()),
        member_id=row.member_id,
        member=row.member.full_name if row.member else "",
        officer_id=row.officer_id,
        officer=row.officer.short_name if row.officer else "",
        cover_id=row.cover_id,
        cover=row.cover.short_name if row.cover else "",
        note=row.note,
        clashes=told,
    )
