"""Hand-overs: one's own list, and the coordinator's. The card itself is a page of the desks."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.assignments import commands
from narahubung.assignments.forms.handing_over import StandFor
from narahubung.assignments.queries import handing_over as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.PLAN_OFFICERS)
def hand_overs(request: MemberRequest) -> HttpResponse:
    """All open hand-overs, what is to be given, and duties that overrun."""
    after = last_entry_id()
    return show(
        request,
        "assignments/hand_overs",
        found=queries.hand_over_desk(by=request.by, at=request.at),
        live_topics=["roster"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_EVENT)
def mine(request: MemberRequest) -> HttpResponse:
    """One's own open hand-overs, and the duties one can hand over."""
    after = last_entry_id()
    return show(
        request,
        "assignments/hand_overs_mine",
        waiting=queries.own_hand_overs(by=request.by, at=request.at),
        duties=queries.own_duties_on(by=request.by, at=request.at),
        me_id=request.by.person_id,
        live_topics=[f"person:{request.by.person_id}"],
        live_after=after,
    )


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def now(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Ask both for the hand-over to a planned duty now."""
    once(commands.hand_over_now, request, duty_id=duty_id)
    return _back(request, _("Both are asked to acknowledge."))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def leave(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Leave a delegation to the desk, where nobody need be with it."""
    once(commands.leave_to_desk, request, duty_id=duty_id)
    return _back(request, _("The duty is over. Until the next one the desk is called."))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def stand_for(request: MemberRequest, hand_over_id: int) -> HttpResponse:
    """Acknowledge for somebody who is absent."""
    form = StandFor(request.POST)
    if not form.is_valid():
        raise Http404
    once(
        commands.stand_for,
        request,
        hand_over_id=hand_over_id,
        side=form.cleaned_data["side"],
        why=form.cleaned_data["why"],
    )
    return _back(request, _("Noted, with your reason."))


def _back(request: MemberRequest, says: str) -> HttpResponse:
    """Show again the list one came from: the desk's, or one's own."""
    page = "hand_overs" if request.by.may(Right.PLAN_OFFICERS) else "own_hand_overs"
    return done(request, f"assignments:{page}", slug=request.event.slug, topic="roster", says=says)
