"""The watch: the coordinators' page, the officer's own questions, and help without a word."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.assignments import commands
from narahubung.assignments.forms.alarms import AnswerAlarm, CallForHelp
from narahubung.assignments.queries import alarms as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.PLAN_OFFICERS)
def watch(request: MemberRequest) -> HttpResponse:
    """Everything that is not as it should be, and who calls for help."""
    after = last_entry_id()
    return show(
        request,
        "assignments/watch",
        found=queries.the_watch(event=request.event, by=request.by, at=request.at),
        live_topics=["watch"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_EVENT)
def mine(request: MemberRequest) -> HttpResponse:
    """What the watch asks this officer."""
    after = last_entry_id()
    return show(
        request,
        "assignments/watch_mine",
        lines=queries.own_questions(event=request.event, by=request.by),
        me_id=request.by.person_id,
        live_topics=[f"person:{request.by.person_id}"],
        live_after=after,
    )


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def answer(request: MemberRequest, alarm_id: int) -> HttpResponse:
    """Answer a question with one tap."""
    form = AnswerAlarm(request.POST)
    if not form.is_valid():
        raise Http404
    once(
        commands.answer_alarm,
        request,
        alarm_id=alarm_id,
        answer=form.cleaned_data["answer"],
    )
    desk = request.by.may(Right.PLAN_OFFICERS)
    return done(
        request,
        "assignments:watch" if desk else "assignments:own_watch",
        slug=request.event.slug,
        topic="watch" if desk else f"person:{request.by.person_id}",
        says=_("Thank you. It is noted."),
    )


@require_GET
@guard(Right.SEE_EVENT)
def help_(request: MemberRequest) -> HttpResponse:
    """Ask for help; a plain page, so that nobody beside reads an alarm in it."""
    after = last_entry_id()
    return show(
        request,
        "assignments/help",
        call=queries.own_help(by=request.by),
        is_officer=queries.is_officer(by=request.by),
        me_id=request.by.person_id,
        live_topics=[f"person:{request.by.person_id}"],
        live_after=after,
    )


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def call(request: MemberRequest) -> HttpResponse:
    """Tell the coordinators."""
    form = CallForHelp(request.POST)
    form.is_valid()
    once(commands.call_for_help, request, text=form.cleaned_data.get("text", ""))
    return _own(request)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def take_back(request: MemberRequest) -> HttpResponse:
    """It was a slip."""
    once(commands.take_help_back, request)
    return _own(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def take(request: MemberRequest, help_id: int) -> HttpResponse:
    """Take care of a call."""
    once(commands.take_help, request, help_id=help_id)
    return _desk(request, _("The officer sees that you take care of it."))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def close(request: MemberRequest, help_id: int) -> HttpResponse:
    """Say that it is over."""
    once(commands.close_help, request, help_id=help_id)
    return _desk(request, _("The call is closed."))


def _own(request: MemberRequest) -> HttpResponse:
    return done(
        request,
        "assignments:help",
        slug=request.event.slug,
        topic=f"person:{request.by.person_id}",
    )


def _desk(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "assignments:watch", slug=request.event.slug, topic="watch", says=says)
