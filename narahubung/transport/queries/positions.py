"""Where the cars are, to who needs it; and to a door only how many minutes away they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.movements.models import TravelTime, Trip
from narahubung.parties.models import Place
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.transport.models import Position
from narahubung.transport.reckoning import Arrival, Point, Trust, arrival
from narahubung.transport.rules.positions import is_over

AHEAD = timedelta(hours=2)
_DRIVE = ("trip__party", "trip__from_place", "trip__to_place", "trip__vehicle")


@dataclass(frozen=True, kw_only=True)
class CarNow:
    """The newest place of a trip's car, the short trail before it, and when it is there.

    trail: (latitude, longitude) of older readings, oldest first. planned_at: arrival by plan.
    """

    trip_id: int
    party: PartyMark
    plate: str
    from_place: str
    to_place: str
    latitude: float
    longitude: float
    accuracy_m: int
    read_at: datetime
    source: str
    by: str
    trail: tuple[Point, ...]
    arrival: Arrival
    planned_at: datetime | None
    zone: str
    reached_at: datetime | None

    @property
    def is_old(self) -> bool:
        """Tell whether the phone has been silent for too long."""
        return self.arrival.trust == Trust.OLD


@dataclass(frozen=True, kw_only=True)
class Arriving:
    """A party on its way to a place: in how many minutes, and nothing of where it is.

    minutes: None where nobody can say; live: reckoned from a position, else it is only the plan.
    """

    party: PartyMark
    minutes: int | None
    live: bool
    at: datetime | None
    zone: str
    under_way: bool


def cars_now(*, by: Actor, at: datetime, trip_id: int | None = None) -> list[CarNow]:
    """Return where cars are whose positions this person may see, by delegation. Two queries."""
    rows = Position.objects.visible_to(by).select_related(*_DRIVE).order_by("at", "pk")
    if trip_id is not None:
        rows = rows.filter(trip_id=trip_id)
    of_trip: dict[int, list[Position]] = defaultdict(list)
    for row in rows:
        of_trip[row.trip_id].append(row)
    minutes = _minutes(found[-1].trip for found in of_trip.values())
    cars = [_car(found, minutes, at) for found in of_trip.values()]
    return sorted(cars, key=lambda car: (car.party.code, car.trip_id))


def arriving_at(*, by: Actor, place_id: int, at: datetime) -> list[Arriving]:
    """Return who is on the way to a place or comes within two hours, the next first.

    For a door or desk that sees movements: no position leaves. Three queries.
    """
    trips = [
        trip
        for trip in Trip.objects.visible_to(by)
        .filter(to_place_id=place_id, reached_at=None, departs_at__lte=at + AHEAD)
        .exclude(certainty=Certainty.CANCELLED)
        .select_related("party", "from_place", "to_place")
        if not is_over(trip, at)
    ]
    newest: dict[int, Position] = {}
    for row in Position.objects.filter(trip__in=trips).order_by("at", "pk"):
        newest[row.trip_id] = row
    minutes = _minutes(trips)
    lines = [_arriving(trip, newest.get(trip.pk), minutes, at) for trip in trips]
    return sorted(lines, key=lambda line: (line.minutes is None, line.minutes, line.party.code))


def shares(*, trip_id: int, source: str, name: str) -> bool:
    """Tell whether this phone's position of a trip is known now."""
    return Position.objects.filter(trip_id=trip_id, source=source, by_name=name).exists()


def _arriving(
    trip: Trip, row: Position | None, minutes: dict[int, float], at: datetime
) -> Arriving:
    found = _reckoned(trip, row, minutes, at) if row else None
    when = found.at if found and found.at else None
    live = when is not None
    when = when or trip.arrives_at
    left = None if when is None else max(0, round((when - at).total_seconds() / 60))
    if not live and when is not None and when < at:
        left = None  # the plan is over and nobody said anything: nothing can be told
    return Arriving(
        party=mark_of(trip.party),
        minutes=left,
        live=live,
        at=when,
        zone=trip.zone,
        under_way=trip.left_at is not None,
    )


def _car(rows: list[Position], minutes: dict[int, float], at: datetime) -> CarNow:
    row = rows[-1]
    trip = row.trip
    return CarNow(
        trip_id=trip.pk,
        party=mark_of(trip.party),
        plate=trip.vehicle.plate if trip.vehicle else "",
        from_place=trip.from_place.name if trip.from_place else "",
        to_place=trip.to_place.name if trip.to_place else "",
        latitude=row.latitude,
        longitude=row.longitude,
        accuracy_m=round(row.accuracy_m),
        read_at=row.at,
        source=row.source,
        by=row.by_name,
        trail=tuple(
            (old.latitude, old.longitude)
            for old in rows[:-1]
            if (old.source, old.by_name) == (row.source, row.by_name)
        ),
        arrival=_reckoned(trip, row, minutes, at),
        planned_at=trip.arrives_at,
        zone=trip.zone,
        reached_at=trip.reached_at,
    )


def _reckoned(trip: Trip, row: Position, minutes: dict[int, float], at: datetime) -> Arrival:
    return arrival(
        here=(row.latitude, row.longitude),
        read_at=row.at,
        accuracy_m=row.accuracy_m,
        start=_point(trip.from_place),
        to=_point(trip.to_place),
        minutes=minutes.get(trip.pk),
        under_way=trip.left_at is not None,
        at=at,
    )


def _point(place: Place | None) -> Point | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _minutes(trips: Iterable[Trip]) -> dict[int, float]:
    """Return the listed minutes of each trip's drive, escorted where it has an escort."""
    asked = list(trips)
    if not asked:
        return {}
    rows = {}
    for row in TravelTime.objects.filter(event_id=asked[0].event_id):
        rows[row.from_place_id, row.to_place_id] = row
        if row.both_ways:
            rows.setdefault((row.to_place_id, row.from_place_id), row)
    found = {}
    for trip in asked:
        drive = rows.get((trip.from_place_id or 0, trip.to_place_id or 0))
        if drive is not None:
            escorted = drive.escorted_min if trip.escort_id else None
            if taken := escorted or drive.normal_min:
                found[trip.pk] = taken
    return found
