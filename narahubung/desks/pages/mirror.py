"""The private mirror: how quickly one answers, how much one served. One's own only."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.desks.queries import mirror as queries
from narahubung.kit.web import show


@require_GET
@guard(Right.SEE_EVENT)
def mirror(request: MemberRequest) -> HttpResponse:
    """Show the mirror of who asks; no address shows another person's."""
    found = queries.mirror(event=request.event, by=request.by, at=request.at)
    return show(request, "desks/mirror", mirror=found, slug=request.event.slug)
