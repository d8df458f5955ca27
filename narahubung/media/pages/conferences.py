"""Press conferences: the list, one of them, who comes, what was asked."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.media import commands
from narahubung.media.forms import Why
from narahubung.media.forms_conferences import AskThere, KeepConference, Register
from narahubung.media.models import ConferenceState, Journalist, PressConference
from narahubung.media.queries import asking
from narahubung.media.queries import conferences as queries
from narahubung.media.queries.statements import citable_messages

_FIELDS = (
    *("topic", "starts_at", "minutes", "speakers", "moderator", "languages", "interpreter"),
    "statement_id",
)


@require_GET
@guard(Right.SEE_MEDIA)
def listing(request: MemberRequest) -> HttpResponse:
    """All press conferences, the next one first."""
    after = last_entry_id()
    return show(
        request,
        "media/conferences",
        conferences=queries.conferences(by=request.by, at=request.at),
        live_topics=["media"],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_MEDIA, writes=True)
def add(request: MemberRequest) -> HttpResponse:
    """Plan one."""
    form = _form(request)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "media/keep_conference", status=status, form=form, line=None)
    row = once(commands.plan_conference, request, **form.cleaned_data)
    if row is None:  # a double tap: the first one stands
        return done(request, "media:conferences", topic="media", slug=request.event.slug)
    return _done(request, row.pk, _("Planned. Compare it with the programme below."))


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_MEDIA, writes=True)
def change(request: MemberRequest, conference_id: int) -> HttpResponse:
    """Plan it otherwise."""
    line = queries.conference(conference_id=conference_id, by=request.by, at=request.at)
    stands = {name: getattr(line, name) for name in _FIELDS}
    form = _form(request, stands | {"place_text": line.place, "messages": line.message_ids})
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "media/keep_conference", status=status, form=form, line=line)
    once(commands.change_conference, request, conference_id=conference_id, **form.cleaned_data)
    return _done(request, conference_id, _("Stored."))


@require_GET
@guard(Right.SEE_MEDIA)
def conference(request: MemberRequest, conference_id: int) -> HttpResponse:
    """One press conference."""
    return _sheet(request, conference_id)


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def confirm(request: MemberRequest, conference_id: int) -> HttpResponse:
    """It takes place."""
    return _move(request, conference_id, ConferenceState.CONFIRMED.value)


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def hold(request: MemberRequest, conference_id: int) -> HttpResponse:
    """It was held."""
    return _move(request, conference_id, ConferenceState.HELD.value)


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def cancel(request: MemberRequest, conference_id: int) -> HttpResponse:
    """It does not take place."""
    _there(request, conference_id)
    form = Why(request.POST)
    if not form.is_valid():
        return _sheet(request, conference_id, why_form=form, status=422)
    why = form.cleaned_data["why"]
    return _move(request, conference_id, ConferenceState.CANCELLED.value, why=why)


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def register(request: MemberRequest, conference_id: int) -> HttpResponse:
    """A journalist comes."""
    _there(request, conference_id)
    form = Register(request.POST)
    if not form.is_valid():
        return _sheet(request, conference_id, register_form=form, status=422)
    once(commands.register_journalist, request, conference_id=conference_id, **form.cleaned_data)
    return _done(request, conference_id, _("Registered."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def strike(request: MemberRequest, journalist_id: int) -> HttpResponse:
    """He does not come after all."""
    rows = Journalist.objects.filter(conference__in=PressConference.objects.visible_to(request.by))
    conference_id = rows.get(pk=journalist_id).conference_id
    once(commands.strike_journalist, request, journalist_id=journalist_id)
    return _done(request, conference_id, _("Taken off the list."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def ask(request: MemberRequest, conference_id: int) -> HttpResponse:
    """Note what was asked there."""
    _there(request, conference_id)
    form = AskThere(request.POST)
    if not form.is_valid():
        return _sheet(request, conference_id, ask_form=form, status=422)
    once(commands.receive_question, request, conference_id=conference_id, **form.cleaned_data)
    return _done(request, conference_id, _("Noted. Open it to note the answer."))


def _form(request: MemberRequest, initial: dict[str, Any] | None = None) -> KeepConference:
    return KeepConference(
        request.POST or None,
        texts=queries.texts_to_hold_to(by=request.by),
        lines=citable_messages(by=request.by),
        initial=initial,
    )


def _move(request: MemberRequest, conference_id: int, state: str, *, why: str = "") -> HttpResponse:
    _there(request, conference_id)
    once(commands.move_conference, request, conference_id=conference_id, state=state, why=why)
    return _done(request, conference_id, _("Noted."))


def _there(request: MemberRequest, conference_id: int) -> None:
    PressConference.objects.visible_to(request.by).get(pk=conference_id)


def _sheet(
    request: MemberRequest, conference_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    by, at = request.by, request.at
    line = queries.conference(conference_id=conference_id, by=by, at=at)
    usual = {"why_form": Why(), "register_form": Register(), "ask_form": AskThere()}
    return show(
        request,
        "media/conference",
        status=status,
        line=line,
        journalists=queries.journalists(conference_id=conference_id, by=by),
        asks=asking.asked_at(conference_id=conference_id, by=by, at=at),
        meanwhile=queries.meanwhile(line, by=by) if line.can_change else [],
        live_topics=[f"pressconference:{conference_id}", "media"],
        live_after=after,
        **(usual | context),
    )


def _done(request: MemberRequest, conference_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "conference_id": conference_id}
    topic = f"pressconference:{conference_id}"
    return done(request, "media:conference", topic=topic, says=says, **to)
