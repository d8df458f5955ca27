"""What is known of motorcades: the list of a day, one with its cars and seats, one driver's place.

Escorted and led by the police, seats and way are need-to-know: all starts at `.visible_to(by)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.movements.models import Driver, Trip, Vehicle
from narahubung.parties.models import Member
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.transport.models import (
    NOT_OURS,
    Motorcade,
    MotorcadeCar,
)
from narahubung.transport.orders import order_of
from narahubung.transport.rules.motorcades import order_mark, seats_mark


@dataclass(frozen=True, kw_only=True)
class SeatLine:
    """Who sits where. is_honour: the seat of the principal."""

    id: int
    seat: str
    seat_word: str
    name: str
    role: str
    role_word: str
    member_id: int | None


@dataclass(frozen=True, kw_only=True)
class CarLine:
    """One car in its place. is_ours: it has a plate, a driver and seats of ours."""

    id: int
    order: int
    role: str
    role_word: str
    is_ours: bool
    vehicle_id: int | None
    plate: str
    model: str
    colour: str
    holds: int | None
    driver_id: int | None
    driver: str
    driver_phone: str
    call_sign: str
    all_in_at: datetime | None
    all_in_by: str
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, kw_only=True)
class MotorcadeLine:
    """One motorcade in a list. called, ours: cars whose roll was called, of how many."""

    id: int
    trip_id: int
    party: PartyMark
    purpose: str
    zone: str
    departs_at: datetime | None
    from_place: str
    to_place: str
    grade: str
    cars: int
    called: int
    ours: int


@dataclass(frozen=True, kw_only=True)
class MotorcadeSheet:
    """All of one motorcade. order_mark, seats_mark: short marks of this very list."""

    id: int
    trip_id: int
    party: PartyMark
    purpose: str
    zone: str
    departs_at: datetime | None
    arrives_at: datetime | None
    from_place: str
    to_place: str
    grade: str
    order_name: str
    order_source: str
    route_main: str
    route_alternate: str
    distance_km: float | None
    hospital: str
    hospital_id: int | None
    radio: str
    advance_min: int | None
    note: str
    escort: str
    escort_leader: str
    escort_phone: str
    cars: tuple[CarLine, ...]
    order_mark: str
    seats_mark: str
    is_over: bool

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"motorcade:{self.id}"

    @property
    def missing_calls(self) -> int:
        """Return in how many cars with people the roll was not called yet."""
        return sum(1 for car in self.cars if car.seats and not car.all_in_at)


@dataclass(frozen=True, kw_only=True)
class OwnPlace:
    """A driver's own place: which number of how many, and who drives before and behind."""

    number: int
    of: int
    role_word: str
    call_sign: str
    before: str
    behind: str
    radio: str


def motorcades(*, by: Actor, at: datetime, with_past: bool = False) -> list[MotorcadeLine]:
    """Return the motorcades one may see, by time; without those that are over. Three queries."""
    rows = Motorcade.objects.visible_to(by)
    if not with_past:
        rows = rows.filter(trip__reached_at=None)
    rows = rows.select_related("trip__party", "trip__from_place", "trip__to_place")
    lines = [
        _motorcade_line(row)
        for row in rows.prefetch_related("cars").order_by("trip__departs_at", "pk")
    ]
    return [line for line in lines if with_past or not _is_past(line, at)]


def motorcade_of_trip(*, by: Actor, trip_id: int) -> int | None:
    """Return the number of a trip's motorcade, None where there is none for this person."""
    rows = Motorcade.objects.visible_to(by).filter(trip_id=trip_id)
    return rows.values_list("pk", flat=True).first()


def motorcade_sheet(*, by: Actor, motorcade_id: int) -> MotorcadeSheet:
    """Return one motorcade with its cars and seats. Three queries. Raises DoesNotExist."""
    rows = Motorcade.objects.visible_to(by).select_related(
        "trip__party", "trip__from_place", "trip__to_place", "trip__escort", "hospital"
    )
    row = rows.get(pk=motorcade_id)
    cars = _cars(row)
    trip, order, escort = row.trip, order_of(row.template), row.trip.escort
    return MotorcadeSheet(
        id=row.pk,
        trip_id=trip.pk,
        party=mark_of(trip.party),
        purpose=trip.purpose,
        zone=trip.zone,
        departs_at=trip.departs_at,
        arrives_at=trip.arrives_at,
        from_place=trip.from_place.name if trip.from_place else "",
        to_place=trip.to_place.name if trip.to_place else "",
        grade=row.grade,
        order_name=order.name if order else "",
        order_source=order.said_by if order else "",
        route_main=row.route_main,
        route_alternate=row.route_alternate,
        distance_km=row.distance_km,
        hospital=row.hospital.name if row.hospital else "",
        hospital_id=row.hospital_id,
        radio=row.radio,
        advance_min=row.advance_min,
        note=row.note,
        escort=escort.name if escort else "",
        escort_leader=escort.leader if escort else "",
        escort_phone=escort.leader_phone if escort else "",
        cars=tuple(_car_line(car) for car in cars),
        order_mark=order_mark(cars),
        seats_mark=seats_mark(cars),
        is_over=trip.reached_at is not None,
    )


