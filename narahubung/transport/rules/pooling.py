"""What a transfer must say."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.movements.models import Vehicle
from narahubung.transport.models import Transfer


class NoTimes(Refusal):
    """Nobody knows when."""

    says = _("This transfer has no time, or is to be there before it may begin.")
    advice = _("Say from when on they can be picked up, or until when they must be there.")


class NoWay(Refusal):
    """It leads nowhere."""

    says = _("This transfer ends where it begins.")
    advice = _("Choose two places.")


class CarriesNoGuests(Refusal):
    """A truck was chosen for people."""

    says = _("{car} is a truck: it carries luggage, not guests.")
    advice = _("Choose another car.")


def check_carries(car: Vehicle) -> None:
    """Raise CarriesNoGuests."""
    if not car.carries_guests:
        raise CarriesNoGuests(car=car.plate)


def check_way(row: Transfer) -> None:
    """Raise NoTimes, NoWay."""
    if row.from_place == row.to_place:
        raise NoWay
    times = [one for one in (row.ready_at, row.by_at) if one is not None]
    if not times or times != sorted(times):
        raise NoTimes
