"""The seating board: begin, propose, adopt, take back, cancel; walk-in; reasons."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.places import commands, planning
from narahubung.places.forms_seatings import (
    AddGuest,
    AddRule,
    FollowOrder,
    PlanSeating,
    TimeEntry,
    WhyCancelled,
)
from narahubung.places.models import RoomPlan, Seating, SeatingState
from narahubung.places.orders import CALLED_WITHIN_S
from narahubung.places.queries import calling, reasons
from narahubung.places.queries import seatings as queries
from narahubung.places.words import PAPERS
from narahubung.plans.rooms import VIEWS
from narahubung.programme.models import Item
from narahubung.protocol.queries.orders import order_lines


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def new(request: MemberRequest) -> HttpResponse:
    """Begin the places of an item."""
    begun = {"item_id": request.GET.get("item"), "instead_of_id": request.GET.get("instead_of")}
    form = PlanSeating(
        request.POST or None,
        items=_items(request),
        rooms=_rooms(request),
        old=[
            (one.id, one.name)
            for one in queries.seatings(by=request.by)
            if one.state == SeatingState.CANCELLED
        ],
        initial=begun,
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "places/plan_seating", status=status, form=form)
    row = once(commands.plan_seating, request, **form.cleaned_data)
    return finished(request, row.pk, _("Begun. The heads of who attends are on the list."))


@require_GET
@guard(Right.PLAN_PLACES)
def board(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Who sits where."""
    return whole(request, seating_id)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def propose(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Let the engine seat everybody; pinned guests stay."""
    row = Seating.objects.visible_to(request.by).get(pk=seating_id)
    found = planning.solved(planning.asked_of(row))
    if missing := found.judged["missing"]:
        words = ngettext(
            "{number} guest is too many for this room. Nothing was changed.",
            "{number} guests are too many for this room. Nothing was changed.",
            missing,
        )
        return whole(request, seating_id, trouble=words.format(number=missing), status=422)
    once(
        commands.propose_seats,
        request,
        seating_id=seating_id,
        sits=found.sits,
        reasons=found.why,
        judged=found.judged,
    )
    return finished(request, seating_id, _("Proposed, each place with its reason. Adopt it below."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def follow(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Let the guests rank by an order of precedence."""
    Seating.objects.visible_to(request.by).get(pk=seating_id)
    form = FollowOrder(request.POST, orders=_orders(request))
    if not form.is_valid():
        return whole(request, seating_id, order_form=form, status=422)
    once(commands.follow_order, request, seating_id=seating_id, **form.cleaned_data)
    says = _("The guests rank by this order now. Ask for a proposal.")
    return finished(request, seating_id, says)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def adopt(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Let it hold."""
    Seating.objects.visible_to(request.by).get(pk=seating_id)
    once(commands.adopt_seating, request, seating_id=seating_id)
    return finished(request, seating_id, _("Adopted. Officers see their guest's place."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def undo(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Take the last change back."""
    Seating.objects.visible_to(request.by).get(pk=seating_id)
    once(commands.undo_seats, request, seating_id=seating_id)
    return finished(request, seating_id, _("The last change was taken back."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def cancel(request: MemberRequest, seating_id: int) -> HttpResponse:
    """It does not take place like this."""
    Seating.objects.visible_to(request.by).get(pk=seating_id)
    form = WhyCancelled(request.POST)
    if not form.is_valid():
        return whole(request, seating_id, why_form=form, status=422)
    once(commands.cancel_seating, request, seating_id=seating_id, why=form.cleaned_data["why"])
    return finished(request, seating_id, _("Cancelled. Officers read why."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def entry(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Set who walks in when."""
    found = queries.board(seating_id=seating_id, by=request.by)
    form = TimeEntry(request.POST, doors=found.doors)
    if not form.is_valid():
        return whole(request, seating_id, entry_form=form, status=422)
    once(commands.time_entry, request, seating_id=seating_id, **form.cleaned_data)
    return finished(request, seating_id, _("Set. Officers are called 60 and 10 seconds before."))


@require_GET
@guard(Right.PLAN_PLACES)
def why(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Every pair of neighbours with its reason."""
    return show(
        request,
        "places/why",
        board=queries.board(seating_id=seating_id, by=request.by),
        pairs=reasons.pairs(seating_id=seating_id, by=request.by),
    )


@require_GET
@guard(Right.PLAN_PLACES)
def calls(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Who is called or walks in when: the sheet of the photographer, the caller and the door."""
    found = calling.call_sheet(seating_id=seating_id, by=request.by)
    return show(request, "places/calls", sheet=found, line=found.line)


def whole(
    request: MemberRequest, seating_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Show the board, with what a refused form says."""
    after = last_entry_id()
    view = request.GET.get("view", "")
    found = queries.board(seating_id=seating_id, by=request.by, view=view if view in VIEWS else "")
    guests = [(one.id, one.name) for one in found.guests]
    forms = {
        "guest_form": AddGuest(
            members=queries.addable(seating_id=seating_id, by=request.by), guests=guests
        ),
        "rule_form": AddRule(guests=guests),
        "entry_form": TimeEntry(
            doors=found.doors,
            initial={
                "entry_at": found.line.entry_at or found.line.starts_at,
                "seconds": _apart(found.line),
            },
        ),
        "why_form": WhyCancelled(),
        "order_form": FollowOrder(orders=_orders(request)),
    }
    return show(
        request,
        "places/seating",
        status=status,
        board=found,
        line=found.line,
        room=found.room,
        papers=list(PAPERS.items()),
        # Whom the change was told by, hears in the own inbox that it was acknowledged.
        live_topics=[f"seating:{seating_id}", f"inbox:{request.by.person_id}"],
        live_after=after,
        **(forms | context),
    )


def finished(request: MemberRequest, seating_id: int, says: str) -> HttpResponse:
    """Answer a change of a seating."""
    to: dict[str, Any] = {"slug": request.event.slug, "seating_id": seating_id}
    return done(request, "places:seating", topic=f"seating:{seating_id}", says=says, **to)


def _apart(line: queries.SeatingLine) -> int:
    """Return the seconds between two that are offered: a family photo stands in 40."""
    if line.is_photo and line.entry_at is None:
        return max(1, int(CALLED_WITHIN_S) // max(1, line.guests))
    return line.entry_seconds


def _orders(request: MemberRequest) -> list[tuple[int, str]]:
    return [
        (one.id, f"{one.number} \N{MIDDLE DOT} {one.title}") for one in order_lines(by=request.by)
    ]


def _items(request: MemberRequest) -> list[tuple[int, str]]:
    rows = Item.objects.visible_to(request.by).filter(private_of=None).order_by("starts_at", "pk")
    return [(row.pk, f"{row.code} \N{MIDDLE DOT} {row.title}") for row in rows]


def _rooms(request: MemberRequest) -> list[tuple[int, str]]:
    rows = RoomPlan.objects.visible_to(request.by).filter(is_current=True).order_by("name")
    return [(row.pk, f"{row.name} \N{MIDDLE DOT} {row.get_shape_display()}") for row in rows]
