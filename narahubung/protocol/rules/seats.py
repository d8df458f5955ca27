"""Whose word decides a seat in the car."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.plans.carseats import KINDS
from narahubung.protocol.words import SEATS


class NobodyAsked(Refusal):
    """An ask goes before custom only if somebody asked."""

    says = _("Write who asked for it: name and function.")


class NoSuchVehicle(Refusal):
    """No kind of vehicle we know."""

    says = _("Choose the vehicle from the list: {kinds}.")


def check_ask(told_by: str) -> None:
    """Raise NobodyAsked."""
    if not told_by.strip():
        raise NobodyAsked


def check_kind(kind: str) -> None:
    """Raise NoSuchVehicle."""
    if kind not in KINDS:
        raise NoSuchVehicle(kinds=", ".join(KINDS))


def honour_of(policy: dict[str, object]) -> str:
    """Return where the principal sits: rear right, unless the event says rear left."""
    asked = str(policy.get("seat_of_honour", ""))
    return asked if asked in SEATS else "rear_right"


def driver_of(policy: dict[str, object]) -> str:
    """Return on which side drivers sit here: right, as in Indonesia, unless the event says left."""
    return "left" if policy.get("driver_side") == "left" else "right"
