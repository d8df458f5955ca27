"""The rows of an event that the network is made of, as they stand or as they stood."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from narahubung.accounts.models import Event
from narahubung.airports.models import HOLDING, Booking
from narahubung.kit.records import Certainty
from narahubung.meetings.models import NOT_HELD, Meeting
from narahubung.movements.models import EscortUnit, Movement, TravelTime, Trip, Vehicle
from narahubung.parties.models import Department
from narahubung.programme.models import Item
from narahubung.stays.models import RoomBlock
from narahubung.transport.models import OPEN_REQUESTS, EscortRequest, Motorcade

Was = Mapping[str, Mapping[str, Any]]
"""What stood, by thing and field: {"trip:7": {"departs_at": …}}; "at" of a movement."""


class Drive(NamedTuple):
    """Minutes from one place to another: usual, at rush hour, with an escort; None: not known."""

    usual: float | None
    rush: float | None
    escorted: float | None


@dataclass(kw_only=True)
class Rows:
    """What is not cancelled, in order of time. at: the best known moment of each movement."""

    event: Event
    movements: list[Movement]
    trips: list[Trip]
    vehicles: list[Vehicle]
    escorts: list[EscortUnit]
    items: list[Item]
    meetings: list[Meeting]
    bookings: list[Booking]
    requests: list[EscortRequest]
    motorcades: dict[int, Motorcade]
    blocks: dict[int, list[RoomBlock]]
    drives: dict[tuple[int, int], Drive]
    desks: dict[str, int]
    attends: dict[int, list[int]]
    at: dict[int, datetime] = field(default_factory=dict)

    def drive(self, start: int | None, end: int | None) -> Drive:
        """Return how long it takes between two places; nothing is known of most pairs."""
        return self.drives.get((start or 0, end or 0), Drive(None, None, None))

    def trips_of(self) -> dict[int, list[Trip]]:
        """Return the trips of each party, by its number."""
        found: dict[int, list[Trip]] = defaultdict(list)
        for trip in self.trips:
            found[trip.party_id].append(trip)
        return found


def rows_of(event: Event, was: Was) -> Rows:
    """Return the rows, those of `was` with the moments that they had then. Fourteen queries."""
    movements = _standing(Movement.objects.filter(event=event).select_related("terminal"))
    trips = _standing(
        Trip.objects.filter(event=event, departs_at__isnull=False, arrives_at__isnull=False)
        .select_related("from_place", "to_place", "escort", "driver")
        .select_related("vehicle__usual_driver", "support_vehicle")
    )
    items = _standing(
        Item.objects.filter(event=event, starts_at__isnull=False, ends_at__isnull=False)
        .exclude(private__member__isnull=False)
        .select_related("place")
    )
    meetings = _standing(
        Meeting.objects.filter(event=event, starts_at__isnull=False)
        .exclude(status__in=NOT_HELD)
        .select_related("party_a", "party_b", "place")
    )
    bookings = list(
        Booking.objects.filter(event=event, state__in=HOLDING)
        .select_related("facility")
        .order_by("pk")
    )
    requests = EscortRequest.objects.filter(event=event, state__in=OPEN_REQUESTS)
    found = Rows(
        event=event,
        movements=movements,
        trips=trips,
        vehicles=_standing(Vehicle.objects.filter(event=event)),
        escorts=_standing(EscortUnit.objects.filter(event=event)),
        items=items,
        meetings=meetings,
        bookings=bookings,
        requests=list(requests.order_by("pk")),
        motorcades={row.trip_id: row for row in Motorcade.objects.filter(event=event)},
        blocks=_blocks(event),
        drives=drives_of(event),
        desks=dict(Department.objects.filter(event=event).values_list("code", "pk")),
        attends=_attends(event),
    )
    _as_it_was(found, was)
    found.at = {row.pk: at for row in movements if (at := _best(row)) is not None}
    found.movements = sorted(
        (row for row in movements if row.pk in found.at), key=lambda row: (found.at[row.pk], row.pk)
    )
    found.trips.sort(key=lambda row: (row.departs_at, row.pk))
    return found


def _best(row: Movement) -> datetime | None:
    at = row.best_at
    assert at is None or isinstance(at, datetime)  # noqa: S101 -- a column of moments
    return at


def _standing(rows: Any) -> list[Any]:
    return list(rows.exclude(certainty=Certainty.CANCELLED).order_by("pk"))


def _as_it_was(rows: Rows, was: Was) -> None:
    every: tuple[tuple[str, Iterable[Any]], ...] = (
        ("movement", rows.movements),
        ("trip", rows.trips),
        ("item", rows.items),
        ("meeting", rows.meetings),
        ("booking", rows.bookings),
    )
    for name, some in every:
        for row in some:
            for column, moment in was.get(f"{name}:{row.pk}", {}).items():
                if column == "at":
                    row.actual_at, row.expected_at = None, moment
                else:
                    setattr(row, column, moment)


def _blocks(event: Event) -> dict[int, list[RoomBlock]]:
    found: dict[int, list[RoomBlock]] = defaultdict(list)
    for row in _standing(RoomBlock.objects.filter(event=event).select_related("hotel")):
        found[row.party_id].append(row)
    return found


def drives_of(event: Event) -> dict[tuple[int, int], Drive]:
    """Return how long drives take by (from, to), numbers of places. One query."""
    found: dict[tuple[int, int], Drive] = {}
    columns = ("from_place_id", "to_place_id", "both_ways", "normal_min", "rush_min")
    rows = TravelTime.objects.filter(event=event).order_by("-pk")
    for start, end, both, usual, rush, escorted in rows.values_list(*columns, "escorted_min"):
        if both:
            found.setdefault((end, start), Drive(usual, rush, escorted))
        found[start, end] = Drive(usual, rush, escorted)
    return found


def _attends(event: Event) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    through = Item.attending.through.objects.filter(Q(item__event=event))
    for item_id, party_id in through.values_list("item_id", "party_id").order_by("pk"):
        found[item_id].append(party_id)
    return found