def choices(*, by: Actor, sheet: MotorcadeSheet) -> dict[str, list[tuple[int, str]]]:
    """Return the cars, drivers and members that a place may get. Three queries."""
    seated = {place.member_id for car in sheet.cars for place in car.seats}
    cars = Vehicle.objects.visible_to(by).select_related("party").order_by("plate")
    own = sorted(cars, key=lambda car: car.party_id != sheet.party.id)
    members = Member.objects.visible_to(by).filter(party_id=sheet.party.id)
    return {
        "cars": [
            (car.pk, " \N{MIDDLE DOT} ".join(filter(None, (car.label(), _whose(car.party)))))
            for car in own
        ],
        "drivers": list(
            Driver.objects.visible_to(by).order_by("full_name").values_list("pk", "full_name")
        ),
        "members": [
            (member.pk, member.full_name)
            for member in members.order_by("full_name")
            if member.pk not in seated
        ],
    }


def car_of_trip(*, trip_id: int, vehicle_id: int | None = None) -> OwnPlace | None:
    """Return the place of one car in the motorcade of a trip, for the page of its driver.

    vehicle_id: None is the car of the trip itself. Nobody's name or seat is told. Three queries.
    """
    trip = Trip.objects.filter(pk=trip_id).first()
    row = Motorcade.objects.filter(trip_id=trip_id).first()
    if trip is None or row is None:
        return None
    mine = vehicle_id or trip.vehicle_id
    cars = list(row.cars.all())
    place = next((i for i, car in enumerate(cars) if mine and car.vehicle_id == mine), None)
    if place is None:
        return None
    beside = ["", *(str(car.get_role_display()) for car in cars), ""]
    return OwnPlace(
        number=place + 1,
        of=len(cars),
        role_word=beside[place + 1],
        call_sign=cars[place].call_sign,
        before=beside[place],
        behind=beside[place + 2],
        radio=row.radio,
    )


def marks_of_trips(trip_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return the marks of order and seats of each trip that has a motorcade. Three queries.

    For facts that steps hang on: a mark says that a list is another one, and nothing of it.
    """
    rows = Motorcade.objects.filter(trip_id__in=list(trip_ids)).prefetch_related("cars__places")
    return {
        row.trip_id: (order_mark(list(row.cars.all())), seats_mark(list(row.cars.all())))
        for row in rows
    }


def _cars(row: Motorcade) -> list[MotorcadeCar]:
    cars = row.cars.select_related("vehicle__usual_driver", "driver")
    return list(cars.prefetch_related("places"))


def _car_line(car: MotorcadeCar) -> CarLine:
    vehicle = car.vehicle
    driver = car.driver or (vehicle.usual_driver if vehicle else None)
    return CarLine(
        id=car.pk,
        order=car.order,
        role=car.role,
        role_word=str(car.get_role_display()),
        is_ours=car.role not in NOT_OURS,
        vehicle_id=car.vehicle_id,
        plate=vehicle.plate if vehicle else "",
        model=vehicle.model if vehicle else "",
        colour=said(vehicle.colour) if vehicle else "",
        holds=vehicle.seats if vehicle else None,
        driver_id=car.driver_id,
        driver=driver.full_name if driver else (vehicle.driver if vehicle else ""),
        driver_phone=driver.phone if driver else (vehicle.driver_phone if vehicle else ""),
        call_sign=car.call_sign or (vehicle.call_sign if vehicle else ""),
        all_in_at=car.all_in_at,
        all_in_by=car.all_in_by,
        seats=tuple(
            SeatLine(
                id=place.pk,
                seat=place.seat,
                seat_word=str(place.get_seat_display()),
                name=place.name,
                role=place.role,
                role_word=str(place.get_role_display()),
                member_id=place.member_id,
            )
            for place in car.places.all()
        ),
    )


def _motorcade_line(row: Motorcade) -> MotorcadeLine:
    trip, cars = row.trip, list(row.cars.all())
    return MotorcadeLine(
        id=row.pk,
        trip_id=trip.pk,
        party=mark_of(trip.party),
        purpose=trip.purpose,
        zone=trip.zone,
        departs_at=trip.departs_at,
        from_place=trip.from_place.name if trip.from_place else "",
        to_place=trip.to_place.name if trip.to_place else "",
        grade=row.grade,
        cars=len(cars),
        called=sum(1 for car in cars if car.all_in_at),
        ours=sum(1 for car in cars if car.role not in NOT_OURS),
    )


def _is_past(line: MotorcadeLine, at: datetime) -> bool:
    return line.departs_at is not None and (at - line.departs_at).days >= 1


def _whose(party: Any) -> str:
    return party.code if party else ""
