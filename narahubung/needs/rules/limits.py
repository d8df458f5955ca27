"""What a party is entitled to, what it has used, and whether a wish is within that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.folding import fold
from narahubung.kit.intervals import Span
from narahubung.kit.refusals import Refusal
from narahubung.kit.zones import moment, zone
from narahubung.knowledge.models import Rule
from narahubung.movements.models import EscortUnit, Vehicle
from narahubung.needs.limits.reading import defaults
from narahubung.needs.models import Entitlement, Granter, Per, VisitCategory, Why, Wish, WishState
from narahubung.parties.models import Department, Party

OTHER = "other"  # what stands in no list of limits
_COUNTED = (WishState.WITHIN, WishState.GRANTED)
_ANSWERED = (WishState.ASKED, WishState.GRANTED, WishState.REFUSED, WishState.SETTLED)
_ALIKE = 0.5  # share of common words from which two free texts ask the same


class NotForThisParty(Refusal):
    """The person neither serves the party nor answers for the thing."""

    says = _("Only who is attached to this delegation, or the desk that gives this, records it.")
    status = 403


class EndsTooSoon(Refusal):
    """The time ends before it begins."""

    says = _("Until when: choose a time after the beginning.")


class IsOver(Refusal):
    """The time wished for has passed."""

    says = _("Until when: this time is over. Choose a time that is still to come.")


class NothingWished(Refusal):
    """Something else is wished for, but nobody wrote what."""

    says = _("Write what the guest wishes for.")


class NoLimit(Refusal):
    """Something that no limit speaks of, and no reason against it."""

    says = _("No limit speaks of this. Ask for it as a normal request, or choose what is against.")


class NotYourTable(Refusal):
    """The table of limits belongs to who brings the event's lists."""

    says = _("Only the organiser and the coordinator change the limits.")
    status = 403


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is wished for. why: what stands against it, "" where only the limit may."""

    thing: str
    quantity: int
    span: Span
    text: str = ""
    place: str = ""
    why: str = ""
    rule_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """One limit as somebody wants it. quantity None: never. granted_by: of Granter, "" nobody."""

    quantity: int | None
    granted_by: str
    answer_min: int = 15
    department_id: int | None = None
    rule_code: str = ""
    rule_en: str = ""
    rule_id: str = ""
    paid_price: int | None = None
    paid_per: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a wish stands against the limits. why "": within; over: by how many; limit None: never.

    granted_by "": nobody may say yes. department: who gives the thing, None for the coordinator.
    """

    category: str
    limit: int | None
    used: int
    over: int
    why: str
    granted_by: str
    department: Department | None
    answer_min: int
    name_en: str = ""
    name_id: str = ""
    rule_code: str = ""
    rule_en: str = ""
    rule_id: str = ""


def check_can_ask(
    party_id: int, asked: Asked, department: Department | None, by: Actor, at: datetime
) -> None:
    """Raise NotForThisParty, EndsTooSoon, IsOver, NothingWished or NoLimit."""
    serves = by.may_for(Right.RAISE_NEED, party_id) and by.may_for(Right.SEE_REGISTER, party_id)
    at_desk = department is not None and by.may_at(Right.GRANT_LIMIT, department.pk)
    if not (serves or at_desk):
        raise NotForThisParty
    if not asked.span.length:
        raise EndsTooSoon
    if asked.span.end <= at:
        raise IsOver
    if asked.thing == OTHER and not asked.text.strip():
        raise NothingWished
    if asked.thing == OTHER and not asked.why:
        raise NoLimit


def check_can_change(by: Actor) -> None:
    """Raise NotYourTable."""
    if Right.TAKE_IN_LISTS not in by.everywhere:
        raise NotYourTable


def table_of(event_id: int) -> tuple[list[VisitCategory], list[Entitlement]]:
    """Return the categories in order and the limits of an event, without what was ended; the
    default set, not stored, while it has none of its own. Two or three queries."""
    own = VisitCategory.objects.filter(event_id=event_id, ended_at=None)
    categories = list(own.order_by("order", "code"))
    if not categories:
        return _default_table(event_id)
    rows = Entitlement.objects.filter(category__in=categories, ended_at=None)
    return categories, list(rows.select_related("category", "department").order_by("pk"))


def category_of(party: Party, categories: list[VisitCategory]) -> VisitCategory | None:
    """Return the first category that names the party's code, its head's category or standing."""
    names = {party.code, party.head_category, party.standing, "*"}
    return next((one for one in categories if names & set(one.matches.split())), None)


def limit_of(party: Party, thing: str) -> Entitlement | None:
    """Return what the party's category gets of a thing, None where no limit speaks of it."""
    categories, rows = table_of(party.event_id)
    category = category_of(party, categories)
    if category is None:
        return None
    return next((r for r in rows if r.thing == thing and r.category.code == category.code), None)


