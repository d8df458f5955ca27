"""The demo's convoys: an escort approved and one asked for, a motorcade, a departure under way."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from narahubung.airports import commands as airports
from narahubung.airports.models import DepartureLine
from narahubung.config.past_people import Deed, People
from narahubung.movements.models import Movement, Trip
from narahubung.parties.models import Member, Place
from narahubung.transport import commands as transport
from narahubung.transport.models import Motorcade

GUEST, ASKING = "JPN", "KOR"
HOUR = timedelta(hours=1)
# Who bids farewell: an office and its rank; the names are left to the protocol.
FAREWELL = [("Gubernur", 1), ("Kepala Protokol Negara", 2), ("Kepala bandara", 3)]


def convoy_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield what was asked, laid out and told until that moment."""
    if guest := _next_trip(event, GUEST, until):
        by, at = people.lead(guest.party_id), until - 5 * HOUR
        yield at, partial(_escorted, guest, people, at)
        at = until - 2 * HOUR
        yield at, partial(_laid_out, guest, by, at)
    if other := _next_trip(event, ASKING, until):
        by, at = people.lead(other.party_id), until - HOUR / 2
        yield at, partial(transport.ask_escort, trip_id=other.pk, by=by, at=at)
    if flight := _departure(event, GUEST, until):
        by, at = people.lead(flight.party_id), until - 7 * HOUR
        yield at, partial(_leaving, flight, by, at)


def _next_trip(event: Any, code: str, until: datetime) -> Trip | None:
    rows = Trip.objects.filter(event=event, party__code=code, departs_at__gt=until)
    return rows.select_related("party").order_by("departs_at").first()


def _departure(event: Any, code: str, until: datetime) -> Movement | None:
    rows = Movement.objects.filter(event=event, party__code=code, direction="departure")
    rows = rows.filter(planned_at__gt=until, travelling="head of delegation")
    return rows.order_by("planned_at").first()


def _escorted(trip: Trip, people: People, at: datetime) -> None:
    """The officer asks, the police say yes."""
    by = people.lead(trip.party_id)
    asked = transport.ask_escort(trip_id=trip.pk, call_sign="Sakura 1", by=by, at=at)
    if trip.escort_id is not None:
        transport.approve_escort(
            request_id=asked.pk,
            escort_id=trip.escort_id,
            number="Sprin/0115/XI/2022",
            by=people.desk("PTW"),
            at=at + HOUR / 2,
        )


def _laid_out(trip: Trip, by: Any, at: datetime) -> None:
    """Five cars in the order of a summit, with who sits where."""
    made = transport.make_motorcade(trip_id=trip.pk, order="summit", by=by, at=at)
    hospital = Place.objects.filter(event_id=trip.event_id, kind__icontains="hospital").first()
    facts = {
        "route_main": "Jalan utama",
        "route_alternate": "Jalan pantai",
        "advance_min": 15,
        "hospital": hospital.pk if hospital else None,
    }
    transport.write_route(motorcade_id=made.pk, facts=facts, by=by, at=at)
    _seats(made, by, at)


def _seats(made: Motorcade, by: Any, at: datetime) -> None:
    cars = {car.role: car.pk for car in made.cars.all()}
    told: dict[str, Any] = {"by": by, "at": at}
    first, rest = cars["principal"], cars["delegation"]
    transport.seat(car_id=first, seat="front_left", name=by.name, role="officer", **told)
    others = Member.objects.filter(party_id=made.party_id).exclude(role="head_of_delegation")
    seats = ("rear_right", "rear_left", "front_left")
    for seat, member in zip(seats, others.order_by("pk")[: len(seats)], strict=False):
        transport.seat(car_id=rest, seat=seat, member_id=member.pk, **told)


def _leaving(flight: Movement, by: Any, at: datetime) -> None:
    """Gifts are packed and the line is named; the bill and who pays it are still open."""
    airports.plan_departure(movement_id=flight.pk, by=by, at=at)
    for office, rank in FAREWELL:
        airports.stand_in_line(
            movement_id=flight.pk, name=office, office=office, rank=rank, by=by, at=at
        )
    packed = DepartureLine.objects.get(movement=flight, kind="gifts_packed")
    airports.tell_leaving(leaving_id=packed.pk, by=by, at=at + HOUR)
