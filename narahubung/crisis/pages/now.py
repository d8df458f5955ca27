"""The line above every page, and what a crisis asks of one person."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.crisis.queries import banner as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.kit.zones import zone_label


@require_GET
@guard(Right.SEE_EVENT)
def now(request: MemberRequest) -> HttpResponse:
    """What to do now."""
    after = last_entry_id()
    found = queries.what_to_do(by=request.by, at=request.at)
    return show(request, "crisis/now", todo=found, live_topics=["crisis"], live_after=after)


@require_GET
@guard(Right.SEE_CRISIS)
def banner(request: MemberRequest) -> HttpResponse:
    """The line as who sees the crisis has it: with the next report due."""
    found = queries.crisis_banner(by=request.by, at=request.at)
    zone = zone_label(request.event.zone, request.at)
    return show(request, "crisis/banner", banner=found, slug=request.event.slug, zone=zone)
