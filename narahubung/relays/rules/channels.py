"""What an address may look like, and who may set it; what a gateway must be told."""

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Reach
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Channel
from narahubung.relays.ports.webpush import is_push_service

_NOT_DIGITS = re.compile(r"[\s().\-/]")
_NUMBER = re.compile(r"\+?\d{6,15}")
NUMBERS = frozenset({Channel.SMS, Channel.WHATSAPP, Channel.PHONE})
# Which kinds of gateway there are for a channel, the usual one first.
SHAPES: dict[str, tuple[str, ...]] = {
    Channel.MAIL: ("smtp",),
    Channel.SMS: ("http", "twilio"),
    Channel.WHATSAPP: ("whatsapp_cloud", "twilio", "http"),
    Channel.PUSH: ("webpush",),
}


class NotANumber(Refusal):
    """It cannot be called."""

    says = _("This is not a telephone number: {value}.")
    advice = _("Write it with its country code, for instance +62 812 3456 7890.")


class NotAMailAddress(Refusal):
    """No mail can go there."""

    says = _("This is not an e-mail address: {value}.")
    advice = _("It looks like name@example.org.")


class NotABrowser(Refusal):
    """The subscription is none that we may send to."""

    says = _("This browser's push service is not known here.")
    advice = _("Use Chrome, Edge, Firefox or Safari, or ask the administrator to allow it.")


class NothingWritten(Refusal):
    """An empty address."""

    says = _("Write the address first.")


class NotYourAddress(Refusal):
    """Somebody else's."""

    says = _("Only the person, or who manages people, changes an address.")
    status = 403


class NoGateway(Refusal):
    """The event has none for this channel."""

    says = _("This event has no working gateway for it.")
    advice = _("Ask the organiser to set it up on the page Channels.")


class NoOwnAddress(Refusal):
    """The organiser has no address of that kind to try with."""

    says = _("You have no address of this kind yet.")
    advice = _("Add it at Your account, How I am reached, then try again.")


class NotAShape(Refusal):
    """No such kind of gateway for that channel."""

    says = _("This channel does not go out that way.")


def check_shape(channel: str, shape: str) -> None:
    """Raise NotAShape."""
    if shape not in SHAPES.get(channel, ()):
        raise NotAShape


def check_can_set(person_id: int, by: Actor) -> None:
    """Raise NotYourAddress. Whoever manages people does so for those of the same event."""
    if by.person_id == person_id and person_id is not None:
        return
    if "house" not in by.roles and not by.may(Right.MANAGE_PEOPLE):
        raise NotYourAddress
    if by.event_id is not None:
        here = Reach.objects.of_event(by.event_id).filter(person_id=person_id)
        if not here.exists():
            raise NotYourAddress


def written(channel: str, value: str) -> str:
    """Return an address as it is kept. Raises NotANumber and its like."""
    value = value.strip()
    if not value and channel not in {Channel.ADDRESS, Channel.PRINT}:
        raise NothingWritten
    if channel in NUMBERS:
        plain = _NOT_DIGITS.sub("", value)
        if not _NUMBER.fullmatch(plain):
            raise NotANumber(value=value[:40])
        return plain
    if channel == Channel.MAIL:
        try:
            validate_email(value)
        except ValidationError as problem:
            raise NotAMailAddress(value=value[:80]) from problem
        return value
    if channel == Channel.PUSH:
        return _subscription(value)
    return value[:200]


def _subscription(value: str) -> str:
    try:
        told: Any = json.loads(value)
        endpoint, keys = str(told["endpoint"]), told["keys"]
        kept = {
            "endpoint": endpoint,
            "keys": {"p256dh": str(keys["p256dh"]), "auth": str(keys["auth"])},
            "device": str(told.get("device", ""))[:80],
        }
    except (ValueError, TypeError, KeyError) as problem:
        raise NotABrowser from problem
    if len(value) > 4000 or not is_push_service(endpoint):
        raise NotABrowser
    return json.dumps(kept, sort_keys=True)


def mark_of(channel: str, value: str) -> str:
    """Return the mark by which an address is found again without being read."""
    if channel == Channel.PUSH:
        value = str(json.loads(value)["endpoint"])
    elif channel in NUMBERS:
        value = value.lstrip("+")  # gateways write it with or without
    return salted_hmac("relays.address", value.lower(), algorithm="sha256").hexdigest()


def shown(channel: str, value: str) -> str:
    """Return an address as its owner recognises it."""
    if channel != Channel.PUSH:
        return value
    try:
        return str(json.loads(value).get("device", ""))
    except ValueError:
        return ""
