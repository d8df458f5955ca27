"""Addresses of people, and the gateways of an event."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Person
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.relays.entries.channels import (
    AddressRemoved,
    AddressSet,
    ChannelsOrdered,
    GatewaySet,
)
from narahubung.relays.models import Address, Channel, Gateway
from narahubung.relays.rules import channels as rules


@command
def set_address(
    *,
    person_id: int,
    channel: str,
    value: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Let a person be reached by a channel, as the last of theirs; return the address's number.

    One that is there already works again. Raises NotYourAddress, NotANumber, NotAMailAddress,
    NotABrowser, NothingWritten.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_set(person_id, by)
        channel = Channel(channel).value
        person = Person.objects.get(pk=person_id)
        kept = rules.written(channel, value)
        mark = rules.mark_of(channel, kept)
        row = person.addresses.filter(channel=channel, value_hash=mark).first()
        if row is None:
            last = person.addresses.aggregate(last=Max("order"))["last"] or 0
            quiet = person.addresses.exclude(quiet_from=None).first()
            row = Address(
                person=person,
                channel=channel,
                value_hash=mark,
                order=last + 1,
                quiet_from=quiet.quiet_from if quiet else None,
                quiet_until=quiet.quiet_until if quiet else None,
            )
        row.value, row.works = kept, True
        row.save()
        if channel == Channel.PUSH:
            _forget_expired(row)
        record(AddressSet(person_id=person.pk, name=str(person), channel=channel))
    return row.pk


def _forget_expired(new: Address) -> None:
    """Take away what the same device subscribed before and takes nothing any more."""
    expired = Address.objects.filter(person_id=new.person_id, channel=new.channel, works=False)
    for old in expired:
        if rules.shown(old.channel, old.value) == rules.shown(new.channel, new.value):
            old.delete()


@command
def remove_address(*, address_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take an address away. Raises NotYourAddress, Address.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Address.objects.select_related("person").get(pk=address_id)
        rules.check_can_set(row.person_id, by)
        record(AddressRemoved(person_id=row.person_id, name=str(row.person), channel=row.channel))
        row.delete()


@command
def order_channels(
    *,
    person_id: int,
    address_ids: list[int],
    quiet_from: time | None,
    quiet_until: time | None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Set the order in which a person is reached, and the hours of quiet (both or none).

    Addresses that are not named keep their place behind the others. Raises NotYourAddress.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_set(person_id, by)
        person = Person.objects.get(pk=person_id)
        rows = {row.pk: row for row in person.addresses.order_by("order", "pk")}
        named = [pk for pk in dict.fromkeys(address_ids) if pk in rows]
        behind = [pk for pk in rows if pk not in named]
        for order, pk in enumerate([*named, *behind], start=1):
            rows[pk].order = order
            rows[pk].quiet_from, rows[pk].quiet_until = quiet_from, quiet_until
        Address.objects.bulk_update(rows.values(), ["order", "quiet_from", "quiet_until"])
        record(ChannelsOrdered(person_id=person.pk, name=str(person)))


@command
def set_gateway(
    *,
    channel: str,
    shape: str,
    settings: Mapping[str, Any],
    secret: str = "",
    on: bool = True,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Gateway:
    """Say how the event sends by a channel. An empty secret keeps the one that is there.

    The secret is sealed and never shown again. Raises NotAShape.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_shape(channel, shape)
        row = Gateway.objects.filter(event_id=by.here, channel=channel).first()
        row = row or Gateway(event_id=by.here, channel=channel)
        row.shape, row.settings, row.on = shape, dict(settings), on
        if secret:
            row.secret = secret
        row.failures, row.closed_until = 0, None  # with new words it is tried at once
        row.save()
        record(GatewaySet(channel=channel, shape=shape, on=on))
    return row


@command
def renew_hook(*, gateway_id: int, by: Actor, at: datetime, key: UUID | None = None) -> str:
    """Make the secret of the address where a gateway tells receipts and answers; return it once.

    The one before is void. Raises Gateway.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Gateway.objects.for_change(by, gateway_id)
        token = secrets.token_urlsafe(24)
        row.hook_hash = hook_hash(token)
        row.save(update_fields=["hook_hash"])
        record(GatewaySet(channel=row.channel, shape=row.shape, on=row.on))
    return token


def hook_hash(token: str) -> str:
    """Return under what a secret of a receipts' address is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
