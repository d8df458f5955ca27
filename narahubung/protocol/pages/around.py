"""Who is before and after one's own guest, in the orders that protocol shows."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.parties.models import Party
from narahubung.protocol.queries.near import near_orders


@require_GET
@guard(Right.SEE_PLACES)
def near(request: MemberRequest, code: str) -> HttpResponse:
    """The orders of precedence around one delegation's guest, with reason and article."""
    after = last_entry_id()
    party = Party.objects.visible_to(request.by, Right.SEE_PLACES).get(code=code)
    return show(
        request,
        "protocol/near",
        of=party,
        orders=near_orders(party_id=party.pk, by=request.by),
        live_topics=["precedence"],
        live_after=after,
    )
