"""The permits of a car: given, changed and removed on its page."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done
from narahubung.movements import commands
from narahubung.movements.models import Vehicle, VehiclePermit
from narahubung.movements.pages.telling import read
from narahubung.transport.forms.permits import PermitForm


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def add(request: MemberRequest, vehicle_id: int) -> HttpResponse:
    """Give a car a permit."""
    Vehicle.objects.visible_to(request.by, Right.REPORT_MOVEMENT).get(pk=vehicle_id)
    form = _form(request)
    once(commands.give_permit, request, vehicle_id=vehicle_id, to=form.to())
    return _done(request, vehicle_id, _("The permit is noted."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def change(request: MemberRequest, permit_id: int) -> HttpResponse:
    """Change a permit."""
    car = _car(request, permit_id)
    form = _form(request)
    once(commands.change_permit, request, permit_id=permit_id, to=form.to())
    return _done(request, car, _("The permit is changed."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def remove(request: MemberRequest, permit_id: int) -> HttpResponse:
    """Remove a permit."""
    car = _car(request, permit_id)
    once(commands.remove_permit, request, permit_id=permit_id)
    return _done(request, car, _("The permit is removed. Its number stands in the history."))


def _form(request: MemberRequest) -> PermitForm:
    form: PermitForm = read(PermitForm(request.POST, by=request.by, zone_name=request.event.zone))
    return form


def _car(request: MemberRequest, permit_id: int) -> int:
    rows = VehiclePermit.objects.visible_to(request.by, Right.REPORT_MOVEMENT)
    return rows.get(pk=permit_id).vehicle_id


def _done(request: MemberRequest, vehicle_id: int, says: str) -> HttpResponse:
    return done(
        request,
        "transport:vehicle",
        slug=request.event.slug,
        vehicle_id=vehicle_id,
        topic="movements",
        says=says,
    )
