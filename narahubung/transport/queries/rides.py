"""The list of a shared ride: who gets in and out, where and when."""

from dataclasses import dataclass, replace
from datetime import datetime

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.movements.queries import TripLine
from narahubung.movements.queries.lists import trip_lines, trip_rows


@dataclass(frozen=True, kw_only=True)
class RideStop:
    """Who gets in and out at one place. at: when the first gets out, or the car leaves."""

    at: datetime
    place: str
    gets_in: tuple[TripLine, ...]
    gets_out: tuple[TripLine, ...]


@dataclass(frozen=True, kw_only=True)
class RideSheet:
    """A ride as far as this person may see it: an officer his own delegation's stops."""

    trip: TripLine
    trips: tuple[TripLine, ...]
    stops: tuple[RideStop, ...]


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
    stops: list[RideStop] = []
    for at, place, gets_out, trip in sorted(ends, key=lambda end: (end[0], end[1], end[3].id)):
        if not stops or stops[-1].place != place:
            stops.append(RideStop(at=at, place=place, gets_in=(), gets_out=()))
        last = stops[-1]
        if gets_out:
            stops[-1] = replace(last, gets_out=(*last.gets_out, trip))
        else:
            stops[-1] = replace(last, at=at, gets_in=(*last.gets_in, trip))
    line = (
        next((trip for trip in trips if trip.id == trip_id), None)
        or trip_lines(trip_rows(by).filter(pk=trip_id))[0]
    )
    return RideSheet(trip=line, trips=tuple(trips), stops=tuple(stops))
