"""The event itself: its names, days and zone; open, close, archive; and new ones."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts import commands
from narahubung.accounts.forms import ZONES, EventFacts, NewEvent
from narahubung.accounts.guards import MemberRequest, guard, members
from narahubung.accounts.models import EventState
from narahubung.accounts.roles import Right
from narahubung.accounts.rules import MOVES
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done

_FACTS = ("name_id", "name_en", "zone", "starts_on", "ends_on")
# What the pages call a move, the command behind it, and where it leads.
_MOVES: dict[str, tuple[Callable[..., None], EventState]] = {
    "open": (commands.open_event, EventState.LIVE),
    "close": (commands.close_event, EventState.CLOSED),
    "archive": (commands.archive_event, EventState.ARCHIVED),
}


@guard(Right.MANAGE_EVENT)
def event(request: MemberRequest) -> HttpResponse:
    """Show and correct what the event is called, when it is, and by whose clock."""
    row = request.event
    form = EventFacts(request.POST or None, initial={name: getattr(row, name) for name in _FACTS})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            changed = commands.correct_event(
                event_id=row.pk,
                values={name: form.cleaned_data[name] for name in _FACTS},
                by=request.by,
                at=request.at,
                key=request.key,
            )
            says = _("The event is corrected.") if changed else _("Nothing was different.")
            return done(
                request, "accounts:event", slug=row.slug, topic=f"event:{row.pk}", says=says
            )
    context: dict[str, Any] = {
        "form": form,
        "row": row,
        "zones": ZONES,
        "state": EventState(row.state).label,
        "moves": {name for name, (_run, to) in _MOVES.items() if row.state in MOVES[to]},
    }
    return render(request, "accounts/event.html", context, status=status)


@guard(Right.MANAGE_EVENT)
@require_POST
def move(request: MemberRequest, move: str) -> HttpResponse:
    """Open (again), close, or archive the event."""
    if move not in _MOVES:
        raise Http404
    run, _to = _MOVES[move]
    run(event_id=request.event.pk, by=request.by, at=request.at, key=request.key)
    return done(
        request,
        "accounts:event",
        slug=request.event.slug,
        topic=f"event:{request.event.pk}",
        says=_("The state of the event has changed."),
    )


@members
def new_event(request: MemberRequest) -> HttpResponse:
    """Make an empty event: administrators only."""
    if "administrator" not in request.by.roles:
        raise Http404
    form = NewEvent(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            made = commands.make_event(
                slug=facts["slug"],
                **{name: facts[name] for name in _FACTS},
                by=request.by,
                at=request.at,
                key=request.key,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            says = _("The event is made, and you are its organiser. Bring in your people.")
            return done(request, "accounts:people", slug=made.slug, says=says)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/new_event.html", {"form": form, "zones": ZONES}, status=status)
