"""The demo's roads: two drivers who share their position, and a shuttle line with three buses."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from narahubung.accounts.actors import actor_of_pass
from narahubung.accounts.queries import pass_of
from narahubung.config.past_people import Deed, People
from narahubung.movements.models import Trip
from narahubung.parties.models import Member, Party, Place
from narahubung.transport import commands
from narahubung.transport.models import ShuttleLine, ShuttleRun
from narahubung.transport.rules.positions import DRIVER_LINK

MINUTE = timedelta(minutes=1)
READ_EVERY = timedelta(seconds=30)
DRIVERS = 2
RIDERS = 3
GUEST = "JPN"
STOPS = [("V-BICC", 0), ("V-BNDCC", 6), ("V-GWK", 35)]
RUNS = [-41 * MINUTE, 19 * MINUTE, 79 * MINUTE]  # after the moment at which the demo stands


def road_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield what drivers and riders did until that moment."""
    rows = Trip.objects.filter(event=event, departs_at__lt=until - 3 * MINUTE)
    rows = rows.filter(arrives_at__gt=until + 5 * MINUTE, vehicle__isnull=False)
    for trip in rows.select_related("from_place", "to_place", "vehicle")[:DRIVERS]:
        at = until - 2 * timedelta(hours=1)
        yield at, partial(_drive, trip, people, until)
    yield until - 4 * timedelta(hours=1), partial(_shuttles, event, people, until)


def _drive(trip: Any, people: People, until: datetime) -> None:
    """Give the driver a link, through which his phone says where he is."""
    at = until - 2 * timedelta(hours=1)
    name = trip.vehicle.driver or "Driver"
    facts: dict[str, Any] = {"trip_id": trip.pk, "name": name, "language": "id"}
    token = commands.give_driver_link(**facts, by=people.coordinator, at=at)
    found = pass_of(token, purpose=DRIVER_LINK, at=at)
    if found is None or not (trip.from_place.latitude and trip.to_place.latitude):
        return
    driver = actor_of_pass(found)
    commands.tell_by_link(pass_id=found.pk, status="off", by=driver, at=trip.departs_at)
    whole = trip.arrives_at - trip.departs_at
    moment = trip.departs_at
    while moment <= until:
        part = (moment - trip.departs_at) / whole
        commands.share_position_by_link(
            pass_id=found.pk,
            latitude=_between(trip.from_place.latitude, trip.to_place.latitude, part),
            longitude=_between(trip.from_place.longitude, trip.to_place.longitude, part),
            accuracy_m=14.0,
            read_at=moment,
            by=driver,
            at=moment,
        )
        moment += READ_EVERY


def _between(start: float, end: float, part: float) -> float:
    return start + (end - start) * part


def _shuttles(event: Any, people: People, until: datetime) -> None:
    """Make the line of the media, its buses, and take seats for a few of a delegation."""
    at, desk = until - 4 * timedelta(hours=1), people.desk("TRN")
    places = dict(Place.objects.filter(event=event).values_list("code", "pk"))
    stops = [(places[code], minutes) for code, minutes in STOPS if code in places]
    if len(stops) != len(STOPS) or ShuttleLine.objects.filter(event=event).exists():
        return
    line_id = commands.add_line(
        code="S1",
        name_en="Media centre to the dinner",
        name_id="Pusat media ke jamuan makan malam",
        stops=stops,
        zone=event.zone,
        by=desk,
        at=at,
    )
    starts = [until + after for after in RUNS]
    commands.add_runs(line_id=line_id, starts=starts, seats=28, accessible=True, by=desk, at=at)
    runs = list(ShuttleRun.objects.filter(line=line_id).order_by("departs_at"))
    party = Party.objects.get(event=event, code=GUEST)
    officer = people.lead(party.pk)
    boards = runs[0].line.stops.get(minutes=0).pk
    for number, member in enumerate(Member.objects.filter(party=party).order_by("-pk")[:RIDERS]):
        seat: dict[str, Any] = {"party_id": party.pk, "boards_id": boards, "member_id": member.pk}
        for run in runs[: 2 if number else 1]:
            rider = commands.sign_up(run_id=run.pk, **seat, by=officer, at=at)
            if run is runs[0] and number < RIDERS - 1:
                commands.board(passenger_id=rider, by=officer, at=run.departs_at - 3 * MINUTE)
    commands.let_leave(run_id=runs[0].pk, by=desk, at=runs[0].departs_at + MINUTE)
