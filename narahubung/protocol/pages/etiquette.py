"""The seven cards for one delegation's guest."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.kit.web import show
from narahubung.parties.models import Party
from narahubung.protocol.queries.etiquette import cards_of


@require_GET
@guard(Right.SEE_PLACES)
def cards(request: MemberRequest, code: str) -> HttpResponse:
    """Lift, stairs, dining, prayer, handshake, photograph, illness: five seconds each."""
    party = Party.objects.visible_to(request.by, Right.SEE_PLACES).get(code=code)
    return show(
        request, "protocol/etiquette", of=party, found=cards_of(party_id=party.pk, by=request.by)
    )
