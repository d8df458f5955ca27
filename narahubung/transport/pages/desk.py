"""The transport desk: a day of cars, drivers or escorts; a drive is given, made or cancelled."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.web import done, is_swap, show
from narahubung.movements import commands as movements
from narahubung.movements.days import day_named
from narahubung.movements.models import Vehicle
from narahubung.movements.pages.telling import read
from narahubung.movements.queries import trip_line, trips_found
from narahubung.transport.forms.desk import AddTripForm, OutForm
from narahubung.transport.forms.permits import PermitForm
from narahubung.transport.queries import desk as queries

_WHAT = {name for fields in queries.FIELDS.values() for name in fields}


@require_GET
@guard(Right.SEE_MOVEMENTS)
def desk(request: MemberRequest) -> HttpResponse:
    """Show a day as rows; `?view=drivers&on=2022-11-15&party=JPN&kind=van&place=V-1&show=free`."""
    asked = _asked(request)
    found = queries.transport_desk(event=request.event, by=request.by, at=request.at, asked=asked)

    def link(**other: object) -> str:
        now = {
            "view": asked.view,
            "on": found.day.isoformat(),
            "party": asked.party,
            "kind": asked.kind,
            "place": asked.place,
            "show": asked.shown,
        }
        return "?" + urlencode({k: v for k, v in {**now, **other}.items() if v})

    return show(
        request,
        "transport/desk",
        desk=found,
        links={
            **{view: link(view=view, show="", kind="") for view in queries.VIEWS},
            "all": link(show=""),
            "free": link(show="free"),
            "clashes": link(show="clashes"),
            "none": link(show="", party="", kind="", place=""),
        },
        hours=[f"{hour:02}" for hour in range(24)],
        may_report=request.by.may(Right.REPORT_MOVEMENT),
        live_topics=["movements"],
        live_after=last_entry_id(),
    )


def _asked(request: MemberRequest) -> queries.Asked:
    got = request.GET
    view = got.get("view", "")
    return queries.Asked(
        view=view if view in queries.VIEWS else "vehicles",
        on=day_named(got.get("on", "")),
        party=got.get("party", "")[:40],
        kind=got.get("kind", "")[:10],
        place=got.get("place", "")[:40],
        shown=got.get("show", "") if got.get("show") in queries.SHOWN else "",
    )


@require_GET
@guard(Right.REPORT_MOVEMENT)
def try_row(request: MemberRequest, trip_id: int, what: str) -> HttpResponse:
    """Whether a drive may get another car, driver or escort, in words. Nothing is changed."""
    field, row = _field(what), _row(request.GET.get("row", ""))
    queries.check_seen(by=request.by, field=field, row_id=row)
    allowed, text, advice = queries.try_row(trip_id=trip_id, field=field, row_id=row, by=request.by)
    return render(
        request,
        "transport/_desk_tried.html",
        {"allowed": allowed, "text": text, "advice": advice},
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def give(request: MemberRequest, trip_id: int, what: str) -> HttpResponse:
    """Give a drive another car, driver or escort; the answer carries the way back."""
    field, row = _field(what), _row(request.POST.get("row", ""))
    queries.check_seen(by=request.by, field=field, row_id=row)
    was = trip_line(by=request.by, trip_id=trip_id)
    once(
        movements.move_trip,
        request,
        trip_id=trip_id,
        to={field: row},
    )
    if not is_swap(request):
        return done(
            request,
            "transport:desk",
            slug=request.event.slug,
            topic="movements",
            says=_("The change is made and told."),
        )
    answer = render(
        request,
        "transport/_desk_moved.html",
        {"line": trip_line(by=request.by, trip_id=trip_id), "was": was, "field": field},
    )
    answer["HX-Trigger"] = "live:movements"
    return answer


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def take_back(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Take back the last change of a drive."""
    once(
        movements.take_back_move,
        request,
        trip_id=trip_id,
    )
    return _done(request, _("The change is taken back."))


@require_http_methods(["GET", "POST"])
@guard(Right.REPORT_MOVEMENT, writes=True)
def add(request: MemberRequest) -> HttpResponse:
    """Make a drive by hand."""
    zone_name = request.event.zone
    if request.method == "POST":
        form = read(AddTripForm(request.POST, by=request.by, zone_name=zone_name))
        given = form.cleaned_data
        once(
            movements.add_trip,
            request,
            party_id=given["party"],
            to=form.to(),
            why=given["why"],
            overrule=given["overrule"],
        )
        return _done(request, _("The trip is made."))
    form = AddTripForm(
        by=request.by, zone_name=zone_name, initial={"on": request.GET.get("on", "")}
    )
    return show(request, "transport/trip_add", form=form, in_panel=is_swap(request))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def cancel(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Cancel a drive."""
    once(
        movements.cancel_trip,
        request,
        trip_id=trip_id,
        why=request.POST.get("why", "")[:200],
    )
    return _done(request, _("The trip is cancelled. The list can take it back."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def hold(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Hold car and driver of a drive for the proposals to come, or let them change it."""
    held = request.POST.get("held") == "yes"
    once(
        movements.hold_trip,
        request,
        trip_id=trip_id,
        held=held,
    )
    return _done(request, _("Held.") if held else _("Proposals may change it."))


@require_GET
@guard(Right.SEE_MOVEMENTS)
def vehicle(request: MemberRequest, vehicle_id: int) -> HttpResponse:
    """Show one car: who drives it, where it is let in, its drives; take it out of use."""
    rows = Vehicle.objects.visible_to(request.by).select_related("party", "base", "usual_driver")
    row = rows.prefetch_related("permits").get(pk=vehicle_id)
    trips = trips_found(by=request.by, zone_name=request.event.zone, car=row.code)
    return show(
        request,
        "transport/vehicle",
        car=row,
        permits=[
            (one, PermitForm(by=request.by, zone_name=request.event.zone, permit=one))
            for one in row.permits.all()
        ],
        permit_form=PermitForm(by=request.by, zone_name=request.event.zone),
        at=request.at,
        trips=[trip for trip in trips if trip.reached_at is None and trip.certainty != "cancelled"],
        form=OutForm(),
        history=history(topic=f"vehicle:{row.pk}", by=request.by, limit=10),
        may_report=request.by.may_for(Right.REPORT_MOVEMENT, row.party_id),
        in_panel=is_swap(request),
        live_topics=[f"vehicle:{row.pk}", "movements"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def take_out(request: MemberRequest, vehicle_id: int) -> HttpResponse:
    """Say that a car is out of use from now on."""
    car = Vehicle.objects.visible_to(request.by, Right.REPORT_MOVEMENT).get(pk=vehicle_id)
    form = read(OutForm(request.POST))
    once(
        movements.take_out,
        request,
        vehicle_id=car.pk,
        since=request.at,
        until=form.moment(request.event.zone),
        why=form.cleaned_data["why"],
    )
    return _done(request, _("The car is out of use. Its trips are waiting for another one."))


@require_POST
@guard(Right.REPORT_MOVEMENT, writes=True)
def put_back(request: MemberRequest, vehicle_id: int) -> HttpResponse:
    """Say that a car may be used again."""
    once(
        movements.put_back,
        request,
        vehicle_id=vehicle_id,
    )
    return _done(request, _("The car may be used again."))


def _done(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "transport:desk", slug=request.event.slug, topic="movements", says=says)


def _field(what: str) -> str:
    if what not in _WHAT:
        raise Http404
    return what


def _row(text: str) -> int | None:
    """Return the row that is meant; 0 and nothing mean none. Raises Http404 for what is no row."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404
    return int(text) or None
