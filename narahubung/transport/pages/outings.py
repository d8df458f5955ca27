"""Asking for the drives of a private item by one tap."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done
from narahubung.programme.queries import party_of_private
from narahubung.transport import commands


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def drive(request: MemberRequest, private_id: int) -> HttpResponse:
    """Make the drives of a private item."""
    party = party_of_private(item_id=private_id, by=request.by)
    once(commands.drive_outing, request, private_id=private_id)
    return done(
        request,
        "programme:private",
        slug=request.event.slug,
        code=party.code,
        topic=f"party:{party.pk}",
        says=_("The drives there and back are made."),
    )
