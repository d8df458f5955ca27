"""Leaving for good: what is to be done before, told by a tap, and the farewell line."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.airports import commands
from narahubung.airports.forms.departing import FarewellForm, LeavingForm
from narahubung.airports.models import DepartureLine, FarewellPlace
from narahubung.airports.queries import departing as queries
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.web import done, show
from narahubung.movements.pages.telling import read


@require_GET
@guard(Right.SEE_DUTIES)
def list_(request: MemberRequest) -> HttpResponse:
    """Show who is leaving, and what is missing."""
    return show(
        request,
        "airports/leavings",
        plans=queries.departures_of(by=request.by, at=request.at),
        live_topics=["leaving", "movements"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_DUTIES)
def one(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Show one departure: what is done and owed, who pays, the farewell line."""
    plan = queries.departure_plan(by=request.by, at=request.at, movement_id=movement_id)
    topic = f"leaving:{movement_id}"
    return show(
        request,
        "airports/leaving",
        plan=plan,
        line=plan.movement,
        may_tell=request.by.may_for(Right.REPORT_MOVEMENT, plan.movement.party.id),
        form=LeavingForm(),
        farewell_form=FarewellForm(members=queries.members_to_farewell(by=request.by, plan=plan)),
        history=history(topic=topic, by=request.by, limit=20),
        live_topics=[topic, plan.movement.topic],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def plan(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Lay out what is to be done before a departure."""
    once(commands.plan_departure, request, movement_id=movement_id)
    return _told(request, movement_id, _("The departure is planned."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def tell(request: MemberRequest, leaving_id: int) -> HttpResponse:
    """Say that one thing is done: payer, witness, note."""
    movement_id = _movement_of(request, leaving_id)
    asked = read(LeavingForm(request.POST)).cleaned_data
    once(commands.tell_leaving, request, leaving_id=leaving_id, **asked)
    return _told(request, movement_id, _("Recorded."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def take_back(request: MemberRequest, leaving_id: int) -> HttpResponse:
    """Say that one thing is not done after all."""
    movement_id = _movement_of(request, leaving_id)
    once(commands.take_back_leaving, request, leaving_id=leaving_id)
    return _told(request, movement_id, _("Taken back."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def stand(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Let somebody stand in the farewell line: name or member, office, rank."""
    plan = queries.departure_plan(by=request.by, at=request.at, movement_id=movement_id)
    members = queries.members_to_farewell(by=request.by, plan=plan)
    asked = read(FarewellForm(request.POST, members=members)).cleaned_data
    once(commands.stand_in_line, request, movement_id=movement_id, **asked)
    return _told(request, movement_id, _("The line is in order again."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def leave(request: MemberRequest, farewell_id: int) -> HttpResponse:
    """Take somebody out of the farewell line."""
    rows = FarewellPlace.objects.visible_to(request.by, Right.REPORT_MOVEMENT)
    movement_id = rows.values_list("movement_id", flat=True).get(pk=farewell_id)
    once(commands.leave_line, request, farewell_id=farewell_id)
    return _told(request, movement_id, _("Taken out of the line."))


def _movement_of(request: MemberRequest, leaving_id: int) -> int:
    rows = DepartureLine.objects.visible_to(request.by, Right.REPORT_MOVEMENT)
    return rows.values_list("movement_id", flat=True).get(pk=leaving_id)


def _told(request: MemberRequest, movement_id: int, says: str) -> HttpResponse:
    to = reverse("airports:leaving", args=[request.event.slug, movement_id])
    return done(request, to, topic=f"leaving:{movement_id}", says=says)
