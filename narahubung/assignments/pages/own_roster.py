"""The officer's own roster: duties, hours, wishes, breaks, the calendar address. One's own only."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.assignments import commands, forms, queries
from narahubung.config.environment import environment
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.parties.models import Officer
from narahubung.programme import commands as programme
from narahubung.programme.queries import calendars_of

_TOKEN = "duties_token"  # noqa: S105 -- the name under which the session keeps it once


@require_GET
@guard(Right.SEE_EVENT)
def own_roster(request: MemberRequest) -> HttpResponse:
    """Show the own duties: now, next, the days ahead, what changed, hours and rest."""
    return _roster(request)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def say_wish(request: MemberRequest) -> HttpResponse:
    """Say when one would rather be free."""
    form = forms.SayWish(request.POST)
    if not form.is_valid():
        return _roster(request, wish_form=form, status=422)
    commands.say_wish(**form.cleaned_data, by=request.by, at=request.at, key=request.key)
    return _done(request, _("Your wish is noted. The next roster weighs it; it is no promise."))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def take_wish_back(request: MemberRequest, wish_id: int) -> HttpResponse:
    """Take a wish back."""
    commands.take_wish_back(wish_id=wish_id, by=request.by, at=request.at, key=request.key)
    return _done(request, _("Your wish is taken back."))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def answer_overtime(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Agree to overtime, or not."""
    form = forms.AnswerOvertime(request.POST)
    if not form.is_valid():
        return _roster(request, status=422)
    agreed = form.cleaned_data["answer"] == "yes"
    commands.answer_overtime(
        duty_id=duty_id, agreed=agreed, by=request.by, at=request.at, key=request.key
    )
    says = _("You agreed to overtime.") if agreed else _("You did not agree to overtime.")
    return _done(request, says)


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def note_break(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Begin a break, or come back from it."""
    form = forms.NoteBreak(request.POST)
    if not form.is_valid():
        return _roster(request, status=422)
    who: dict[str, Any] = {"by": request.by, "at": request.at, "key": request.key}
    if form.cleaned_data["do"] == "end":
        commands.end_break(duty_id=duty_id, **who)
        return _done(request, _("You are back. The break is noted."))
    commands.begin_break(duty_id=duty_id, meal=form.cleaned_data["do"] == "meal", **who)
    return _done(request, _("Your break has begun."))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def open_calendar(request: MemberRequest) -> HttpResponse:
    """Make a calendar address of the own duties, or a new one for it, and show it once."""
    if queries.own_officer(by=request.by) is None:
        raise Officer.DoesNotExist
    request.session[_TOKEN] = programme.open_calendar(by=request.by, at=request.at, key=request.key)
    return _done(request, "")


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def close_calendar(request: MemberRequest, feed: int) -> HttpResponse:
    """Close one's own calendar address."""
    programme.close_calendar(feed_id=feed, by=request.by, at=request.at, key=request.key)
    return _done(request, _("The calendar address is closed."))


def _roster(request: MemberRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    after = last_entry_id()
    found = queries.own_roster(event=request.event, by=request.by, at=request.at)
    token = request.session.pop(_TOKEN, "")
    topics = [f"person:{request.by.person_id}"] if found else []
    return show(
        request,
        "assignments/mine",
        status=status,
        roster=found,
        at=request.at,
        slug=request.event.slug,
        calendars=calendars_of(by=request.by, party_id=None),
        address=_address(request, token) if token else "",
        live_topics=topics,
        live_after=after,
        **{"wish_form": _wish_form(request), **more},
    )


def _wish_form(request: MemberRequest) -> forms.SayWish:
    start = (request.at + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    return forms.SayWish(initial={"starts": start, "ends": start + timedelta(hours=8)})


def _address(request: MemberRequest, token: str) -> str:
    path = reverse("calendar", kwargs={"token": token})
    if environment.address:
        return environment.address.rstrip("/") + path
    return request.build_absolute_uri(path)


def _done(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "assignments:own_roster", slug=request.event.slug, says=says)
