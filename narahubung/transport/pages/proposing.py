"""Plans: that of a day's cars, and how any plan is adopted, taken back or put aside."""

from datetime import date

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.kit.zones import zone
from narahubung.movements.days import day_named
from narahubung.movements.queries import trip_choices
from narahubung.transport import jobs
from narahubung.transport.commands import proposing as commands
from narahubung.transport.entries.proposing import TOPIC
from narahubung.transport.models import Proposal, ProposalKind
from narahubung.transport.queries.proposing import fleet_sheet


@require_GET
@guard(Right.REPORT_MOVEMENT)
def fleet(request: MemberRequest) -> HttpResponse:
    """Show the newest plan of a day; `?on=2022-11-15`."""
    day = day_asked(request, request.GET.get("on", ""))
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
    """Ask for a plan of cars; `anew=yes`: not only few changes."""
    made = once(
        commands.ask_plan,
        request,
        day=day_asked(request, request.POST.get("on", "")),
        anew=request.POST.get("anew") == "yes",
    )
    return asked(request, made)


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def adopt(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Let it be as the plan says; `why` sets warnings aside."""
    why = request.POST.get("why", "").strip()[:200]
    row = once(commands.adopt_plan, request, proposal_id=proposal_id, why=why)
    return _done(request, row, _("The plan is adopted. It can be taken back."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def take_back(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Let it be as before the plan again."""
    row = once(commands.take_back_plan, request, proposal_id=proposal_id)
    return _done(request, row, _("The plan is taken back: it is as before again."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def dismiss(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Put a plan aside."""
    row = once(commands.dismiss_plan, request, proposal_id=proposal_id)
    return _done(request, row, _("The plan is put aside."))


def asked(request: MemberRequest, made: Proposal | None) -> HttpResponse:
    """Let the plan that was asked for be computed, and say so. made: None for a repetition."""
    if made is not None:
        pk = made.pk
        transaction.on_commit(lambda: jobs.compute_plan.enqueue(pk))
    return _done(request, made, _("The plan is being computed. It shows here by itself."))


def day_asked(request: MemberRequest, text: str) -> date:
    """Return the day that an address or a form names, else today."""
    return day_named(text) or request.at.astimezone(zone(request.event.zone)).date()


def _done(request: MemberRequest, row: Proposal | None, says: str) -> HttpResponse:
    slug = request.event.slug
    if row is None:
        to = reverse("transport:desk", kwargs={"slug": slug})
    elif row.kind in {ProposalKind.SLOTS, ProposalKind.LEAVING}:
        to = reverse("transport:slots", kwargs={"slug": slug, "item_id": row.item_id})
        to += "?way=leaving" if row.kind == ProposalKind.LEAVING else ""
    else:
        name = "pooled" if row.kind == ProposalKind.POOLED else "fleet"
        to = f"{reverse(f'transport:{name}', kwargs={'slug': slug})}?on={row.day}"
    return done(request, to, topic=TOPIC, says=says)
