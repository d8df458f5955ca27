"""A trip on the road: where its car is, who shares it, and the links of its drivers."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from narahubung.accounts import commands as accounts
from narahubung.accounts.forms import GiveLink
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.pages.passes import show_link, show_links
from narahubung.accounts.queries import passes_of
from narahubung.accounts.roles import Right
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show
from narahubung.movements.queries import TripLine, trip_line
from narahubung.parties.models import Place
from narahubung.transport import commands
from narahubung.transport.forms.positions import PositionForm
from narahubung.transport.queries.positions import arriving_at, cars_now, shares
from narahubung.transport.rules.positions import DRIVER_LINK, OFFICER

LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]


@require_safe
@guard(Right.SEE_MOVEMENTS)
def road(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Show where the car of a trip is and when it is there; whoever sits in it may share."""
    line = trip_line(by=request.by, trip_id=trip_id)
    is_own = line.party.id in request.by.own
    may_tell = request.by.may_for(Right.REPORT_MOVEMENT, line.party.id)
    return show(
        request,
        "transport/road",
        line=line,
        cars=cars_now(by=request.by, at=request.at, trip_id=line.id),
        may_see=request.by.may(Right.SEE_ROUTES),
        may_share=is_own and may_tell and not line.reached_at,
        shares=shares(trip_id=line.id, source=OFFICER, name=request.by.name),
        may_link=may_tell,
        live_topics=["positions", line.topic],
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def share(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Take a reading of an officer's phone: latitude, longitude, accuracy, read_at."""
    line = _trip(request, trip_id)
    reading = PositionForm(request.POST).reading()
    once(commands.share_position, request, trip_id=line.id, **reading)
    return HttpResponse(status=204)


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def stop(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Stop sharing from an officer's phone."""
    once(commands.stop_sharing, request, trip_id=trip_id)
    says = _("Your position is no longer shared; it was deleted.")
    names: dict[str, Any] = {"slug": request.event.slug, "trip_id": trip_id}
    return done(request, "transport:road", **names, topic="positions", says=says)


@require_safe
@guard(Right.SEE_MOVEMENTS)
def arriving(request: MemberRequest, place_id: int) -> HttpResponse:
    """Show a door who is so many minutes away: no plate, no position."""
    place = Place.objects.visible_to(request.by).get(pk=place_id)
    return show(
        request,
        "transport/arriving",
        place=place,
        lines=arriving_at(by=request.by, place_id=place.pk, at=request.at),
        live_topics=["movements", "positions"],
    )


@require_safe
@guard(Right.REPORT_MOVEMENT)
def links(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Show the open links of a trip's drivers."""
    line = _trip(request, trip_id)
    initial = {"name": line.car.driver if line.car else "", "language": "id"}
    form = GiveLink(languages=LANGUAGES, has_last_day=False, initial=initial)
    return _links(request, line, form)


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def make_link(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Make a driver's link and show it, this once."""
    line = _trip(request, trip_id)
    form = GiveLink(request.POST, languages=LANGUAGES, has_last_day=False)
    if not form.is_valid():
        return _links(request, line, form)
    try:
        token = commands.give_driver_link(
            trip_id=line.id, **form.cleaned_data, by=request.by, at=request.at, key=request.key
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _links(request, line, form)
    made = passes_of(by=request.by, at=request.at, purpose=DRIVER_LINK, object_id=line.id)[0]
    with override(made.language):
        says = [_("Scan this code to see the trip and to say how it stands.")]
    path = reverse("driver", kwargs={"token": token})
    back = reverse("transport:driver_links", kwargs=_names(request, line))
    return show_link(request, path=path, line=made, says=says, back=back)


@require_POST
@guard(Right.REPORT_MOVEMENT)
def revoke_link(request: MemberRequest, trip_id: int, pass_id: int) -> HttpResponse:
    """Take a driver's link back, also when the event is closed."""
    line = _trip(request, trip_id)
    accounts.revoke_pass(pass_id=pass_id, by=request.by, at=request.at, key=request.key)
    says = _("The link has ended.")
    return done(request, "transport:driver_links", **_names(request, line), says=says)


def _trip(request: MemberRequest, trip_id: int) -> TripLine:
    """Return a trip of which this person may tell. Raises Trip.DoesNotExist."""
    return trip_line(by=request.by, trip_id=trip_id)


def _links(request: MemberRequest, line: TripLine, form: GiveLink) -> HttpResponse:
    names = _names(request, line)
    return show_links(
        request,
        heading=_("Link for the driver: {code}, {place}").format(
            code=line.party.code, place=line.to_place
        ),
        lines=passes_of(by=request.by, at=request.at, purpose=DRIVER_LINK, object_id=line.id),
        form=form if not line.reached_at else None,
        here=reverse("transport:driver_links", kwargs=names),
        back=reverse("movements:trip", kwargs=names),
    )


def _names(request: MemberRequest, line: TripLine) -> dict[str, Any]:
    return {"slug": request.event.slug, "trip_id": line.id}
