"""Lists of arrivals, departures, trips and cars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.kit.zones import zone
from narahubung.movements.chains import CHAINS, Status, chain_of, next_statuses
from narahubung.movements.models import EscortUnit, Movement, Trip, Vehicle
from narahubung.movements.rules.together import companions
from narahubung.parties.queries import PartyMark, mark_of


@dataclass(frozen=True, kw_only=True)
class MovementLine:
    """One arrival or departure. best_at: happened, else expected, else planned.

    moved: it is expected at another time than planned. next: the statuses that may still be told.
    time_open: it is diverted, and no time is told for the new airport. lead_id: the member who
    answers for those who travel together.
    """

    id: int
    code: str
    party: PartyMark
    direction: str
    direction_word: str
    travelling: str
    planned_at: datetime | None
    expected_at: datetime | None
    actual_at: datetime | None
    best_at: datetime | None
    moved: bool
    zone: str
    time_status: str
    time_open: bool
    diverted_from: str
    carrier: str
    flight_type: str
    mode: str
    mode_word: str
    group: str
    gate: str
    lead_id: int | None
    split_from_id: int | None
    other_end: str
    airport: str
    terminal_id: int | None
    terminal: str
    aircraft_parking: str
    greeter: str
    pax: int | None
    bags: int | None
    status: str
    status_word: str
    status_icon: str
    next: tuple[Status, ...]
    certainty: str
    source: str
    note: str
    synthetic: bool

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"movement:{self.id}"

    @property
    def travelling_word(self) -> str:
        """Return who travels, in the language in force where we know the word."""
        return said(self.travelling)

    @property
    def time_word(self) -> str:
        """Return how well the time is known, where it is less than told; "" otherwise."""
        if self.time_open:
            return _("new time not known yet")
        words = {
            "assumed": _("time assumed"),
            "day_known": _("only the day is known"),
            "order_known": _("only the order is known"),
        }
        return words.get(self.time_status, "")


@dataclass(frozen=True, kw_only=True)
class CarLine:
    """A car with its driver."""

    id: int
    code: str
    plate: str
    model: str
    seats: int | None
    use: str
    driver: str
    driver_phone: str
    driver_english: str
    sticker_no: str
    status: str
    electric: bool | None
    base: str = ""


@dataclass(frozen=True, kw_only=True)
class EscortLine:
    """A police escort unit."""

    id: int
    code: str
    name: str
    motorcycles: int | None
    lead_cars: int | None
    rear_cars: int | None
    personnel: int | None
    leader: str
    leader_phone: str
    radio_channel: str
    shift: str


@dataclass(frozen=True, kw_only=True)
class Transport:
    """The cars and the escort given to one party."""

    cars: tuple[CarLine, ...]
    escorts: tuple[EscortLine, ...]


@dataclass(frozen=True, kw_only=True)
class TripLine:
    """One drive. item: the programme item it is for."""

    id: int
    code: str
    party: PartyMark
    purpose: str
    item_id: int | None
    item: str
    item_starts_at: datetime | None
    from_place_id: int | None
    to_place_id: int | None
    vehicle_id: int | None
    support_vehicle_id: int | None
    driver_id: int | None
    escort_id: int | None
    from_place: str
    to_place: str
    departs_at: datetime | None
    arrives_at: datetime | None
    left_at: datetime | None
    reached_at: datetime | None
    zone: str
    car: CarLine | None
    driver: str
    driver_phone: str
    support_plate: str
    held: bool
    ride: str
    escort: str
    passengers: int | None
    status: str
    status_word: str
    status_icon: str
    next: tuple[Status, ...]
    certainty: str
    note: str
    synthetic: bool

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"trip:{self.id}"

    @property
    def best_at(self) -> datetime | None:
        """Return when it is to leave, else when it left: what day it belongs to."""
        return self.departs_at or self.left_at


Line = TypeVar("Line", MovementLine, TripLine)


@dataclass(frozen=True, kw_only=True)
class DayCount:
    """How many movements a day has."""

    on: date
    arrivals: int
    departures: int


def movements_of(*, by: Actor, party_id: int) -> list[MovementLine]:
    """Return a party's arrivals and departures by their best known time. One query."""
    return _sorted(_movements(by).filter(party_id=party_id))


def movements_on(
    *, by: Actor, day: date | None, zone_name: str, direction: str = ""
) -> list[MovementLine]:
    """Return the movements of a day of that zone, by their best known time. One query.

    A movement belongs to the day on which it is now believed to be. day: None for all of them.
    """
    rows = _movements(by).filter(direction=direction) if direction else _movements(by)
    lines = _sorted(rows)
    return [line for line in lines if day is None or day_of(line.best_at, zone_name) == day]


def movement_line(*, by: Actor, movement_id: int) -> MovementLine:
    """Return one movement. One query. Raises Movement.DoesNotExist."""
    return _movement_line(_movements(by).get(pk=movement_id))


def days_of(*, by: Actor, zone_name: str) -> list[DayCount]:
    """Return the days that have movements, in order. One query."""
    counts: dict[date, list[int]] = {}
    rows = Movement.objects.visible_to(by)
    for direction, *moments in rows.values_list(
        "direction", "actual_at", "expected_at", "planned_at"
    ):
        day = day_of(next((m for m in moments if m), None), zone_name)
        if day is not None:
            counts.setdefault(day, [0, 0])[direction == "departure"] += 1
    return [DayCount(on=day, arrivals=n[0], departures=n[1]) for day, n in sorted(counts.items())]


def trips_of(
    *, by: Actor, party_id: int, day: date | None = None, zone_name: str = "UTC"
) -> list[TripLine]:
    """Return a party's drives in order, those of one day of that zone if given. One query."""
    return trip_lines(trip_rows(by).filter(party_id=party_id), day, zone_name)


