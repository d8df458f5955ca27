"""How people can be reached, and how an event sends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.relays.entries.delivering import ANSWERS
from narahubung.relays.models import Address, Channel, Delivery, DeliveryState, Gateway
from narahubung.relays.proving import failed_addresses
from narahubung.relays.rules.channels import SHAPES, shown
from narahubung.relays.rules.delivering import BY_PEOPLE, OPEN
from narahubung.relays.words import CHANNELS

LATELY = timedelta(hours=24)
MOST = 50


@dataclass(frozen=True, kw_only=True)
class Own:
    """One address as its owner sees it."""

    id: int
    channel: str
    word: str
    value: str
    works: bool
    checked_at: datetime | None
    failed: bool  # its last channel test: the others are tried first


@dataclass(frozen=True, kw_only=True)
class Line:
    """One channel of an event: how it goes out, and how it is doing. gateway: None, not set up."""

    channel: str
    word: str
    shapes: tuple[str, ...]
    gateway: Gateway | None
    down: bool
    waiting: int
    sent: int
    failed: int


@dataclass(frozen=True, kw_only=True)
class Lost:
    """Somebody who was not reached, and why: the gateway's own words, or what a caller tapped."""

    person: str
    channel: str
    trouble: str
    answer: str
    at: datetime


def own_addresses(person_id: int, at: datetime) -> list[Own]:
    """Return one's own addresses in their order. Two queries."""
    failed = failed_addresses(None, [person_id], at)
    rows = Address.objects.filter(person_id=person_id).order_by("order", "pk")
    return [
        Own(
            id=row.pk,
            channel=row.channel,
            word=str(CHANNELS[row.channel]),
            value=shown(row.channel, row.value),
            works=row.works,
            checked_at=row.checked_at,
            failed=row.pk in failed,
        )
        for row in rows
    ]


def channels(*, by: Actor, at: datetime) -> list[Line]:
    """Return the channels that go out by machines, for who manages the event. Two queries."""
    gateways = {row.channel: row for row in Gateway.objects.visible_to(by).defer("secret")}
    counted = Delivery.objects.filter(event_id=by.here, channel__in=SHAPES).values("channel")
    numbers: dict[str, Any] = {
        row["channel"]: row
        for row in counted.annotate(
            waiting=Count("pk", filter=Q(state__in=OPEN, next_try_at__isnull=False)),
            sent=Count("pk", filter=Q(sent_at__gte=at - LATELY)),
            failed=Count("pk", filter=Q(state=DeliveryState.FAILED, queued_at__gte=at - LATELY)),
        ).order_by()
    }
    found = []
    for channel, shapes in SHAPES.items():
        row = gateways.get(channel)
        number = numbers.get(channel, {})
        found.append(
            Line(
                channel=channel,
                word=str(CHANNELS[channel]),
                shapes=shapes,
                gateway=row,
                down=bool(row and row.closed_until and row.closed_until > at),
                waiting=number.get("waiting", 0),
                sent=number.get("sent", 0),
                failed=number.get("failed", 0),
            )
        )
    return found


def lost(*, by: Actor, at: datetime) -> list[Lost]:
    """Return whom the event could not reach lately, the newest first. One query.

    Who was not at the phone in a channel test stands in its result, not here.
    """
    rows = Delivery.objects.filter(
        event_id=by.here, state=DeliveryState.FAILED, queued_at__gte=at - LATELY
    ).exclude(channel=Channel.PAGE)
    rows = rows.exclude(test__isnull=False, channel__in=BY_PEOPLE)
    return [
        Lost(
            person=str(row.person),
            channel=str(CHANNELS[row.channel]),
            trouble=row.trouble,
            answer=_(ANSWERS[row.answer]) if row.answer else "",
            at=row.queued_at,
        )
        for row in rows.select_related("person").order_by("-pk")[:MOST]
    ]
