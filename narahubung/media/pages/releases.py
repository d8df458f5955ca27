"""A press release is begun on an ordinary day, and a source takes its word back."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done, show
from narahubung.media import commands
from narahubung.media.forms import Why
from narahubung.media.forms_planning import DraftRelease
from narahubung.media.models import Sentence, Statement, StatementKind
from narahubung.media.queries import statements as queries


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_MEDIA, writes=True)
def draft(request: MemberRequest) -> HttpResponse:
    """Begin a press release, with the approved key messages that it shall say."""
    messages = queries.citable_messages(by=request.by)
    form = DraftRelease(request.POST or None, ids=[one[0] for one in messages])
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "media/release", status=status, form=form, messages=messages)
    kind = StatementKind.RELEASE.value
    row = once(commands.draft_statement, request, kind=kind, **form.cleaned_data)
    if row is None:  # a double tap: the first one stands
        return done(request, "media:desk", topic="media", slug=request.event.slug)
    return _done(request, row.pk, _("Drafted. Check each sentence in both languages."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def take_back(request: MemberRequest, sentence_id: int) -> HttpResponse:
    """The source of a sentence stands behind it no more."""
    rows = Sentence.objects.filter(statement__in=Statement.objects.visible_to(request.by))
    statement_id = rows.get(pk=sentence_id).statement_id
    form = Why(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        once(commands.take_source_back, request, sentence_id=sentence_id, why=why)
        return _done(request, statement_id, _("Noted: the sentence is red now."))
    return show(request, "media/source_gone", status=422, form=form, sentence_id=sentence_id)


def _done(request: MemberRequest, statement_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "statement_id": statement_id}
    return done(request, "media:statement", topic=f"statement:{statement_id}", says=says, **to)
