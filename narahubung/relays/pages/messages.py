"""What one must know, and how far what one sent has come."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, is_swap, show
from narahubung.relays import commands, queries
from narahubung.relays.audiences import number
from narahubung.relays.models import Lane, RecipientState
from narahubung.relays.queries.passing import passes
from narahubung.relays.queries.voices import unwritten

ANY_ROLE = tuple(Right)  # whoever has a part in the event may be written to
UNSEEN = (RecipientState.SENT, RecipientState.DELIVERED)


@require_GET
@guard(*ANY_ROLE)
def inbox(request: MemberRequest) -> HttpResponse:
    """Show what one must know; what is shown counts as seen."""
    return _inbox(request)


def _inbox(request: MemberRequest) -> HttpResponse:
    lane = request.GET.get("lane", "")
    after = last_entry_id()
    holds = "held" in request.GET
    lines = queries.inbox(
        by=request.by, at=request.at, lane=lane if lane in Lane else "", held=holds
    )
    new = [line.message.id for line in lines if line.state in UNSEEN]
    commands.book_seen(new, by=request.by, at=request.at)
    return show(
        request,
        "relays/inbox",
        lines=lines,
        unwritten=unwritten(by=request.by),
        lane=lane,
        holds=holds,
        lanes=queries.lanes(),
        live_topics=[_inbox_of(request), "quiet"],
        live_after=after,
        **around(request, "inbox"),
    )


@require_GET
@guard(Right.SEND_RELAY)
def sent(request: MemberRequest) -> HttpResponse:
    """Show what one sent with its ticks; with `?all`, everything of the event."""
    everybody = "all" in request.GET and Right.SEE_RELAYS in request.by.everywhere
    after = last_entry_id()
    lines = queries.sent(by=request.by, at=request.at, everybody=everybody)
    topics = ["relays"] if everybody else [_inbox_of(request)]
    return show(
        request,
        "relays/sent",
        lines=lines,
        everybody=everybody,
        oversees=Right.SEE_RELAYS in request.by.everywhere,
        topics=[*topics, *[line.message.topic for line in lines[:40]]],
        live_topics=[*topics, *[line.message.topic for line in lines[:40]]],
        live_after=after,
        **around(request, "sent"),
    )


@require_GET
@guard(*ANY_ROLE)
def relay(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Show one message: one's own copy, and for its sender everybody's."""
    return _sheet(request, relay_id)


