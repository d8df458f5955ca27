"""Who may drive whom when: nothing is in two places, and a driver's day has an end."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.movements.models import Trip, Vehicle


class InUse(Refusal):
    """A car, driver or escort drives somebody else then. free: those that could do it instead."""

    says = _("{what} is not free then: {other}.")
    status = 409

    def __init__(self, *, free: str = "", **facts: object) -> None:
        super().__init__(free=free, **facts)
        self.advice = free or _("Choose another time, or ask the transport desk.")  # type: ignore[misc]


class OutOfUse(Refusal):
    """The car is in the workshop, say."""

    says = _("{what} is out of use then: {why}.")
    advice = _("Choose another car, or say on the transport desk that it is back.")
    status = 409


class TwiceInOneTrip(Refusal):
    """One car cannot be the first and the second car."""

    says = _("{what} is already the other car of this trip.")
    advice = _("Choose another car, or leave the second car empty.")


class NeedsReason(Refusal):
    """Not wrong in itself, but somebody must say why: hours, licence, permit."""

    says = _("This needs a reason: {warnings}")
    advice = _("Choose another car or driver, or tick that it is to be so and give the reason.")


class NoSuchZone(Refusal):
    """Permits are for the areas of places; nobody drives into another one."""

    says = _("No place lies in the area {zone}.")
    advice = _("Choose an area of the list. A new one comes in with the list of places.")


class EndsFirst(Refusal):
    """Something is to be over before it begins."""

    says = _("The end must be later than the beginning.")


class AlreadyOnTheRoad(Refusal):
    """The drive has begun."""

    says = _("This trip has already begun, so it cannot be cancelled.")
    advice = _("If that is wrong, take the status back first.")
    status = 409


def check_once(first: Vehicle | None, second: Vehicle | None) -> None:
    """Raise TwiceInOneTrip."""
    if first is not None and first == second:
        raise TwiceInOneTrip(what=first.plate)


def check_reason(warnings: Iterable[str], *, overrule: bool, why: str) -> None:
    """Raise NeedsReason unless somebody says that it is to be so, and why."""
    said = " ".join(warnings)
    if said and not (overrule and why.strip()):
        raise NeedsReason(warnings=said)


def check_can_cancel(trip: Trip) -> None:
    """Raise AlreadyOnTheRoad."""
    if trip.left_at is not None:
        raise AlreadyOnTheRoad


def check_zone(zone: str, *, known: bool) -> None:
    """Raise NoSuchZone."""
    if not zone or not known:
        raise NoSuchZone(zone=zone or "-")


def check_span(begins: datetime | None, ends: datetime | None) -> None:
    """Raise EndsFirst."""
    if begins and ends and ends <= begins:
        raise EndsFirst
