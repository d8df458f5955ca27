"""Two pages that the phone draws itself: what waits to be sent, and what it keeps to read."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.kit.web import show


@require_GET
@guard(Right.SEE_EVENT)
def waiting(request: MemberRequest) -> HttpResponse:
    """Show what is written on this phone and has not reached the server, and what has."""
    return show(request, "field/waiting")


@require_GET
@guard(Right.SEE_EVENT)
def kept(request: MemberRequest) -> HttpResponse:
    """Show what this phone keeps, and search in it; it stands in for a page that is not kept."""
    return show(request, "field/kept")
