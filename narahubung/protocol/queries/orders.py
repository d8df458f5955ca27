"""Orders of precedence as pages and other rooms read them: the face of this room for `places`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.plans.precedence import By, RuleSet
from narahubung.protocol.models import RankOrder, Standing, Taking
from narahubung.protocol.planning import Ranked, chain_of, ranked
from narahubung.protocol.queries.saying import PairLine, Told, breaker_words, pair_line
from narahubung.protocol.rules.rule_sets import STAND_IN, position_word, said


@dataclass(frozen=True, kw_only=True)
class RulesMark:
    """A rule set in a chain."""

    code: str
    title: str
    article: str
    sure: bool


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """An order in a list."""

    id: int
    number: int
    title: str
    purpose: str
    purpose_word: str
    item_id: int | None
    item_title: str
    starts_at: datetime | None
    people: int
    absent: int
    chain: tuple[RulesMark, ...]
    shown_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OrderRow:
    """One person in an order.

    key: "party:12" (the head of that party) or "standing:7"; the same in every order. rank: 1 is
    first; who is tied shares a rank, and the next one skips. place: 1, 2, 3 … as listed (of tied
    people it means nothing). level: code of the level of the rule set ("hos", "d"), "" when no
    level names the person. host: "now", "next", "previous" or "". stands_in_for: in words; the
    rank is the person's own. to_next: why before the next row; None: is the last.
    """

    key: str
    ranked_id: int
    party_id: int | None
    member_id: int | None
    standing_id: int | None
    code: str
    iso_alpha2: str
    country: str
    name: str
    office: str
    gender: str
    rank: int
    place: int
    tied: bool
    moved: bool
    level: str
    level_word: str
    level_sure: bool
    host: str
    since: date | None
    since_note: str
    stands_in_for: str
    goes_with: str
    no_relations: bool
    number_unsure: bool
    to_next: PairLine | None


@dataclass(frozen=True, kw_only=True)
class TieLine:
    """People of one rank. breakers: what would tell them apart, in words."""

    rank: int
    keys: tuple[str, ...]
    names: tuple[str, ...]
    breakers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AbsentLine:
    """Who does not come: the place stays empty. stand_in: who comes instead, by his own rank."""

    ranked_id: int
    key: str
    code: str
    iso_alpha2: str
    name: str
    why: str
    stand_in: str
    stand_in_key: str


@dataclass(frozen=True, kw_only=True)
class OrderSheet:
    """An order, first to last. loose: what people decided and what holds no more, in words."""

    id: int
    number: int
    title: str
    title_id: str
    title_en: str
    purpose: str
    purpose_word: str
    item_id: int | None
    item_title: str
    note: str
    made_by: str
    made_at: datetime
    chain: tuple[RulesMark, ...]
    rows: tuple[OrderRow, ...]
    ties: tuple[TieLine, ...]
    absent: tuple[AbsentLine, ...]
    loose: tuple[str, ...]
    stand_in_article: str
    removed: bool
    can_change: bool
    shown_at: datetime | None
    shown_by: str

    @property
    def unsure(self) -> int:
        """Return how many neighbouring pairs rest on something that is to be confirmed."""
        return sum(1 for row in self.rows if row.to_next and not row.to_next.sure)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return everybody by key, first to last."""
        return tuple(row.key for row in self.rows)

    def row_of(self, key: str) -> OrderRow:
        """Return one person's row. Raises KeyError."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)


def order_lines(*, by: Actor) -> list[OrderLine]:
    """Return the event's orders, by when their item begins, then by number. Three queries."""
    rows = list(
        RankOrder.objects.visible_to(by)
        .filter(removed_at=None)
        .select_related("item")
        .prefetch_related("takings")
    )
    lines = [_line(row) for row in rows]
    return sorted(lines, key=lambda one: (one.starts_at is None, one.starts_at or 0, one.number))


def orders_of_item(*, item_id: int, by: Actor) -> list[OrderLine]:
    """Return the orders that are kept for an item of the programme."""
    return [line for line in order_lines(by=by) if line.item_id == item_id]


def order_of(*, order_id: int, by: Actor) -> OrderSheet:
    """Return one order with everybody's rank, the ties, and the reason of each pair.

    What `places` seats, stands and walks by: rows first to last, absent people apart (their places
    stay empty), stand-ins by their own rank. Raises RankOrder.DoesNotExist.
    """
    order = RankOrder.objects.visible_to(by).select_related("item").get(pk=order_id)
    found = ranked(order)
    names = {key: name_of(row) for key, row in found.takings.items()}
    told = told_of(found, names)
    reasons = {pair.above: pair_line(pair, told) for pair in found.order.pairs}
    return OrderSheet(
        id=order.pk,
        number=order.number,
        title=order.title,
        title_id=order.title_id,
        title_en=order.title_en,
        purpose=order.purpose,
        purpose_word=str(order.get_purpose_display()),
        item_id=order.item_id,
        item_title=order.item.title if order.item else "",
        note=order.note,
        made_by=order.made_by_name,
        made_at=order.made_at,
        chain=tuple(mark_of(one) for one in found.chain),
        rows=tuple(
            row_of(found, key, place, reasons.get(key))
            for place, key in enumerate(found.order.keys, start=1)
        ),
        ties=tuple(
            TieLine(
                rank=tie.rank,
                keys=tie.keys,
                names=tuple(names[key] for key in tie.keys),
                breakers=tuple(breaker_words(tie.breakers)),
            )
            for tie in found.order.ties
        ),
        absent=tuple(_absent(row) for row in found.absent),
        loose=tuple(_loose(found, ref) for ref in found.order.loose),
        stand_in_article=said(STAND_IN),
        removed=order.removed_at is not None,
        can_change=by.may(Right.PLAN_PLACES) and order.removed_at is None,
        shown_at=order.shown_at,
        shown_by=order.shown_by_name,
    )


