"""Delivered and seen, as screens told: booked in bulk, and no acts. Understood is another thing."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from narahubung.journal import feed
from narahubung.kit.actor import Actor
from narahubung.relays.models import (
    Channel,
    Delivery,
    DeliveryState,
    Recipient,
    RecipientState,
    Relay,
)
from narahubung.relays.rules.states import owes_answer

S = RecipientState


class Receipt(NamedTuple):
    """A message of an event stood on a person's screen; `seen`: before somebody's eyes."""

    event_id: int
    relay_id: int
    person_id: int
    seen: bool


class _Told:
    """Who told what of one message."""

    def __init__(self) -> None:
        self.all: set[int] = set()
        self.seen: set[int] = set()


def book(receipts: Iterable[Receipt], *, at: datetime) -> list[int]:
    """Book them at this moment; return the messages in which something moved. Screens are told.

    Telling twice changes nothing, and only who must know a message can have got it. A few
    statements for each message, however many people told of it.
    """
    told: dict[tuple[int, int], _Told] = defaultdict(_Told)
    for receipt in receipts:
        of_relay = told[receipt.event_id, receipt.relay_id]
        of_relay.all.add(receipt.person_id)
        if receipt.seen:
            of_relay.seen.add(receipt.person_id)
    here = Relay.objects.filter(pk__in={relay_id for _, relay_id in told})
    known = set(here.values_list("event_id", "pk"))
    with transaction.atomic():
        moved = [pk for event, pk in sorted(told.keys() & known) if _book(pk, told[event, pk], at)]
    if moved:
        feed.announce(f"relay:{pk}" for pk in moved)
    return moved


def book_seen(relay_ids: Iterable[int], *, by: Actor, at: datetime) -> None:
    """Book that this person has these messages before his eyes, on a page."""
    seen = [Receipt(by.here, pk, by.person_id or 0, seen=True) for pk in relay_ids]
    if seen:
        book(seen, at=at)


def fold(relay_id: int, *, by: Actor, at: datetime) -> None:
    """Book that a person's copy is folded away, for him to choose what it said.

    Raises Recipient.DoesNotExist.
    """
    _turn(relay_id, by, folded_at=at)


def look_again(relay_id: int, *, by: Actor) -> None:
    """Book that a person opened his folded copy once more; his read-back will say so.

    Raises Recipient.DoesNotExist.
    """
    _turn(relay_id, by, folded_at=None, looked=F("looked") + 1)


def _turn(relay_id: int, by: Actor, **how: Any) -> None:
    rows = Recipient.objects.filter(person_id=by.person_id or 0, relay__event_id=by.here)
    mine = rows.select_related("relay").get(relay_id=relay_id)
    if not mine.relay.must_read_back or not owes_answer(mine.state, must_read_back=True):
        return
    # Folding what is folded, or opening what is open, is a second tap: nothing happens.
    turned = Recipient.objects.filter(pk=mine.pk, folded_at__isnull=how["folded_at"] is not None)
    if turned.update(**how):
        feed.announce([f"inbox:{by.person_id}"])


def _book(relay_id: int, told: _Told, at: datetime) -> int:
    rows = Recipient.objects.filter(relay_id=relay_id, person_id__in=told.all)
    now = Value(at)
    moved = rows.filter(person_id__in=told.seen, seen_at=None).update(
        seen_at=now,
        delivered_at=Coalesce("delivered_at", now),
        state=_further(S.SEEN, Q(state__in=[S.SENT, S.DELIVERED])),
    )
    moved += rows.filter(delivered_at=None).update(
        delivered_at=now, state=_further(S.DELIVERED, Q(state=S.SENT))
    )
    settle(relay_id, at=at)
    return moved


def _further(state: RecipientState, where: Q) -> Case:
    """Return the new state: further than before, never back from an answer."""
    return Case(When(where, then=Value(state.value)), default=F("state"))


def settle(relay_id: int, *, at: datetime) -> None:
    """Count as delivered what the table holds as on its way to screens that have it.

    By the recipients, not by who told now: a screen may be faster than its row in the table.
    """
    has_it = Recipient.objects.filter(relay_id=relay_id, delivered_at__isnull=False)
    Delivery.objects.filter(
        relay_id=relay_id,
        channel=Channel.PAGE,
        receipt_at=None,
        person_id__in=has_it.values("person_id"),
    ).update(state=DeliveryState.DELIVERED, receipt_at=at)
