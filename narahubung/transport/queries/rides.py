"""The list of a shared ride: who gets in and out, where and when."""

from dataclasses import dataclass
from datetime import datetime

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.movements.queries import TripLine
from narahubung.movements.queries.lists import trip_lines, trip_rows


@dataclass(frozen=True, kw_only=True)
class RideStop:
    """One moment at one place."""

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
    found: dict[tuple[datetime, str], tuple[list[TripLine], list[TripLine]]] = {}
    for trip in trips:
        for at, place, gets_out in (
            (trip.departs_at, trip.from_place, False),
            (trip.arrives_at, trip.to_place, True),
        ):
            if at is not None:
                found.setdefault((at, place), ([], []))[gets_out].append(trip)
    line = (
        next((trip for trip in trips if trip.id == trip_id), None)
        or trip_lines(trip_rows(by).filter(pk=trip_id))[0]
    )
    return RideSheet(
        trip=line,
        trips=tuple(trips),
        stops=tuple(
            RideStop(at=at, place=place, gets_in=tuple(ins), gets_out=tuple(outs))
            for (at, place), (ins, outs) in sorted(found.items(), key=lambda one: one[0])
        ),
    )