def told_of(found: Ranked, names: dict[str, str]) -> Told:
    """Return what the sentences of an order need."""
    sets = {one.code: one for one in found.chain}
    return Told(sets=sets, moves=found.moves, settled=found.settled, names=names)


def mark_of(rules: RuleSet) -> RulesMark:
    """Return a rule set's mark."""
    return RulesMark(
        code=rules.code,
        title=said(rules.title),
        article=said(rules.article),
        sure=is_sure(rules),
    )


def is_sure(rules: RuleSet) -> bool:
    """Tell whether nothing in a rule set is to be confirmed."""
    parts = [rules.sure, *(one.sure for one in rules.criteria)]
    return all([*parts, *(level.sure for one in rules.criteria for level in one.levels)])


def name_of(row: Taking) -> str:
    """Return whom a row is of: the name, or the party where no name is known."""
    if row.standing:
        return str(row.standing)
    return (row.party.head_name or row.party.name) if row.party else ""


def _line(row: RankOrder) -> OrderLine:
    takings: Sequence[Taking] = list(row.takings.all())
    return OrderLine(
        id=row.pk,
        number=row.number,
        title=row.title,
        purpose=row.purpose,
        purpose_word=str(row.get_purpose_display()),
        item_id=row.item_id,
        item_title=row.item.title if row.item else "",
        starts_at=row.item.starts_at if row.item else None,
        people=sum(not taking.absent for taking in takings),
        absent=sum(taking.absent for taking in takings),
        chain=tuple(mark_of(one) for one in chain_of(row.chain, row.event_id)),
        shown_at=row.shown_at,
    )


def row_of(found: Ranked, key: str, place: int, to_next: PairLine | None) -> OrderRow:
    """Return one person of an order as pages show it."""
    taking, guest = found.takings[key], found.guests[key]
    placed = found.order.placed[place - 1]
    head = found.heads.get(taking.party_id) if taking.party_id else None
    own = taking.standing or head or Standing()
    party = taking.party or own.party
    listed = taking.party
    partner = found.takings.get(guest.goes_with)
    return OrderRow(
        key=key,
        ranked_id=taking.pk,
        party_id=party.pk if party else None,
        member_id=own.member_id,
        standing_id=own.pk,
        code=party.code if party else "",
        iso_alpha2=party.iso_alpha2 if party else "",
        country=party.name if party else "",
        name=name_of(taking),
        office=own.office or position_word(own.position) or (listed.head_office if listed else ""),
        gender=listed.head_gender if listed else "",
        rank=placed.rank,
        place=place,
        tied=placed.tied,
        moved=placed.moved,
        level=placed.level.code if placed.level else "",
        level_word=said(placed.level.text) if placed.level else "",
        level_sure=placed.level is None or placed.level.sure,
        host=guest.facts.get("host", ""),
        since=guest.took_office,
        since_note=listed.head_since_note if listed and not own.since else "",
        stands_in_for=in_one(guest.stands_in_for),
        goes_with=name_of(partner) if partner else "",
        no_relations=bool(party and party.relation == "no"),
        number_unsure=_numbered(found) and "number:welcome" in guest.unsure,
        to_next=to_next,
    )


def _numbered(found: Ranked) -> bool:
    """Tell whether the order goes by the published numbers."""
    criteria = [one for rules in found.chain for one in rules.criteria]
    return any(one.by == By.NUMBER and one.number_of == "welcome" for one in criteria)


def _absent(row: Taking) -> AbsentLine:
    party = row.party or (row.standing.party if row.standing else None)
    return AbsentLine(
        ranked_id=row.pk,
        key=row.key,
        code=party.code if party else "",
        iso_alpha2=party.iso_alpha2 if party else "",
        name=name_of(row),
        why=in_one(row.absent_why),
        stand_in=str(row.stand_in) if row.stand_in else "",
        stand_in_key=f"standing:{row.stand_in_id}" if row.stand_in_id else "",
    )


def _loose(found: Ranked, ref: str) -> str:
    if ref in found.moves:
        return found.moves[ref].why
    return found.settled[ref].why
