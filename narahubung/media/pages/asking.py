"""What the press asks: the desk's list, one request, and the officer's one tap with a receipt."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.media import commands
from narahubung.media import forms_asking as forms
from narahubung.media.models import Ask, PressQuestion
from narahubung.media.queries import asking as queries
from narahubung.media.queries import rumours, statements
from narahubung.media.words import ASKS


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
    """All questions and requests, or those of one sort."""
    after = last_entry_id()
    asked = request.GET.get("sort", "")
    sort = asked if asked in Ask.values else ""
    return show(
        request,
        "media/questions",
        asks=queries.questions(by=request.by, at=request.at, sort=sort),
        sorts=[("", _("All")), *((one.value, str(ASKS[one.value])) for one in Ask)],
        sort=sort,
        live_topics=["media"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_MEDIA)
def question(request: MemberRequest, press_id: int) -> HttpResponse:
    """One question or request."""
    return _sheet(request, press_id)


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def take(request: MemberRequest, press_id: int) -> HttpResponse:
    """Take care of one."""
    once(commands.take_question, request, press_id=press_id)
    return _done(request, press_id, _("You take care of it."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def reply(request: MemberRequest, press_id: int) -> HttpResponse:
    """Note how it was answered."""
    _there(request, press_id)
    form = forms.Reply(request.POST, texts=queries.texts_to_answer(by=request.by))
    if not form.is_valid():
        return _sheet(request, press_id, form=form, status=422)
    asked = form.cleaned_data
    asked["statement_id"] = asked.pop("statement")
    once(commands.answer_press, request, press_id=press_id, **asked)
    return _done(request, press_id, _("The answer is noted."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def tell(request: MemberRequest, press_id: int) -> HttpResponse:
    """Who asked has heard it."""
    _there(request, press_id)
    form = forms.Told(request.POST)
    if not form.is_valid():
        return _sheet(request, press_id, told_form=form, status=422)
    once(commands.tell_asker, request, press_id=press_id, **form.cleaned_data)
    return _done(request, press_id, _("Noted: they know, from you."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def badge(request: MemberRequest, press_id: int) -> HttpResponse:
    """A journalist got his badge."""
    _there(request, press_id)
    form = forms.Badge(request.POST)
    if not form.is_valid():
        return _sheet(request, press_id, badge_form=form, status=422)
    once(commands.issue_badge, request, press_id=press_id, **form.cleaned_data)
    return _done(request, press_id, _("The badge is noted."))


def _there(request: MemberRequest, press_id: int) -> None:
    PressQuestion.objects.visible_to(request.by).get(pk=press_id)


def _sheet(
    request: MemberRequest, press_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    texts = queries.texts_to_answer(by=request.by)
    usual = {
        "form": forms.Reply(texts=texts),
        "badge_form": forms.Badge(),
        "told_form": forms.Told(),
    }
    return show(
        request,
        "media/question",
        status=status,
        ask=queries.question(press_id=press_id, by=request.by, at=request.at),
        texts=texts,
        live_topics=[f"pressquestion:{press_id}"],
        live_after=after,
        **(usual | context),
    )


def _done(request: MemberRequest, press_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "press_id": press_id}
    return done(request, "media:question", topic=f"pressquestion:{press_id}", says=says, **to)
