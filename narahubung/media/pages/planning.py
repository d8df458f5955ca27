"""The communication plan: its list, one line, and what is done with it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.media import commands
from narahubung.media.forms import Why
from narahubung.media.forms_planning import PlanALine
from narahubung.media.models import PlanLine
from narahubung.media.queries import planning as queries


@require_GET
@guard(Right.SEE_MEDIA)
def plan(request: MemberRequest) -> HttpResponse:
    """Everything that is planned, what is still to be said first."""
    after = last_entry_id()
    lines = queries.plan(by=request.by, at=request.at, zone=request.event.zone)
    return show(
        request,
        "media/plan",
        lines=lines,
        late=sum(line.is_late for line in lines),
        live_topics=["media"],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_MEDIA, writes=True)
def add(request: MemberRequest) -> HttpResponse:
    """Plan a line."""
    form = PlanALine(request.POST or None, people=_people(request))
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "media/plan_line", status=status, form=form, line=None)
    once(commands.plan_line, request, **form.cleaned_data)
    says = _("Planned. The organiser approves the key message.")
    return done(request, "media:plan", topic="media", says=says, slug=request.event.slug)


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_MEDIA, writes=True)
def rewrite(request: MemberRequest, planned_id: int) -> HttpResponse:
    """Plan it otherwise."""
    line = _line(request, planned_id)
    names = ("audience", "text_id", "text_en", "channel", "due_at", "drafter_id")
    form = PlanALine(
        request.POST or None,
        people=_people(request),
        initial={name: getattr(line, name) for name in names},
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "media/plan_line", status=status, form=form, line=line)
    once(commands.rewrite_planned, request, planned_id=planned_id, **form.cleaned_data)
    return _done(request, planned_id, _("Stored."))


@require_GET
@guard(Right.SEE_MEDIA)
def planned(request: MemberRequest, planned_id: int) -> HttpResponse:
    """One line."""
    return _sheet(request, planned_id)


@require_POST
@guard(Right.SPEAK, writes=True)
def approve(request: MemberRequest, planned_id: int) -> HttpResponse:
    """Stand behind the key message."""
    _there(request, planned_id)
    once(commands.approve_planned, request, planned_id=planned_id)
    return _done(request, planned_id, _("Approved, with your name and the time."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def said(request: MemberRequest, planned_id: int) -> HttpResponse:
    """It went out."""
    _there(request, planned_id)
    once(commands.note_said, request, planned_id=planned_id)
    return _done(request, planned_id, _("Noted: it was said."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def drop(request: MemberRequest, planned_id: int) -> HttpResponse:
    """Say it not, or no more."""
    _there(request, planned_id)
    form = Why(request.POST)
    if not form.is_valid():
        return _sheet(request, planned_id, why_form=form, status=422)
    once(commands.drop_planned, request, planned_id=planned_id, why=form.cleaned_data["why"])
    return _done(request, planned_id, _("Dropped. What was published on it is being corrected."))


def _people(request: MemberRequest) -> list[tuple[int, str]]:
    ids = who_may(Right.SEE_MEDIA, request.by.here, request.at)
    found = Person.objects.in_bulk(ids)
    return sorted(((pk, str(found[pk])) for pk in ids), key=lambda one: one[1])


def _there(request: MemberRequest, planned_id: int) -> None:
    PlanLine.objects.visible_to(request.by).get(pk=planned_id)


def _line(request: MemberRequest, planned_id: int) -> queries.PlannedLine:
    return queries.planned_line(
        planned_id=planned_id, by=request.by, at=request.at, zone=request.event.zone
    )


def _sheet(
    request: MemberRequest, planned_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    return show(
        request,
        "media/planned",
        status=status,
        line=_line(request, planned_id),
        live_topics=[f"planline:{planned_id}"],
        live_after=after,
        **({"why_form": Why()} | context),
    )


def _done(request: MemberRequest, planned_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "planned_id": planned_id}
    return done(request, "media:planned", topic=f"planline:{planned_id}", says=says, **to)
