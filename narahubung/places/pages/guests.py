"""Guests of a seating: added, changed, moved, pinned, absent; rules about two of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import show
from narahubung.places import commands, planning
from narahubung.places.forms_seatings import AddGuest, AddRule, ChangeGuest
from narahubung.places.models import Guest, Seating, SeatRule
from narahubung.places.pages.seatings import finished, whole
from narahubung.places.queries import seatings as queries
from narahubung.plans.seating import BadProblemError


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def add(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Put somebody on the list."""
    form = AddGuest(
        request.POST,
        members=queries.addable(seating_id=seating_id, by=request.by),
        guests=_guests(request, seating_id),
    )
    if not form.is_valid():
        return whole(request, seating_id, guest_form=form, status=422)
    once(commands.add_guest, request, seating_id=seating_id, **form.cleaned_data)
    return finished(request, seating_id, _("On the list. Ask for a proposal to seat them."))


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def guest(request: MemberRequest, seated_id: int) -> HttpResponse:
    """One guest: where, why, and what may be changed."""
    seating_id, line = queries.guest_line(seated_id=seated_id, by=request.by)
    form = ChangeGuest(
        request.POST or None,
        initial={
            "rank": line.rank,
            "rank_why": line.rank_why,
            "languages": line.languages,
            "wheelchair": line.wheelchair,
        },
    )
    if request.method == "POST" and form.is_valid():
        once(commands.change_guest, request, seated_id=seated_id, **form.cleaned_data)
        return finished(request, seating_id, _("Stored. A new proposal takes it into account."))
    found = queries.board(seating_id=seating_id, by=request.by)
    return show(
        request,
        "places/guest",
        status=422 if request.method == "POST" else 200,
        guest=line,
        form=form,
        line=found.line,
        seats=found.room.seats,
    )


@require_GET
@guard(Right.PLAN_PLACES)
def attempt(request: MemberRequest, seated_id: int) -> HttpResponse:
    """What a move would do, before it is done."""
    row = Guest.objects.visible_to(request.by).get(pk=seated_id)
    number = request.GET.get("seat_number", "")
    try:
        found = queries.trial(seated_id=seated_id, number=number, by=request.by)
    except BadProblemError as problem:
        raise Http404 from problem
    return show(request, "places/try", trial=found, seating_id=row.seating_id)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def move(request: MemberRequest, seated_id: int) -> HttpResponse:
    """Put a guest on another seat."""
    seating_id = _seating_of(request, seated_id)
    once(
        commands.move_seated,
        request,
        seated_id=seated_id,
        seat_number=request.POST.get("seat_number", ""),
        knowingly=request.POST.get("knowingly") == "yes",
    )
    return finished(request, seating_id, _("Moved and pinned. It can be taken back."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def pin(request: MemberRequest, seated_id: int) -> HttpResponse:
    """Pin a guest to the seat, or let go."""
    seating_id, line = queries.guest_line(seated_id=seated_id, by=request.by)
    if line.is_pinned:
        once(commands.unpin_guest, request, seated_id=seated_id)
        return finished(request, seating_id, _("The engine may move this guest again."))
    once(commands.pin_guest, request, seated_id=seated_id)
    return finished(request, seating_id, _("Pinned: a proposal leaves this guest there."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def drop(request: MemberRequest, seated_id: int) -> HttpResponse:
    """Take somebody off the list."""
    seating_id = _seating_of(request, seated_id)
    once(commands.drop_guest, request, seated_id=seated_id)
    return finished(request, seating_id, _("Taken off the list."))


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def absent(request: MemberRequest, seated_id: int) -> HttpResponse:
    """Show the fewest moves without a guest (or with them after all), then make them."""
    seating_id, line = queries.guest_line(seated_id=seated_id, by=request.by)
    row = Seating.objects.visible_to(request.by).get(pk=seating_id)
    closes = (request.POST or request.GET).get("gaps") == "close"
    if line.is_absent:
        found = planning.reseated(row, present=[seated_id], closes=closes)
    else:
        found = planning.reseated(row, absent=[seated_id], closes=closes)
    if request.method == "POST":
        act = commands.mark_present if line.is_absent else commands.mark_absent
        once(act, request, seated_id=seated_id, sits=found.sits, reasons=found.why)
        return finished(request, seating_id, _("Seated anew. Adopt it, and officers hear of it."))
    return show(
        request,
        "places/absent",
        guest=line,
        line=queries.board(seating_id=seating_id, by=request.by).line,
        closes=closes,
        moves=queries.moves_said(found.moves, seating_id=seating_id, by=request.by),
        judged=found.judged,
    )


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def add_rule(request: MemberRequest, seating_id: int) -> HttpResponse:
    """Keep two apart, or bring them together."""
    form = AddRule(request.POST, guests=_guests(request, seating_id))
    if not form.is_valid():
        return whole(request, seating_id, rule_form=form, status=422)
    once(commands.add_seat_rule, request, seating_id=seating_id, **form.cleaned_data)
    return finished(request, seating_id, _("The rule holds from the next proposal on."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def drop_rule(request: MemberRequest, seat_rule_id: int) -> HttpResponse:
    """Drop a rule."""
    seating_id = SeatRule.objects.visible_to(request.by).get(pk=seat_rule_id).seating_id
    once(commands.drop_seat_rule, request, seat_rule_id=seat_rule_id)
    return finished(request, seating_id, _("The rule was dropped."))


def _seating_of(request: MemberRequest, seated_id: int) -> int:
    return Guest.objects.visible_to(request.by).get(pk=seated_id).seating_id


def _guests(request: MemberRequest, seating_id: int) -> list[Any]:
    row = Seating.objects.visible_to(request.by).get(pk=seating_id)
    return [(one.pk, one.name) for one in row.guests.order_by("rank", "pk")]
