"""A motorcade is laid out, put in order, given its cars and its way, and disbanded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.commands import claim
from narahubung.movements.models import Driver, TravelTime, Trip, Vehicle
from narahubung.movements.suiting import near
from narahubung.movements.uses import clashes, standing_uses, ways_of
from narahubung.parties.models import Member, Place
from narahubung.transport.commands.escorts import desks_of
from narahubung.transport.entries.motorcades import (
    CarSet,
    MotorcadeDisbanded,
    MotorcadeMade,
    OrderChanged,
    RouteWritten,
    SpareTaken,
)
from narahubung.transport.models import (
    NOT_OURS,
    CarRole,
    Motorcade,
    MotorcadeCar,
    MotorcadeSeat,
)
from narahubung.transport.orders import order_of
from narahubung.transport.rules import motorcades as rules
from narahubung.transport.uses import uses_of_car

# Which of a party's own cars is meant for which place, as lists call them ("spare car").
_MEANT = {
    CarRole.LEAD: (),
    CarRole.SPARE: ("spare", "cadangan"),
    CarRole.SECOND: ("delegat", "delegasi"),
    CarRole.MINISTERS: ("delegat", "delegasi"),
    CarRole.DELEGATION: ("delegat", "delegasi"),
    CarRole.LUGGAGE: ("luggage", "bagasi"),
    CarRole.MEDIA: ("media",),
    CarRole.BUS: ("bus",),
}
_ROUTE = ("route_main", "route_alternate", "distance_km", "radio", "advance_min", "grade", "note")


@command
def make_motorcade(
    *, trip_id: int, order: str, by: Actor, at: datetime, key: UUID | None = None
) -> Motorcade:
    """Lay out the motorcade of a trip in one of the orders of orders.yaml.

    The trip's cars and those of its delegation that are free take the places they are meant for;
    the head of the delegation has the seat of honour. Raises HasOne, TripEnded, NoSuchOrder,
    DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        trip = Trip.objects.for_change(by, trip_id, Right.REPORT_MOVEMENT)
        rules.check_is_on(trip)
        if Motorcade.objects.filter(trip=trip).exists():
            raise rules.HasOne
        laid = order_of(order)
        if laid is None:
            raise rules.NoSuchOrder
        car_desk, escort_desk = desks_of(trip.event)
        way = TravelTime.objects.filter(
            event_id=trip.event_id, from_place=trip.from_place, to_place=trip.to_place
        ).first()
        motorcade = Motorcade.objects.create(
            event_id=trip.event_id,
            code=f"M-{trip.code}"[:40],
            trip=trip,
            party_id=trip.party_id,
            car_desk=car_desk,
            escort_desk=escort_desk,
            grade=laid.grade,
            template=laid.id,
            distance_km=way.km if way else None,
            radio=trip.escort.radio_channel if trip.escort else "",
            synthetic=trip.synthetic,
        )
        for number, role in enumerate(laid.roles, start=1):
            _put(motorcade, number, role, by)
        _seat_the_head(motorcade)
        record(MotorcadeMade(**about(motorcade), cars=len(laid.roles)))
    return motorcade


