"""Who and what is bound when: cars, drivers and escorts are never in two places.

A trip binds its cars, their drivers and its escort. Rooms above this one bind them too (the cars
of a motorcade): they say so with `@uses_from`, and ask `commands.claim` before they give one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from narahubung.kit.intervals import Span
from narahubung.kit.records import Certainty
from narahubung.movements.models import TravelTime, Trip

VEHICLE, DRIVER, ESCORT = "vehicle", "driver", "escort"
UNKNOWN_DRIVE = timedelta(minutes=30)  # of a trip whose arrival nobody wrote down
FARTHEST_DRIVE = timedelta(hours=6)  # no way between two places of one event takes longer


@dataclass(frozen=True, kw_only=True)
class Use:
    """One car, driver or escort, bound for a time; it stands at `from_id` when it begins.

    what: VEHICLE, DRIVER or ESCORT; row_id: which. thing: what binds it ("trip:12", or "ride:R3"
    for all trips that are driven together); trip_id: of the trip it belongs to. label, party: how
    people know that; party_id: who may know.
    """

    what: str
    row_id: int
    span: Span
    from_id: int | None
    to_id: int | None
    thing: str
    trip_id: int | None = None
    label: str = ""
    party: str = ""
    party_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Two uses that one car, driver or escort cannot do. missing_min: how much time is short."""

    first: Use
    then: Use
    missing_min: int


Wanted = Mapping[str, Collection[int]]
Source = Callable[..., Iterable[Use]]
_SOURCES: list[Source] = []


def uses_from(source: Source) -> Source:
    """Register a function of (event_id, *, wanted, since, until) that yields uses.

    wanted: {VEHICLE: ids, ...}; an empty mapping means all there are.
    """
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def standing_uses(event_id: int, *, wanted: Wanted, since: datetime, until: datetime) -> list[Use]:
    """Return the uses between two moments, of those wanted ({} for all). One query a source."""
    return [
        use
        for source in _SOURCES
        for use in source(event_id, wanted=wanted, since=since, until=until)
        if (not wanted or use.row_id in wanted.get(use.what, ()))
        and use.span.start < until
        and use.span.end > since
    ]


def uses_of_trip(trip: Trip) -> list[Use]:
    """Return what a trip binds: nothing when it is cancelled, over, or has no time.

    Reads its cars, which should be selected with it.
    """
    if trip.certainty == Certainty.CANCELLED or trip.departs_at is None:
        return []
    ends = trip.reached_at or trip.arrives_at or trip.departs_at + UNKNOWN_DRIVE
    first, second = trip.vehicle, trip.support_vehicle
    bound = [
        (VEHICLE, trip.vehicle_id),
        (VEHICLE, trip.support_vehicle_id),
        (DRIVER, trip.driver_id or (first.usual_driver_id if first else None)),
        (DRIVER, second.usual_driver_id if second else None),
        (ESCORT, trip.escort_id),
    ]
    return [
        Use(
            what=what,
            row_id=row_id,
            span=Span(trip.departs_at, max(ends, trip.departs_at)),
            from_id=trip.from_place_id,
            to_id=trip.to_place_id,
            thing=f"ride:{trip.ride}" if trip.ride else f"trip:{trip.pk}",
            trip_id=trip.pk,
            label=trip.purpose,
            party=trip.party.code,
            party_id=trip.party_id,
        )
        for what, row_id in dict.fromkeys(bound)
        if row_id is not None
    ]


@uses_from
def _trips(event_id: int, *, wanted: Wanted, since: datetime, until: datetime) -> Iterator[Use]:
    rows = Trip.objects.filter(
        event_id=event_id, departs_at__lt=until, departs_at__gt=since - FARTHEST_DRIVE
    ).exclude(certainty=Certainty.CANCELLED)
    if wanted:
        cars, drivers = wanted.get(VEHICLE, ()), wanted.get(DRIVER, ())
        rows = rows.filter(
            Q(vehicle__in=cars)
            | Q(support_vehicle__in=cars)
            | Q(driver__in=drivers)
            | Q(vehicle__usual_driver__in=drivers)
            | Q(support_vehicle__usual_driver__in=drivers)
            | Q(escort__in=wanted.get(ESCORT, ()))
        )
    for trip in rows.select_related("party", "vehicle", "support_vehicle").order_by("pk"):
        yield from uses_of_trip(trip)


@dataclass(frozen=True)
class Ways:
    """How long it takes between places, in minutes; 0 where nobody knows, or where it is one."""

    normal: Mapping[tuple[int, int], float]
    escorted: Mapping[tuple[int, int], float]

    def minutes(self, start: int | None, goal: int | None, what: str = VEHICLE) -> float:
        """Return the drive from one place to another; an escort has free way."""
        if start is None or goal is None or start == goal:
            return 0
        times = self.escorted if what == ESCORT else self.normal
        return times.get((start, goal), 0)


def ways_of(event_id: int) -> Ways:
    """Return the drives of an event. One query."""
    normal: dict[tuple[int, int], float] = {}
    escorted: dict[tuple[int, int], float] = {}
    for row in TravelTime.objects.filter(event_id=event_id).exclude(certainty=Certainty.CANCELLED):
        pairs = [(row.from_place_id, row.to_place_id)]
        pairs += [(row.to_place_id, row.from_place_id)] if row.both_ways else []
        for pair in pairs:
            known = row.normal_min or row.escorted_min
            if known:
                normal.setdefault(pair, known)
                escorted.setdefault(pair, row.escorted_min or known)
    return Ways(normal, escorted)


def clashes(uses: Iterable[Use], ways: Ways) -> list[Clash]:
    """Return every pair of uses that overlap, or that leave no time for the drive between.

    Of one trip no two clash.
    """
    by_row: dict[tuple[str, int], list[Use]] = {}
    for use in uses:
        by_row.setdefault((use.what, use.row_id), []).append(use)
    found = []
    for rows in by_row.values():
        rows.sort(key=lambda use: (use.span, use.thing))
        for place, first in enumerate(rows):
            for then in rows[place + 1 :]:
                if then.span.start - first.span.end >= FARTHEST_DRIVE:
                    break
                if clash := _between(first, then, ways):
                    found.append(clash)
    return found


def _between(first: Use, then: Use, ways: Ways) -> Clash | None:
    if first.thing == then.thing or (first.trip_id and first.trip_id == then.trip_id):
        return None
    needed = timedelta(minutes=ways.minutes(first.to_id, then.from_id, first.what))
    missing = first.span.end + needed - then.span.start
    if missing <= timedelta():
        return None
    return Clash(first=first, then=then, missing_min=-(-int(missing.total_seconds()) // 60))
