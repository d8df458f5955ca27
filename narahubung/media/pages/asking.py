"""Questions of the press: the desk's list, and the officer's one tap with a receipt."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.media import commands, forms
from narahubung.media.models import PressQuestion
from narahubung.media.queries import asking as queries
from narahubung.media.queries import rumours, statements


@require_http_methods(["GET", "POST"])
@guard(Right.SEND_RELAY, writes=True)
def ask(request: MemberRequest) -> HttpResponse:
    """Whoever is asked passes it on here, sees that it arrived, and what may be said."""
    after = last_entry_id()
    form = forms.PressAsks(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = once(commands.receive_question, request, **form.cleaned_data)
        number = row.number if row else 0
        says = _("Passed on: receipt {number}. Do not answer yourself.").format(number=number)
        return done(request, "media:ask", topic="said", says=says, slug=request.event.slug)
    return show(
        request,
        "media/ask",
        status=422 if request.method == "POST" else 200,
        form=form,
        receipts=queries.receipts(by=request.by, at=request.at),
        lines=rumours.lines_to_say(by=request.by, language=get_language() or "id"),
        said=statements.said(by=request.by, at=request.at),
        live_topics=["said"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_MEDIA)
def listing(request: MemberRequest) -> HttpResponse:
    """All questions and requests."""
    return _listing(request)


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def take(request: MemberRequest, press_id: int) -> HttpResponse:
    """Take care of one."""
    once(commands.take_question, request, press_id=press_id)
    return _done(request, _("You take care of it."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def reply(request: MemberRequest, press_id: int) -> HttpResponse:
    """Note how it was answered."""
    PressQuestion.objects.visible_to(request.by).get(pk=press_id)  # absent is absent
    form = forms.Reply(request.POST, texts=queries.texts_to_answer(by=request.by))
    if not form.is_valid():
        return _listing(request, form=form, open_ask=press_id, status=422)
    asked = form.cleaned_data
    once(
        commands.answer_press,
        request,
        press_id=press_id,
        answer=asked["answer"],
        statement_id=asked["statement"],
        note=asked["note"],
    )
    return _done(request, _("The answer is noted."))


def _listing(request: MemberRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    after = last_entry_id()
    texts = queries.texts_to_answer(by=request.by)
    usual = {"form": forms.Reply(texts=texts), "open_ask": 0}
    return show(
        request,
        "media/questions",
        status=status,
        asks=queries.questions(by=request.by, at=request.at),
        texts=texts,
        live_topics=["media"],
        live_after=after,
        **(usual | context),
    )


def _done(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "media:questions", topic="media", says=says, slug=request.event.slug)
