"""The library of occasions, and the occasion of an item as one person may see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import get_language

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.programme.models import CueRole, Item
from narahubung.programme.queries import ItemLine, item_line, programme_of
from narahubung.protocol.models import Occasion, OccasionCheck, OccasionText, TextKind
from narahubung.protocol.occasion_library import OccasionKind, library, told
from narahubung.protocol.rules.rule_sets import title_of
from narahubung.protocol.words import SHAPES


@dataclass(frozen=True, kw_only=True)
class KindCard:
    """One occasion of the library, in the language in force."""

    code: str
    name: str
    shape: str
    seats: str
    order: str
    unsure: bool
    source: str
    steps: tuple[tuple[int, str, str], ...]  # minutes from the start, whose line, words
    texts: tuple[tuple[str, str, bool], ...]  # what for, words, to be confirmed
    checks: tuple[tuple[int, str, str], ...]
    scenes: tuple[str, ...]
    cards: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """A text of an item's occasion. text: in the language in force."""

    id: int
    kind: str
    kind_word: str
    text: str
    text_id: str
    text_en: str
    unsure: bool


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """A check. looks: 0, 1 or 2; is_late: due, and nobody has looked; may_look: this reader."""

    id: int
    due_at: datetime | None
    minutes: int
    role: str
    role_word: str
    text: str
    text_id: str
    text_en: str
    unsure: bool
    looks: int
    checked_at: datetime | None
    checked_by: str
    rechecked_at: datetime | None
    rechecked_by: str
    is_late: bool
    may_look: bool


@dataclass(frozen=True, kw_only=True)
class OccasionSheet:
    """An item with its occasion. code "": none is chosen; offered: what fits the item, first."""

    item: ItemLine
    code: str
    name: str
    shape: str
    shape_word: str
    order: str
    order_word: str
    seats: str
    unsure: bool
    source: str
    chosen_at: datetime | None
    chosen_by: str
    cues: int
    texts: tuple[TextLine, ...]
    checks: tuple[CheckLine, ...]
    scenes: tuple[str, ...]
    cards: tuple[str, ...]
    offered: tuple[KindCard, ...]
    others: tuple[KindCard, ...]
    may_plan: bool

    @property
    def open_checks(self) -> int:
        """Return how many checks nobody has re-checked yet."""
        return sum(one.looks < 2 for one in self.checks)


@dataclass(frozen=True, kw_only=True)
class ItemWith:
    """An item of the programme, with what occasion it is. done: looks made, of `looks`."""

    item: ItemLine
    code: str
    name: str
    done: int
    looks: int


def kinds() -> tuple[KindCard, ...]:
    """Return the library, in its order. No query."""
    return tuple(_card(one) for one in library().values())


def kind_card(code: str) -> KindCard | None:
    """Return one occasion of the library. No query."""
    found = library().get(code)
    return _card(found) if found else None


def items_with(*, by: Actor) -> list[ItemWith]:
    """Return the programme that one may see the places of, each with its occasion. Four queries."""
    chosen: dict[int, Any] = {
        row.item_id: row
        for row in Occasion.objects.visible_to(by).annotate(
            all=Count("checks"),
            once=Count("checks", filter=Q(checks__checked_at__isnull=False)),
            twice=Count("checks", filter=Q(checks__rechecked_at__isnull=False)),
        )
    }
    found = []
    for line in programme_of(by=by):
        if line.is_private or line.certainty == Certainty.CANCELLED:
            continue
        if not _sees(by, line):
            continue
        row = chosen.get(line.id)
        known = library().get(row.code) if row else None
        found.append(
            ItemWith(
                item=line,
                code=row.code if row else "",
                name=known.name if known else row.code if row else "",
                done=row.once + row.twice if row else 0,
                looks=2 * row.all if row else 0,
            )
        )
    return found


