"""Colleagues ask and answer; what was answered once is offered to who asks the same."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.knowledge import commands, queries
from narahubung.knowledge.forms import AnswerColleague, AskColleagues
from narahubung.knowledge.models import Question

LONGEST = 300


@require_GET
@guard(Right.SEND_RELAY)
def colleagues(request: MemberRequest) -> HttpResponse:
    """What colleagues asked, with the answers."""
    return _page(request)


@require_POST
@guard(Right.SEND_RELAY)
def alike(request: MemberRequest) -> HttpResponse:
    """What was answered before to a question like the one being typed. Nothing of it is kept."""
    text = request.POST.get("text", "")[:LONGEST]
    known = queries.answered_before(text=text, by=request.by)
    return render(request, "knowledge/_answered.html", {"known": known, "in_form": True})


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def ask(request: MemberRequest) -> HttpResponse:
    """Ask; what was answered before is shown first, unless it stood beside the form already."""
    form = AskColleagues(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    text, seen = form.cleaned_data["text"], form.cleaned_data["seen"].split()
    known = queries.answered_before(text=text, by=request.by)
    if any(str(line.id) not in seen for line in known):
        return _page(request, form=form, known=known, status=422)
    with suppress(AlreadyDone):
        commands.ask_colleagues(text=text, by=request.by, at=request.at, key=request.key)
    return _done(request, _("Your question is with the colleagues. You have word of each answer."))


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def answer(request: MemberRequest, question_id: int) -> HttpResponse:
    """Answer a question."""
    Question.objects.visible_to(request.by).get(pk=question_id)  # absent is absent
    form = AnswerColleague(request.POST)
    if not form.is_valid():
        return _page(request, answering=(question_id, form), status=422)
    with suppress(AlreadyDone):
        commands.answer_colleague(
            question_id=question_id,
            text=form.cleaned_data["text"],
            by=request.by,
            at=request.at,
            key=request.key,
        )
    return _done(request, _("Thank you. It is offered to everybody who asks the same."))


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def take_question(request: MemberRequest, question_id: int) -> HttpResponse:
    """Take a question back."""
    with suppress(AlreadyDone):
        commands.take_question_back(
            question_id=question_id, by=request.by, at=request.at, key=request.key
        )
    return _done(request, _("Taken back."))


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def take_answer(request: MemberRequest, answer_id: int) -> HttpResponse:
    """Take an answer back."""
    with suppress(AlreadyDone):
        commands.take_answer_back(
            answer_id=answer_id, by=request.by, at=request.at, key=request.key
        )
    return _done(request, _("Taken back."))


def _page(
    request: MemberRequest,
    *,
    form: AskColleagues | None = None,
    known: list[queries.QuestionLine] | None = None,
    answering: tuple[int, AnswerColleague] | None = None,
    status: int = 200,
) -> HttpResponse:
    after = last_entry_id()
    return show(
        request,
        "knowledge/colleagues",
        form=form or AskColleagues(),
        known=known or [],
        answering=answering[0] if answering else None,
        answer_form=answering[1] if answering else AnswerColleague(),
        questions=queries.questions_of(by=request.by),
        live_topics=["questions"],
        live_after=after,
        status=status,
    )


def _done(request: MemberRequest, says: str) -> HttpResponse:
    return done(
        request, "knowledge:colleagues", slug=request.event.slug, topic="questions", says=says
    )
