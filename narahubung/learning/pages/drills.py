"""The drill's own page: its list of injects with the clock, and the file of its result."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.learning import commands
from narahubung.learning.forms import Mark
from narahubung.learning.models import Drill, Inject
from narahubung.learning.queries.drills import drill_sheet
from narahubung.learning.results import result_of


@require_GET
@guard(Right.SEE_CRISIS)
def drill(request: MemberRequest) -> HttpResponse:
    """The drill of this house; in real life there is none, and no page."""
    return _sheet(request)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def begin(request: MemberRequest, drill_id: int) -> HttpResponse:
    """Start its clock."""
    once(commands.begin_drill, request, drill_id=drill_id)
    return _done(request, drill_id, _("The drill runs. Injects come on their minute."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def end(request: MemberRequest, drill_id: int) -> HttpResponse:
    """End it."""
    once(commands.end_drill, request, drill_id=drill_id)
    return _done(request, drill_id, _("The drill is over. Take its result to the real house."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def mark(request: MemberRequest, inject_id: int) -> HttpResponse:
    """Say what was done."""
    Inject.objects.visible_to(request.by).get(pk=inject_id)
    form = Mark(request.POST)
    if not form.is_valid():
        return _sheet(request, status=422)
    once(commands.mark_inject, request, inject_id=inject_id, **form.cleaned_data)
    return _done(request, Drill.objects.visible_to(request.by).latest("pk").pk, _("Noted."))


@require_GET
@guard(Right.LEAD_CRISIS)
def result(request: MemberRequest) -> HttpResponse:
    """The figures, as a file for the real house."""
    row = Drill.objects.visible_to(request.by).latest("pk")
    answer = JsonResponse(result_of(row), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{row.code}-result.json"'
    return answer


def _sheet(request: MemberRequest, *, status: int = 200) -> HttpResponse:
    after = last_entry_id()
    found = drill_sheet(by=request.by, at=request.at)
    return show(
        request,
        "learning/drill",
        status=status,
        drill=found,
        live_topics=[f"drill:{found.id}"],
        live_after=after,
    )


def _done(request: MemberRequest, drill_id: int, says: str) -> HttpResponse:
    slug = request.event.slug
    return done(request, "learning:drill", topic=f"drill:{drill_id}", says=says, slug=slug)
