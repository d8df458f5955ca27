"""The drives of a private item: there, and back with the same car."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.records import Certainty
from narahubung.movements import commands as movements
from narahubung.movements.models import Trip, Vehicle, Whereabouts
from narahubung.movements.suiting import around, ground_of, offers, rows_for
from narahubung.movements.uses import UNKNOWN_DRIVE, VEHICLE, Use, ways_of
from narahubung.programme.models import PrivateItem
from narahubung.stays.models import RoomBlock
from narahubung.transport.rules import outings as rules

PURPOSE = "private outing"


@command
def drive_outing(
    *, private_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> list[Trip]:
    """Make the drives of a private item: there from where the party is, and back.

    With the car that the party had last, or another that is free all the time; where there is none
    the drives stand without one. Raises HasDrives, OutingIsOver, DoesNotExist.
    """
    with act(by=by, at=at, key=key):
        rows = PrivateItem.objects.visible_to(by).select_related("item", "party")
        made = rows.get(item_id=private_id)
        rules.check_is_on(made.item)
        rules.check_has_none(drives_of(private_id))
        legs = _legs(made, at, home=_home(made.party_id))
        car = _car_for(made, legs, by)
        return [
            movements.add_trip(
                party_id=made.party_id,
                to={**leg, "item": private_id, "vehicle": car.pk if car else None},
                by=by,
                at=at,
            )
            for leg in legs
        ]


@command
def follow_outing(*, private_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Move the drives that have not begun as their item moved; cancel them where it is off or over.

    Raises NothingNew, PrivateItem.DoesNotExist.
    """
    with act(by=by, at=at, key=key):
        rows = PrivateItem.objects.visible_to(by).select_related("item", "party")
        made = rows.get(item_id=private_id)
        trips = drives_of(private_id)
        legs = _legs(made, at, home=trips[0].from_place_id if trips else None)
        off = made.item.certainty == Certainty.CANCELLED or made.item.actual_end_at is not None
        moves: dict[int, dict[str, Any]] = {}
        for trip, leg in zip(reversed(trips), reversed(legs), strict=False):  # the last leads back
            if trip.left_at is None and off:
                moves[trip.pk] = {"certainty": Certainty.CANCELLED.value}
            elif trip.left_at is None:
                moves[trip.pk] = {name: leg[name] for name in leg if name != "purpose"}
        movements.move_trips(moves=moves, by=by, at=at)


def drives_of(item_id: int) -> list[Trip]:
    """Return the drives of a private item that were not cancelled, in order of time."""
    rows = Trip.objects.filter(item_id=item_id).exclude(certainty=Certainty.CANCELLED)
    return list(rows.order_by("departs_at", "pk"))


def _legs(made: PrivateItem, at: datetime, *, home: int | None) -> list[dict[str, Any]]:
    """Return what `add_trip` takes for the way there and the way back.

    An outing begins when it is said and is back at its end; of what was planned, times are those
    at its place.
    """
    item = made.item
    starts, ends = item.actual_start_at or item.starts_at, item.ends_at
    if starts is None or ends is None:
        raise ValueError("a private item has both times")
    minutes = ways_of(made.event_id).minutes(home, item.place_id)
    way = timedelta(minutes=round(minutes)) if minutes else UNKNOWN_DRIVE
    leaves = starts if item.actual_start_at else max(at, starts - way)
    returns = max(leaves + way, ends - way if item.actual_start_at else ends)
    purpose = f"{PURPOSE}: {item.room}"[:120] if item.room else PURPOSE
    ends_of = ((home, item.place_id, leaves), (item.place_id, home, returns))
    return [
        {
            "purpose": purpose,
            "from_place": start,
            "to_place": goal,
            "departs_at": departs,
            "arrives_at": departs + way,
        }
        for start, goal, departs in ends_of
    ]


def _home(party_id: int) -> int | None:
    """Return where the party is now, as last told; else its hotel."""
    here = Whereabouts.objects.filter(party_id=party_id, place__isnull=False).first()
    if here is not None:
        return here.place_id
    block = RoomBlock.objects.filter(party_id=party_id).order_by("pk").first()
    return block.hotel_id if block else None


def _car_for(made: PrivateItem, legs: list[dict[str, Any]], by: Actor) -> Vehicle | None:
    """Return the car for the whole time: the one the party had last, or the nearest to it."""
    there, back = legs
    use = Use(
        what=VEHICLE,
        row_id=0,
        span=Span(there["departs_at"], back["arrives_at"]),
        from_id=there["from_place"],
        to_id=back["to_place"],
        thing="outing",
        party_id=made.party_id,
    )
    had = Trip.objects.filter(party=made.party, vehicle__isnull=False).select_related("vehicle")
    last = had.filter(departs_at__lte=use.span.start).order_by("departs_at", "pk").last()
    like = last.vehicle if last else None
    ground = ground_of(made.event_id, **around(use.span, made.item.zone))
    rows = offers(ground, use, rows_for(VEHICLE, by=by), like=like)
    return next((car for car in rows if ground.suits(car, use)), None)
