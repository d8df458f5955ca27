"""What came of a call that people make: noted by a tap, and taken back after a slip."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.journal.acting import Record, act, command
from narahubung.journal.reading import newest
from narahubung.kit.actor import Actor, the_house
from narahubung.relays.commands.delivering import deliver_by_next
from narahubung.relays.entries import RelayAcknowledged, RelayConfirmed
from narahubung.relays.entries.delivering import CallMade, CallTakenBack
from narahubung.relays.models import Address, Delivery, DeliveryState, Recipient, RecipientState
from narahubung.relays.rules import delivering as rules
from narahubung.relays.rules.states import owes_answer

R = RecipientState
_MOMENTS = (
    "delivered_at",
    "seen_at",
    "acknowledged_at",
    "read_back_at",
    "confirmed_at",
    "answer_due_at",
)


@command
def answer_call(
    *, delivery_id: int, answer: str, by: Actor, at: datetime, key: UUID | None = None
) -> str:
    """Note what came of a call; after "no answer" return the person's next channel, or "".

    Raises NotACall, AlreadyCalled; Delivery.DoesNotExist where the message is not theirs to see.
    """
    with act(by=by, at=at, key=key) as record:
        mine = Delivery.objects.visible_to(by).select_for_update(of=("self",))
        call = mine.select_related("person", "relay").get(pk=delivery_id)
        rules.check_can_answer(call, answer)
        reached = answer != "no_answer"
        stood = _standing(call)
        call.answer, call.sent_at = answer, at
        call.state = (DeliveryState.DELIVERED if reached else DeliveryState.FAILED).value
        call.receipt_at = at if reached else None
        call.next_try_at = None
        call.save()
        if reached and call.address_id:
            Address.objects.filter(pk=call.address_id).update(checked_at=at)
        relay = call.relay
        record(CallMade(**_about(call), answer=answer, stood=stood))
        if relay is None:
            return ""
        if reached:
            _heard(call, record, at=at, repeated=answer == "read_back")
            return ""
        return deliver_by_next(relay=relay, person_id=call.person_id, at=at)


def _heard(call: Delivery, record: Record, *, at: datetime, repeated: bool) -> None:
    """Move the message forward with who was called: received, or repeated and thereby confirmed."""
    rows = Recipient.objects.select_related("relay").select_for_update(of=("self",))
    one = rows.get(relay_id=call.relay_id or 0, person_id=call.person_id)
    relay = one.relay
    must = relay.must_read_back
    if not owes_answer(one.state, must_read_back=must) or one.state == R.SUPERSEDED:
        return
    one.state = (R.CONFIRMED if repeated else R.ACKNOWLEDGED).value
    one.delivered_at, one.seen_at = one.delivered_at or at, one.seen_at or at
    one.acknowledged_at = one.acknowledged_at or at
    if repeated:
        one.read_back_at = one.confirmed_at = at
    if not owes_answer(one.state, must_read_back=must):
        one.answer_due_at = None
    one.save()
    known: dict[str, Any] = {
        "relay_id": relay.pk,
        "code": relay.code,
        "sender_id": relay.sender_id,
        "party_id": relay.party_id,
    }
    name = str(call.person)
    if repeated:
        record(RelayConfirmed(**known, person_ids=(one.person_id,), names=name))
    else:
        record(RelayAcknowledged(**known, recipient_id=one.pk, person_id=one.person_id, name=name))


@command
def take_call_back(*, delivery_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take back what was noted of a call: it is on the list again, its clock runs as before.

    What went out instead by another channel and has not left yet does not leave. Raises
    NothingToTakeBack, also where the person answered by himself since; Delivery.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        mine = Delivery.objects.visible_to(by).select_for_update(of=("self",))
        call = mine.select_related("person", "relay").get(pk=delivery_id)
        rules.check_can_take_back(call, at)
        made = _made(call, at)
        _set_back(call, made.stood)
        Delivery.objects.filter(
            relay=call.relay_id or 0,
            person=call.person_id,
            state=DeliveryState.QUEUED,
            queued_at=call.sent_at or at,
        ).exclude(pk=call.pk).delete()
        call.state, call.answer = DeliveryState.QUEUED.value, ""
        call.sent_at = call.receipt_at = None
        call.next_try_at = at
        call.save()
        record(CallTakenBack(**_about(call)))


def _made(call: Delivery, at: datetime) -> CallMade:
    """Return the last entry about a call. Raises NothingToTakeBack."""
    house = the_house("undo", event_id=call.event_id)
    since = at - rules.UNDO_WITHIN
    entry = newest(CallMade, topic=f"delivery:{call.pk}", since=since, by=house)
    if not isinstance(entry, CallMade):
        raise rules.NothingToTakeBack
    return entry


def _standing(call: Delivery) -> dict[str, str | None]:
    """Return what a tap may change, as it stands: see `CallMade.stood`."""
    stood: dict[str, str | None] = {}
    one = _line(call)
    if one is not None:
        stood["state"] = one.state
        stood |= {name: _text(getattr(one, name)) for name in _MOMENTS}
    if call.address is not None:
        stood["checked_at"] = _text(call.address.checked_at)
    return stood


def _set_back(call: Delivery, stood: dict[str, str | None]) -> None:
    if call.answer == "no_answer":
        return
    one = _line(call)
    if one is not None and "state" in stood:
        # Who answered by himself since has answered, whatever the caller meant.
        said = [one.acknowledged_at, one.read_back_at, one.confirmed_at]
        is_newer = any(m and call.sent_at and m > call.sent_at for m in said)
        if is_newer or one.state not in {R.ACKNOWLEDGED, R.CONFIRMED, stood["state"]}:
            raise rules.NothingToTakeBack
        one.state = stood["state"] or one.state
        for name in _MOMENTS:
            setattr(one, name, _moment(stood[name]))
        one.save()
    if "checked_at" in stood:
        Address.objects.filter(pk=call.address_id or 0).update(
            checked_at=_moment(stood["checked_at"])
        )


def _line(call: Delivery) -> Recipient | None:
    """Return the person's line of the message, locked; None for a call of a test."""
    rows = Recipient.objects.select_related("relay").select_for_update(of=("self",))
    return rows.filter(relay_id=call.relay_id or 0, person_id=call.person_id).first()


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _about(call: Delivery) -> dict[str, Any]:
    relay = call.relay
    return {
        "delivery_id": call.pk,
        "channel": call.channel,
        "person_id": call.person_id,
        "name": str(call.person),
        "relay_id": relay.pk if relay else None,
        "code": relay.code if relay else "",
        "party_id": relay.party_id if relay else None,
    }
