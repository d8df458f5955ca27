"""What a driver may say through his link."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.movements.models import StatusMark, Trip

# Links of the chain of a trip that are the driver's to tell; who sits in the car, the officer says.
TELLS = ("ready", "off", "arrived")


class TripIsOver(Refusal):
    """Nobody drives it any more."""

    says = _("This trip is over or cancelled. A link for its driver is no longer of use.")


class NotTheDriversToTell(Refusal):
    """A status that somebody else tells."""

    says = _("This status is not told by the driver.")
    advice = _("Please call the officer.")


def check_is_his(status: str) -> None:
    """Raise NotTheDriversToTell."""
    if status not in TELLS:
        raise NotTheDriversToTell


def told_last(trip: Trip, name: str) -> bool:
    """Tell whether the last mark of a trip that stands is this driver's."""
    last = StatusMark.objects.filter(trip=trip, undone=False).order_by("-pk").first()
    return last is not None and last.by_name == name and last.status in TELLS
