"""A wish is recorded, answered once, told to the guest; or settled another way."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.said import in_both
from narahubung.kit.zones import clock_text, zone_label
from narahubung.movements.models import Vehicle
from narahubung.needs import entries
from narahubung.needs.commands.asking import raise_need
from narahubung.needs.limits.wording import price_text
from narahubung.needs.models import (
    Favour,
    FavourKind,
    Need,
    NeedState,
    Wish,
    WishState,
    label_of,
)
from narahubung.needs.rules import limits as rules
from narahubung.needs.rules import wishing
from narahubung.needs.rules.leaks import check_says_nothing_inside
from narahubung.needs.rules.limits import Asked
from narahubung.needs.rules.offers import BLOCK, PAID, PART, SHARE, SLOT, Offer, offers_for, sought
from narahubung.parties.models import Party


@command
def record_wish(
    *,
    party_id: int,
    asked: Asked,
    changed: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Record what a guest wishes for; return its number.

    Within the limit it is a normal need at once. Over it, or with something against it
    (`asked.why`), one person is asked by a clock, or the rule itself says no. The same question
    again meets the first answer and asks nobody, unless `changed` says what is new. Only what is
    to be done becomes a need: a queue would else hold work that nobody may begin, and its ladder
    would ask a second person.
    Raises NotForThisParty, EndsTooSoon, IsOver, NothingWished, NoLimit; Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        verdict = rules.judge(party, asked)
        rules.check_can_ask(party.pk, asked, verdict.department, by, at)
        first = None if changed.strip() else rules.meets(party, asked, verdict)
        wish = _written(party, asked, verdict, by=by, at=at)
        wish.changed = changed.strip()
        if first is not None:
            wish.first, wish.need, wish.state, wish.why = first, first.need, first.state, first.why
        else:
            _judged(wish, verdict, at)
        wish.save()
        wish.code = f"W-{wish.pk}"
        if first is None and wish.state == WishState.WITHIN:
            wish.need = _need_of(wish, by, at)
        wish.save(update_fields=["code", "need"])
        waits = first is None and wish.state == WishState.ASKED
        record(
            entries.WishRecorded(
                **_head(wish),
                text=wish.text,
                state=wish.state,
                over=wish.over,
                first=first.pk if first else None,
                changed=wish.changed,
            ),
            tell=wishing.people_asked(wish, at) if waits else [],
        )
    return wish.pk


@command
def grant_wish(*, wish_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say yes over the limit: it is a need from now on.

    Raises AlreadyAnswered, SomebodyElseIsAsked; Wish.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        wish = Wish.objects.for_change(by, wish_id, Right.GRANT_LIMIT)
        wishing.check_can_answer(wish, by)
        _decide(wish, WishState.GRANTED, by, at)
        wish.need = _need_of(wish, by, at)
        wish.save(update_fields=["need"])
        record(entries.WishGranted(**_head(wish)), tell=wishing.people_waiting(wish, at))


@command
def refuse_wish(
    *, wish_id: int, reason: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say no. reason: for us only; the guest hears the words of the rule.

    Raises AlreadyAnswered, SomebodyElseIsAsked; Wish.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        wish = Wish.objects.for_change(by, wish_id, Right.GRANT_LIMIT)
        wishing.check_can_answer(wish, by)
        wish.note = reason.strip()
        wish.save(update_fields=["note"])
        _decide(wish, WishState.REFUSED, by, at)
        entry = entries.WishRefused(**_head(wish), reason=wish.note)
        record(entry, tell=wishing.people_waiting(wish, at))


@command
def take_back_answer(*, wish_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Undo one's own yes or no that was a slip, within 10 minutes and before the guest heard it.

    Raises TooLateToTakeBack; Wish.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        wish = Wish.objects.for_change(by, wish_id, Right.GRANT_LIMIT)
        wishing.check_can_take_back(wish, by, at)
        if wish.need is not None:
            Need.objects.filter(pk=wish.need.pk).update(
                state=NeedState.WITHDRAWN, closed_at=at, clock_at=None
            )
        wish.state, wish.need, wish.note = WishState.ASKED, None, ""
        wish.decided_at, wish.decided_by = None, ""
        wish.save(update_fields=["state", "need", "note", "decided_at", "decided_by"])
        record(entries.AnswerTakenBack(**_head(wish)), tell=wishing.people_waiting(wish, at))


@command
def pass_up_wish(*, wish_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Ask the next one: because nobody answered in time (the house), or because he takes it over.

    Raises AlreadyAnswered, NotYetDue; Wish.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        wish = Wish.objects.for_change(by, wish_id, Right.GRANT_LIMIT)
        wishing.check_can_pass_up(wish, by, at)
        wish.answer_by = wishing.new_deadline(wish, at)
        wish.asked_role, wish.asked_at = wishing.next_role(wish, by), at
        wish.save(update_fields=["answer_by", "asked_role", "asked_at"])
        entry = entries.WishPassedUp(**_head(wish), to=wish.asked_role, answer_by=wish.answer_by)
        people = {*wishing.people_asked(wish, at), *wishing.people_waiting(wish, at)}
        record(entry, tell=sorted(people - {by.person_id or 0}))


@command
def tell_guest(
    *, wish_id: int, language: str, words: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Keep which words the guest heard, and in which language. The last telling counts.

    Raises TellsTooMuch; Wish.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        wish = Wish.objects.visible_to(by).select_for_update(of=("self",)).get(pk=wish_id)
        party = wish.party
        event = Event.objects.get(pk=wish.event_id)
        answer = wish.first or wish
        check_says_nothing_inside(words, event, party=party, reason=answer.note)
        wish.told_at, wish.told_by = at, by.name
        wish.told_language, wish.told_text = language, words.strip()
        wish.save(update_fields=["told_at", "told_by", "told_language", "told_text"])
        record(entries.GuestTold(**_head(wish), language=language, words=wish.told_text))


@command
def take_offer(
    *, wish_id: int, kind: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Settle a wish by an alternative that is free now; what is to be done for it is a need.

    The car of a share is held for that time: it is offered to nobody else. Raises OfferIsGone,
    AlreadyAnswered for what is granted or settled; Wish.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        wish = Wish.objects.visible_to(by).select_for_update(of=("self",)).get(pk=wish_id)
        if wish.state not in {WishState.ASKED, WishState.REFUSED} or wish.first_id is not None:
            raise wishing.AlreadyAnswered
        offer = _still_free(wish, kind, at)
        wish.state, wish.taken = WishState.SETTLED, kind
        if offer.car is not None and offer.span is not None:
            wish.vehicle = offer.car
            wish.taken_from, wish.taken_to = offer.span.start, offer.span.end
        if kind in {PART, SLOT}:
            wish.need = _within_instead(wish, offer, by, at)
        elif kind in {SHARE, PAID, BLOCK}:
            wish.need = _need_of(wish, by, at, offer)
        wish.save()
        record(entries.OfferTaken(**_head(wish), offer=kind), tell=wishing.people_asked(wish, at))


@command
def note_favour(
    *, party_id: int, kind: str, text: str, by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Note that something outside the duty was asked or offered; return its number.

    Only who notes it and the organiser see it. Raises NotForThisParty; Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        if by.person_id is None or not by.may_for(Right.SEE_REGISTER, party.pk):
            raise rules.NotForThisParty
        favour = Favour.objects.create(
            event_id=party.event_id,
            party=party,
            person_id=by.person_id,
            kind=FavourKind(kind).value,
            text=text.strip(),
            at=at,
        )
        record(entries.FavourNoted(favour_id=favour.pk, person_id=by.person_id))
    return int(favour.pk)


def _written(
    party: Party, asked: Asked, verdict: rules.Verdict, *, by: Actor, at: datetime
) -> Wish:
    return Wish(
        event_id=party.event_id,
        code=uuid4().hex,  # its short code is made of its number, so two never meet
        party=party,
        department=verdict.department,
        thing=asked.thing,
        name_en=verdict.name_en,
        name_id=verdict.name_id,
        quantity=asked.quantity,
        text=asked.text.strip(),
        place=asked.place.strip(),
        starts_at=asked.span.start,
        ends_at=asked.span.end,
        category=verdict.category,
        limit=verdict.limit,
        used=verdict.used,
        over=verdict.over,
        rule_code=verdict.rule_code,
        rule_en=verdict.rule_en,
        rule_id=verdict.rule_id,
        said_at=at,
        said_by=by.name,
    )


def _judged(wish: Wish, verdict: rules.Verdict, at: datetime) -> None:
    wish.why = verdict.why
    if not verdict.why:
        wish.state = WishState.WITHIN
    elif not verdict.granted_by:
        wish.state, wish.decided_at = WishState.REFUSED, at
    else:
        wish.state, wish.asked_role, wish.asked_at = WishState.ASKED, verdict.granted_by, at
        wish.answer_by = at + timedelta(minutes=verdict.answer_min)


def _decide(wish: Wish, state: WishState, by: Actor, at: datetime) -> None:
    wish.state, wish.decided_at, wish.decided_by = state, at, by.name
    wish.save(update_fields=["state", "decided_at", "decided_by"])


def _need_of(wish: Wish, by: Actor, at: datetime, offer: Offer | None = None) -> Need:
    """Raise the need: what, how many, where, from when until when, as wished or as taken instead.

    A desk that says yes does it in the name of the party that asked.
    """

    def says() -> str:
        said = wish.text or f"{wish.quantity} \N{MULTIPLICATION SIGN} {wish.name}"
        return f"{said} ({_offered(offer, wish)})" if offer else said

    rights = {Right.RAISE_NEED, Right.SEE_PARTY}
    for_party = replace(by, within=by.within | rights, own=by.own | {wish.party_id})
    pk = raise_need(
        party_id=wish.party_id,
        text=in_both(says),
        department_id=wish.department_id,
        quantity=wish.quantity,
        wanted_at=wish.taken_from or wish.starts_at,
        wanted_until=wish.taken_to or wish.ends_at,
        place=wish.place,
        of_wish=True,
        by=for_party,
        at=at,
    )
    return Need.objects.get(pk=pk)


def _within_instead(wish: Wish, offer: Offer, by: Actor, at: datetime) -> Need | None:
    """Record what is taken instead as a wish of its own, so that it counts; return its need."""
    asked = Asked(
        thing=wish.thing,
        quantity=int(str(offer.facts.get("n", wish.quantity))),
        span=offer.span or Span(wish.starts_at, wish.ends_at),
        text=wish.text,
        place=wish.place,
    )
    changed = in_both(lambda: _("Taken instead of {code}").format(code=wish.code))
    pk = record_wish(party_id=wish.party_id, asked=asked, changed=changed, by=by, at=at)
    return Wish.objects.select_related("need").get(pk=pk).need


def _offered(offer: Offer, wish: Wish) -> str:
    if offer.kind == BLOCK:
        return _("in the delegation's own rooms")
    if offer.car is None:
        return _("at the guest's expense: {price}").format(price=price_text(offer.facts))
    zone = Event.objects.values_list("zone", flat=True).get(pk=wish.event_id)
    times = [wish.taken_from, wish.taken_to]
    start, end = (f"{clock_text(at, zone)} {zone_label(zone, at)}" for at in times if at)
    words = _("shared car {car}, {start} to {end}")
    return words.format(car=offer.car.plate, start=start, end=end)


def _still_free(wish: Wish, kind: str, at: datetime) -> Offer:
    if kind == SHARE:  # one after the other, so that no car is given twice
        list(Vehicle.objects.select_for_update().filter(event_id=wish.event_id).values_list("pk"))
    found = offers_for(sought(wish, at))
    offer = next((one for one in found if one.kind == kind), None)
    if offer is None:
        raise wishing.OfferIsGone
    return offer


def _head(wish: Wish) -> dict[str, Any]:
    return {
        "wish_id": wish.pk,
        "party_id": wish.party_id,
        "department_id": wish.department_id,
        "code": wish.code,
        "thing": label_of(wish.thing, wish.name_en, wish.name_id),
        "quantity": wish.quantity,
    }