@require_POST
@guard(*ANY_ROLE, writes=True)
def acknowledge(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Say that one has it."""
    once(commands.acknowledge, request, relay_id=relay_id)
    return _back(request, relay_id)


@require_POST
@guard(*ANY_ROLE, writes=True)
def read_back(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Repeat it in one's own words."""
    once(commands.read_back, request, relay_id=relay_id, text=request.POST.get("text", "")[:2000])
    return _back(request, relay_id)


@require_POST
@guard(*ANY_ROLE, writes=True)
def fold(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Fold one's copy away, to choose what it said instead of typing it."""
    commands.fold(relay_id, by=request.by, at=request.at)
    return _back(request, relay_id)


@require_POST
@guard(*ANY_ROLE, writes=True)
def look_again(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Show one's folded copy once more; the read-back will say so."""
    commands.look_again(relay_id, by=request.by)
    return _back(request, relay_id)


@require_POST
@guard(*ANY_ROLE, writes=True)
def pick(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Repeat it by choosing: `pick-1`: the place of the answer, or else with `else-1` its words."""
    questions = queries.questions(by=request.by, relay_id=relay_id)
    answers = [_answer(request, one) for one in questions]
    once(commands.read_back_by_picks, request, relay_id=relay_id, answers=answers)
    return _back(request, relay_id)


@require_POST
@guard(*ANY_ROLE, writes=True)
def refuse(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Say that it cannot be done, and why."""
    once(commands.refuse, request, relay_id=relay_id, why=request.POST.get("why", "")[:1000])
    return _back(request, relay_id)


@require_POST
@guard(*ANY_ROLE, writes=True)
def finish(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Say that it is done."""
    once(commands.mark_done, request, relay_id=relay_id)
    return _back(request, relay_id)


@require_POST
@guard(Right.SEND_RELAY, writes=True)
def confirm(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Confirm one read-back, or all that are right."""
    person_id = number(request.POST.get("person", ""))
    once(
        commands.confirm,
        request,
        relay_id=relay_id,
        person_ids=[person_id] if person_id else None,
    )
    return _back(request, relay_id)


@require_GET
@guard(Right.LEAD_CRISIS)
def held(request: MemberRequest) -> HttpResponse:
    """Show what waits while the event is quiet."""
    after = last_entry_id()
    return show(
        request,
        "relays/held",
        lines=queries.held_list(by=request.by),
        live_topics=["quiet"],
        live_after=after,
        **around(request, "held"),
    )


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def let_through(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Let one message go out though the event is quiet."""
    once(commands.let_through, request, relay_id=relay_id, why=request.POST.get("why", "")[:300])
    says = _("It goes out now.")
    return done(request, "relays:held", topic="quiet", says=says, slug=request.event.slug)


@require_GET
@guard(Right.SEE_RELAYS)
def knew(request: MemberRequest) -> HttpResponse:
    """Show who knew what at a moment: `?at=2022-11-15T14:58`, of one message or one party."""
    moment = _moment(request.GET.get("at", "")) or request.at
    relay_id, party_id = (number(request.GET.get(name, "")) for name in ("relay", "party"))
    found = queries.who_knew(by=request.by, moment=moment, relay_id=relay_id, party_id=party_id)
    return show(
        request,
        "relays/knew",
        moment=moment,
        of=relay_id,
        party=party_id,
        found=found,
        wrong=bool(request.GET.get("at")) and _moment(request.GET["at"]) is None,
        **around(request, "knew"),
    )


def around(request: MemberRequest, here: str) -> dict[str, Any]:
    """Return what every page of messages shows: its tabs."""
    return {
        "here": here,
        "slug": request.event.slug,
        "at": request.at,
        "inbox_topic": _inbox_of(request),
        "may_send": request.by.may(Right.SEND_RELAY),
        "may_know": Right.SEE_RELAYS in request.by.everywhere,
        "quiet": queries.quiet_now(by=request.by),
        "waiting": queries.unanswered(by=request.by),
    }


def _sheet(request: MemberRequest, relay_id: int) -> HttpResponse:
    after = last_entry_id()
    found = queries.sheet(by=request.by, at=request.at, relay_id=relay_id)
    if found.mine and found.mine.state in UNSEEN:
        commands.book_seen([relay_id], by=request.by, at=request.at)
    # Thousands may have it open: a receiver listens to his own inbox, its sender to all.
    topics = [found.message.topic] if found.steers else []
    return show(
        request,
        "relays/relay",
        sheet=found,
        passes=passes(by=request.by, relay_id=relay_id, all_of_them=found.steers),
        may_write_down=any(one.id == relay_id for one in unwritten(by=request.by)),
        topics=[_inbox_of(request), *topics, "quiet"],
        held=queries.held(by=request.by, relay_id=relay_id),
        live_topics=[_inbox_of(request), *topics, "quiet"],
        live_after=after,
        **around(request, "relay"),
    )


def _back(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Show it as it is now: in the list one came from, or on its own page."""
    came_from_list = request.POST.get("from") == "inbox"
    if is_swap(request):
        return _inbox(request) if came_from_list else _sheet(request, relay_id)
    if came_from_list:
        return redirect("relays:inbox", slug=request.event.slug)
    return redirect("relays:relay", slug=request.event.slug, relay_id=relay_id)


def _answer(request: MemberRequest, question: queries.Question) -> str:
    place = number(request.POST.get(f"pick-{question.number}", ""))
    if place is not None and place < len(question.picks):
        return question.picks[place]
    return request.POST.get(f"else-{question.number}", "")[:200]


def _inbox_of(request: MemberRequest) -> str:
    return f"inbox:{request.by.person_id}"


def _moment(text: str) -> datetime | None:
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        return None
    return timezone.make_aware(local) if timezone.is_naive(local) else local
