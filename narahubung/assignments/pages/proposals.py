"""A roster is asked for, looked at, adopted or put aside; duties are held for the next ones."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.assignments import commands, forms, jobs, queries
from narahubung.assignments.models import Proposal, ProposalKind
from narahubung.kit.web import done, show


@require_GET
@guard(Right.PLAN_OFFICERS)
def roster_proposal(request: MemberRequest) -> HttpResponse:
    """The newest proposed roster: its progress, then who when and what it changes."""
    newest = queries.newest_proposal(by=request.by, kind=ProposalKind.ROSTER)
    return show(
        request,
        "assignments/roster_proposal",
        view=queries.roster_view(proposal=newest, by=request.by) if newest else None,
        has_roster=queries.has_roster(by=request.by, at=request.at),
        held=queries.held_duties(by=request.by, at=request.at),
        live_topics=["assignments"],
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def ask_roster(request: MemberRequest) -> HttpResponse:
    """Ask the engine for a roster, or for the fewest changes that mend the present one."""
    form = forms.AskRoster(request.POST)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    made = commands.ask_proposal(
        seconds=asked.get("seconds") or forms.ROSTER_SECONDS,
        kind=ProposalKind.ROSTER,
        repair=bool(asked.get("repair")),
        by=request.by,
        at=request.at,
        key=request.key,
    )
    transaction.on_commit(lambda: jobs.compute.enqueue(made.pk))
    return _done(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def adopt_roster(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Make the roster the present."""
    commands.adopt_roster(proposal_id=proposal_id, by=request.by, at=request.at, key=request.key)
    return _done(request, _("The roster is in force. Each officer concerned has word of it."))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def dismiss_roster(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Put the roster aside."""
    found = Proposal.objects.visible_to(request.by).get(pk=proposal_id, kind=ProposalKind.ROSTER)
    commands.dismiss(proposal_id=found.pk, by=request.by, at=request.at, key=request.key)
    return _done(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def hold_duty(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Hold a duty where it is for the rosters to come, or let them move it again."""
    form = forms.HoldDuty(request.POST)
    form.is_valid()
    commands.hold_duty(
        duty_id=duty_id,
        firm=form.cleaned_data["firm"],
        by=request.by,
        at=request.at,
        key=request.key,
    )
    return _done(request)


def _done(request: MemberRequest, says: str = "") -> HttpResponse:
    slug = request.event.slug
    return done(request, "assignments:roster_proposal", slug=slug, topic="assignments", says=says)
