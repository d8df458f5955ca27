"""A report goes out, and each reader's own page of it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms_circulating import HandOut
from narahubung.crisis.queries import circulating as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_CRISIS, writes=True)
def hand_out(request: MemberRequest, report_id: int) -> HttpResponse:
    """Show who has it; hand it out to more."""
    after = last_entry_id()
    found = queries.receipts(report_id=report_id, by=request.by, at=request.at)
    form = HandOut(request.POST or None, readers=found.readers, facts=found.facts)
    if request.method == "POST" and form.is_valid():
        once(commands.hand_out_report, request, report_id=report_id, **form.cleaned_data)
        return _done(request, "crisis:hand_out", report_id, _("It is on its way."), found)
    return show(
        request,
        "crisis/hand_out",
        status=422 if request.method == "POST" else 200,
        found=found,
        form=form,
        live_topics=[f"reports:{found.incident_id}"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_EVENT)
def own_report(request: MemberRequest, report_id: int) -> HttpResponse:
    """A report as its reader may know it."""
    found = queries.own_report(report_id=report_id, by=request.by)
    commands.book_report_seen(report_id, by=request.by, at=request.at)
    return show(request, "crisis/own_report", report=found)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def confirm_report(request: MemberRequest, report_id: int) -> HttpResponse:
    """The reader has read it."""
    once(commands.confirm_report, request, report_id=report_id)
    to: dict[str, Any] = {"slug": request.event.slug, "report_id": report_id}
    return done(request, "crisis:own_report", says=_("Confirmed. Thank you."), **to)


def _done(
    request: MemberRequest, page: str, report_id: int, says: str, found: queries.Receipts
) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "report_id": report_id}
    return done(request, page, topic=f"reports:{found.incident_id}", says=says, **to)
