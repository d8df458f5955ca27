"""Who is where when, as far as the plan and the reports say: what a warning is held against."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from narahubung.accounts.models import Event
from narahubung.kit.actor import the_house
from narahubung.kit.records import Certainty
from narahubung.meetings.models import NOT_HELD, Meeting
from narahubung.movements.models import Movement, Trip, Whereabouts
from narahubung.parties.models import Place
from narahubung.plans.impact import Area, Impact, ImpactProblem, Stay, impact
from narahubung.programme.models import Item
from narahubung.stays.models import RoomBlock

ON_THE_WAY = 8  # points of a drive that are looked at, on the straight line
AT_AIRPORT = timedelta(hours=2)  # before a departure; as long after an arrival
SEEN_HOLDS = timedelta(hours=2)  # where somebody was reported, as long nobody said otherwise
NO_END = timedelta(hours=1)  # of an item or a drive whose end nobody wrote
Where = tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class Presence:
    """places: position of each, of a point on the way under a number below 0."""

    places: dict[int, Where]
    stays: list[Stay]


def touched_by(area: Area, *, event_id: int, start: datetime, end: datetime) -> Impact:
    """Return which places and stays of an event meet an area in a window of time."""
    found = presence(event_id=event_id, start=start, end=end)
    problem = ImpactProblem(
        area=area,
        places=found.places,
        stays=found.stays,
        start=minute(start),
        end=minute(end),
    )
    return impact(problem)


def minute(moment: datetime) -> int:
    """Return the moment as the engine counts."""
    return int(moment.timestamp() // 60)


def moment(minutes: int) -> datetime:
    """Return it as the rest of the house counts."""
    return datetime.fromtimestamp(minutes * 60, UTC)


def presence(*, event_id: int, start: datetime, end: datetime) -> Presence:
    """Return who is where in a window. For the house: what a person may see is cut afterwards."""
    event = Event.objects.get(pk=event_id)
    rows = Place.objects.visible_to(the_house("alerts", event_id=event_id))
    rows = rows.exclude(certainty=Certainty.CANCELLED)
    columns = rows.values_list("pk", "code", "latitude", "longitude")
    places: dict[int, Where] = {}
    codes: dict[str, int] = {}
    for pk, code, lat, lon in columns:
        places[pk] = (lat, lon) if lat is not None and lon is not None else None
        codes[code] = pk
    stays = [
        *_seen(event, start, end),
        *_nights(event, start, end),
        *_items(event, start, end),
        *_meetings(event, start, end),
        *_flights(event, start, end, codes),
    ]
    for trip in _trips(event, start, end):
        stays += _drive(trip, places)
    return Presence(places=places, stays=stays)


def _seen(event: Event, start: datetime, end: datetime) -> Iterator[Stay]:
    rows = Whereabouts.objects.filter(event=event, since__gt=start - SEEN_HOLDS, since__lt=end)
    rows = rows.exclude(place=None).exclude(state="departed")
    for pk, party_id, place_id, since in rows.values_list("pk", "party_id", "place_id", "since"):
        until = max(since, start) + SEEN_HOLDS
        yield _stay(f"party:{party_id}", place_id, since, until, f"seen:{pk}")


def _nights(event: Event, start: datetime, end: datetime) -> Iterator[Stay]:
    zone = ZoneInfo(event.zone)
    rows = RoomBlock.objects.filter(event=event).exclude(certainty=Certainty.CANCELLED)
    rows = rows.exclude(check_out__lt=start.astimezone(zone).date())
    rows = rows.exclude(check_in__gt=end.astimezone(zone).date())
    for row in rows.values_list("pk", "party_id", "hotel_id", "check_in", "check_out"):
        pk, party_id, hotel_id, first, last = row
        # From noon of the first day to the end of the last: who leaves late is still counted.
        begins = datetime(first.year, first.month, first.day, 12, tzinfo=zone) if first else start
        ends = datetime(last.year, last.month, last.day, 23, 59, tzinfo=zone) if last else end
        yield _stay(f"party:{party_id}", hotel_id, begins, ends, f"hotel:{pk}")


def _items(event: Event, start: datetime, end: datetime) -> Iterator[Stay]:
    rows = Item.objects.filter(event=event, starts_at__lt=end).exclude(place=None)
    rows = rows.exclude(certainty=Certainty.CANCELLED).exclude(actual_end_at__lte=start)
    rows = rows.filter(starts_at__gt=start - timedelta(days=2))
    for row in rows.prefetch_related("attending"):
        assert row.starts_at  # noqa: S101 -- asked for above
        until = row.actual_end_at or row.ends_at or row.starts_at + NO_END
        since, what = row.actual_start_at or row.starts_at, f"item:{row.pk}"
        parties = {party.pk for party in row.attending.all()}
        if row.private_of_id:
            parties.add(row.private_of_id)
        for who in [f"party:{pk}" for pk in sorted(parties)] or [what]:
            yield _stay(who, row.place_id, since, until, what)


def _meetings(event: Event, start: datetime, end: datetime) -> Iterator[Stay]:
    rows = Meeting.objects.filter(event=event, starts_at__lt=end).exclude(place=None)
    rows = rows.filter(starts_at__gt=start - timedelta(days=1)).exclude(status__in=NOT_HELD)
    for row in rows.exclude(certainty=Certainty.CANCELLED):
        assert row.starts_at  # noqa: S101 -- asked for above
        until = row.ends_at or row.starts_at + NO_END
        for party_id in row.party_ids:
            yield _stay(
                f"party:{party_id}", row.place_id, row.starts_at, until, f"meeting:{row.pk}"
            )


def _flights(event: Event, start: datetime, end: datetime, codes: dict[str, int]) -> Iterator[Stay]:
    rows = Movement.objects.filter(event=event).exclude(certainty=Certainty.CANCELLED)
    for row in rows:
        place = row.terminal_id or codes.get(row.airport)
        at = row.best_at
        if at is None or place is None or not start - AT_AIRPORT < at < end + AT_AIRPORT:
            continue
        since, until = (
            (at, at + AT_AIRPORT) if row.direction == "arrival" else (at - AT_AIRPORT, at)
        )
        yield _stay(f"party:{row.party_id}", place, since, until, f"flight:{row.pk}")


def _trips(event: Event, start: datetime, end: datetime) -> Iterator[Trip]:
    rows = Trip.objects.filter(event=event, departs_at__lt=end, reached_at=None)
    rows = rows.filter(departs_at__gt=start - timedelta(hours=12))
    yield from rows.exclude(certainty=Certainty.CANCELLED)


def _drive(trip: Trip, places: dict[int, Where]) -> Iterator[Stay]:
    """Yield its two ends, and points between them: the road itself is not known."""
    since = trip.left_at or trip.departs_at
    assert since  # noqa: S101 -- asked for above
    planned = (trip.arrives_at - trip.departs_at) if trip.arrives_at and trip.departs_at else NO_END
    lasts = max(planned, timedelta(minutes=1))
    who, what = f"party:{trip.party_id}", f"trip:{trip.pk}"
    if trip.from_place_id:
        yield _stay(who, trip.from_place_id, since, since, what)
    if trip.to_place_id:
        yield _stay(who, trip.to_place_id, since + lasts, since + lasts, what)
    one, two = places.get(trip.from_place_id or 0), places.get(trip.to_place_id or 0)
    if one is None or two is None:
        return
    for number in range(1, ON_THE_WAY):
        part = number / ON_THE_WAY
        point = -(trip.pk * ON_THE_WAY + number)
        places[point] = (one[0] + (two[0] - one[0]) * part, one[1] + (two[1] - one[1]) * part)
        first = since + lasts * (number - 0.5) / ON_THE_WAY
        yield _stay(who, point, first, first + lasts / ON_THE_WAY, what)


def _stay(who: str, place_id: int | None, since: datetime, until: datetime, what: str) -> Stay:
    return Stay(who, place_id or 0, minute(since), minute(until), what)
