"""What somebody wrote offline who was detached meanwhile: a coordinator takes it over, or not."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.field import commands, queries
from narahubung.field.deciding import take_over
from narahubung.field.models import Carried
from narahubung.field.pages.tapping import done_by
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.PLAN_OFFICERS)
def held(request: MemberRequest) -> HttpResponse:
    """Show what waits, and what was decided last."""
    after = last_entry_id()
    return show(
        request,
        "field/held",
        lines=queries.asides_of(by=request.by),
        here="held",
        live_topics=["phones"],
        live_after=after,
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def take(request: MemberRequest, carried_id: UUID) -> HttpResponse:
    """Do it in one's own name, with what it says and when it was written."""
    row = Carried.objects.visible_to(request.by).select_related("person").get(pk=carried_id)
    if not (row.settled_at and done_by(request)):  # else it is a second tap
        take_over(request, row, by=request.by, at=request.at, key=request.key)
    return _back(request, _("Taken over."))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def away(request: MemberRequest, carried_id: UUID) -> HttpResponse:
    """Decide that it does not count."""
    once(commands.put_away, request, carried_id=carried_id)
    return _back(request, _("Put away."))


def _back(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "field:held", slug=request.event.slug, topic="phones", says=says)