def trip_line(*, by: Actor, trip_id: int) -> TripLine:
    """Return one drive. One query. Raises Trip.DoesNotExist."""
    return _trip_line(trip_rows(by).get(pk=trip_id))


def transport_of(*, by: Actor, party_id: int) -> Transport:
    """Return the cars and escort units given to a party. Two queries."""
    cars = Vehicle.objects.visible_to(by).filter(party_id=party_id).select_related("base")
    escorts = EscortUnit.objects.visible_to(by).filter(party_id=party_id)
    return Transport(
        cars=tuple(
            car_line(row, base=row.base.name if row.base else "") for row in cars.order_by("code")
        ),
        escorts=tuple(
            EscortLine(**{name: getattr(row, name) for name in EscortLine.__dataclass_fields__})
            for row in escorts.order_by("code")
        ),
    )


def car_line(row: Vehicle, *, base: str = "") -> CarLine:
    """Return the answer of a row; base: the name of the place where it waits."""
    names = (name for name in CarLine.__dataclass_fields__ if name != "base")
    return CarLine(base=base, **{name: getattr(row, name) for name in names})


def companions_of(*, by: Actor, movement_id: int) -> list[MovementLine]:
    """Return who else is on the same carriage, as far as this person may see. Two queries."""
    rows = Movement.objects.visible_to(by)
    found = companions(rows.get(pk=movement_id), rows)
    return _sorted(_movements(by).filter(pk__in=[row.pk for row in found])) if found else []


def _movements(by: Actor) -> Any:
    return Movement.objects.visible_to(by).select_related("party", "terminal")


def _sorted(rows: Any) -> list[MovementLine]:
    lines = [_movement_line(row) for row in rows]
    return sorted(lines, key=lambda line: (line.best_at is None, line.best_at, line.code))


def _movement_line(row: Movement) -> MovementLine:
    copied = {
        name: getattr(row, name)
        for name in MovementLine.__dataclass_fields__
        if name not in _MADE_OF_MOVEMENT
    }
    links = chain_of(row.direction, row.mode)
    link = links.get(row.status) or CHAINS[row.direction].get(row.status)
    return MovementLine(
        party=mark_of(row.party),
        direction_word=str(row.get_direction_display()),
        mode_word=str(row.get_mode_display()),
        best_at=row.actual_at or row.expected_at or row.planned_at,
        moved=bool(row.planned_at and row.expected_at and row.planned_at != row.expected_at),
        terminal=row.terminal.name if row.terminal else "",
        status_word=str(link.word) if link else _untold(row),
        status_icon=link.icon if link else "calendar-time",
        next=tuple(next_statuses(row.direction, row.status, row.mode)),
        **copied,
    )


def _untold(row: Movement) -> str:
    return _("diverted") if row.diverted_from else _("as planned")


_MADE_OF_MOVEMENT = {
    "party",
    "direction_word",
    "mode_word",
    "best_at",
    "moved",
    "terminal",
    "status_word",
    "status_icon",
    "next",
}


def trip_rows(by: Actor) -> Any:
    """Return the drives this person may see, with all that a line of one needs."""
    return Trip.objects.visible_to(by).select_related(
        "party",
        "item",
        "from_place",
        "to_place",
        "vehicle__usual_driver",
        "support_vehicle",
        "driver",
        "escort",
    )


def trip_lines(rows: Any, day: date | None = None, zone_name: str = "UTC") -> list[TripLine]:
    """Return rows of `trip_rows` as lines in order, those of one day of that zone if given."""
    if day is not None:
        start = datetime.combine(day, time(), tzinfo=zone(zone_name))
        rows = rows.filter(departs_at__gte=start, departs_at__lt=start + timedelta(days=1))
    return [_trip_line(row) for row in rows.order_by("departs_at", "code")]


def _trip_line(row: Trip) -> TripLine:
    copied = {
        name: getattr(row, name)
        for name in TripLine.__dataclass_fields__
        if name not in _MADE_OF_TRIP
    }
    link = CHAINS["trip"].get(row.status)
    car, named = row.vehicle, row.driver or (row.vehicle.usual_driver if row.vehicle else None)
    return TripLine(
        party=mark_of(row.party),
        item=row.item.title if row.item else "",
        item_starts_at=row.item.starts_at if row.item else None,
        from_place=row.from_place.name if row.from_place else "",
        to_place=row.to_place.name if row.to_place else "",
        car=car_line(car) if car else None,
        driver=named.full_name if named else car.driver if car else "",
        driver_phone=named.phone if named else car.driver_phone if car else "",
        support_plate=row.support_vehicle.plate if row.support_vehicle else "",
        escort=row.escort.name if row.escort else "",
        status_word=str(link.word) if link else _("as planned"),
        status_icon=link.icon if link else "calendar-time",
        next=tuple(next_statuses("trip", row.status)),
        **copied,
    )


_MADE_OF_TRIP = {
    "party",
    "item",
    "item_starts_at",
    "from_place",
    "to_place",
    "car",
    "driver",
    "driver_phone",
    "support_plate",
    "escort",
    "status_word",
    "status_icon",
    "next",
}


def in_days(lines: Iterable[Line], zone_name: str) -> list[tuple[date | None, list[Line]]]:
    """Sort lines, already in order, into the days of that zone; those without a time last."""
    days: dict[date | None, list[Line]] = {}
    for line in lines:
        days.setdefault(day_of(line.best_at, zone_name), []).append(line)
    return sorted(days.items(), key=lambda day: (day[0] is None, day[0] or date.max))


def day_of(moment: datetime | None, zone_name: str) -> date | None:
    """Return which day it is on that zone's calendar; None where no moment is known."""
    return moment.astimezone(zone(zone_name)).date() if moment else None
