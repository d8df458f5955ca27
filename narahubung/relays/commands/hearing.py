"""What gateways tell: receipts, and answers of people. Receipts are booked; an answer is an act."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Person
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor, the_house
from narahubung.kit.refusals import Refusal
from narahubung.relays.commands.answering import acknowledge
from narahubung.relays.commands.carrying import give_up
from narahubung.relays.commands.receipts import Receipt, book
from narahubung.relays.entries.delivering import AnswerHeard
from narahubung.relays.models import (
    Address,
    Delivery,
    DeliveryState,
    Gateway,
    Recipient,
    RecipientState,
)
from narahubung.relays.ports.letter import Heard
from narahubung.relays.rules import delivering as rules
from narahubung.relays.rules.channels import NUMBERS, mark_of
from narahubung.relays.rules.states import may_move, owing

S = DeliveryState
LONGEST = 500
_SPACE = UUID("0f6c7f55-0f5e-4d1b-8a0c-7d7f5d3c6f21")
_CAN_ACKNOWLEDGE = [
    state for state in RecipientState if may_move(state, RecipientState.ACKNOWLEDGED)
]


def take(gateway: Gateway, told: Iterable[Heard], *, at: datetime) -> int:
    """Take in what a gateway tells; return how much of it concerned something known.

    Telling it twice changes nothing.
    """
    return sum(_take(gateway, one, at=at) for one in told)


@command
def note_answer(
    *, recipient_id: int, channel: str, text: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Keep a person's own words at the message they answer, and tell its sender."""
    with act(by=by, at=at, key=key) as record:
        one = Recipient.objects.select_related("relay", "person").get(pk=recipient_id)
        relay = one.relay
        record(
            AnswerHeard(
                delivery_id=0,
                channel=channel,
                person_id=one.person_id,
                name=str(one.person),
                relay_id=relay.pk,
                code=relay.code,
                party_id=relay.party_id,
                text=text,
            ),
            tell=[relay.sender_id] if relay.sender_id else [],
        )


def _take(gateway: Gateway, one: Heard, *, at: datetime) -> bool:
    if one.kind == "answer":
        return _answer(gateway, one, at=at)
    if not one.message_id:
        return False
    row = Delivery.objects.filter(
        event_id=gateway.event_id,
        channel=gateway.channel,
        message_id=one.message_id,
        state__in=[S.SENT, S.UNCERTAIN],
    ).first()
    if row is None:
        return False
    if one.kind == "failed":
        return bool(
            give_up(
                delivery_id=row.pk,
                token=row.token,
                trouble=_("the gateway says: {trouble}").format(trouble=one.trouble),
                address_works=True,
                by=the_house("gateway", event_id=row.event_id),
                at=at,
            )
        )
    same = Delivery.objects.filter(pk=row.pk, state=row.state)
    if not same.update(state=S.DELIVERED.value, receipt_at=at, next_try_at=None):
        return False
    Address.objects.filter(pk=row.address_id or 0).update(checked_at=at, works=True)
    if row.relay_id:
        book([Receipt(row.event_id, row.relay_id, row.person_id, seen=False)], at=at)
    return True


def _answer(gateway: Gateway, one: Heard, *, at: datetime) -> bool:
    """Let an answer stand for its person: "8-6" acknowledges the newest message he owes one."""
    if gateway.channel not in NUMBERS:
        return False
    mark = mark_of(gateway.channel, one.sender)
    whose = Address.objects.filter(channel=gateway.channel, value_hash=mark)
    whose.update(checked_at=at, works=True)
    rows = Recipient.objects.filter(
        owing(),
        person_id__in=list(whose.values_list("person_id", flat=True)),
        relay__event_id=gateway.event_id,
    ).order_by("-relay__sent_at", "-pk")
    yes = rules.means_yes(one.text)
    if yes:
        rows = rows.filter(state__in=_CAN_ACKNOWLEDGE)
    mine = rows.first()
    if mine is None:
        return False
    by = actor_of(Person.objects.get(pk=mine.person_id), event_id=gateway.event_id, at=at)
    # Without a number of its own a repeat within the same minute is taken for the same answer.
    number = one.message_id or f"{mark} {one.text} {at:%Y%m%d%H%M}"
    key = uuid5(_SPACE, f"{gateway.pk} {number}")
    try:
        if yes:
            acknowledge(relay_id=mine.relay_id, by=by, at=at, key=key)
        else:
            text = one.text.strip()[:LONGEST]
            channel = gateway.channel
            note_answer(recipient_id=mine.pk, channel=channel, text=text, by=by, at=at, key=key)
    except Refusal:  # it came before
        return False
    return True
