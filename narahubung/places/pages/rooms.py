"""Pages of rooms: the list, drawing one, what stands in it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.parties.models import Place
from narahubung.places import commands
from narahubung.places.forms import ChooseShape, DrawRoom, PutMark
from narahubung.places.models import DrawnMark, DrawnSeat, RoomPlan
from narahubung.places.queries import drawing as queries
from narahubung.plans.rooms import SHAPES


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def new(request: MemberRequest) -> HttpResponse:
    """Choose a shape, then give its numbers."""
    shape = request.POST.get("shape") or request.GET.get("shape", "")
    if shape not in SHAPES:
        status = 422 if request.method == "POST" else 200
        return show(request, "places/room_shape", form=ChooseShape(), status=status)
    form = DrawRoom(request.POST or None, shape=shape, venues=_venues(request))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, None)
    plan = once(commands.draw_room, request, **form.asked())
    return _done(request, plan.pk, _("Drawn. Now put the doors, cameras and waiting places."))


@require_http_methods(["GET", "POST"])
@guard(Right.PLAN_PLACES, writes=True)
def redraw(request: MemberRequest, drawing_id: int) -> HttpResponse:
    """Draw a new version with other numbers."""
    line = queries.room_plan(drawing_id=drawing_id, by=request.by)
    asked = request.POST.get("shape") or request.GET.get("shape") or line.shape
    shape = asked if asked in SHAPES else line.shape
    form = DrawRoom(
        request.POST or None,
        shape=shape,
        venues=_venues(request),
        initial={"name": line.name, "place_id": line.place_id, **line.numbers},
    )
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, line)
    plan = once(commands.redraw_room, request, drawing_id=drawing_id, **form.asked())
    says = _("Drawn anew. Seatings stay with the drawing that they were made for.")
    return _done(request, plan.pk, says)


@require_GET
@guard(Right.PLAN_PLACES)
def room(request: MemberRequest, drawing_id: int) -> HttpResponse:
    """One room, as drawn or from a viewpoint."""
    return _room(request, drawing_id)


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def mark(request: MemberRequest, drawing_id: int) -> HttpResponse:
    """Put a door, a camera, a waiting place."""
    RoomPlan.objects.visible_to(request.by).get(pk=drawing_id)
    form = PutMark(request.POST)
    if not form.is_valid():
        return _room(request, drawing_id, mark_form=form, status=422)
    once(commands.put_mark, request, drawing_id=drawing_id, **form.cleaned_data)
    return _done(request, drawing_id, _("It stands in the drawing."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def unmark(request: MemberRequest, drawn_mark_id: int) -> HttpResponse:
    """Take a mark out."""
    plan_id = DrawnMark.objects.visible_to(request.by).get(pk=drawn_mark_id).plan_id
    once(commands.take_mark, request, drawn_mark_id=drawn_mark_id)
    return _done(request, plan_id, _("Taken out of the drawing."))


@require_POST
@guard(Right.PLAN_PLACES, writes=True)
def close(request: MemberRequest, drawing_id: int) -> HttpResponse:
    """Close a seat, or open it again."""
    seats = DrawnSeat.objects.visible_to(request.by).filter(plan_id=drawing_id)
    seat = seats.get(number=request.POST.get("number", "").strip())
    if seat.is_open:
        once(commands.close_seat, request, drawn_seat_id=seat.pk)
        return _done(request, drawing_id, _("Seat {number} stays free.").format(number=seat.number))
    once(commands.open_seat, request, drawn_seat_id=seat.pk)
    words = _("Seat {number} may be given again.")
    return _done(request, drawing_id, words.format(number=seat.number))


def _venues(request: MemberRequest) -> list[tuple[int, str]]:
    rows = Place.objects.visible_to(request.by).order_by("name")
    return [(row.pk, row.name) for row in rows]


def _form(request: MemberRequest, form: DrawRoom, line: queries.RoomLine | None) -> HttpResponse:
    return show(
        request,
        "places/draw_room",
        status=422 if form.errors else 200,
        form=form,
        line=line,
        shape=form.shape,
        shapes=ChooseShape(initial={"shape": form.shape}),
    )


def _room(
    request: MemberRequest, drawing_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    view = request.GET.get("view", "")
    return show(
        request,
        "places/room",
        status=status,
        line=queries.room_plan(drawing_id=drawing_id, by=request.by),
        room=queries.drawing(drawing_id=drawing_id, by=request.by, view=view),
        live_topics=[f"roomplan:{drawing_id}"],
        live_after=after,
        **({"mark_form": PutMark()} | context),
    )


def _done(request: MemberRequest, drawing_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "drawing_id": drawing_id}
    return done(request, "places:room", topic=f"roomplan:{drawing_id}", says=says, **to)
