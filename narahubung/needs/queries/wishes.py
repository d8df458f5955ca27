"""Wishes and their answers, cut to who asks; the words for the guest in every language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import refusal_of
from narahubung.needs.limits.reading import thing_icon
from narahubung.needs.limits.wording import (
    Said,
    ToSay,
    compose,
    language_for,
    languages,
    price_text,
)
from narahubung.needs.models import Granter, Why, Wish, WishState
from narahubung.needs.rules import limits as rules
from narahubung.needs.rules import wishing
from narahubung.needs.rules.leaks import leaks
from narahubung.needs.rules.offers import (
    BLOCK,
    DESK,
    PAID,
    PART,
    PLACE,
    SHARE,
    SLOT,
    TAXI,
    Offer,
    offers_for,
    sought,
)
from narahubung.parties.queries import PartyMark, mark_of

_CALLED = {
    SHARE: gettext_lazy("Share a car"),
    PAID: gettext_lazy("The same, paid by the guest"),
    TAXI: gettext_lazy("Taxi, through the desk"),
    DESK: gettext_lazy("The desk on duty"),
    PART: gettext_lazy("Fewer, within the limit"),
    SLOT: gettext_lazy("Another time, within the limit"),
    BLOCK: gettext_lazy("Free rooms in their own block"),
    PLACE: gettext_lazy("A restaurant open then"),
}
_PER = {
    "hour": gettext_lazy("per hour"),
    "day": gettext_lazy("per day"),
    "night": gettext_lazy("per night"),
    "piece": gettext_lazy("each"),
}
_WAITING_NO = {WishState.ASKED, WishState.REFUSED}


@dataclass(frozen=True, kw_only=True)
class WishLine:
    """One wish. answer_*: of the wish itself, or of the first one that it meets (`first_id`).

    asked: who is to answer now, in words. grantable: whether anybody may say yes. late: his clock
    ran out.
    """

    id: int
    code: str
    party: PartyMark
    thing: str
    name: str
    icon: str
    quantity: int
    text: str
    place: str
    starts_at: datetime
    ends_at: datetime
    category: str
    limit: int | None
    used: int
    over: int
    rule_code: str
    rule: str
    state: str
    state_word: str
    why: str
    why_word: str
    reason: str
    said_at: datetime
    said_by: str
    first_id: int | None
    first_code: str
    first_said_at: datetime | None
    changed: str
    asked: str
    answer_by: datetime | None
    late: bool
    decided_at: datetime | None
    decided_by: str
    told_at: datetime | None
    told_by: str
    told_language: str
    told_text: str
    taken: str
    need_id: int | None
    grantable: bool

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"wish:{self.first_id or self.id}"

    @property
    def never(self) -> bool:
        """Tell whether the limit gives it to nobody and nobody may say yes."""
        return self.limit is None and self.why == Why.OVER_LIMIT and not self.grantable

    @property
    def waits(self) -> bool:
        """Tell whether an answer is owed."""
        return self.state == WishState.ASKED


@dataclass(frozen=True, kw_only=True)
class OfferLine:
    """An alternative that is free now. word: what it is; more: which, when, how much."""

    kind: str
    word: str
    starts_at: datetime | None
    ends_at: datetime | None
    more: str
    may_take: bool


@dataclass(frozen=True, kw_only=True)
class WishSheet:
    """One wish with all that is needed to answer the guest.

    said / said_id: the words in the chosen language and in Indonesian; unsafe: what of ours stands
    in them (then they are not shown). earlier: other answers on the same thing for this party.
    """

    line: WishLine
    offers: tuple[OfferLine, ...]
    said: Said
    said_id: Said
    unsafe: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    earlier: tuple[WishLine, ...]
    may_answer: bool
    may_take_over: bool
    may_take_back: bool
    may_tell: bool


def wishes_of(*, party_id: int, by: Actor, at: datetime) -> list[WishLine]:
    """Return what a party wished for and was answered, the newest first. One query."""
    rows = _rows(by).filter(party_id=party_id).order_by("-said_at", "-pk")
    return [_line(row, at) for row in rows]


def waiting_wishes(*, by: Actor, at: datetime) -> list[WishLine]:
    """Return the wishes that wait for an answer, the nearest deadline first. One query."""
    rows = _rows(by).filter(state=WishState.ASKED, first=None).order_by("answer_by", "pk")
    return [_line(row, at) for row in rows]


def last_answers(*, by: Actor, at: datetime, limit: int = 20) -> list[WishLine]:
    """Return the last answers given, for who gives them. One query."""
    rows = _rows(by).exclude(state__in=[WishState.ASKED, WishState.WITHIN]).filter(first=None)
    return [_line(row, at) for row in rows.order_by("-said_at", "-pk")[:limit]]


def wish_sheet(*, wish_id: int, language: str = "", by: Actor, at: datetime) -> WishSheet:
    """Return one wish with its words; language "": the guest's own. Raises Wish.DoesNotExist."""
    row = _rows(by).get(pk=wish_id)
    answer = row.first or row
    event = Event.objects.get(pk=row.event_id)
    line = _line(row, at)
    offers = offers_for(sought(answer, at)) if answer.state in _WAITING_NO else []
    known = languages()
    chosen = language if language in known else language_for(row.party.languages)
    to_say = _to_say(answer, event, offers, at)
    said, said_id = compose(to_say, chosen), compose(to_say, "id")
    whole = f"{said.text}\n{said_id.text}"
    unsafe = leaks(whole, event, party=row.party, reason=answer.note)
    others = [w for w in wishes_of(party_id=row.party_id, by=by, at=at) if w.id != row.pk]
    open_ = answer.state in _WAITING_NO and row.first_id is None
    return WishSheet(
        line=line,
        offers=tuple(_offer_line(one, may=open_) for one in offers),
        said=said,
        said_id=said_id,
        unsafe=tuple(unsafe),
        languages=tuple(known.items()),
        earlier=tuple(w for w in others if w.thing == row.thing),
        may_answer=row.first_id is None and line.waits and wishing.is_asked(row, by),
        may_take_over=row.first_id is None and wishing.may_take_over(row, by),
        may_take_back=refusal_of(wishing.check_can_take_back, row, by, at) is None,
        may_tell=by.may_for(Right.SEE_REGISTER, row.party_id)
        or by.may_at(Right.GRANT_LIMIT, row.department_id),
    )


