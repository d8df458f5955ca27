"""Incidents: the list, the report, the sheet with its grade, its switch, its cards."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms import Grades, Report, Why
from narahubung.crisis.models import Incident
from narahubung.crisis.pages.photos import received
from narahubung.crisis.queries import incidents as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.parties.models import Place

_BROUGHT = ("kind", "what", "place_text")


@require_GET
@guard(Right.SEND_RELAY)
def listing(request: MemberRequest) -> HttpResponse:
    """What is open and what was closed; for who may not see all: what he reported himself."""
    after = last_entry_id()
    open_, closed = queries.incident_list(by=request.by)
    return show(
        request,
        "crisis/incidents",
        open=open_,
        closed=closed,
        sees_all=request.by.may(Right.SEE_CRISIS),
        live_topics=["incidents"] if request.by.may(Right.SEE_CRISIS) else [],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.SEND_RELAY, writes=True)
def report(request: MemberRequest) -> HttpResponse:
    """Report what happened."""
    places = Place.objects.visible_to(request.by).order_by("name")
    # A warning that becomes an incident brings its words in the address; a person still sends them.
    brought = {name: request.GET[name] for name in _BROUGHT if name in request.GET}
    form = Report(request.POST or None, request.FILES or None, places=places, initial=brought)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "crisis/report", form=form, status=status)
    place = form.cleaned_data["place"]
    once(
        commands.report_incident,
        request,
        kind=form.cleaned_data["kind"],
        what=form.cleaned_data["what"],
        place_id=place.pk if place else None,
        place_text=form.cleaned_data["place_text"],
        looks=form.cleaned_data["looks"],
        photo=received(form.cleaned_data["photo"]),
    )
    return done(
        request,
        "crisis:incidents",
        slug=request.event.slug,
        topic="incidents",
        says=_("Reported. Who leads has word of it now."),
    )


@require_GET
@guard(Right.SEND_RELAY)
def incident(request: MemberRequest, number: int) -> HttpResponse:
    """One incident."""
    return _sheet(request, number)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def grade(request: MemberRequest, number: int) -> HttpResponse:
    """Say how bad it is."""
    form = Grades(request.POST)
    if not form.is_valid():
        return _sheet(request, number, grade_form=form, status=422)
    once(commands.grade_incident, request, incident_id=_id(request, number), **form.cleaned_data)
    return _done(request, number, _("The grade and its reason are noted."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def take(request: MemberRequest, number: int) -> HttpResponse:
    """Take care of it."""
    once(commands.take_incident, request, incident_id=_id(request, number))
    return _done(request, number, _("You take care of it."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def close(request: MemberRequest, number: int) -> HttpResponse:
    """Say that it is over."""
    return _because(request, number, commands.close_incident, _("The incident is closed."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def reopen(request: MemberRequest, number: int) -> HttpResponse:
    """Say that it is not over."""
    return _because(request, number, commands.reopen_incident, _("The incident is open again."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def ask(request: MemberRequest, number: int) -> HttpResponse:
    """Press the switch."""
    says = _("A second person must confirm it now. All who may have word.")
    return _because(request, number, commands.ask_for_crisis, says)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def end(request: MemberRequest, number: int) -> HttpResponse:
    """End the crisis."""
    return _because(request, number, commands.end_crisis, _("The crisis is over."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def drop(request: MemberRequest, number: int, switch_id: int) -> HttpResponse:
    """Not wanted any more."""
    once(commands.drop_switch, request, switch_id=switch_id)
    return _done(request, number, _("Nothing changed."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def confirm(request: MemberRequest, number: int, switch_id: int) -> HttpResponse:
    """Be the second person."""
    once(commands.confirm_crisis, request, switch_id=switch_id)
    return _done(request, number, _("It is a crisis now. It can be taken back for 30 seconds."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def take_back(request: MemberRequest, number: int, switch_id: int) -> HttpResponse:
    """It was a slip."""
    form = Why(request.POST)
    if not form.is_valid():
        return _sheet(request, number, why_form=form, status=422)
    once(commands.take_crisis_back, request, switch_id=switch_id, why=form.cleaned_data["why"])
    return _done(request, number, _("Taken back: all stands as before."))


@require_GET
@guard(Right.SEE_EVENT)
def card(request: MemberRequest, card_id: int) -> HttpResponse:
    """One's card in the crisis."""
    after = last_entry_id()
    found = queries.own_card(card_id=card_id, by=request.by, at=request.at)
    return show(
        request, "crisis/card", card=found, live_topics=[f"card:{card_id}"], live_after=after
    )


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def take_card(request: MemberRequest, card_id: int) -> HttpResponse:
    """Take it."""
    once(commands.take_card, request, card_id=card_id)
    return _card_done(request, card_id, _("You hold this card now."))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def give_card_back(request: MemberRequest, card_id: int) -> HttpResponse:
    """Give it back."""
    once(commands.give_card_back, request, card_id=card_id)
    return _card_done(request, card_id, _("Given back; the others are asked."))


def _card_done(request: MemberRequest, card_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "card_id": card_id}
    return done(request, "crisis:card", topic=f"card:{card_id}", says=says, **to)


def _because(request: MemberRequest, number: int, act: Any, says: str) -> HttpResponse:
    form = Why(request.POST)
    if not form.is_valid():
        return _sheet(request, number, why_form=form, status=422)
    once(act, request, incident_id=_id(request, number), why=form.cleaned_data["why"])
    return _done(request, number, says)


def _id(request: MemberRequest, number: int) -> int:
    """Return the row's id: whether one may change it, the command asks."""
    return Incident.objects.visible_to(request.by).get(number=number).pk


def _sheet(
    request: MemberRequest, number: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.incident_sheet(number=number, by=request.by, at=request.at)
    forms = {"grade_form": Grades(initial={"grade": found.line.grade}), "why_form": Why()}
    sees_all = request.by.may(Right.SEE_CRISIS)
    return show(
        request,
        "crisis/incident",
        status=status,
        sheet=found,
        live_topics=[f"incident:{found.line.id}"] if sees_all else [],
        live_after=after,
        **(forms | context),
    )


def _done(request: MemberRequest, number: int, says: str) -> HttpResponse:
    topic = f"incident:{_id(request, number)}"
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    return done(request, "crisis:incident", topic=topic, says=says, **to)
