"""One question between two rooms: its inside and its outside."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.relays import commands, queries
from narahubung.relays.forms import Question, Release, SayInside, party_of
from narahubung.relays.models import Precedence, Side
from narahubung.relays.outside_forms import OutsideSays
from narahubung.relays.pages.looking import held, look, may_go
from narahubung.relays.pages.messages import around
from narahubung.relays.pages.sending import own_parties


@require_http_methods(["GET", "POST"])
@guard(Right.SEND_RELAY, writes=True)
def questions(request: MemberRequest) -> HttpResponse:
    """Show the questions one keeps; open one."""
    form = Question(request.POST or None, parties=own_parties(request))
    if request.method == "POST" and form.is_valid():
        thread_id = once(
            commands.open_thread,
            request,
            subject=form.cleaned_data["subject"],
            lane=form.cleaned_data["lane"],
            party_id=party_of(form),
        )
        if thread_id is not None:
            return redirect("relays:thread", slug=request.event.slug, thread_id=thread_id)
        return redirect("relays:threads", slug=request.event.slug)
    return show(
        request,
        "relays/threads",
        form=form,
        threads=queries.threads(by=request.by),
        status=422 if form.errors else 200,
        **around(request, "threads"),
    )


@require_GET
@guard(Right.SEND_RELAY)
def question(request: MemberRequest, thread_id: int) -> HttpResponse:
    """Show one question, inside and outside apart. `?release=12` takes a text over to release."""
    return _sheet(request, thread_id)


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def say(request: MemberRequest, thread_id: int) -> HttpResponse:
    """Say something inside."""
    form = SayInside(request.POST, by=request.by, at=request.at)
    if not form.is_valid():
        return _sheet(request, thread_id, inside=form)
    once(
        commands.send,
        request,
        thread_id=thread_id,
        side=Side.INSIDE.value,
        **form.cleaned_data,
    )
    return _back(request, thread_id, _("Said inside."))


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def release(request: MemberRequest, thread_id: int) -> HttpResponse:
    """Send this very text outside."""
    form = Release(request.POST, by=request.by, at=request.at)
    if not form.is_valid():
        return _sheet(request, thread_id, outside=form)
    seen = look(request, form, form.cleaned_data, precedence=Precedence.BIASA.value)
    if not may_go(request, seen):
        return _sheet(request, thread_id, outside=form, seen=seen)
    once(commands.release, request, thread_id=thread_id, **form.cleaned_data)
    return _back(request, thread_id, _("Released to the outside."))


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def heard(request: MemberRequest, thread_id: int) -> HttpResponse:
    """Take in what the outside says to this question."""
    form = OutsideSays(request.POST)
    if not form.is_valid():
        return _sheet(request, thread_id, heard=form)
    once(commands.take_word, request, thread_id=thread_id, **form.asked(request.at))
    return _back(request, thread_id, _("The inside team has it, with its source."))


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def close(request: MemberRequest, thread_id: int) -> HttpResponse:
    """Say that it is answered."""
    once(commands.close_thread, request, thread_id=thread_id)
    return _back(request, thread_id, _("Question closed."))


def _sheet(
    request: MemberRequest,
    thread_id: int,
    *,
    inside: SayInside | None = None,
    outside: Release | None = None,
    heard: OutsideSays | None = None,
    seen: dict[str, Any] | None = None,
) -> HttpResponse:
    after = last_entry_id()
    found = queries.thread_sheet(by=request.by, thread_id=thread_id)
    taken = request.GET.get("release", "")
    text = next((one.text for one in found.inside if str(one.id) == taken), "")
    wrong = any(form is not None and form.errors for form in (inside, outside, heard))
    return show(
        request,
        "relays/thread",
        thread=found,
        inside=inside or SayInside(by=request.by, at=request.at),
        outside=outside or Release(by=request.by, at=request.at, initial={"text": text}),
        form=heard or OutsideSays(),
        shown=seen is not None,
        topic=f"thread:{found.id}",
        live_topics=[f"thread:{found.id}"],
        live_after=after,
        status=422 if wrong or held(seen or {}) else 200,
        **(seen or {}),
        **around(request, "threads"),
    )


def _back(request: MemberRequest, thread_id: int, says: str) -> HttpResponse:
    return done(request, "relays:thread", slug=request.event.slug, thread_id=thread_id, says=says)
