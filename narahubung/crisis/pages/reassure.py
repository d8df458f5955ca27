"""Words to guests and staff: the page that anybody may open, and where they are written."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from narahubung.accounts.guards import MemberRequest, anybody, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms import Why
from narahubung.crisis.forms_reassure import Clear, WordAssurance, WriteAssurance
from narahubung.crisis.models import Incident
from narahubung.crisis.models.reassure import Assurance
from narahubung.crisis.queries import reassure as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit import clock
from narahubung.kit.web import done, show


@anybody
@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """What is cleared and holds, in the reader's language; `?in=` chooses it.

    No script, no cookie, no session: nothing tells one reader from another.
    """
    language = queries.language_of(
        request.GET.get("in", ""), request.headers.get("Accept-Language", "")
    )
    found = queries.public_page(slug=slug, language=language, at=clock.now())
    with translation.override("zh-hans" if language == "zh" else language):
        text = render_to_string("crisis/reassurance.html", {"page": found})
    answer = HttpResponse(text)
    answer.headers["Content-Language"] = language
    answer.headers["Vary"] = "Accept-Language"
    answer.headers["Cache-Control"] = "no-cache"  # what has expired is shown by no store
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@require_GET
@guard(Right.SEE_EVENT)
def follow_page(request: MemberRequest) -> HttpResponse:
    """What everybody may read, for who is signed in; and to be told of new words."""
    after = last_entry_id()
    language = translation.get_language() or "id"
    page = queries.public_page(slug=request.event.slug, language=language[:2], at=request.at)
    return show(
        request,
        "crisis/assurances_read",
        page=page,
        follows=queries.is_follower(by=request.by),
        address=request.build_absolute_uri(reverse("reassurance", args=[request.event.slug])),
        live_topics=["assurances"],
        live_after=after,
    )


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def follow(request: MemberRequest) -> HttpResponse:
    """Be told of new words, or no more."""
    on = request.POST.get("on") == "yes"
    once(commands.follow_assurances, request, on=on)
    says = _("You are told of new words.") if on else _("You are not told any more.")
    slug = request.event.slug
    return done(request, "crisis:assurances_read", topic="assurances", says=says, slug=slug)


@require_GET
@guard(Right.SEE_CRISIS)
def board(request: MemberRequest, number: int) -> HttpResponse:
    """All words of an incident."""
    return _board(request, number)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def write(request: MemberRequest, number: int) -> HttpResponse:
    """Draft one."""
    rows = Incident.objects.visible_to(request.by, Right.SEE_CRISIS)
    row, form = rows.get(number=number), WriteAssurance(request.POST)
    if not form.is_valid():
        return _board(request, number, form=form, status=422)
    once(commands.write_assurance, request, incident_id=row.pk, **form.cleaned_data)
    return _told(request, number, _("Drafted. Who leads clears it, then everybody may read it."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def word(request: MemberRequest, assurance_id: int) -> HttpResponse:
    """Write it in a language."""
    number, form = _of(request, assurance_id), WordAssurance(request.POST)
    if not form.is_valid():
        return _board(request, number, word_form=form, open_line=assurance_id, status=422)
    once(commands.word_assurance, request, assurance_id=assurance_id, **form.cleaned_data)
    return _told(request, number, _("Stored."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def clear(request: MemberRequest, assurance_id: int) -> HttpResponse:
    """Let everybody read it, or for longer."""
    number, form = _of(request, assurance_id), Clear(request.POST)
    if not form.is_valid():
        return _board(request, number, clear_form=form, open_line=assurance_id, status=422)
    once(commands.clear_assurance, request, assurance_id=assurance_id, **form.cleaned_data)
    return _told(request, number, _("Cleared: everybody may read it."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def withdraw(request: MemberRequest, assurance_id: int) -> HttpResponse:
    """Take it off the page."""
    number, form = _of(request, assurance_id), Why(request.POST)
    if not form.is_valid():
        return _board(request, number, why_form=form, open_line=assurance_id, status=422)
    once(commands.withdraw_assurance, request, assurance_id=assurance_id, **form.cleaned_data)
    return _told(request, number, _("Withdrawn: nobody reads it any more."))


def _of(request: MemberRequest, assurance_id: int) -> int:
    rows = Assurance.objects.visible_to(request.by).values_list("incident__number", flat=True)
    return rows.get(pk=assurance_id)


def _board(
    request: MemberRequest, number: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.assurance_board(number=number, by=request.by, at=request.at)
    usual = {
        "form": WriteAssurance(),
        "word_form": WordAssurance(),
        "clear_form": Clear(),
        "why_form": Why(),
        "open_line": 0,
    }
    address = request.build_absolute_uri(reverse("reassurance", args=[request.event.slug]))
    return show(
        request,
        "crisis/assurances",
        status=status,
        board=found,
        address=address,
        live_topics=["assurances"],
        live_after=after,
        **(usual | context),
    )


def _told(request: MemberRequest, number: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    return done(request, "crisis:assurances", topic="assurances", says=says, **to)
