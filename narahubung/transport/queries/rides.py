"""The list of a shared ride: who gets in and out, where and when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.movements.queries import TripLine
from narahubung.movements.queries.lists import trip_lines, trip_rows

Line = TypeVar("Line")


@dataclass(frozen=True, kw_only=True)
class Stop(Generic[Line]):
    """Who gets in and out at one place. at: when the car leaves, or the first gets out."""

    at: datetime
    place: str
    gets_in: tuple[Line, ...] = ()
    gets_out: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RideSheet:
    """A ride as far as this person may see it: an officer his own delegation's stops."""

    trip: TripLine
    trips: tuple[TripLine, ...]
    stops: tuple[Stop[TripLine], ...]


def ride_sheet(*, by: Actor, trip_id: int) -> RideSheet:
    """Return the ride of a trip; of a trip alone, only itself. Two queries. Raises DoesNotExist."""
    row = trip_rows(by).get(pk=trip_id)
    rows = trip_rows(by).filter(event_id=row.event_id, ride=row.ride, vehicle=row.vehicle)
    rows = rows.exclude(certainty=Certainty.CANCELLED) if row.ride else rows.filter(pk=row.pk)
    trips = trip_lines(rows)
    ends = [
        (at, place, gets_out, trip)
        for trip in trips
        for at, place, gets_out in (
            (trip.departs_at, trip.from_place, False),
            (trip.arrives_at, trip.to_place, True),
        )
        if at is not None
    ]
    line = (
        next((trip for trip in trips if trip.id == trip_id), None)
        or trip_lines(trip_rows(by).filter(pk=trip_id))[0]
    )
    return RideSheet(trip=line, trips=tuple(trips), stops=joined(sorted(ends, key=_turn)))


def joined(ends: Iterable[tuple[datetime, str, bool, Line]]) -> tuple[Stop[Line], ...]:
    """Join what happens at one place, one after the other, to one stop.

    ends: when, where, whether somebody gets out there (else in), and who; in order.
    """
    stops: list[Stop[Line]] = []
    for at, place, gets_out, line in ends:
        if not stops or stops[-1].place != place:
            stops.append(Stop(at=at, place=place))
        last = stops[-1]
        if gets_out:
            stops[-1] = replace(last, gets_out=(*last.gets_out, line))
        else:
            stops[-1] = replace(last, at=at, gets_in=(*last.gets_in, line))
    return tuple(stops)


def _turn(end: tuple[datetime, str, bool, TripLine]) -> tuple[datetime, str, int]:
    at, place, _gets_out, trip = end
    return at, place, trip.id