def wish_lines(which: Q, *, by: Actor, at: datetime) -> list[WishLine]:
    """Return the wishes of a condition, the first asked first. One query."""
    return [_line(row, at) for row in _rows(by).filter(which).order_by("pk")]


def _rows(by: Actor) -> Any:
    names = ("party", "department", "first__department", "vehicle", "need")
    return Wish.objects.visible_to(by).select_related(*names)


def _to_say(row: Wish, event: Event, offers: list[Offer], at: datetime) -> ToSay:
    never = row.why == Why.OVER_LIMIT and row.limit is None
    return ToSay(
        thing=row.thing,
        names={"en": row.name_en, "id": row.name_id} if row.name_en else {},
        quantity=row.quantity,
        how=row.state,
        reason="never" if never else row.why,
        zone=event.zone,
        at=at,
        answer_by=row.answer_by,
        offers=tuple((offer.kind, offer.facts) for offer in offers),
    )


def _offer_line(offer: Offer, *, may: bool) -> OfferLine:
    facts = offer.facts
    more = " ".join(str(facts[name]) for name in ("name", "phone") if name in facts)
    if offer.car is not None:
        seats = offer.car.seats
        whose = offer.car.plate if offer.car.party_id else _("car of the pool")
        more = (
            ngettext("{car}, {n} seat", "{car}, {n} seats", seats).format(car=whose, n=seats)
            if seats
            else whose
        )
    elif offer.kind == PAID:
        more = f"{price_text(facts)} {_PER.get(str(facts['per']), '')}".strip()
    if offer.kind == BLOCK:
        rooms = int(str(facts["n"]))
        more = ngettext("{n} room", "{n} rooms", rooms).format(n=rooms)
    elif "all" in facts:
        covers = _("{n} of {all} wished for").format(**facts)
        more = f"{more}, {covers}" if more else covers
    return OfferLine(
        kind=offer.kind,
        word=str(_CALLED[offer.kind]),
        starts_at=offer.span.start if offer.span else None,
        ends_at=offer.span.end if offer.span else None,
        more=more,
        may_take=may,
    )


def _line(row: Wish, at: datetime) -> WishLine:
    answer = row.first or row
    asked = str(answer.get_asked_role_display()) if answer.asked_role else ""
    if answer.asked_role == Granter.DESK and answer.department:
        asked = answer.department.name
    waits = answer.state == WishState.ASKED
    return WishLine(
        id=row.pk,
        code=row.code,
        party=mark_of(row.party),
        thing=row.thing,
        name=row.name if row.thing != rules.OTHER else row.text,
        icon=thing_icon(row.thing),
        quantity=row.quantity,
        text=row.text,
        place=row.place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        category=row.category,
        limit=row.limit,
        used=row.used,
        over=row.over,
        rule_code=row.rule_code,
        rule=row.rule,
        state=answer.state,
        state_word=str(answer.get_state_display()),
        why=answer.why,
        why_word=str(answer.get_why_display()),
        reason=answer.note,
        said_at=row.said_at,
        said_by=row.said_by,
        first_id=row.first_id,
        first_code=row.first.code if row.first else "",
        first_said_at=row.first.said_at if row.first else None,
        changed=row.changed,
        asked=asked,
        answer_by=answer.answer_by,
        late=bool(waits and answer.answer_by and answer.answer_by <= at),
        decided_at=answer.decided_at,
        decided_by=answer.decided_by,
        told_at=row.told_at or answer.told_at,
        told_by=row.told_by or answer.told_by,
        told_language=row.told_language or answer.told_language,
        told_text=row.told_text or answer.told_text,
        taken=str(_CALLED.get(answer.taken, "")),
        need_id=answer.need_id,
        grantable=bool(answer.asked_role) or answer.state == WishState.WITHIN,
    )
