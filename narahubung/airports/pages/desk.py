"""The desk of the airport: what is not in order in the coming days, aircraft, facilities, bags."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.airports import commands, queries
from narahubung.airports.forms import ground as forms
from narahubung.airports.models import Facility
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.SEE_MOVEMENTS)
def desk(request: MemberRequest) -> HttpResponse:
    """What to see to, and what there is."""
    keeps = Right.TAKE_IN_LISTS in request.by.everywhere
    return show(
        request,
        "airports/desk",
        troubles=queries.troubles(by=request.by, at=request.at),
        aircraft=queries.aircraft_of(by=request.by, at=request.at),
        facilities=queries.taken(by=request.by, at=request.at),
        bags=queries.bag_lines(by=request.by, at=request.at),
        form=forms.FacilityForm() if keeps else None,
        live_topics=["airports", "movements"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def keep(request: MemberRequest) -> HttpResponse:
    """Write down a facility."""
    given = forms.checked(forms.FacilityForm(request.POST))
    once(commands.keep_facility, request, **given)
    return done(
        request,
        "airports:desk",
        slug=request.event.slug,
        topic="airports",
        says=_("Written down."),
    )


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def change(request: MemberRequest, facility_id: int) -> HttpResponse:
    """Change a facility."""
    row = Facility.objects.visible_to(request.by, Right.TAKE_IN_LISTS).get(pk=facility_id)
    given = forms.checked(forms.FacilityForm(request.POST))
    once(commands.keep_facility, request, facility_id=row.pk, place_id=row.place_id, **given)
    return done(
        request, "airports:desk", slug=request.event.slug, topic="airports", says=_("Changed.")
    )
