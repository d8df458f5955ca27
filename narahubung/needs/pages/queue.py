"""The live queue of needs, and one need in full."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.needs import queries
from narahubung.needs.answer_forms import REFUSALS
from narahubung.needs.models import Payer
from narahubung.parties.models import Department


@require_GET
@guard(Right.SEE_NEEDS)
def queue(request: MemberRequest) -> HttpResponse:
    """What waits, by the clock that runs out first; whose turn it is; who carries how much."""
    desk = request.GET.get("desk")
    wanted = request.GET.get("show", "")
    who = request.GET.get("who", "")
    found = queries.queue(
        by=request.by,
        at=request.at,
        zone_name=request.event.zone,
        desk=desk,
        show=wanted if wanted in queries.SHOW else "",
        who=who,
    )
    own = Department.objects.filter(pk__in=request.by.departments, event=request.event)
    return show(
        request,
        "needs/queue",
        queue=found,
        own=list(own.order_by("code")),
        desk=desk,
        wanted=wanted,
        who=who,
        steers=Right.PLAN_OFFICERS in request.by.everywhere,
        live_topics=["needs"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_NEEDS)
def sheet(request: MemberRequest, need_id: int) -> HttpResponse:
    """One need: as a page, or as the side panel when htmx asks."""
    found = queries.need_sheet(need_id=need_id, by=request.by, at=request.at)
    departments = queries.departments_for(found.line, request.by)
    return show(
        request,
        "needs/need",
        sheet=found,
        party={
            "code": found.party.code,
            "name": found.party.name,
            "flag": found.party.iso_alpha2,
        },
        line=found.line,
        may=found.may,
        departments=departments if found.may else [],
        payers=Payer.choices,
        refusals=REFUSALS,
        may_talk=request.by.may_for(Right.SEE_REGISTER, found.line.party_id),
        live_topics=[found.line.topic],
        live_after=last_entry_id(),
    )
