"""The demo's transport desk: permits, a car breaks down, a drive by hand, a plan lies ready."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q

from narahubung.config.past_people import Deed, People
from narahubung.kit.actor import the_house
from narahubung.kit.zones import zone
from narahubung.movements import commands as movements
from narahubung.movements.models import Trip, Vehicle
from narahubung.parties.models import Party, Place
from narahubung.plans.movements import fleet as engine
from narahubung.transport.commands.proposing import ask_plan, record_plan
from narahubung.transport.planning import fleet_problem, new_cars_of

HOUR = timedelta(hours=1)
GUEST = "ITA"
AREA, LATE = "Tanjung Benoa", "KOR"  # whose hotels ask for permits; whose car has one no more


def fleet_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield what the transport desk did until that moment."""
    at = until - 8 * HOUR
    yield at, partial(_permits, event, people, until, at)
    at = until - timedelta(minutes=20)
    yield at, partial(_break_down, event, people, until, at)
    at = until - timedelta(minutes=10)
    yield at, partial(_by_hand, event, people, until, at)
    at = until - timedelta(minutes=2)
    yield at, partial(_plan, event, people, until, at)


def _permits(event: Any, people: People, until: datetime, at: datetime) -> None:
    """The cars of the delegations in one area may enter it; the permit of one is over."""
    there = Q(from_place__area=AREA) | Q(to_place__area=AREA)
    guests = Trip.objects.filter(there, event=event).values("party")
    late = Trip.objects.filter(there, event=event, party__code=LATE, departs_at__gt=until)
    first = late.order_by("departs_at", "code").values_list("vehicle", flat=True).first()
    midnight = until.astimezone(zone(event.zone)).replace(hour=0, minute=0)
    for number, car in enumerate(Vehicle.objects.filter(event=event, party__in=guests)):
        to = {
            "zone": AREA,
            "number": f"TB-{number + 1:03}",
            "valid_until": midnight if car.pk == first else None,
        }
        movements.give_permit(vehicle_id=car.pk, to=to, by=people.coordinator, at=at)


def _break_down(event: Any, people: People, until: datetime, at: datetime) -> None:
    """A car that is to drive this evening is out of use until the morning."""
    ahead = Trip.objects.filter(event=event, departs_at__gt=until + HOUR, vehicle__isnull=False)
    trip = ahead.filter(party__code=GUEST).order_by("departs_at", "code").first()
    if trip is not None and trip.vehicle_id:
        movements.take_out(
            vehicle_id=trip.vehicle_id,
            since=at,
            until=until + 14 * HOUR,
            why="Does not charge",
            by=people.coordinator,
            at=at,
        )


def _by_hand(event: Any, people: People, until: datetime, at: datetime) -> None:
    """A drive that no list knew, still without a car."""
    party = Party.objects.get(event=event, code=GUEST)
    last = Trip.objects.filter(party=party, to_place__isnull=False).order_by("departs_at").last()
    hospital = Place.objects.filter(event=event, kind__icontains="hospital").first()
    if last is not None and last.to_place_id and hospital is not None:
        to = {
            "purpose": "visit to the hospital",
            "from_place": last.to_place_id,
            "to_place": hospital.pk,
            "departs_at": until + 2 * HOUR,
            "arrives_at": until + 2 * HOUR + timedelta(minutes=30),
            "passengers": 2,
        }
        movements.add_trip(party_id=party.pk, to=to, by=people.coordinator, at=at)


def _plan(event: Any, people: People, until: datetime, at: datetime) -> None:
    """Lay a plan of the evening ready: few changes, nothing adopted yet."""
    day = until.astimezone(zone(event.zone)).date()
    row = ask_plan(day=day, by=people.coordinator, at=at)
    problem = fleet_problem(event, day, at=at)
    plan = engine.repair_fleet(problem)
    record_plan(
        proposal_id=row.pk,
        problem=engine.to_json(problem),
        plan=engine.to_json(plan),
        changes=len(new_cars_of(problem, plan)),
        unserved=len(plan.unserved),
        by=the_house("job", event_id=event.pk),
        at=at,
    )
