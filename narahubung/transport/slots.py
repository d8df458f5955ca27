"""Trips to an item, or away from it, as slots at a door: rows to the engine's problem and back."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.movements.models import Movement, Trip
from narahubung.movements.uses import UNKNOWN_DRIVE, ways_of
from narahubung.parties.models import Party
from narahubung.plans.assignment import from_json
from narahubung.plans.movements import arriving as engine
from narahubung.programme.models import Item
from narahubung.transport.models import Proposal, ProposalKind

# What is asked for where nobody says otherwise, in minutes.
MINUTES, GAP, SEATED_MIN = 2, 1, 10
LEAVING_MIN = 5  # from the end of an item until the first is at the door
APART_MIN = 10  # between two that must not meet
AIRPORT = timedelta(hours=1)  # nobody is made to be there later than that before the flight
GOES_HOME = timedelta(hours=3)  # who leaves an item leaves by then
TOGETHER = timedelta(minutes=30)  # cars of one party that leave within that are one departure
PRECEDENCE, WELCOME = "precedence", "welcome"  # whose order
LAST = 10_000  # the rank of who has none


def trips_to(item: Item) -> dict[int, list[Trip]]:
    """Return the trips of each party to an item, the first to arrive first. One query.

    Trips that leave from where the item is are for the way back.
    """
    rows = Trip.objects.filter(item=item, departs_at__isnull=False, arrives_at__isnull=False)
    if item.place_id:
        rows = rows.exclude(from_place_id=item.place_id)
    found: dict[int, list[Trip]] = {}
    rows = rows.exclude(certainty=Certainty.CANCELLED).select_related("party", "from_place")
    for trip in rows.order_by("arrives_at", "pk"):
        found.setdefault(trip.party_id, []).append(trip)
    return found


def trips_from(item: Item) -> dict[int, list[Trip]]:
    """Return the trips of each party away from an item, the first to leave first. One query.

    Lists seldom say what a way back is from: it is the first drive away from the place of the item
    after its end, of who attends or came by a drive. Who leaves before the end has a reason.
    """
    if item.place_id is None or item.ends_at is None:
        return {}
    came = Trip.objects.filter(item=item).values("party")
    rows = Trip.objects.filter(
        Q(item=item) | Q(item=None, party__in=item.attending.all()) | Q(item=None, party__in=came),
        event_id=item.event_id,
        from_place_id=item.place_id,
        departs_at__gte=item.ends_at,
        departs_at__lt=item.ends_at + GOES_HOME,
        arrives_at__isnull=False,
    )
    found: dict[int, list[Trip]] = {}
    rows = rows.exclude(certainty=Certainty.CANCELLED).select_related("party", "to_place")
    for trip in rows.order_by("departs_at", "pk").distinct():
        ones = found.setdefault(trip.party_id, [])
        if not ones or at_door(trip, leaving=True) - at_door(ones[0], leaving=True) <= TOGETHER:
            ones.append(trip)
    return found


def trips_of(item: Item, *, leaving: bool) -> dict[int, list[Trip]]:
    """Return the trips of each party to an item, or away from it, in order. One query."""
    return trips_from(item) if leaving else trips_to(item)


def arrival_problem(row: Proposal, *, at: datetime) -> engine.ArrivalProblem:
    """Return who uses the door of the item of a proposal and when each can. Four queries.

    wishes of the proposal: order, minutes, gap, open_min, seated_min, apart (pairs of codes); firm,
    earliest ({party id: ISO moment}). Who has left or arrived is firm. A slot is the arrival of a
    party's first trip, or its departure where they leave; seated_min is before the item begins, or
    after it ends.
    """
    item, wishes, leaving = row.item, row.wishes, is_leaving(row)
    begins = None if item is None else item.ends_at if leaving else item.starts_at
    if item is None or begins is None:
        raise engine.BadProblemError("this item has no time")
    trips = trips_of(item, leaving=leaving)
    between = timedelta(minutes=int(wishes.get("seated_min", usual_min(leaving=leaving))))
    moment = whole(begins) + (between if leaving else -between)
    minutes, gap = int(wishes.get("minutes", MINUTES)), int(wishes.get("gap", GAP))
    open_min = int(wishes.get("open_min", 0)) or opens(len(trips), minutes, gap)
    firm, said = _said(wishes, "firm"), _said(wishes, "earliest")
    rank = ranks((ones[0].party for ones in trips.values()), wishes.get("order", PRECEDENCE))
    can_be = dict.fromkeys(trips, _up(at)) if leaving else _earliest(row, trips, at=at)
    must_be = _latest(row, trips) if leaving else {}
    stands = {pk: whole(at_door(ones[0], leaving=leaving)) for pk, ones in trips.items()}
    for pk, ones in trips.items():
        if on_the_way(ones[0], at):
            told = ones[0].left_at if leaving else ones[0].reached_at
            firm[pk] = whole(told) if told else stands[pk]
    codes = {ones[0].party.code: str(pk) for pk, ones in trips.items()}
    present = {pk: stands[pk] for pk in trips if pk in firm or not row.anew}
    return engine.ArrivalProblem(
        parties=tuple(
            engine.ArrivalParty(
                id=str(pk),
                rank=rank[pk],
                minutes=minutes,
                earliest=max((one for one in (said.get(pk), can_be.get(pk)) if one), default=None),
                latest=must_be.get(pk),
            )
            for pk in trips
        ),
        moment=moment,
        leaving=leaving,
        open_min=open_min,
        gap=gap,
        apart=tuple(
            engine.Apart(one=codes[a], other=codes[b], minutes=APART_MIN)
            for a, b in wishes.get("apart", [])
            if a in codes and b in codes
        ),
        present=tuple(
            engine.ArrivalHeld(party=str(pk), begins=firm.get(pk, begins), firm=pk in firm)
            for pk, begins in present.items()
        ),
    )


def _said(wishes: Mapping[str, Any], name: str) -> dict[int, datetime]:
    return {int(pk): datetime.fromisoformat(told) for pk, told in wishes.get(name, {}).items()}


def opens(parties: int, minutes: int, gap: int) -> int:
    """Return for how long the door must be open for so many, and a quarter longer."""
    return max(30, (parties * (minutes + gap) * 5 + 3) // 4)


def ranks(parties: Iterable[Party], order: str) -> dict[int, int]:
    """Return the rank of each party, 1 the most honoured; who has none comes after all.

    PRECEDENCE: by group and place in it. WELCOME: who is welcomed last is the most honoured.
    """
    found = {
        party.pk: (
            (party.precedence_group or LAST, party.precedence_order or LAST)
            if order == PRECEDENCE
            else (0 if party.welcome_order else 1, -(party.welcome_order or 0))
        )
        for party in parties
    }
    places = {place: number for number, place in enumerate(sorted(set(found.values())), start=1)}
    return {pk: places[place] for pk, place in found.items()}


def whole(at: datetime) -> datetime:
    """Return the minute in which that is."""
    return at.replace(second=0, microsecond=0)


def is_leaving(row: Proposal) -> bool:
    """Tell whether a plan is of departures."""
    return row.kind == ProposalKind.LEAVING


def usual_min(*, leaving: bool) -> int:
    """Return the minutes between the door and the item, where nobody says otherwise."""
    return LEAVING_MIN if leaving else SEATED_MIN


def at_door(trip: Trip, *, leaving: bool) -> datetime:
    """Return when a trip of `trips_of` is at the door."""
    when = trip.departs_at if leaving else trip.arrives_at
    if when is None:
        raise ValueError("a trip to an item has a time")
    return when


def drive_of(trip: Trip) -> timedelta:
    """Return how long a trip takes, as it is planned."""
    if trip.departs_at is None or trip.arrives_at is None:
        return UNKNOWN_DRIVE
    return trip.arrives_at - trip.departs_at


def on_the_way(trip: Trip, at: datetime) -> bool:
    """Tell whether it has begun, or should have."""
    return trip.left_at is not None or (trip.departs_at is not None and trip.departs_at <= at)


def _earliest(row: Proposal, trips: dict[int, list[Trip]], *, at: datetime) -> dict[int, datetime]:
    """Return when each party can be at the door: after its trip before, and not before now."""
    firsts = {pk: ones[0] for pk, ones in trips.items()}
    start = datetime.combine(row.day, datetime.min.time(), tzinfo=zone(row.event.zone))
    before = Trip.objects.filter(event_id=row.event_id, party__in=firsts, departs_at__gte=start)
    before = before.exclude(certainty=Certainty.CANCELLED).exclude(item=row.item)
    ways = ways_of(row.event_id)
    found = {pk: _up(at + drive_of(trip)) for pk, trip in firsts.items()}
    for trip in before.filter(arrives_at__isnull=False):
        then = firsts[trip.party_id]
        if trip.departs_at and then.departs_at and trip.departs_at < then.departs_at:
            way = timedelta(minutes=ways.minutes(trip.to_place_id, then.from_place_id))
            free = trip.reached_at or at_door(trip, leaving=False)
            there = _up(free + way + drive_of(then))
            found[trip.party_id] = max(found[trip.party_id], there)
    return found


def _latest(row: Proposal, trips: dict[int, list[Trip]]) -> dict[int, datetime]:
    """Return until when who drives to a flight must be at the door. One query.

    Who would be at the airport later than an hour before the flight as it stands leaves then.
    """
    flights = Movement.objects.filter(
        event_id=row.event_id, direction="departure", party__in=trips, actual_at=None
    ).exclude(certainty=Certainty.CANCELLED)
    found: dict[int, datetime] = {}
    for flight in flights:
        trip, best = trips[flight.party_id][0], flight.expected_at or flight.planned_at
        there = at_door(trip, leaving=True) + drive_of(trip)
        if best is None or best < there or flight.terminal_id != trip.to_place_id:
            continue
        until = whole(best - min(best - there, AIRPORT) - drive_of(trip))
        found[flight.party_id] = min(until, found.get(flight.party_id, until))
    return found


def _up(at: datetime) -> datetime:
    return whole(at + timedelta(seconds=59))


def new_times(row: Proposal) -> dict[int, dict[str, Any]]:
    """Return the times of each trip that the plan would change.

    All trips of a party go along with its first.
    """
    leaving = is_leaving(row)
    slots = {int(slot.party): slot.begins for slot in plan_of(row).slots}
    found: dict[int, dict[str, Any]] = {}
    if row.item is None:
        return found
    for pk, ones in trips_of(row.item, leaving=leaving).items():
        now = whole(at_door(ones[0], leaving=leaving))
        by = slots[pk] - now if pk in slots else timedelta()
        for trip in ones if by else ():
            times = {"departs_at": trip.departs_at, "arrives_at": trip.arrives_at}
            found[trip.pk] = {name: when + by if when else None for name, when in times.items()}
    return found


def plan_of(row: Proposal) -> engine.ArrivalPlan:
    """Return the plan that a proposal holds."""
    return from_json(engine.ArrivalPlan, json.dumps(row.plan))


def problem_of(row: Proposal) -> engine.ArrivalProblem:
    """Return the problem that a proposal answers."""
    return from_json(engine.ArrivalProblem, json.dumps(row.problem))
