"""Pooled transfers: who needs one, who shares which car, and the list of a shared ride."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, is_swap, show
from narahubung.kit.zones import zone
from narahubung.movements.pages.telling import read
from narahubung.transport.commands import pooling as commands
from narahubung.transport.commands.proposing import ask_plan
from narahubung.transport.entries.proposing import TOPIC
from narahubung.transport.forms.proposing import PoolForm, TransferForm
from narahubung.transport.models import ProposalKind, Transfer
from narahubung.transport.pages.proposing import asked, day_asked
from narahubung.transport.pooling import moment_of
from narahubung.transport.queries.pooling import pooled_day
from narahubung.transport.queries.rides import ride_sheet
from narahubung.transport.queries.suggesting import suggested


@require_GET
@guard(Right.REPORT_MOVEMENT)
def pooled(request: MemberRequest) -> HttpResponse:
    """Show the transfers of a day and the newest plan; `?on=2022-11-18`."""
    day = day_asked(request, request.GET.get("on", ""))
    return show(
        request,
        "transport/pooled",
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        pooled=pooled_day(by=request.by, event=request.event, day=day, at=request.at),
        live_topics=[TOPIC, "transfers", "movements"],
        live_after=last_entry_id(),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.REPORT_MOVEMENT, writes=True)
def add(request: MemberRequest) -> HttpResponse:
    """Ask for a transfer by hand."""
    zone_name = request.event.zone
    if request.method == "POST":
        form = read(TransferForm(request.POST, by=request.by, zone_name=zone_name))
        party = form.cleaned_data["party"]
        once(commands.ask_transfer, request, party_id=party, to=form.to())
        return _done(request, form.cleaned_data["on"], _("The transfer is asked for."))
    day = day_asked(request, request.GET.get("on", ""))
    form = TransferForm(by=request.by, zone_name=zone_name, initial={"on": day})
    return show(
        request,
        "transport/transfer_add",
        form=form,
        in_panel=is_swap(request),
        zone_name=zone_name,
        day=day,
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def take(request: MemberRequest) -> HttpResponse:
    """Take over what the movements and the programme ask for: those ticked in `what`."""
    day = day_asked(request, request.POST.get("on", ""))
    ticked = set(request.POST.getlist("what"))
    rows = suggested(by=request.by, event=request.event, day=day, at=request.at)
    wanted = [row for key, row in rows.items() if key in ticked]
    count = once(commands.take_transfers, request, rows=wanted)
    return _done(request, day, _("Taken over: {count}.").format(count=count or len(wanted)))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def pin(request: MemberRequest, transfer_id: int) -> HttpResponse:
    """Let it go by this `vehicle` or not at all; 0: by any."""
    text = request.POST.get("vehicle", "")
    car = int(text) or None if text.isdecimal() and len(text) < 10 else None
    row = once(commands.pin_transfer, request, transfer_id=transfer_id, vehicle_id=car)
    return _done_with(request, row, _("The next plan keeps to it."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def withdraw(request: MemberRequest, transfer_id: int) -> HttpResponse:
    """Say that it is not needed any more."""
    row = once(commands.withdraw_transfer, request, transfer_id=transfer_id)
    return _done_with(request, row, _("Not needed. The list can take it back."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def restore(request: MemberRequest, transfer_id: int) -> HttpResponse:
    """Take back that it is not needed."""
    row = once(commands.restore_transfer, request, transfer_id=transfer_id)
    return _done_with(request, row, _("It is needed again. Ask for a plan."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def ask(request: MemberRequest) -> HttpResponse:
    """Ask who shares which car; `anew=yes`: not only few changes."""
    form = read(PoolForm(request.POST, by=request.by))
    made = once(
        ask_plan,
        request,
        kind=ProposalKind.POOLED.value,
        day=form.cleaned_data["on"],
        anew=form.cleaned_data["anew"] == "yes",
        wishes=form.wishes(),
    )
    return asked(request, made)


@require_GET
@guard(Right.SEE_MOVEMENTS)
def ride(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Show the list of the ride that a trip is part of: who gets in and out where. It prints."""
    sheet = ride_sheet(by=request.by, trip_id=trip_id)
    return show(request, "transport/ride", sheet=sheet, live_topics=["movements"])


def _done(request: MemberRequest, day: date, says: str) -> HttpResponse:
    to = f"{reverse('transport:pooled', kwargs={'slug': request.event.slug})}?on={day}"
    return done(request, to, topic="transfers", says=says)


def _done_with(request: MemberRequest, row: Transfer | None, says: str) -> HttpResponse:
    at = moment_of(row) if row is not None else request.at
    return _done(request, at.astimezone(zone(request.event.zone)).date(), says)
