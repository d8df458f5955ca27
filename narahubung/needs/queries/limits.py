"""What a party is entitled to and has used, known before the guest asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.knowledge.models import Rule
from narahubung.needs.limits.reading import thing_icon
from narahubung.needs.models import Entitlement, VisitCategory
from narahubung.needs.rules import limits as rules
from narahubung.parties.models import Party

_NOW = timedelta(hours=1)  # "at one time" is looked at for so long from now


@dataclass(frozen=True, kw_only=True)
class LimitLine:
    """One limit of one category. quantity None: never given. used: None in a table for all.

    name_*: of a thing of the event's own, else "". per: of models.Per, per_word in words.
    """

    category: str
    thing: str
    name: str
    icon: str
    name_en: str
    name_id: str
    quantity: int | None
    per: str
    per_word: str
    rule_code: str
    rule: str
    rule_en: str
    rule_id: str
    department: str
    department_id: int | None
    granted_by: str
    grants: str
    answer_min: int
    paid_price: int | None
    paid_per: str
    used: int | None = None

    @property
    def left(self) -> int:
        """Return how many are left, never below none."""
        return max(0, (self.quantity or 0) - (self.used or 0))

    @property
    def over(self) -> int:
        """Return by how many it is over already."""
        return max(0, (self.used or 0) - (self.quantity or 0))


@dataclass(frozen=True, kw_only=True)
class CategoryLine:
    """One category of visit and how many parties belong to it."""

    code: str
    name: str
    name_en: str
    name_id: str
    matches: str
    parties: int


@dataclass(frozen=True, kw_only=True)
class LimitTable:
    """All limits of an event. own: False while the default set holds.

    ended_things, ended_categories: code and name of what is no longer offered, takes nobody.
    without: how many parties no category takes.
    """

    categories: tuple[CategoryLine, ...]
    lines: tuple[LimitLine, ...]
    own: bool
    ended_things: tuple[tuple[str, str], ...]
    ended_categories: tuple[tuple[str, str], ...]
    without: int


@dataclass(frozen=True, kw_only=True)
class PartyLimits:
    """What one party is entitled to. category None: no category takes it."""

    category: str
    category_name: str
    lines: tuple[LimitLine, ...]


def limit_table(*, by: Actor) -> LimitTable:
    """Return the table of limits. Seven queries."""
    categories, rows = rules.table_of(by.here)
    texts = _rules(by.here)
    held: dict[str, int] = {}
    for party in Party.objects.filter(event_id=by.here):
        category = rules.category_of(party, categories)
        code = category.code if category else ""
        held[code] = held.get(code, 0) + 1
    ended = Entitlement.objects.filter(event_id=by.here).exclude(ended_at=None).order_by("pk")
    over = VisitCategory.objects.filter(event_id=by.here).exclude(ended_at=None).order_by("code")
    return LimitTable(
        categories=tuple(
            CategoryLine(
                code=one.code,
                name=one.name,
                name_en=one.name_en,
                name_id=one.name_id,
                matches=one.matches,
                parties=held.get(one.code, 0),
            )
            for one in categories
        ),
        lines=tuple(_line(row, texts) for row in rows),
        own=all(one.pk for one in categories),
        ended_things=tuple({row.thing: row.name for row in ended}.items()),
        ended_categories=tuple((one.code, one.name) for one in over),
        without=held.get("", 0),
    )


def limits_of(*, party_id: int, by: Actor, at: datetime) -> PartyLimits | None:
    """Return what a party is entitled to and has used; None for who does not serve it."""
    if not by.may_for(Right.SEE_REGISTER, party_id):
        return None
    party = Party.objects.visible_to(by).get(pk=party_id)
    categories, rows = rules.table_of(party.event_id)
    category = rules.category_of(party, categories)
    if category is None:
        return PartyLimits(category="", category_name="", lines=())
    texts, now = _rules(party.event_id), Span(at, at + _NOW)
    own = [row for row in rows if row.category.code == category.code]
    lines = tuple(_line(row, texts, rules.used(party, row, now)) for row in own)
    return PartyLimits(category=category.code, category_name=category.name, lines=lines)


def limit_line(*, category: str, thing: str, by: Actor) -> LimitLine | None:
    """Return one limit to be changed, None where no line names the thing."""
    _, rows = rules.table_of(by.here)
    found = next((r for r in rows if (r.category.code, r.thing) == (category, thing)), None)
    return _line(found, _rules(by.here)) if found else None


def blank_line(*, category: str, thing: str, by: Actor) -> LimitLine | None:
    """Return a limit that no line names yet, as the same thing has it elsewhere; never given."""
    categories, rows = rules.table_of(by.here)
    held = next((one for one in categories if one.code == category), None)
    twin = next((row for row in rows if row.thing == thing), None)
    if held is None or twin is None:
        return None
    twin.category, twin.quantity = held, None
    return _line(twin, _rules(by.here))


def _rules(event_id: int) -> dict[str, Rule]:
    return {rule.code: rule for rule in Rule.objects.filter(event_id=event_id)}


def _line(row: Entitlement, texts: dict[str, Rule], used: int | None = None) -> LimitLine:
    known = texts.get(row.rule_code)
    return LimitLine(
        category=row.category.code,
        thing=row.thing,
        name=row.name,
        name_en=row.name_en,
        name_id=row.name_id,
        icon=thing_icon(row.thing),
        quantity=row.quantity,
        per=row.per,
        per_word=str(row.get_per_display()),
        rule_code=row.rule_code,
        rule=known.text if known else row.rule,
        rule_en=row.rule_en,
        rule_id=row.rule_id,
        department=row.department.name if row.department else "",
        department_id=row.department_id,
        granted_by=row.granted_by,
        grants=str(row.get_granted_by_display()),
        answer_min=row.answer_min,
        paid_price=row.paid_price,
        paid_per=row.paid_per,
        used=used,
    )
