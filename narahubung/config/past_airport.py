"""The demo's past at the airport: aircraft with papers, stands and lounges, a bag that is missing.

All of it is invented but the airports at which aircraft waited, which the list names.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from narahubung.airports import commands as airports
from narahubung.airports.models import Facility
from narahubung.config.past_people import Deed, People
from narahubung.movements.models import Movement
from narahubung.parties.models import Member

H = timedelta(hours=1)
HEAD = "head of delegation"
PLACES: tuple[dict[str, Any], ...] = (
    {"kind": "stand", "name": "VVIP apron 1"},
    {"kind": "stand", "name": "VVIP apron 2", "limits": "wingspan at most 65 m"},
    {"kind": "lounge", "name": "VVIP building, lounge A", "with_head": 1},
    {"kind": "lounge", "name": "VIP lounge, international", "with_head": 1, "capacity": 3},
    {"kind": "slot", "name": "Runway slots of the evening", "capacity": 2},
    {"kind": "ramp_car", "name": "Ramp car 1"},
)
# party, type, call sign, souls; hours from the departure until which its papers hold
AIRCRAFT = (
    ("JPN", "Boeing 777-300ER", "JF001", 46, 36.0),
    ("KOR", "Boeing 747-8", "KAF001", 31, -0.5),  # the demo's worry: runs out before it leaves
    ("TUR", "Airbus A330-200", "TRK01", 46, 24.0),
)
STANDS = {"KOR": "VVIP apron 1", "ARE": "VVIP apron 2"}
LOUNGES = {"KOR": "VVIP building, lounge A", "ARE": "VIP lounge, international"}
MISSING = "JPN"


def airport_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Return what was written down, booked and counted until then, each with its moment."""
    ends = {
        (row.party.code, row.direction): row
        for row in Movement.objects.filter(event=event, travelling=HEAD).select_related("party")
    }
    early = until - timedelta(days=6)
    for place in PLACES:
        yield early, partial(airports.keep_facility, **place, by=people.coordinator, at=early)
    for code, kind, sign, souls, hours in AIRCRAFT:
        if (code, "departure") not in ends:
            continue
        at = early + H
        away = (ends[code, "arrival"], ends[code, "departure"])
        facts = {"kind": "state", "call_sign": sign, "aircraft_type": kind, "souls": souls}
        yield at, partial(_aircraft, facts, hours, away, people, at)
    at = until - 5 * H
    for code, stand in STANDS.items():
        if (code, "departure") in ends:
            yield at, partial(_booked, ends[code, "departure"], stand, LOUNGES[code], people, at)
    if (MISSING, "arrival") in ends:
        yield from _luggage(ends[MISSING, "arrival"], people, until)


def _aircraft(
    facts: dict[str, Any],
    hours: float,
    away: tuple[Movement, Movement],
    people: People,
    at: datetime,
) -> None:
    arrival, departure = away
    parked = arrival.aircraft_parking
    facts = {**facts, "ferry_to": "" if parked == "DPS" else parked, "weapons": "side arms, 4"}
    who: dict[str, Any] = {"by": people.coordinator, "at": at}
    plane = airports.keep_aircraft(
        party_id=arrival.party_id,
        facts=facts,
        arrival_id=arrival.pk,
        departure_id=departure.pk,
        **who,
    )
    if arrival.planned_at is None or departure.planned_at is None:
        return
    since, leaves = arrival.planned_at - 24 * H, departure.planned_at
    holds = {"diplomatic": leaves + hours * H}
    for number, kind in enumerate(("diplomatic", "security", "flight_approval"), 101):
        airports.note_clearance(
            aircraft_id=plane,
            kind=kind,
            state="given",
            number=f"DEMO-{arrival.party.code}-{number}",
            valid_from=since,
            valid_until=holds.get(kind, leaves + 48 * H),
            **who,
        )
    airports.note_clearance(aircraft_id=plane, kind="slot", state="asked", **who)


def _booked(departure: Movement, stand: str, lounge: str, people: People, at: datetime) -> None:
    leaves = departure.planned_at
    if leaves is None:
        return
    places = {row.name: row for row in Facility.objects.filter(event_id=departure.event_id)}
    given: dict[str, Any] = {
        "party_id": departure.party_id,
        "movement_id": departure.pk,
        "by": people.coordinator,
        "at": at,
    }
    on_stand = airports.book(
        kind="stand",
        facility_id=places[stand].pk,
        starts_at=leaves - 3 * H,
        ends_at=leaves + H / 4,
        owner_name="Apron control",
        **given,
    )
    airports.answer_booking(booking_id=on_stand, state="confirmed", by=people.coordinator, at=at)
    in_lounge = airports.book(
        kind="lounge",
        facility_id=places[lounge].pk,
        starts_at=leaves - 1.5 * H,
        ends_at=leaves - H / 4,
        owner_name="Angkasa Pura, VIP service",
        **given,
    )
    airports.book(
        kind="flowers",
        what="farewell flowers",
        starts_at=leaves - H,
        ends_at=leaves - H / 2,
        owner_name="Protocol, florist",
        **given,
    )
    head = Member.objects.filter(party_id=departure.party_id, role="head_of_delegation").first()
    airports.list_guest(
        booking_id=in_lounge,
        member_id=head.pk if head else None,
        name=departure.party.head_name,
        by=people.coordinator,
        at=at,
    )
    airports.list_guest(
        booking_id=in_lounge,
        name="Spouse of the head",
        by=people.lead(departure.party_id),
        at=at,
    )


def _luggage(arrival: Movement, people: People, until: datetime) -> Iterator[Deed]:
    landed, by = arrival.actual_at or arrival.planned_at, people.lead(arrival.party_id)
    if landed is None:
        return
    told = arrival.bags or 0
    for minutes, point, count in (
        (35, "plane", told),
        (50, "van", told - 1),
        (95, "lobby", told - 1),
    ):
        at = landed + timedelta(minutes=minutes)
        yield (
            at,
            partial(
                airports.count_bags,
                movement_id=arrival.pk,
                at_point=point,
                count=count,
                by=by,
                at=at,
            ),
        )
    at = landed + 2 * H
    yield at, partial(_missing, arrival, by, at, until - H)


def _missing(arrival: Movement, by: Any, at: datetime, again: datetime) -> None:
    bag = airports.report_missing_bag(
        movement_id=arrival.pk,
        description="black hard case, gold ribbon",
        tag="JF001-017",
        deliver_to="the delegation's hotel, luggage room",
        by=by,
        at=at,
    )
    airports.follow_bag(bag_id=bag, state="missing", airline_ref="DPS-DEMO-17", by=by, at=again)
