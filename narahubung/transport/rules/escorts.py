"""When an escort may be asked for, answered and moved, and how its points in time are reckoned."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal
from narahubung.movements.models import Trip
from narahubung.parties.models import Place
from narahubung.transport.models import EscortRequest, RequestState
from narahubung.transport.orders import escort_terms


class TripHasNoTime(Refusal):
    """Nobody can be asked to come without a time."""

    says = _("This trip has no time of departure yet, so no escort can be asked for.")
    advice = _("Give the trip its time first.")


class TripIsOff(Refusal):
    """The trip is cancelled, or it is over."""

    says = _("This trip is cancelled or over. It needs no escort.")
    status = 409


class AskedAlready(Refusal):
    """One open request is enough."""

    says = _("An escort is already asked for or approved for this trip.")
    advice = _("Move or withdraw that request.")
    status = 409


class NoTravelTime(Refusal):
    """A leg of the way of which nobody knows how long it takes."""

    says = _("No travel time is known from {start} to {end}.")
    advice = _("Leave this point out, or add the travel time to the list.")


class NotOpen(Refusal):
    """It was answered or withdrawn."""

    says = _("This request is not open any more: it is {state}.")
    status = 409


class NotAnswered(Refusal):
    """There is no answer to take back."""

    says = _("There is no answer here to take back.")


class SaysNothing(Refusal):
    """A no needs its reason."""

    says = _("Say why the escort is refused, so that who asked knows what to do next.")


class SameTime(Refusal):
    """It starts then already."""

    says = _("The escort starts at this time already.")


Leg = Callable[[Place, Place], timedelta | None]


def check_can_ask(trip: Trip, *, has_open: bool) -> None:
    """Raise TripHasNoTime, TripIsOff or AskedAlready."""
    if trip.departs_at is None:
        raise TripHasNoTime
    if trip.certainty == Certainty.CANCELLED or trip.reached_at is not None:
        raise TripIsOff
    if has_open:
        raise AskedAlready


def check_is_asked(request: EscortRequest) -> None:
    """Raise NotOpen unless it waits for an answer."""
    if request.state != RequestState.ASKED:
        raise NotOpen(state=request.get_state_display())


def check_is_open(request: EscortRequest) -> None:
    """Raise NotOpen when it was refused or withdrawn."""
    if request.state not in {RequestState.ASKED, RequestState.APPROVED}:
        raise NotOpen(state=request.get_state_display())


def points(trip: Trip, via: Sequence[Place], leg: Leg) -> list[tuple[Place | None, datetime]]:
    """Return where the escort must be when: forming up, off, the points between, and there.

    leg: how long an escorted drive takes between two places, None where nobody knows. The last leg
    of a trip without points between then takes as long as the trip is planned.
    Raises NoTravelTime, TripHasNoTime.
    """
    if trip.departs_at is None:
        raise TripHasNoTime
    found: list[tuple[Place | None, datetime]] = [
        (trip.from_place, trip.departs_at - escort_terms().form_up),
        (trip.from_place, trip.departs_at),
    ]
    at, here = trip.departs_at, trip.from_place
    for there in [*via, *([trip.to_place] if trip.to_place else [])]:
        took = leg(here, there) if here else None
        if took is None and not via and trip.arrives_at:
            took = trip.arrives_at - trip.departs_at
        if took is None:
            raise NoTravelTime(start=here.name if here else "-", end=there.name)
        at, here = at + took, there
        found.append((there, at))
    return found


def needs_new_yes(request: EscortRequest, starts_at: datetime) -> bool:
    """Tell whether a start lies too far from the approved one."""
    approved = request.approved_for
    return approved is not None and abs(starts_at - approved) > escort_terms().tolerance
