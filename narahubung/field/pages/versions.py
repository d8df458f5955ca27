"""Fields of which two people wrote different values: both are shown, one tap chooses."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.field import deciding, queries
from narahubung.field.models import TwoVersions
from narahubung.field.pages.tapping import done_by
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.SEE_EVENT)
def versions(request: MemberRequest) -> HttpResponse:
    """Show one's own open questions; a coordinator sees all."""
    after = last_entry_id()
    return show(
        request,
        "field/versions",
        lines=queries.versions_of(by=request.by),
        coordinates=Right.PLAN_OFFICERS in request.by.everywhere,
        here="versions",
        live_topics=["versions"],
        live_after=after,
    )


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def choose(request: MemberRequest, versions_id: int) -> HttpResponse:
    """Choose one of the two."""
    row = TwoVersions.objects.visible_to(request.by).get(pk=versions_id)
    if not (row.settled_at and done_by(request)):  # else it is a second tap
        chosen = request.POST.get("chosen", "")
        deciding.choose(request, row, chosen, by=request.by, at=request.at, key=request.key)
    return done(
        request, "field:versions", slug=request.event.slug, topic="versions", says=_("Settled.")
    )
