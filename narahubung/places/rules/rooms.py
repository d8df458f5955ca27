"""When a room may be drawn and changed."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.places.models import DrawnSeat, Guest, RoomPlan
from narahubung.places.words import NUMBERS
from narahubung.plans.rooms import Layout, TooMany, UnknownShape, draw


class NoName(Refusal):
    """A room that nobody could ask for."""

    says = _("Room: write what it is called.")


class NoSuchShape(Refusal):
    """A word that is no shape."""

    says = _("There is no such shape of a room.")
    advice = _("Choose one of the list.")


class NotSoMany(Refusal):
    """A number that no such room has."""

    says = _("{what}: between {least} and {most}.")


class IsOld(Refusal):
    """A newer drawing stands."""

    says = _("There is a newer drawing of this room.")
    advice = _("Change that one.")
    status = 409


class OutsideTheRoom(Refusal):
    """Beyond the walls."""

    says = _("This lies outside the room: it is {width} cm wide and {height} cm deep.")


class SomebodySitsThere(Refusal):
    """A seat with a guest."""

    says = _("{guest} has this seat.")
    advice = _("Move the guest first.")
    status = 409


def drawn(shape: str, numbers: Mapping[str, int]) -> Layout:
    """Return the room. Raises NoSuchShape, NotSoMany."""
    try:
        return draw(shape, numbers)
    except UnknownShape:
        raise NoSuchShape from None
    except TooMany as wrong:
        name, least, most = wrong.args
        raise NotSoMany(what=NUMBERS[name], least=least, most=most) from None


def check_name(name: str) -> None:
    """Raise NoName."""
    if not name.strip():
        raise NoName


def check_is_current(plan: RoomPlan) -> None:
    """Raise IsOld."""
    if not plan.is_current:
        raise IsOld


def check_inside(plan: RoomPlan, x_cm: int, y_cm: int) -> None:
    """Raise OutsideTheRoom."""
    if not (0 <= x_cm <= plan.width_cm and 0 <= y_cm <= plan.height_cm):
        raise OutsideTheRoom(width=plan.width_cm, height=plan.height_cm)


def check_can_close(seat: DrawnSeat) -> None:
    """Raise SomebodySitsThere."""
    guest = Guest.objects.filter(seat=seat).first()
    if guest is not None:
        raise SomebodySitsThere(guest=guest.name)