def occasion_sheet(*, item_id: int, by: Actor, at: datetime) -> OccasionSheet:
    """Return an item with its occasion, or what could be chosen. Six queries.

    Raises Item.DoesNotExist, also where one serves none of those who attend.
    """
    line = item_line(by=by, item_id=item_id)
    if not _sees(by, line):
        raise Item.DoesNotExist
    row = Occasion.objects.visible_to(by).filter(item_id=item_id).first()
    known = library().get(row.code) if row else None
    fitting = [one for one in library().values() if line.kind in one.kinds]
    may_plan = Right.PLAN_PLACES in by.everywhere
    starts = line.starts_at
    return OccasionSheet(
        item=line,
        code=row.code if row else "",
        name=known.name if known else row.code if row else "",
        shape=row.shape if row else "",
        shape_word=str(SHAPES.get(row.shape, row.shape)) if row else "",
        order=row.order if row else "",
        order_word=title_of(row.order) if row else "",
        seats=row.seats if row else "",
        unsure=bool(known and known.unsure),
        source=told(known.source) if known else "",
        chosen_at=row.chosen_at if row else None,
        chosen_by=row.chosen_by_name if row else "",
        cues=len(row.cues) if row else 0,
        texts=tuple(_text(one) for one in row.texts.all()) if row else (),
        checks=tuple(_check(one, starts, by, at) for one in row.checks.all()) if row else (),
        scenes=known.scenes if known else (),
        cards=known.cards if known else (),
        offered=() if row else tuple(_card(one) for one in fitting),
        others=() if row else tuple(_card(o) for o in library().values() if o not in fitting),
        may_plan=may_plan,
    )


def chosen_code(*, by: Actor) -> Subquery:
    """Return what a query of items asks for the occasion of each, where one may see it."""
    rows = Occasion.objects.visible_to(by).filter(item=OuterRef("pk"))
    return Subquery(rows.values("code")[:1])


def _sees(by: Actor, line: ItemLine) -> bool:
    if Right.SEE_PLACES in by.everywhere or "house" in by.roles:
        return True
    return any(by.may_for(Right.SEE_PLACES, party.id) for party in line.parties)


def _card(one: OccasionKind) -> KindCard:
    return KindCard(
        code=one.code,
        name=one.name,
        shape=str(SHAPES[one.shape]),
        seats=told(one.seats),
        order=title_of(one.order),
        unsure=one.unsure,
        source=told(one.source),
        steps=tuple((s.minutes, str(CueRole(s.role).label), told(s.text)) for s in one.steps),
        texts=tuple((str(TextKind(t.kind).label), told(t.text), t.unsure) for t in one.texts),
        checks=tuple((c.minutes, str(CueRole(c.role).label), told(c.text)) for c in one.checks),
        scenes=one.scenes,
        cards=one.cards,
    )


def _text(row: OccasionText) -> TextLine:
    return TextLine(
        id=row.pk,
        kind=row.kind,
        kind_word=str(TextKind(row.kind).label),
        text=_in_force(row.text_id, row.text_en),
        text_id=row.text_id,
        text_en=row.text_en,
        unsure=row.unsure,
    )


def _check(row: OccasionCheck, starts: datetime | None, by: Actor, at: datetime) -> CheckLine:
    looks = (row.checked_at is not None) + (row.rechecked_at is not None)
    due = starts + timedelta(minutes=row.minutes) if starts else None
    return CheckLine(
        id=row.pk,
        due_at=due,
        minutes=row.minutes,
        role=row.role,
        role_word=str(CueRole(row.role).label),
        text=_in_force(row.text_id, row.text_en),
        text_id=row.text_id,
        text_en=row.text_en,
        unsure=row.unsure,
        looks=looks,
        checked_at=row.checked_at,
        checked_by=row.checked_by_name,
        rechecked_at=row.rechecked_at,
        rechecked_by=row.rechecked_by_name,
        is_late=looks == 0 and due is not None and due <= at,
        may_look=looks == 0 or (looks == 1 and row.checked_by_name != by.name),
    )


def _in_force(text_id: str, text_en: str) -> str:
    return text_id if (get_language() or "id").startswith("id") else text_en
