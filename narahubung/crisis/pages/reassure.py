"""Words to guests and staff: the page that anybody may open, and where they are written."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from narahubung.accounts.guards import MemberRequest, anybody, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms import Why
from narahubung.crisis.forms_reassure import Clear, GuestAsks, WordAssurance, WriteAssurance
from narahubung.crisis.models import Incident
from narahubung.crisis.models.reassure import Assurance, GuestFollower
from narahubung.crisis.queries import reassure as queries
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.reading import last_entry_id
from narahubung.kit import clock
from narahubung.kit.actor import the_house
from narahubung.kit.web import done, show
from narahubung.relays.letters import can_go_by, is_ours


@anybody
@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """What is cleared and holds, in the reader's language; `?in=` chooses it.

    No script, no cookie, no session: nothing tells one reader from another.
    """
    language = queries.language_of(
        request.GET.get("in", ""), request.headers.get("Accept-Language", "")
    )
    answer = _public(slug, language)
    answer.headers["Vary"] = "Accept-Language"
    return answer


@anybody
@csrf_exempt  # no cookie: the signature in the address is the key
@require_http_methods(["GET", "POST"])
def guest_words(request: HttpRequest, follower_id: int, signature: str) -> HttpResponse:
    """The same page for a guest who asked to be told, who may stop that with one tap."""
    row = GuestFollower.objects.select_related("event").filter(pk=follower_id).first()
    if row is None or not is_ours(request.path, signature):
        raise Http404
    if request.method == "POST":
        house = the_house("outside", event_id=row.event_id)
        with suppress(AlreadyDone):
            commands.stop_for_guest(follower_id=row.pk, by=house, at=clock.now())
        return redirect(request.path)
    language = queries.language_of(request.GET.get("in", row.language), "")
    stops = "stopped" if row.stopped_at else "stop"
    answer = _public(row.event.slug, language, stops=stops)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _public(slug: str, language: str, **context: str) -> HttpResponse:
    found = queries.public_page(slug=slug, language=language, at=clock.now())
    with translation.override("zh-hans" if language == "zh" else language):
        text = render_to_string("crisis/reassurance.html", {"page": found, **context})
    answer = HttpResponse(text)
    answer.headers["Content-Language"] = language
    answer.headers["Cache-Control"] = "no-cache"  # what has expired is shown by no store
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@require_GET
@guard(Right.SEE_EVENT)
def follow_page(request: MemberRequest) -> HttpResponse:
    """What everybody may read, for who is signed in; and to be told of new words."""
    return _read(request)


@require_POST
@guard(Right.RAISE_NEED, writes=True)
def follow_guest(request: MemberRequest) -> HttpResponse:
    """A guest without an account asked to be told."""
    form = GuestAsks(request.POST, by=request.by, goes_by=can_go_by(request.event.pk))
    if not form.is_valid():
        return _read(request, guest_form=form, status=422)
    once(commands.follow_for_guest, request, **form.cleaned_data)
    says = _("Noted: the guest is sent a link whenever there is a new word.")
    slug = request.event.slug
    return done(request, "crisis:assurances_read", topic="assurances", says=says, slug=slug)


@require_POST
@guard(Right.RAISE_NEED, writes=True)
def stop_guest(request: MemberRequest, follower_id: int) -> HttpResponse:
    """The guest wants no more of it."""
    once(commands.stop_for_guest, request, follower_id=follower_id)
    says = _("Stopped: name and address are forgotten.")
    slug = request.event.slug
    return done(request, "crisis:assurances_read", topic="assurances", says=says, slug=slug)


def _read(
    request: MemberRequest, *, guest_form: GuestAsks | None = None, status: int = 200
) -> HttpResponse:
    after = last_entry_id()
    ways = can_go_by(request.event.pk)
    language = translation.get_language() or "id"
    page = queries.public_page(slug=request.event.slug, language=language[:2], at=request.at)
    return show(
        request,
        "crisis/assurances_read",
        status=status,
        page=page,
        guests=queries.guest_followers(by=request.by),
        guest_form=guest_form or GuestAsks(by=request.by, goes_by=ways),
        ways=ways,
        may_note_guests=request.by.may(Right.RAISE_NEED),
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
