"""The phones of the event's people: what waits on them, and shutting a lost one out."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.field import commands, queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.PLAN_OFFICERS)
def phones(request: MemberRequest) -> HttpResponse:
    """Show every phone, the one whose words wait longest first."""
    after = last_entry_id()
    return show(
        request,
        "field/phones",
        phones=queries.phones_of(by=request.by),
        here="phones",
        live_topics=["phones"],
        live_after=after,
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def revoke(request: MemberRequest, phone_id: int) -> HttpResponse:
    """Shut a lost phone out."""
    once(commands.revoke_phone, request, phone_id=phone_id)
    return done(
        request,
        "field:phones",
        slug=request.event.slug,
        topic="phones",
        says=_("The phone is shut out. It erases everything at its next contact."),
    )
