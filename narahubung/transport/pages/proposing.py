"""A plan of a day's cars: asked for, looked at, adopted, taken back or put aside."""

from datetime import date

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.kit.zones import zone
from narahubung.movements.queries import trip_choices
from narahubung.transport import jobs
from narahubung.transport.commands import proposing as commands
from narahubung.transport.entries.proposing import TOPIC
from narahubung.transport.queries.proposing import fleet_sheet


@require_GET
@guard(Right.REPORT_MOVEMENT)
def fleet(request: MemberRequest) -> HttpResponse:
    """Show the newest plan of a day; `?on=2022-11-15`."""
    day = _day(request, request.GET.get("on", ""))
    return show(
        request,
        "transport/fleet",
        day=day,
        days=trip_choices(by=request.by, zone_name=request.event.zone).days,
        sheet=fleet_sheet(by=request.by, day=day),
        live_topics=[TOPIC, "movements"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def ask(request: MemberRequest) -> HttpResponse:
    """Ask for a plan; `anew=yes`: not only few changes."""
    made = once(
        commands.ask_fleet,
        request,
        day=_day(request, request.POST.get("on", "")),
        anew=request.POST.get("anew") == "yes",
    )
    if made is not None:
        transaction.on_commit(lambda: jobs.compute_fleet.enqueue(made.pk))
    return _done(request, _("The plan is being computed. It shows here by itself."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def adopt(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Give every trip the car of the plan."""
    once(commands.adopt_fleet, request, proposal_id=proposal_id)
    return _done(request, _("The plan is adopted. It can be taken back."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def take_back(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Give the trips the cars of before again."""
    once(commands.take_back_fleet, request, proposal_id=proposal_id)
    return _done(request, _("The cars of before drive again."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def dismiss(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Put a plan aside."""
    once(commands.dismiss_fleet, request, proposal_id=proposal_id)
    return _done(request, _("The plan is put aside."))


def _day(request: MemberRequest, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return request.at.astimezone(zone(request.event.zone)).date()


def _done(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "transport:fleet", slug=request.event.slug, topic=TOPIC, says=says)
