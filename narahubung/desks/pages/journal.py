"""What happened: who, when, what, from whom; as far as the reader may know it."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.desks.queries.journal import journal_page
from narahubung.kit.web import show


@require_GET
@guard(Right.SEE_JOURNAL, Right.SEE_JOURNAL_BARE)
def journal(request: MemberRequest) -> HttpResponse:
    """The event's journal, newest first."""
    before = request.GET.get("before", "")
    return show(
        request,
        "desks/journal",
        page=journal_page(
            by=request.by,
            room=request.GET.get("room", ""),
            code=request.GET.get("party", "").strip().upper(),
            before=int(before) if before.isdecimal() and len(before) < 16 else None,
        ),
        live_topics=["board"] if request.by.may(Right.SEE_JOURNAL) else [],
    )
