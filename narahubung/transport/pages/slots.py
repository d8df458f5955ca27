"""Slots at a door: for which items, who comes or leaves when, and asking for a plan."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.kit.zones import zone
from narahubung.movements.pages.telling import read
from narahubung.transport.commands.proposing import ask_plan
from narahubung.transport.entries.proposing import TOPIC
from narahubung.transport.forms.proposing import SlotsForm
from narahubung.transport.pages.proposing import asked
from narahubung.transport.queries.slots import doors, kind_of, slot_sheet

LEAVING = "leaving"  # the way that an address or a form names; nothing is coming


@require_GET
@guard(Right.REPORT_MOVEMENT)
def list_(request: MemberRequest) -> HttpResponse:
    """List the items to which many come by one door."""
    lines = doors(by=request.by, event=request.event, at=request.at)
    return show(request, "transport/doors", lines=lines, live_topics=[TOPIC])


@require_GET
@guard(Right.REPORT_MOVEMENT)
def slots(request: MemberRequest, item_id: int) -> HttpResponse:
    """Show who comes to an item when, or leaves it with `?way=leaving`, and the newest plan."""
    leaving = request.GET.get("way") == LEAVING
    return show(
        request,
        "transport/slots",
        sheet=slot_sheet(by=request.by, item_id=item_id, leaving=leaving),
        live_topics=[TOPIC, "movements"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def ask(request: MemberRequest, item_id: int) -> HttpResponse:
    """Ask for a plan; `party` with `firm` or `earliest` says it of that one first."""
    leaving = request.POST.get("way") == LEAVING
    sheet = slot_sheet(by=request.by, item_id=item_id, leaving=leaving)
    form = read(SlotsForm(request.POST, by=request.by))
    zone_name = request.event.zone
    moment = sheet.ends_at if leaving else sheet.starts_at
    day = (moment or request.at).astimezone(zone(zone_name)).date()
    made = once(
        ask_plan,
        request,
        kind=kind_of(leaving=leaving),
        day=day,
        item_id=item_id,
        anew=form.cleaned_data["anew"] == "yes",
        wishes=form.wishes(sheet.asked, day, zone_name),
    )
    return asked(request, made)
