"""The detail book: the sheets, their gaps, and who owes what until when."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.programme.models import Item
from narahubung.programme.queries import ItemLine, item_line, programme_of
from narahubung.protocol.models import Detail, Vip
from narahubung.protocol.rules.details import gaps_of, is_late, is_vip, keeps_book
from narahubung.protocol.words import PARTS_OF_A_SHEET


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One item in the book. gaps: (name, word) of empty parts; is_late: past the deadline.

    contacts: "" for who does not keep the book; has_contacts: there are some. written_at None:
    nobody has opened the sheet yet.
    """

    item: ItemLine
    logistics: str
    staffing: str
    materials: str
    contacts: str
    has_contacts: bool
    plan_b: str
    vip: str
    is_vip: bool
    owner_id: int | None
    owner: str
    due_at: datetime | None
    written_at: datetime | None
    written_by: str
    gaps: tuple[tuple[str, str], ...]
    is_late: bool
    may_write: bool

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return the parts with words in them: (word, text)."""
        names = ("logistics", "staffing", "materials", "contacts", "plan_b")
        told = ((str(PARTS_OF_A_SHEET[name]), getattr(self, name)) for name in names)
        return tuple((word, text) for word, text in told if text)


@dataclass(frozen=True, kw_only=True)
class Book:
    """The book. owing: sheets with gaps, the earliest deadline first; in_use: one was written."""

    sheets: tuple[Sheet, ...]
    owing: tuple[Sheet, ...]
    gaps: int
    late: int
    in_use: bool
    may_write: bool


def book(*, by: Actor, at: datetime) -> Book:
    """Return the book as far as this person may see it. Three queries."""
    rows = {row.item_id: row for row in _rows(by)}
    sheets = [
        _sheet(line, rows.get(line.id), by, at)
        for line in programme_of(by=by)
        if not line.is_private and line.certainty != Certainty.CANCELLED
    ]
    if not keeps_book(by):
        sheets = [one for one in sheets if one.item.id in rows]
    # An item nobody opened counts when VIPs attend it; else the book may do without it.
    owing = [one for one in sheets if one.gaps and (one.is_vip or one.written_at)]
    owing = [one for one in owing if not _is_over(one.item, at)]
    owing.sort(key=lambda one: (one.due_at is None, one.due_at or at, one.item.starts_at or at))
    return Book(
        sheets=tuple(sheets),
        owing=tuple(owing),
        gaps=sum(len(one.gaps) for one in owing),
        late=sum(one.is_late for one in owing),
        in_use=bool(rows),
        may_write=keeps_book(by),
    )


def sheet(*, item_id: int, by: Actor, at: datetime) -> Sheet:
    """Return the sheet of an item. Raises Item.DoesNotExist where one may not see it."""
    line = item_line(by=by, item_id=item_id)
    row = _rows(by).filter(item_id=item_id).first()
    if row is None and not keeps_book(by):
        raise Item.DoesNotExist
    return _sheet(line, row, by, at)


def gaps_by_party(
    *, event_id: int, at: datetime, party_ids: Collection[int] | None = None
) -> dict[int, tuple[int, int, bool]]:
    """Return of each party: items of it in the book, those with gaps, and whether one is late.

    Nothing while nobody has opened the book. Three queries. It names no content: who sees the
    party's readiness may know the figures.
    """
    rows = {row.item_id: row for row in Detail.objects.filter(event_id=event_id)}
    if not rows:
        return {}
    items = Item.objects.filter(event_id=event_id, private_of=None)
    items = items.exclude(certainty=Certainty.CANCELLED)
    found: dict[int, list[int]] = defaultdict(list)
    for item_id, party_id in Item.attending.through.objects.filter(item__in=items).values_list(
        "item_id", "party_id"
    ):
        found[item_id].append(party_id)
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for item in items.filter(pk__in=list(found)):
        row = rows.get(item.pk)
        vip = is_vip(item, row.vip if row else Vip.AUTO, attended=True)
        if (row is None and not vip) or _is_over(item, at):
            continue
        gaps = gaps_of(row, vip=vip)
        late = is_late(gaps, row.due_at if row else None, at)
        for party_id in found[item.pk]:
            count = counts[party_id]
            count[0] += 1
            count[1] += bool(gaps)
            count[2] += late
    wanted = counts if party_ids is None else {pk: counts[pk] for pk in party_ids if pk in counts}
    return {pk: (items_, gaps, bool(late)) for pk, (items_, gaps, late) in wanted.items()}


def due_sheets(at: datetime) -> list[tuple[int, int]]:
    """Return (sheet, event) of those with gaps whose deadline came, and nobody was reminded."""
    rows = Detail.objects.filter(due_at__lte=at).select_related("item")
    rows = rows.exclude(item__certainty=Certainty.CANCELLED).annotate(
        attended=Exists(Item.attending.through.objects.filter(item_id=OuterRef("item_id")))
    )
    found: list[Any] = [row for row in rows.order_by("pk") if row.reminded_for != row.due_at]
    return [
        (row.pk, row.event_id)
        for row in found
        if gaps_of(row, vip=is_vip(row.item, row.vip, attended=row.attended))
    ]


def _rows(by: Actor) -> QuerySet[Detail]:
    return Detail.objects.visible_to(by).select_related("owner")


def _sheet(line: ItemLine, row: Detail | None, by: Actor, at: datetime) -> Sheet:
    vip = _is_vip(line, row)
    gaps = gaps_of(row, vip=vip)
    keeps = keeps_book(by)
    return Sheet(
        item=line,
        logistics=row.logistics if row else "",
        staffing=row.staffing if row else "",
        materials=row.materials if row else "",
        contacts=row.contacts if row and keeps else "",
        has_contacts=bool(row and row.contacts),
        plan_b=row.plan_b if row else "",
        vip=row.vip if row else Vip.AUTO.value,
        is_vip=vip,
        owner_id=row.owner_id if row else None,
        owner=(str(row.owner) if row.owner else row.owner_name) if row else "",
        due_at=row.due_at if row else None,
        written_at=row.written_at if row else None,
        written_by=row.written_by_name if row else "",
        gaps=tuple((name, str(PARTS_OF_A_SHEET[name])) for name in gaps),
        is_late=is_late(gaps, row.due_at if row else None, at),
        may_write=keeps,
    )


def _is_over(item: ItemLine | Item, at: datetime) -> bool:
    ends = item.ends_at or item.starts_at
    return ends is not None and ends < at


def _is_vip(line: ItemLine, row: Detail | None) -> bool:
    return is_vip(line, row.vip if row else Vip.AUTO, attended=bool(line.parties))
