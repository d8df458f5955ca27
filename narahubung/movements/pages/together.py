"""How a movement comes: by what, with whom, and on two flights."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.movements import commands, queries
from narahubung.movements.forms_together import CarriageForm, LeadForm, SplitForm
from narahubung.movements.models import Movement
from narahubung.movements.pages.telling import read, told


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def carriage(request: MemberRequest, movement: int) -> HttpResponse:
    """Take mode, gate and the word for all on the same carriage."""
    row = _row(request, movement)
    once(
        commands.say_carriage,
        request,
        movement_id=row.pk,
        **read(CarriageForm(request.POST)).cleaned_data,
    )
    return _told(request, row, _("Recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def lead(request: MemberRequest, movement: int) -> HttpResponse:
    """Say who answers for those who travel together: member."""
    row = _row(request, movement)
    given = read(LeadForm(request.POST, party_id=row.party_id, by=request.by)).cleaned_data
    once(commands.name_lead, request, movement_id=row.pk, member_id=given["member"])
    return _told(request, row, _("Recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def companions(request: MemberRequest, movement: int) -> HttpResponse:
    """Tell the same time for all on the carriage."""
    row = _row(request, movement)
    once(commands.tell_companions, request, movement_id=row.pk)
    return _told(request, row, _("The new time is told for all on this carriage."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def split(request: MemberRequest, movement: int) -> HttpResponse:
    """Take some people onto another flight."""
    row = _row(request, movement)
    given = read(SplitForm(request.POST, party_id=row.party_id, by=request.by)).cleaned_data
    once(commands.split_movement, request, movement_id=row.pk, **given)
    return _told(request, row, _("They are on the other flight now."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def rejoin(request: MemberRequest, movement: int) -> HttpResponse:
    """Take a split back."""
    row = _row(request, movement)
    once(commands.rejoin, request, movement_id=row.pk)
    return _told(request, row, _("All travel together again."))


def _row(request: MemberRequest, movement: int) -> Movement:
    return Movement.objects.visible_to(request.by, Right.REPORT_MOVEMENT).get(pk=movement)


def _told(request: MemberRequest, row: Movement, says: str) -> HttpResponse:
    return told(request, queries.movement_line(by=request.by, movement_id=row.pk), says)
