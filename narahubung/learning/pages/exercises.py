"""The calendar of exercises, and the results that drills bring back."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.templatetags.times import local_day
from narahubung.kit.web import done, show
from narahubung.learning import commands
from narahubung.learning.forms import BringBack, Exercises, Reason
from narahubung.learning.models import Exercise, Lesson
from narahubung.learning.queries.reviews import calendar


@require_GET
@guard(Right.SEE_CRISIS)
def listing(request: MemberRequest) -> HttpResponse:
    """The calendar."""
    return _page(request)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def plan(request: MemberRequest) -> HttpResponse:
    """Plan one."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, plan_form=form, status=422)
    told = dict(form.cleaned_data)
    lesson = told.pop("lesson")
    once(commands.plan_exercise, request, lesson_id=lesson.pk if lesson else None, **told)
    return _done(request, _("It stands in the calendar."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def held(request: MemberRequest, exercise_id: int) -> HttpResponse:
    """It took place."""
    once(commands.hold_exercise, request, exercise_id=exercise_id)
    return _done(request, _("Noted."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def off(request: MemberRequest, exercise_id: int) -> HttpResponse:
    """It does not take place."""
    Exercise.objects.visible_to(request.by).get(pk=exercise_id)
    form = Reason(request.POST)
    if not form.is_valid():
        return _page(request, why_form=form, status=422)
    why = form.cleaned_data["why"]
    once(commands.call_off_exercise, request, exercise_id=exercise_id, why=why)
    return _done(request, _("Called off."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def bring_back(request: MemberRequest) -> HttpResponse:
    """Sign what a drill showed."""
    form = BringBack(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, result_form=form, status=422)
    once(commands.sign_result, request, told=form.cleaned_data["file"])
    return _done(request, _("Signed. The competency maps have their evidence."))


def _page(request: MemberRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    after = last_entry_id()
    planned, results = calendar(by=request.by, on=local_day(request.at, request.event.zone))
    forms = {"plan_form": _form(request), "result_form": BringBack(), "why_form": Reason()}
    return show(
        request,
        "learning/exercises",
        status=status,
        planned=planned,
        results=results,
        may_lead=request.by.may(Right.LEAD_CRISIS),
        live_topics=["exercises"],
        live_after=after,
        **(forms | context),
    )


def _form(request: MemberRequest, data: Any = None) -> Exercises:
    return Exercises(data, lessons=Lesson.objects.visible_to(request.by).order_by("-number"))


def _done(request: MemberRequest, says: str) -> HttpResponse:
    slug = request.event.slug
    return done(request, "learning:exercises", topic="exercises", says=says, slug=slug)
