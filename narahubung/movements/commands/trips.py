"""A drive made by hand, and held as it is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements import rules
from narahubung.movements.commands.moving import about
from narahubung.movements.commands.using import give
from narahubung.movements.entries import TripAdded, TripHeld
from narahubung.movements.models import Driver, EscortUnit, Trip, Vehicle
from narahubung.movements.uses import ESCORT, VEHICLE, uses_of_trip, ways_of
from narahubung.parties.models import Party, Place
from narahubung.programme.models import Item

_ROWS: dict[str, Any] = {
    "from_place": Place,
    "to_place": Place,
    "item": Item,
    "vehicle": Vehicle,
    "support_vehicle": Vehicle,
    "driver": Driver,
    "escort": EscortUnit,
}


@command
def add_trip(
    *,
    party_id: int,
    to: Mapping[str, Any],
    why: str = "",
    overrule: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Trip:
    """Make a drive of a party.

    to: purpose, from_place, to_place, departs_at; and where wanted arrives_at (else as long after
    the departure as the way is known to take), item, vehicle, support_vehicle, driver, escort,
    passengers. Rows by their ids, moments aware. overrule: as in `move_trip`; `cancel_trip` undoes
    it. Raises InUse, OutOfUse, TwiceInOneTrip, NeedsReason, WrongWayRound, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=party_id)
        event = Event.objects.get(pk=party.event_id)
        trip = Trip(event=event, party=party, zone=event.zone, code=uuid4().hex)
        for name, value in to.items():
            model = _ROWS.get(name)
            row = model.objects.get(pk=value, event=event) if model and value else value
            setattr(trip, name, row)
        if trip.arrives_at is None:
            trip.arrives_at = _arrival(trip)
        rules.check_way(trip.departs_at, trip.arrives_at)
        rules.check_once(trip.vehicle, trip.support_vehicle)
        trip.save()
        trip.code = f"TR-M{trip.pk}"  # of its own number: two desks never make the same
        trip.save(update_fields=["code"])
        overruled = give(trip, uses_of_trip(trip), by=by, why=why, overrule=overrule)
        record(
            TripAdded(
                **about(trip),
                departs_at=to["departs_at"],
                from_place=trip.from_place.name if trip.from_place else "",
                to_place=trip.to_place.name if trip.to_place else "",
                why=why,
                overruled=overruled,
            )
        )
    return trip


@command
def hold_trip(
    *, trip_id: int, held: bool, by: Actor, at: datetime, key: UUID | None = None
) -> Trip:
    """Keep proposals from changing the car and driver of a drive, or let them again.

    Raises NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        trip = Trip.objects.for_change(by, trip_id, Right.REPORT_MOVEMENT)
        if trip.held == held:
            raise rules.NothingNew
        trip.held = held
        trip.save(update_fields=["held"])
        record(TripHeld(**about(trip), held=held))
    return trip


def _arrival(trip: Trip) -> datetime | None:
    if trip.departs_at is None:
        return None
    what = ESCORT if trip.escort else VEHICLE
    minutes = ways_of(trip.event_id).minutes(trip.from_place_id, trip.to_place_id, what)
    return trip.departs_at + timedelta(minutes=round(minutes)) if minutes else None
