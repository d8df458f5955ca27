"""A driver's page for one trip, by a link without log-in: when, where to, three taps, one call."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from narahubung.accounts import commands as accounts
from narahubung.accounts.guards import GuestRequest, guest, once
from narahubung.assignments.queries import whom_to_call
from narahubung.desks.pages.guest import ToTelephone
from narahubung.kit.actor import the_house
from narahubung.kit.web import show
from narahubung.movements.rules import NoSuchStatus
from narahubung.transport import commands
from narahubung.transport.forms.positions import PositionForm
from narahubung.transport.queries.driving import DriverTrip, driver_trip
from narahubung.transport.rules.positions import DRIVER_LINK as PURPOSE


@guest(PURPOSE)
@require_safe
def page(request: GuestRequest) -> HttpResponse:
    """Show the trip: a code on the windscreen, not the guest."""
    trip = _trip(request)
    return show(
        request,
        "desks/driver",
        trip=trip,
        call=_whom(request, trip),
        event=request.event,
        here=_here(request),
    )


@guest(PURPOSE)
@require_POST
def opened(request: GuestRequest) -> HttpResponse:
    """Count that the page was opened and shown: a preview in a messenger does not come here."""
    accounts.count_opening(request.guest_pass.pk, at=request.at)
    return HttpResponse(status=204)


@guest(PURPOSE)
@require_safe
def call(request: GuestRequest) -> HttpResponse:
    """Lead to the number of the officer on duty: the same address through every hand-over."""
    to = _whom(request, _trip(request))
    return ToTelephone(f"tel:{to.replace(' ', '')}") if to else redirect(_here(request))


@guest(PURPOSE, writes=True)
@require_POST
def tell(request: GuestRequest) -> HttpResponse:
    """Take one of the three taps: status."""
    status = request.POST.get("status", "")
    if not status:
        raise NoSuchStatus
    once(commands.tell_by_link, request, pass_id=request.guest_pass.pk, status=status)
    return redirect(_here(request))


@guest(PURPOSE, writes=True)
@require_POST
def take_back(request: GuestRequest) -> HttpResponse:
    """Take back one's own last tap."""
    once(commands.take_back_by_link, request, pass_id=request.guest_pass.pk)
    return redirect(_here(request))


@guest(PURPOSE, writes=True)
@require_POST
def position(request: GuestRequest) -> HttpResponse:
    """Take a reading of the phone: latitude, longitude, accuracy, read_at."""
    reading = PositionForm(request.POST).reading()
    once(commands.share_position_by_link, request, pass_id=request.guest_pass.pk, **reading)
    return HttpResponse(status=204)


@guest(PURPOSE, writes=True)
@require_POST
def stop(request: GuestRequest) -> HttpResponse:
    """Stop sharing, and let go what was shared."""
    once(commands.stop_sharing_by_link, request, pass_id=request.guest_pass.pk)
    return HttpResponse(status=204)


def _trip(request: GuestRequest) -> DriverTrip:
    return driver_trip(request.guest_pass, at=request.at)


def _whom(request: GuestRequest, trip: DriverTrip) -> str:
    """Return the number of who is on duty for the party, or of the desk; "" where none is known."""
    found = whom_to_call(
        by=the_house("guest", event_id=request.event.pk),
        at=request.at,
        party_id=trip.party_id,
        zone_name=request.event.zone,
    )
    return found.phone if found else ""


def _here(request: GuestRequest) -> str:
    return reverse("driver", kwargs={"token": request.token})