def judge(party: Party, asked: Asked) -> Verdict:
    """Say whether it is within the limit, and who may say yes where it is not."""
    row = limit_of(party, asked.thing)
    category = row.category.code if row else ""
    spent = used(party, row, asked.span) if row else 0
    limit = row.quantity if row else None
    beyond = max(0, spent + asked.quantity - (limit or 0)) if row else 0
    rule = _rule(party.event_id, asked.rule_code or (row.rule_code if row else ""), row)
    why, granted_by, answer_min = asked.why, "", 0
    if why and why != Why.OVER_LIMIT:
        kind = defaults()["kinds"].get(why, {})
        granted_by, answer_min = kind.get("granted_by", ""), kind.get("answer_min", 0)
    elif beyond and row:
        why, granted_by, answer_min = Why.OVER_LIMIT.value, row.granted_by, row.answer_min
    else:
        why = ""
    department = row.department if row else None
    if granted_by == Granter.DESK and department is None:
        granted_by = Granter.COORDINATOR.value
    return Verdict(
        category=category,
        limit=limit,
        used=spent,
        over=beyond,
        why=why,
        granted_by=granted_by,
        department=department,
        answer_min=answer_min,
        name_en=row.name_en if row else "",
        name_id=row.name_id if row else "",
        **rule,
    )


def used(party: Party, row: Entitlement, span: Span) -> int:
    """Return how many of a thing the party has in that time: given by list, and by wishes."""
    wishes = Wish.objects.filter(party=party, thing=row.thing, state__in=_COUNTED, first=None)
    if row.per == Per.TIME:
        wishes = wishes.filter(starts_at__lt=span.end, ends_at__gt=span.start)
    elif row.per == Per.DAY:
        day = _day_of(party, span.start)
        wishes = wishes.filter(starts_at__gte=day.start, starts_at__lt=day.end)
    given = _GIVEN.get(row.thing, _none_given)
    return given(party) + sum(wishes.values_list("quantity", flat=True))


def meets(party: Party, asked: Asked, verdict: Verdict) -> Wish | None:
    """Return the answer that this question meets: what is within its limit meets only another no
    than that of the limit."""
    first = answered_before(party, asked)
    if first is not None and not verdict.why and first.why == Why.OVER_LIMIT:
        return None
    return first


def answered_before(party: Party, asked: Asked) -> Wish | None:
    """Return the last answer to the same question: same thing, a time that overlaps.

    More than was granted is another question; something in no list is the same when most of its
    words are.
    """
    rows = Wish.objects.filter(
        party=party,
        thing=asked.thing,
        first=None,
        state__in=_ANSWERED,
        starts_at__lt=asked.span.end,
        ends_at__gt=asked.span.start,
    ).select_related("need", "department")
    for row in rows.order_by("-said_at", "-pk"):
        if row.state == WishState.GRANTED and asked.quantity > row.quantity:
            continue
        if asked.thing != OTHER or _alike(asked.text, row.text):
            return row
    return None


def _alike(one: str, other: str) -> bool:
    first, second = set(fold(one).split()), set(fold(other).split())
    return bool(first) and len(first & second) >= _ALIKE * min(len(first), len(second))


def _day_of(party: Party, at: datetime) -> Span:
    name = Event.objects.values_list("zone", flat=True).get(pk=party.event_id)
    start = moment(at.astimezone(zone(name)).date(), time(), name)
    return Span(start, start + timedelta(days=1))


def _cars(party: Party) -> int:
    return Vehicle.objects.filter(party=party, status__in=["", "ready"]).count()


def _escorts(party: Party) -> int:
    return EscortUnit.objects.filter(party=party).count()


def _none_given(_party: Party) -> int:
    return 0


_GIVEN: dict[str, Callable[[Party], int]] = {"car": _cars, "escort": _escorts}


def _rule(event_id: int, code: str, row: Entitlement | None) -> dict[str, str]:
    found = Rule.objects.filter(event_id=event_id, code=code).first() if code else None
    if found:
        return {"rule_code": code, "rule_en": found.text_en, "rule_id": found.text_id}
    if row is None:
        return {}
    return {"rule_code": row.rule_code, "rule_en": row.rule_en, "rule_id": row.rule_id}


def _default_table(event_id: int) -> tuple[list[VisitCategory], list[Entitlement]]:
    known = defaults()
    desks = {row.code: row for row in Department.objects.filter(event_id=event_id)}
    categories = [
        VisitCategory(
            event_id=event_id,
            code=one["code"],
            name_en=one["name"]["en"],
            name_id=one["name"]["id"],
            matches=one["matches"],
            order=order,
        )
        for order, one in enumerate(known["categories"], 1)
    ]
    rows = [
        _default_row(category, thing, facts, desks.get(facts.get("department", "")))
        for thing, facts in known["things"].items()
        for category in categories
    ]
    return categories, rows


def _default_row(
    category: VisitCategory, thing: str, facts: dict[str, object], desk: Department | None
) -> Entitlement:
    known = defaults()["things"][thing]
    quantity, paid = known["quantity"], known.get("paid", {})
    return Entitlement(
        event_id=category.event_id,
        category=category,
        thing=thing,
        quantity=None if quantity == "never" else quantity[category.code],
        per=known["per"],
        rule_en=known["rule"]["en"],
        rule_id=known["rule"]["id"],
        department=desk,
        granted_by=known.get("granted_by", ""),
        answer_min=known.get("answer_min", 15),
        paid_price=paid.get("price"),
        paid_per=paid.get("per", ""),
    )
