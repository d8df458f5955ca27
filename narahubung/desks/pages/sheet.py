"""The delegation sheet, and the list of all delegations."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.actors import carries_phone
from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.desks.navigation import phone_tabs
from narahubung.desks.queries import sheet as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.kit.zones import zone


@require_GET
@guard(Right.SEE_PARTY)
def sheet(request: MemberRequest, code: str) -> HttpResponse:
    """Who is this? Everything of one delegation that the reader may know."""
    after = last_entry_id()
    found = queries.sheet(code=code, event=request.event, by=request.by, at=request.at)
    today = request.at.astimezone(zone(request.event.zone)).date()
    near, others = queries.days_around(found.days, today=today)
    mark = found.party.mark
    on_phone = mark.id in request.by.own and carries_phone(request.by)
    phone: dict[str, Any] = {
        "shell": "kit/field.html",
        "party": {"code": mark.code, "name": mark.name, "flag": mark.iso_alpha2},
        "tabs": phone_tabs(request.by, request.event.slug, mark.code, "sheet"),
    }
    return show(
        request,
        "desks/sheet",
        **(phone if on_phone else {"shell": "kit/desk.html"}),
        sheet=found,
        near=near,
        others=others,
        corrects=request.by.may(Right.TAKE_IN_LISTS),
        live_topics=[f"party:{found.party.mark.id}"],
        live_after=after,
    )
