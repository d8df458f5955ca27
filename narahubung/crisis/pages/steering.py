"""Objectives, the matrix of duties and what is given back: one page of an incident."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands, forms_steering
from narahubung.crisis.models import DutyPart, Incident, Objective, Releasing
from narahubung.crisis.queries import steering as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.SEE_CRISIS)
def sheet(request: MemberRequest, number: int) -> HttpResponse:
    """Off track and uncovered first."""
    return _sheet(request, number)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def set_one(request: MemberRequest, number: int) -> HttpResponse:
    """Set an objective."""
    row, form = _incident(request, number), forms_steering.SetObjective(request.POST)
    if not form.is_valid():
        return _sheet(request, number, set_form=form, status=422)
    values = {**form.cleaned_data}
    due_at = request.at + timedelta(minutes=values.pop("minutes"))
    once(commands.set_objective, request, incident_id=row.pk, due_at=due_at, **values)
    return _done(request, number, _("The objective is set."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def matrix(request: MemberRequest, number: int) -> HttpResponse:
    """Make the matrix."""
    once(commands.make_matrix, request, incident_id=_incident(request, number).pk)
    return _done(request, number, _("Made: each party acknowledges its share."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def give(request: MemberRequest, number: int) -> HttpResponse:
    """Say what a party is to a duty."""
    row, form = _incident(request, number), forms_steering.GiveDuty(request.POST)
    if not form.is_valid():
        return _sheet(request, number, duty_form=form, status=422)
    once(commands.give_duty, request, incident_id=row.pk, **form.cleaned_data)
    return _done(request, number, _("Noted."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def begin(request: MemberRequest, number: int) -> HttpResponse:
    """Begin to give back."""
    once(commands.begin_release, request, incident_id=_incident(request, number).pk)
    return _done(request, number, _("The checklist stands."))


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def measure(request: MemberRequest, objective_id: int) -> HttpResponse:
    """How far it has come."""
    row = Objective.objects.visible_to(request.by).get(pk=objective_id)
    form = forms_steering.Measure(request.POST)
    given = {"objective_id": row.pk}
    return _act(request, row, commands.measure_objective, form, given)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def answer(request: MemberRequest, objective_id: int) -> HttpResponse:
    """More time, help, or drop."""
    row = Objective.objects.visible_to(request.by).get(pk=objective_id)
    form = forms_steering.Answer(request.POST)
    return _act(request, row, commands.answer_objective, form, {"objective_id": row.pk})


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def acknowledge(request: MemberRequest, duty_part_id: int) -> HttpResponse:
    """A party acknowledges its share."""
    row = DutyPart.objects.visible_to(request.by).get(pk=duty_part_id)
    form = forms_steering.Signature(request.POST)
    return _act(request, row, commands.acknowledge_duty, form, {"duty_part_id": row.pk})


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def release(request: MemberRequest, releasing_id: int) -> HttpResponse:
    """Something is given back."""
    row = Releasing.objects.visible_to(request.by).get(pk=releasing_id)
    form = forms_steering.Signature(request.POST)
    return _act(request, row, commands.release_resource, form, {"releasing_id": row.pk})


def _act(
    request: MemberRequest, row: Any, command: Any, form: Any, given: dict[str, int]
) -> HttpResponse:
    number = row.incident.number
    if not form.is_valid():
        context = {"wrong": form, "wrong_of": f"{type(row).__name__}-{row.pk}"}
        return _sheet(request, number, status=422, **context)
    once(command, request, **given, **form.cleaned_data)
    return _done(request, number, _("Noted."))


def _incident(request: MemberRequest, number: int) -> Incident:
    return Incident.objects.visible_to(request.by, Right.LEAD_CRISIS).get(number=number)


def _sheet(
    request: MemberRequest, number: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.steering(number=number, by=request.by, at=request.at)
    usual = {
        "set_form": forms_steering.SetObjective(auto_id="set-%s"),
        "duty_form": forms_steering.GiveDuty(auto_id="duty-%s"),
        "answers": forms_steering.Answer().fields["choice"],
        "wrong_of": "",
    }
    return show(
        request,
        "crisis/steering",
        status=status,
        found=found,
        live_topics=[f"steering:{found.incident_id}"],
        live_after=after,
        **(usual | context),
    )


def _done(request: MemberRequest, number: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    row = Incident.objects.visible_to(request.by).get(number=number)
    return done(request, "crisis:steering", topic=f"steering:{row.pk}", says=says, **to)
