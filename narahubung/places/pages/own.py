"""What an officer sees: the guest's place in each room."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.parties.models import Party
from narahubung.places.queries.own import own_places
from narahubung.plans.rooms import VIEWS


@require_GET
@guard(Right.SEE_PLACES)
def own(request: MemberRequest, code: str) -> HttpResponse:
    """Every place of a party, in the room as one enters it."""
    party = Party.objects.visible_to(request.by, Right.SEE_PLACES).get(code=code)
    after = last_entry_id()
    view = request.GET.get("view", "")
    return show(
        request,
        "places/own",
        of=party,
        places=own_places(party_id=party.pk, by=request.by, view=view if view in VIEWS else "door"),
        view=view if view in VIEWS else "door",
        live_topics=[f"party:{party.pk}"],
        live_after=after,
    )
