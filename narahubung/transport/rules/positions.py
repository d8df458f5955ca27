"""When the place of a car may be shared, for how long it is kept, and what a reading must say."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal
from narahubung.movements.models import Trip

DRIVER_LINK = "driver_trip"  # the purpose of a driver's link
DRIVER, OFFICER = "driver", "officer"  # whose phone tells
BEFORE = timedelta(hours=3)  # a car sets out for its trip from somewhere
KEPT_AFTER = timedelta(hours=1)
NEVER_REPORTED = timedelta(hours=6)  # a trip whose arrival nobody told is over then
TRAIL = timedelta(minutes=20)
TRAIL_APART = timedelta(seconds=30)  # points of the trail; the newest stands nearer
APART = timedelta(seconds=5)  # readings that come closer together are one


class SharingIsOver(Refusal):
    """The trip is over: nobody needs to know any more."""

    says = _("This trip is over. The position is no longer shared.")
    status = 410


class SharingTooEarly(Refusal):
    """Who is off duty is not watched."""

    says = _("The position can be shared from three hours before the departure.")


class NotAPosition(Refusal):
    """What came is no place on earth."""

    says = _("The phone did not say where it is.")
    advice = _("Allow this page to use the location, and go where the sky can be seen.")


def is_over(trip: Trip, at: datetime) -> bool:
    """Tell whether a trip has ended: arrived, cancelled, or never reported and long past."""
    ends = trip.arrives_at or trip.departs_at
    return (
        trip.reached_at is not None
        or trip.certainty == Certainty.CANCELLED
        or (ends is not None and at > ends + NEVER_REPORTED)
    )


def forgotten_after(trip: Trip) -> datetime | None:
    """Return until when the positions of a trip are kept; None while nobody can know."""
    if trip.reached_at is not None:
        return trip.reached_at + KEPT_AFTER
    ends = trip.arrives_at or trip.departs_at
    return ends + NEVER_REPORTED + KEPT_AFTER if ends else None


def check_can_share(trip: Trip, at: datetime) -> None:
    """Raise SharingIsOver or SharingTooEarly."""
    if is_over(trip, at):
        raise SharingIsOver
    if trip.left_at is None and trip.departs_at is not None and at < trip.departs_at - BEFORE:
        raise SharingTooEarly


def check_reading(latitude: float, longitude: float, accuracy_m: float) -> None:
    """Raise NotAPosition for what is no place on earth. (0, 0) is what a broken phone says."""
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180 and 0 <= accuracy_m <= 100_000
    if not on_earth or (latitude == 0 and longitude == 0):
        raise NotAPosition
