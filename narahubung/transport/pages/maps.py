"""The map of cars and places, the organiser's own tiles, and floor plans of venues."""

from typing import Any, cast

from csp.decorators import csp_update
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from PIL import Image

from narahubung.accounts.commands.events import correct_event
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.documents.reading import receive
from narahubung.documents.rules import NotAPicture
from narahubung.kit.files import handed_out, path_of
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show
from narahubung.transport import commands
from narahubung.transport.forms.maps import MarkForm, PlanForm, TilesForm
from narahubung.transport.queries import maps as queries
from narahubung.transport.queries.positions import cars_now


@require_GET
@guard(Right.SEE_ROUTES)
def map_(request: MemberRequest) -> HttpResponse:
    """Show cars and places on a map and in a list; `?party=JPN&kind=hotel` cut both."""
    return _map(request)


@require_GET
@guard(Right.SEE_ROUTES)
def land(request: MemberRequest) -> HttpResponse:
    """Send the land around the event as GeoJSON."""
    answer = HttpResponse(queries.land(by=request.by), content_type="application/geo+json")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@require_POST
@guard(Right.MANAGE_EVENT, writes=True)
def tiles(request: MemberRequest) -> HttpResponse:
    """Use the organiser's own tiles, or none again: url, credit."""
    form = TilesForm(request.POST)
    if not form.is_valid():
        return _map(request, tiles_form=form)
    policy = {**request.event.policy, queries.TILES: form.cleaned_data}
    once(correct_event, request, event_id=request.event.pk, values={"policy": policy})
    says = _("The map was changed.")
    return done(request, "transport:map", slug=request.event.slug, says=says)


@require_GET
@guard(Right.SEE_EVENT)
def plans(request: MemberRequest) -> HttpResponse:
    """Show the floor plans of the event."""
    return _plans(request)


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def add_plan(request: MemberRequest) -> HttpResponse:
    """Put in a floor plan: place, name, picture."""
    form = PlanForm(request.POST, request.FILES, by=request.by)
    if not form.is_valid():
        return _plans(request, form=form)
    try:
        file = receive(form.cleaned_data["picture"].read())
        if not file.media_type.startswith("image/"):
            raise NotAPicture
    except Refusal as refusal:
        form.add_error("picture", f"{refusal} {refusal.advice}")
        return _plans(request, form=form)
    with Image.open(path_of(file.digest)) as picture:
        width, height = picture.size
    given = form.cleaned_data
    once(
        commands.add_plan,
        request,
        place_id=given["place"],
        name=given["name"],
        file=file,
        width=width,
        height=height,
    )
    says = _("The floor plan was put in.")
    return done(request, "transport:plans", slug=request.event.slug, says=says)


@require_GET
@guard(Right.SEE_EVENT)
def plan(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Show one floor plan with its marks."""
    return _plan(request, plan_id)


@require_GET
@guard(Right.SEE_EVENT)
def picture(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Send the drawing of a floor plan."""
    path, media_type, name = queries.picture_of(by=request.by, plan_id=plan_id)
    return handed_out(request, path, media_type=media_type, name=name)


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def remove_plan(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Take a floor plan out."""
    once(commands.remove_plan, request, plan_id=plan_id)
    says = _("The floor plan was taken out.")
    return done(request, "transport:plans", slug=request.event.slug, says=says)


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def mark(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Mark something on a floor plan: name, x, y."""
    found = queries.floor_plan(by=request.by, plan_id=plan_id)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _plan(request, plan_id, form=form)
    once(commands.mark_plan, request, plan_id=found.id, **form.cleaned_data)
    return _back(request, plan_id)


@require_POST
@guard(Right.TAKE_IN_LISTS, writes=True)
def unmark(request: MemberRequest, plan_id: int, marker_id: int) -> HttpResponse:
    """Take a mark off a floor plan."""
    once(commands.unmark_plan, request, plan_id=plan_id, marker_id=marker_id)
    return _back(request, plan_id)


def _map(request: MemberRequest, tiles_form: TilesForm | None = None) -> HttpResponse:
    """Show the map; the policy of its page lets pictures in from the tiles' origin alone."""
    cars = cars_now(by=request.by, at=request.at)
    places = queries.places_on_map(by=request.by)
    party, kind = request.GET.get("party", ""), request.GET.get("kind", "")
    tiles = queries.tiles_of(request.event)
    if tiles_form is None and request.by.may(Right.MANAGE_EVENT):
        initial = {"url": tiles.url, "credit": tiles.credit} if tiles else {}
        tiles_form = TilesForm(initial=initial)
    answer = show(
        request,
        "transport/map",
        status=422 if tiles_form and tiles_form.is_bound else 200,
        cars=[car for car in cars if party in {"", car.party.code}],
        places=[place for place in places if kind in {"", place.kind}],
        parties=sorted({(car.party.code, car.party.name) for car in cars}),
        kinds=sorted({place.kind for place in places if place.kind}),
        party_code=party,
        kind=kind,
        here=request.path,
        tiles=tiles,
        tiles_form=tiles_form,
        live_topics=["positions"],
    )
    if tiles is None:
        return answer
    let_in = csp_update({"img-src": [tiles.origin]})
    return cast("HttpResponse", let_in(lambda _request: answer)(request))


def _plans(request: MemberRequest, form: PlanForm | None = None) -> HttpResponse:
    may_edit = request.by.may(Right.TAKE_IN_LISTS)
    return show(
        request,
        "transport/plans",
        status=422 if form else 200,
        plans=queries.floor_plans(by=request.by),
        form=form or (PlanForm(by=request.by) if may_edit else None),
        live_topics=["floorplans"],
    )


def _plan(request: MemberRequest, plan_id: int, form: Any = None) -> HttpResponse:
    found = queries.floor_plan(by=request.by, plan_id=plan_id)
    may_edit = request.by.may(Right.TAKE_IN_LISTS)
    return show(
        request,
        "transport/plan",
        status=422 if form else 200,
        plan=found,
        form=form or (MarkForm() if may_edit else None),
        may_edit=may_edit,
        live_topics=[f"floorplan:{found.id}"],
    )


def _back(request: MemberRequest, plan_id: int) -> HttpResponse:
    slug = request.event.slug
    return done(request, "transport:plan", slug=slug, plan_id=plan_id, topic=f"floorplan:{plan_id}")
