"""A report for other systems, as its reader may know it."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.queries.exporting import exported


@require_GET
@guard(Right.SEE_EVENT)
def sitrep(request: MemberRequest, report_id: int) -> HttpResponse:
    """Hand it over as EDXL-SitRep 1.0."""
    name, letter = exported(report_id=report_id, by=request.by)
    commands.book_report_seen(report_id, by=request.by, at=request.at)
    answer = HttpResponse(letter, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
