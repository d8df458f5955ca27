"""What does not go by itself: the coordinator's exceptions, and what an officer has open."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.desks.queries import exceptions as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.parties.models import Party


@require_GET
@guard(Right.SEE_RELAYS)
def exceptions(request: MemberRequest) -> HttpResponse:
    """All that waits for a person: unanswered, over its time, unhappy."""
    after = last_entry_id()
    found = queries.exceptions(
        by=request.by, at=request.at, slug=request.event.slug, zone_name=request.event.zone
    )
    return show(
        request,
        "desks/exceptions",
        found=found,
        live_topics=["needs", "wishes", "register", "relays", "pulse"],
        live_broad=["needs", "relays"],
        live_after=after,
    )


@require_GET
@guard(Right.DO_DUTIES)
def open_items(request: MemberRequest, code: str) -> HttpResponse:
    """What is open with one delegation: whose turn it is, and which messages wait."""
    after = last_entry_id()
    party = Party.objects.visible_to(request.by, Right.DO_DUTIES).get(code=code)
    groups = queries.open_items(
        by=request.by, at=request.at, slug=request.event.slug, party_id=party.pk
    )
    inbox = f"inbox:{request.by.person_id}"
    return show(
        request,
        "desks/open",
        of=party,
        groups=groups,
        inbox=inbox,
        live_topics=[f"party:{party.pk}", inbox],
        live_after=after,
    )
