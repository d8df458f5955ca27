"""The list: rooms, and who sits where at which item."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.places.queries import drawing, seatings


@require_GET
@guard(Right.PLAN_PLACES)
def desk(request: MemberRequest) -> HttpResponse:
    """Everything that is drawn and seated."""
    after = last_entry_id()
    return show(
        request,
        "places/desk",
        seatings=seatings.seatings(by=request.by),
        rooms=drawing.room_plans(by=request.by),
        live_topics=["places"],
        live_after=after,
    )
