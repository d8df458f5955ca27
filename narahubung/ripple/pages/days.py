"""The day of a delegation: what it hangs on, and when to leave for an appointment."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.kit.zones import zone
from narahubung.movements.days import day_named
from narahubung.parties.queries import PartyMark, party_sheet
from narahubung.ripple import queries
from narahubung.ripple.forms import BackwardForm
from narahubung.ripple.pages.bars import bars_of


@require_GET
@guard(Right.SEE_MOVEMENTS)
def chain(request: MemberRequest, code: str) -> HttpResponse:
    """Show the parts of a delegation's day with their slack, the critical ones named; `?on=`."""
    party = _party(request, code)
    on = _day_asked(request)
    found = queries.day_chain(by=request.by, party_id=party.id, on=on)
    return show(
        request,
        "ripple/chain",
        chain=found,
        bars=bars_of(found),
        before=on - timedelta(days=1),
        after=on + timedelta(days=1),
        live_topics=[f"party:{party.id}"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_MOVEMENTS)
def backward(request: MemberRequest, code: str) -> HttpResponse:
    """Say when to leave and to wake up for an appointment (`target`), or a time and a place."""
    party = _party(request, code)
    targets = queries.targets(by=request.by, party_id=party.id, since=request.at)
    form = BackwardForm(
        request.GET or None,
        targets=[(key, label) for key, label in targets],
        zone=request.event.zone,
        by=request.by,
    )
    plan = None
    if form.is_bound and form.is_valid():
        plan = queries.backward(by=request.by, party_id=party.id, **form.asked())
    return show(
        request,
        "ripple/backward",
        of=party,
        form=form,
        plan=plan,
        live_topics=[f"party:{party.id}"],
        live_after=last_entry_id(),
    )


def _party(request: MemberRequest, code: str) -> PartyMark:
    """Return the delegation, of whose movements he may know. Raises Party.DoesNotExist."""
    return party_sheet(by=request.by, code=code, right=Right.SEE_MOVEMENTS).mark


def _day_asked(request: MemberRequest) -> date:
    """Return the day asked for, else today on the event's clock."""
    today = request.at.astimezone(zone(request.event.zone)).date()
    return day_named(request.GET.get("on", "")) or today
