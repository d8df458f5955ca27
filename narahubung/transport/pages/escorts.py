"""Police escorts: what is asked for, one request with its points, and the answer."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.web import done, show
from narahubung.movements.pages.telling import read
from narahubung.movements.queries import trip_line
from narahubung.transport import commands
from narahubung.transport.forms.escorts import (
    ApproveForm,
    EscortForm,
    MoveForm,
    RefuseForm,
    WithdrawForm,
)
from narahubung.transport.queries import escorts as queries


@require_GET
@guard(Right.SEE_ROUTES)
def list_(request: MemberRequest) -> HttpResponse:
    """Show the open requests; `?all` also those that were refused, withdrawn or are over."""
    shows_all = "all" in request.GET
    return show(
        request,
        "transport/escorts",
        lines=queries.requests(by=request.by, at=request.at, only_open=not shows_all),
        shows_all=shows_all,
        live_topics=["escorts"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_ROUTES)
def one(request: MemberRequest, request_id: int) -> HttpResponse:
    """Show one request: its points in time, and what may be done."""
    line, points = queries.request_sheet(by=request.by, request_id=request_id)
    may_answer = queries.may_answer(by=request.by, line=line)
    return show(
        request,
        "transport/escort",
        line=line,
        points=points,
        may_answer=may_answer,
        approve_form=ApproveForm(units=queries.free_units(by=request.by, line=line))
        if may_answer and line.waits
        else None,
        refuse_form=RefuseForm(),
        move_form=MoveForm(),
        withdraw_form=WithdrawForm(),
        history=history(topic=line.topic, by=request.by, limit=20),
        live_topics=[line.topic],
        live_after=last_entry_id(),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.REPORT_MOVEMENT, writes=True)
def ask(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Show the form of a request for one trip, and take it."""
    trip = trip_line(by=request.by, trip_id=trip_id)
    if request.method != "POST":
        return show(
            request,
            "transport/escort_ask",
            line=trip,
            form=EscortForm(trip=trip, by=request.by),
            usual=queries.usual_units(),
            earlier=queries.requests_of_trip(by=request.by, trip_id=trip.id),
        )
    form = read(EscortForm(request.POST, trip=trip, by=request.by))
    made = once(commands.ask_escort, request, trip_id=trip.id, **form.asked())
    says = _("The escort is asked for.")
    if made is None or not request.by.may_at(Right.SEE_ROUTES, made.escort_desk_id):
        return done(request, reverse("movements:trips", args=[request.event.slug]), says=says)
    return _told(request, made.pk, says)


@require_POST
@guard(Right.ANSWER_NEED, writes=True)
def approve(request: MemberRequest, request_id: int) -> HttpResponse:
    """Say yes: escort_id, number, note."""
    line, _points = queries.request_sheet(by=request.by, request_id=request_id)
    units = queries.free_units(by=request.by, line=line)
    asked = read(ApproveForm(request.POST, units=units)).cleaned_data
    once(commands.approve_escort, request, request_id=line.id, **asked)
    return _told(request, line.id, _("Approved. The unit stands at the trip."))


@require_POST
@guard(Right.ANSWER_NEED, writes=True)
def refuse(request: MemberRequest, request_id: int) -> HttpResponse:
    """Say no: note."""
    line, _points = queries.request_sheet(by=request.by, request_id=request_id)
    asked = read(RefuseForm(request.POST)).cleaned_data
    once(commands.refuse_escort, request, request_id=line.id, **asked)
    return _told(request, line.id, _("Refused, with the reason."))


@require_POST
@guard(Right.ANSWER_NEED, writes=True)
def take_back(request: MemberRequest, request_id: int) -> HttpResponse:
    """Take the answer back."""
    once(commands.take_back_answer, request, request_id=request_id)
    return _told(request, request_id, _("The answer is taken back."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def move(request: MemberRequest, request_id: int) -> HttpResponse:
    """Let it start at another time: starts, why."""
    line, _points = queries.request_sheet(by=request.by, request_id=request_id)
    form = read(MoveForm(request.POST))
    once(
        commands.move_request,
        request,
        request_id=line.id,
        starts_at=form.starts_at(line),
        why=form.cleaned_data["why"],
    )
    return _told(request, line.id, _("The escort starts at the new time."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def withdraw(request: MemberRequest, request_id: int) -> HttpResponse:
    """Take the request back: why."""
    asked = read(WithdrawForm(request.POST)).cleaned_data
    once(commands.withdraw_escort, request, request_id=request_id, **asked)
    return _told(request, request_id, _("The request is withdrawn."))


def _told(request: MemberRequest, request_id: int, says: str) -> HttpResponse:
    to = reverse("transport:escort", args=[request.event.slug, request_id])
    return done(request, to, topic=f"escort:{request_id}", says=says)
