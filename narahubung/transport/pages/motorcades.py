"""Motorcades: the list, one with its cars and seats, its roll call, and its sheet."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.web import done, show
from narahubung.movements.pages.telling import read
from narahubung.movements.queries import trip_line
from narahubung.transport import commands
from narahubung.transport.forms.motorcades import (
    CarForm,
    MakeForm,
    OrderForm,
    RouteForm,
    SeatForm,
)
from narahubung.transport.models import Motorcade, MotorcadeCar, MotorcadeSeat
from narahubung.transport.orders import orders
from narahubung.transport.queries import doubts
from narahubung.transport.queries import motorcades as queries


@require_GET
@guard(Right.SEE_ROUTES)
def list_(request: MemberRequest) -> HttpResponse:
    """Show the motorcades to come; `?all` also those that are over."""
    shows_all = "all" in request.GET
    return show(
        request,
        "transport/motorcades",
        lines=queries.motorcades(by=request.by, at=request.at, with_past=shows_all),
        shows_all=shows_all,
        live_topics=["motorcades"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_ROUTES)
def one(request: MemberRequest, motorcade_id: int) -> HttpResponse:
    """Show one motorcade: order, cars, seats, roll call, way, and what does not fit."""
    sheet = queries.motorcade_sheet(by=request.by, motorcade_id=motorcade_id)
    choices = queries.choices(by=request.by, sheet=sheet)
    numbers = [car.id for car in sheet.cars]
    return show(
        request,
        "transport/motorcade",
        sheet=sheet,
        rows=[_row(car, numbers, choices) for car in sheet.cars],
        doubts=doubts.warnings(by=request.by, sheet=sheet, policy=request.event.policy),
        route_form=RouteForm(sheet=sheet, by=request.by),
        add_form=CarForm(choices=choices, auto_id="add-%s"),
        history=history(topic=sheet.topic, by=request.by, limit=20),
        line=sheet,
        live_topics=[sheet.topic],
        live_after=last_entry_id(),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.REPORT_MOVEMENT, writes=True)
def make(request: MemberRequest, trip_id: int) -> HttpResponse:
    """Show the orders of cars there are, and lay out the motorcade of a trip."""
    trip = trip_line(by=request.by, trip_id=trip_id)
    standing = queries.motorcade_of_trip(by=request.by, trip_id=trip.id)
    if request.method != "POST":
        if standing is not None:
            return done(request, _page(request, standing))
        return show(
            request,
            "transport/motorcade_make",
            line=trip,
            form=MakeForm(),
            orders=orders(),
        )
    form = read(MakeForm(request.POST))
    made = once(commands.make_motorcade, request, trip_id=trip.id, order=form.cleaned_data["order"])
    sees = made is not None and Motorcade.objects.visible_to(request.by).filter(pk=made.pk)
    to = reverse("movements:trips", args=[request.event.slug])
    if made is not None and sees:
        to = _page(request, made.pk)
    return done(request, to, says=_("The motorcade is laid out."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def disband(request: MemberRequest, motorcade_id: int) -> HttpResponse:
    """Take the motorcade away."""
    once(commands.disband, request, motorcade_id=motorcade_id)
    to = reverse("transport:motorcades", args=[request.event.slug])
    return done(request, to, topic="motorcades", says=_("The motorcade is disbanded."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def order(request: MemberRequest, motorcade_id: int) -> HttpResponse:
    """Let the cars drive in this order: cars, numbers with commas between."""
    sheet = queries.motorcade_sheet(by=request.by, motorcade_id=motorcade_id)
    cars = read(OrderForm(request.POST)).asked()
    once(commands.order_cars, request, motorcade_id=sheet.id, cars=cars)
    return _told(request, sheet.id, _("The order is changed."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def route(request: MemberRequest, motorcade_id: int) -> HttpResponse:
    """Write down the way: the fields of RouteForm."""
    sheet = queries.motorcade_sheet(by=request.by, motorcade_id=motorcade_id)
    facts = read(RouteForm(request.POST, sheet=sheet, by=request.by)).cleaned_data
    once(commands.write_route, request, motorcade_id=sheet.id, facts=facts)
    return _told(request, sheet.id, _("The way is written down."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def spare(request: MemberRequest, motorcade_id: int) -> HttpResponse:
    """Let the principal ride in the spare car."""
    once(commands.take_spare, request, motorcade_id=motorcade_id)
    return _told(request, motorcade_id, _("The spare car takes over."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def add(request: MemberRequest, motorcade_id: int) -> HttpResponse:
    """Add a car at the rear: the fields of CarForm."""
    sheet = queries.motorcade_sheet(by=request.by, motorcade_id=motorcade_id)
    choices = queries.choices(by=request.by, sheet=sheet)
    asked = read(CarForm(request.POST, choices=choices)).cleaned_data
    once(commands.add_car, request, motorcade_id=sheet.id, **asked)
    return _told(request, sheet.id, _("The car is added."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def car(request: MemberRequest, car_id: int) -> HttpResponse:
    """Change a place in the order: the fields of CarForm."""
    sheet = _sheet_of_car(request, car_id)
    choices = queries.choices(by=request.by, sheet=sheet)
    asked = read(CarForm(request.POST, choices=choices)).cleaned_data
    once(commands.set_car, request, car_id=car_id, **asked)
    return _told(request, sheet.id, _("The car is changed."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def out(request: MemberRequest, car_id: int) -> HttpResponse:
    """Take a car out."""
    sheet = _sheet_of_car(request, car_id)
    once(commands.take_out_car, request, car_id=car_id)
    return _told(request, sheet.id, _("The car is taken out."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def seat(request: MemberRequest, car_id: int) -> HttpResponse:
    """Give somebody a seat: the fields of SeatForm."""
    sheet = _sheet_of_car(request, car_id)
    choices = queries.choices(by=request.by, sheet=sheet)
    asked = read(SeatForm(request.POST, choices=choices)).cleaned_data
    once(commands.seat, request, car_id=car_id, **asked)
    return _told(request, sheet.id, _("The seat is given."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def unseat(request: MemberRequest, seat_id: int) -> HttpResponse:
    """Take somebody out of the motorcade."""
    rows = MotorcadeSeat.objects.filter(car__motorcade__in=_mine(request))
    place = rows.select_related("car").get(pk=seat_id)
    once(commands.unseat, request, seat_id=seat_id)
    return _told(request, place.car.motorcade_id, _("The seat is free."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def call(request: MemberRequest, car_id: int) -> HttpResponse:
    """Say that everybody of a car is in it."""
    sheet = _sheet_of_car(request, car_id)
    once(commands.call_car, request, car_id=car_id)
    return _told(request, sheet.id, _("Everybody is in this car."))


@require_POST
@guard(Right.SEE_ROUTES, writes=True)
def uncall(request: MemberRequest, car_id: int) -> HttpResponse:
    """Take the roll call of a car back."""
    sheet = _sheet_of_car(request, car_id)
    once(commands.undo_call, request, car_id=car_id)
    return _told(request, sheet.id, _("The roll call is taken back."))


def _row(
    car: queries.CarLine, numbers: list[int], choices: dict[str, list[tuple[int, str]]]
) -> dict[str, Any]:
    """Return a car with its forms, and the order it makes when it moves one place."""
    here = numbers.index(car.id)
    return {
        "car": car,
        "forward": _swapped(numbers, here - 1) if here else "",
        "back": _swapped(numbers, here) if here + 1 < len(numbers) else "",
        "car_form": CarForm(
            choices=choices,
            auto_id=f"car-{car.id}-%s",
            initial={
                "role": car.role,
                "vehicle_id": car.vehicle_id,
                "driver_id": car.driver_id,
                "call_sign": car.call_sign,
            },
        ),
        "seat_form": SeatForm(choices=choices, auto_id=f"seat-{car.id}-%s")
        if car.is_ours
        else None,
    }


def _swapped(numbers: list[int], first: int) -> str:
    turned = [*numbers]
    turned[first], turned[first + 1] = turned[first + 1], turned[first]
    return ",".join(str(number) for number in turned)


def _mine(request: MemberRequest) -> Any:
    return Motorcade.objects.visible_to(request.by)


def _sheet_of_car(request: MemberRequest, car_id: int) -> queries.MotorcadeSheet:
    rows = MotorcadeCar.objects.filter(motorcade__in=_mine(request))
    number = rows.values_list("motorcade_id", flat=True).get(pk=car_id)
    return queries.motorcade_sheet(by=request.by, motorcade_id=number)


def _page(request: MemberRequest, motorcade_id: int) -> str:
    return reverse("transport:motorcade", args=[request.event.slug, motorcade_id])


def _told(request: MemberRequest, motorcade_id: int, says: str) -> HttpResponse:
    to = _page(request, motorcade_id)
    return done(request, to, topic=f"motorcade:{motorcade_id}", says=says)