@command
def disband(*, motorcade_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take the whole motorcade away; the trip and its cars stay. Raises TripEnded, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        motorcade = locked(by, motorcade_id)
        record(MotorcadeDisbanded(**about(motorcade)))
        motorcade.delete()


@command
def write_route(
    *,
    motorcade_id: int,
    facts: dict[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write down the way and what belongs to it: route_main, route_alternate, distance_km, radio,
    advance_min, grade, note; hospital: a place of the event, or None.

    Raises TripEnded, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        motorcade = locked(by, motorcade_id)
        for name in _ROUTE:
            if name in facts:
                setattr(motorcade, name, facts[name])
        if "hospital" in facts:
            place = facts["hospital"]
            rows = Place.objects.filter(event_id=motorcade.event_id)
            motorcade.hospital = rows.get(pk=place) if place else None
        motorcade.save()
        record(RouteWritten(**about(motorcade)))


@command
def order_cars(
    *,
    motorcade_id: int,
    cars: Sequence[int],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Let the cars drive in this order: all of them, front to rear.

    Raises NotTheseCars, TripEnded, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        motorcade = locked(by, motorcade_id)
        standing = list(motorcade.cars.all())
        rules.check_same_cars(standing, cars)
        by_id = {car.pk: car for car in standing}
        _number([by_id[pk] for pk in cars])
        record(
            OrderChanged(
                **about(motorcade),
                old=[car.role for car in standing],
                new=[by_id[pk].role for pk in cars],
            )
        )


@command
def add_car(
    *,
    motorcade_id: int,
    role: str,
    vehicle_id: int | None = None,
    driver_id: int | None = None,
    call_sign: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> MotorcadeCar:
    """Add a car at the rear. Raises as `set_car`."""
    with act(by=by, at=at, key=key) as record:
        motorcade = locked(by, motorcade_id)
        car = MotorcadeCar(
            event_id=motorcade.event_id,
            motorcade=motorcade,
            order=motorcade.cars.count() + 1,
            role=CarRole(role).value,
            call_sign=call_sign.strip(),
        )
        _give(car, vehicle_id, driver_id, by)
        record(CarSet(**about(motorcade), role=role, old="", new=_named(car)))
    return car


@command
def set_car(
    *,
    car_id: int,
    role: str,
    vehicle_id: int | None,
    driver_id: int | None,
    call_sign: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Give a place in the order its role, car, driver and call sign; its roll call starts anew.

    driver_id: None is who usually drives the car. Raises InUse, OutOfUse, TwiceInTheOrder,
    NotOurCar, TripEnded, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        car = car_of(by, car_id)
        old = _named(car)
        car.role, car.call_sign = CarRole(role).value, call_sign.strip()
        car.all_in_at, car.all_in_by = None, ""
        _give(car, vehicle_id, driver_id, by)
        record(CarSet(**about(car.motorcade), role=role, old=old, new=_named(car)))


@command
def take_out_car(*, car_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a car out; who sat in it has no seat any more. Raises TripEnded, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        car = car_of(by, car_id)
        record(CarSet(**about(car.motorcade), role=car.role, old=_named(car), new=""))
        motorcade = car.motorcade
        car.delete()
        _number(list(motorcade.cars.all()))


@command
def take_spare(*, motorcade_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let the principal's place and the spare's swap car and driver; done again it swaps back.

    Raises NothingToSwap, TripEnded, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        motorcade = locked(by, motorcade_id)
        cars = {car.role: car for car in motorcade.cars.select_related("vehicle")}
        first, spare = cars.get(CarRole.PRINCIPAL), cars.get(CarRole.SPARE)
        if first is None or spare is None or spare.vehicle_id is None:
            raise rules.NothingToSwap
        old, new = _plate(first), _plate(spare)
        theirs = (first.vehicle, first.driver, first.call_sign)
        ours = (spare.vehicle, spare.driver, spare.call_sign)
        spare.vehicle = None
        spare.save(update_fields=["vehicle"])  # one car, one place, at every moment
        for car, now in ((first, ours), (spare, theirs)):
            car.vehicle, car.driver, car.call_sign = now
            car.all_in_at, car.all_in_by = None, ""
            car.save()
        record(SpareTaken(**about(motorcade), old=old, new=new))


def locked(by: Actor, motorcade_id: int) -> Motorcade:
    """Return a motorcade one may change, locked. Raises TripEnded, DoesNotExist."""
    rows = Motorcade.objects.visible_to(by).select_for_update(of=("self",))
    found: Motorcade = rows.select_related("trip__party").get(pk=motorcade_id)
    rules.check_is_on(found.trip)
    return found


def car_of(by: Actor, car_id: int) -> MotorcadeCar:
    """Return a car one may change, its motorcade locked. Raises TripEnded, DoesNotExist."""
    mine = MotorcadeCar.objects.filter(motorcade__in=Motorcade.objects.visible_to(by))
    motorcade = locked(by, mine.values_list("motorcade_id", flat=True).get(pk=car_id))
    car = MotorcadeCar.objects.select_related("vehicle", "driver").get(pk=car_id)
    car.motorcade = motorcade
    return car


def _put(motorcade: Motorcade, number: int, role: str, by: Actor) -> None:
    """Lay a place of the order with the car that is meant for it, where that is free."""
    trip = motorcade.trip
    car = MotorcadeCar(
        event_id=motorcade.event_id, motorcade=motorcade, order=number, role=CarRole(role).value
    )
    used = set(motorcade.cars.values_list("vehicle_id", flat=True))
    for vehicle in _meant_for(trip, role):
        car.vehicle = vehicle
        car.driver = trip.driver if vehicle.pk == trip.vehicle_id else None
        if vehicle.pk not in used and _is_free(car, by):
            break
        car.vehicle = car.driver = None
    car.save()


def _meant_for(trip: Trip, role: str) -> list[Vehicle]:
    if role == CarRole.PRINCIPAL:
        return [trip.vehicle] if trip.vehicle else []
    spare = [trip.support_vehicle] if role == CarRole.SPARE and trip.support_vehicle else []
    words = _MEANT.get(CarRole(role), ())
    own = Vehicle.objects.filter(party_id=trip.party_id).exclude(pk=trip.vehicle_id or 0)
    found = [car for car in own.order_by("code") if any(word in car.use.lower() for word in words)]
    return [*spare, *(car for car in found if car not in spare)]


def _is_free(car: MotorcadeCar, by: Actor) -> bool:
    asked = uses_of_car(car)
    wanted: dict[str, set[int]] = {}
    for use in asked:
        wanted.setdefault(use.what, set()).add(use.row_id)
    if not asked:
        return True
    standing = standing_uses(car.event_id, wanted=wanted, **near(asked[0].span))
    return not clashes([*asked, *standing], ways_of(by.here))


def _give(car: MotorcadeCar, vehicle_id: int | None, driver_id: int | None, by: Actor) -> None:
    """Save a place with its car and driver, unless they are bound elsewhere."""
    if vehicle_id is not None or driver_id is not None:
        rules.check_is_ours(car.role)
    others = car.motorcade.cars.exclude(pk=car.pk)
    twice = others.filter(vehicle_id=vehicle_id).first() if vehicle_id is not None else None
    if twice is not None:
        raise rules.TwiceInTheOrder(plate=_plate(twice), number=twice.order)
    rows = {"event_id": car.event_id}
    car.vehicle = Vehicle.objects.get(pk=vehicle_id, **rows) if vehicle_id is not None else None
    car.driver = Driver.objects.get(pk=driver_id, **rows) if driver_id is not None else None
    car.save()
    claim(uses_of_car(car), by=by)


def _seat_the_head(motorcade: Motorcade) -> None:
    head = Member.objects.filter(party_id=motorcade.party_id, role="head_of_delegation").first()
    car = motorcade.cars.filter(role=CarRole.PRINCIPAL).first()
    if head is not None and car is not None:
        MotorcadeSeat.objects.create(
            event_id=motorcade.event_id,
            car=car,
            seat=rules.seat_of_honour(motorcade.event.policy),
            member=head,
            name=head.full_name,
        )


def _number(cars: Sequence[MotorcadeCar]) -> None:
    """Number them from the front. In two steps: no two may have one number at any moment."""
    far = max((car.order for car in cars), default=0) + len(cars)
    for step in (far, 0):
        for number, car in enumerate(cars, start=1):
            car.order = step + number
            car.save(update_fields=["order"])


def _plate(car: MotorcadeCar) -> str:
    return car.vehicle.plate if car.vehicle else ""


def _named(car: MotorcadeCar) -> str:
    driver = car.driver.full_name if car.driver else ""
    if not (car.role in NOT_OURS or car.vehicle):
        return driver or "-"
    return ", ".join(part for part in (_plate(car) or car.call_sign, driver) if part) or "-"


def about(motorcade: Motorcade) -> dict[str, Any]:
    """Return what every entry says of a motorcade."""
    return {
        "motorcade_id": motorcade.pk,
        "trip_id": motorcade.trip_id,
        "party_id": motorcade.party_id,
        "party": motorcade.trip.party.code,
        "label": motorcade.trip.purpose,
    }
