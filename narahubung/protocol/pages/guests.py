"""Who takes part in an order: one person's place, absence and stand-in; who else is put in."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done, show
from narahubung.parties.queries.people import parties
from narahubung.protocol import commands
from narahubung.protocol.forms_orders import Absent, Place, StandIn
from narahubung.protocol.models import HandMove, Taking
from narahubung.protocol.pages.choosing import levels, positions
from narahubung.protocol.queries import orders as queries
from narahubung.protocol.queries.standings import standings


@require_GET
@guard(Right.PLAN_PLACES)
def guest(request: MemberRequest, ranked_id: int) -> HttpResponse:
    """One person in an order: place by hand, absence, who stands in."""
    return _guest(request, ranked_id)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def place(request: MemberRequest, ranked_id: int) -> HttpResponse:
    """Put somebody before or after somebody else."""
    row, order = _of(request, ranked_id)
    form = Place(request.POST, people=_others(order, ranked_id))
    if not form.is_valid():
        return _guest(request, ranked_id, place=form, status=422)
    told = form.cleaned_data
    once(
        commands.move_guest,
        request,
        ranked_id=ranked_id,
        anchor_id=told["anchor_id"],
        after=told["side"] == "after",
        why=told["why"],
    )
    return _done(request, row.order_id, _("Placed, with your name and the reason."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def take_place_back(request: MemberRequest, hand_move_id: int) -> HttpResponse:
    """Let the rules place somebody again."""
    row = HandMove.objects.visible_to(request.by).get(pk=hand_move_id)
    once(commands.take_place_back, request, hand_move_id=hand_move_id)
    return _done(request, row.order_id, _("Taken back: the rules decide again."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def absent(request: MemberRequest, ranked_id: int) -> HttpResponse:
    """Note that somebody does not come."""
    row, __ = _of(request, ranked_id)
    form = Absent(request.POST)
    if not form.is_valid():
        return _guest(request, ranked_id, absent=form, status=422)
    once(commands.note_absent, request, ranked_id=ranked_id, **form.cleaned_data)
    return _done(request, row.order_id, _("Noted: the place stays empty."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def present(request: MemberRequest, ranked_id: int) -> HttpResponse:
    """Note that somebody comes after all."""
    row, __ = _of(request, ranked_id)
    once(commands.note_present, request, ranked_id=ranked_id)
    return _done(request, row.order_id, _("Noted: is in the order again."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def stand_in(request: MemberRequest, ranked_id: int) -> HttpResponse:
    """Name who comes instead."""
    row, __ = _of(request, ranked_id)
    form = StandIn(request.POST, levels=levels(), positions=positions())
    if not form.is_valid():
        return _guest(request, ranked_id, stand_in=form, status=422)
    once(commands.stand_in, request, ranked_id=ranked_id, **form.cleaned_data)
    return _done(request, row.order_id, _("Noted: ranked by the own office."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def leave_out(request: MemberRequest, ranked_id: int) -> HttpResponse:
    """Take somebody out of the order."""
    row, __ = _of(request, ranked_id)
    once(commands.leave_out, request, ranked_id=ranked_id)
    says = _("Taken out. Who takes part can be changed on this page.")
    to: dict[str, Any] = {"slug": request.event.slug, "order_id": row.order_id}
    return done(request, "protocol:people", topic=f"rankorder:{row.order_id}", says=says, **to)


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def people(request: MemberRequest, order_id: int) -> HttpResponse:
    """Who takes part, and who else could."""
    order = queries.order_of(order_id=order_id, by=request.by)
    here = {row.key for row in order.rows} | {row.key for row in order.absent}
    free_parties = [one for one in parties(by=request.by) if f"party:{one.id}" not in here]
    free_people = [
        one
        for one in standings(by=request.by)
        if not one.is_of_head and f"standing:{one.id}" not in here
    ]
    if request.method == "POST":
        told = {
            "party_ids": _numbers(request, "party", {one.id for one in free_parties}),
            "standing_ids": _numbers(request, "person", {one.id for one in free_people}),
        }
        if any(told.values()):
            once(commands.add_guests, request, order_id=order_id, **told)
            return _done(request, order_id, _("Put into the order."))
    return show(
        request,
        "protocol/people",
        status=422 if request.method == "POST" else 200,
        nobody=request.method == "POST",
        order=order,
        free_parties=free_parties,
        free_people=free_people,
    )


def _guest(
    request: MemberRequest, ranked_id: int, *, status: int = 200, **forms: Any
) -> HttpResponse:
    row, order = _of(request, ranked_id)
    line = next((one for one in order.rows if one.ranked_id == ranked_id), None)
    away = next((one for one in order.absent if one.ranked_id == ranked_id), None)
    moved = HandMove.objects.visible_to(request.by).filter(taking_id=ranked_id, undone_at=None)
    return show(
        request,
        "protocol/guest",
        status=status,
        order=order,
        line=line,
        away=away,
        ranked_id=row.pk,
        move=moved.first(),
        place=forms.get("place")
        or Place(people=_others(order, ranked_id), initial=_beside(request, order, ranked_id)),
        absent=forms.get("absent") or Absent(),
        stand_in=forms.get("stand_in") or StandIn(levels=levels(), positions=positions()),
    )


def _of(request: MemberRequest, ranked_id: int) -> tuple[Taking, queries.OrderSheet]:
    row = Taking.objects.visible_to(request.by).get(pk=ranked_id)
    return row, queries.order_of(order_id=row.order_id, by=request.by)


def _others(order: queries.OrderSheet, ranked_id: int) -> list[tuple[int, str]]:
    return [
        (row.ranked_id, f"{row.rank}. {row.code} {row.name}")
        for row in order.rows
        if row.ranked_id != ranked_id
    ]


def _beside(request: MemberRequest, order: queries.OrderSheet, ranked_id: int) -> dict[str, object]:
    """Return where "up" and "down" put somebody: over the one before, under the one after."""
    step = {"up": -1, "down": 1}.get(request.GET.get("to", ""), 0)
    ids = [row.ranked_id for row in order.rows]
    if not step or ranked_id not in ids:
        return {}
    there = ids.index(ranked_id) + step
    if not 0 <= there < len(ids):
        return {}
    return {"anchor_id": ids[there], "side": "after" if step > 0 else "before"}


def _numbers(request: MemberRequest, name: str, known: set[int]) -> list[int]:
    told = {int(one) for one in request.POST.getlist(name) if one.isdecimal() and len(one) < 19}
    return sorted(told & known)


def _done(request: MemberRequest, order_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "order_id": order_id}
    return done(request, "protocol:order", topic=f"rankorder:{order_id}", says=says, **to)
