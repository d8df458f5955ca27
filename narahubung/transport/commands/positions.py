"""A phone says where its car is; and what it said is forgotten again.

A reading is a receipt, not an act: it may be deleted, and the journal keeps all for ever. That
somebody began or stopped to share is an act, without a place in it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from narahubung.accounts.commands import end_passes
from narahubung.accounts.models import GuestPass
from narahubung.accounts.roles import Right
from narahubung.accounts.rules import LinkHasEnded, check_pass
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.models import Trip
from narahubung.parties.models import Department
from narahubung.transport.entries.positions import (
    PositionsForgotten,
    PositionShared,
    SharingStopped,
)
from narahubung.transport.models import Position
from narahubung.transport.rules import positions as rules
from narahubung.transport.rules.positions import DRIVER, DRIVER_LINK, OFFICER


@command
def share_position(
    *,
    trip_id: int,
    latitude: float,
    longitude: float,
    accuracy_m: float,
    read_at: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> bool:
    """Take a reading of the phone of an officer of the party; return whether it was kept.

    latitude, longitude: degrees; accuracy_m: metres; read_at: when the phone read it, of which the
    future counts as now. Raises SharingIsOver, SharingTooEarly, NotAPosition; Trip.DoesNotExist
    for who is not attached to the party.
    """
    rows = Trip.objects.visible_to(by, Right.REPORT_MOVEMENT).filter(party_id__in=by.own)
    return _take(
        rows.select_related("party").get(pk=trip_id),
        OFFICER,
        (latitude, longitude, accuracy_m),
        read_at,
        by=by,
        at=at,
        key=key,
    )


@command
def share_position_by_link(
    *,
    pass_id: int,
    latitude: float,
    longitude: float,
    accuracy_m: float,
    read_at: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> bool:
    """Take a reading of the driver's phone; as `share_position`. Raises LinkHasEnded as well."""
    trip = trip_of_pass(pass_id, by, at)
    place = (latitude, longitude, accuracy_m)
    return _take(trip, DRIVER, place, read_at, by=by, at=at, key=key)


@command
def stop_sharing(*, trip_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Stop sharing from an officer's phone, and delete what it told. Trip.DoesNotExist."""
    rows = Trip.objects.visible_to(by, Right.REPORT_MOVEMENT).filter(party_id__in=by.own)
    _stop(rows.select_related("party").get(pk=trip_id), OFFICER, by=by, at=at, key=key)


@command
def stop_sharing_by_link(*, pass_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Stop sharing from the driver's phone, and delete what it told. Raises LinkHasEnded."""
    _stop(trip_of_pass(pass_id, by, at), DRIVER, by=by, at=at, key=key)


@command
def forget_positions(*, trip_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Delete the positions of a trip that is over, and end the links of its drivers: the house."""
    with act(by=by, at=at, key=key) as record:
        trip = Trip.objects.visible_to(by).select_related("party").get(pk=trip_id)
        Position.objects.filter(trip=trip).delete()
        end_passes(purpose=DRIVER_LINK, object_id=trip.pk, by=by, at=at)
        record(PositionsForgotten(**_about(trip, by)))


def trip_of_pass(pass_id: int, by: Actor, at: datetime) -> Trip:
    """Return the trip that a driver's link opens, as long as the link is good."""
    rows = GuestPass.objects.filter(purpose=DRIVER_LINK, event_id=by.here)
    found = rows.get(pk=pass_id)
    check_pass(found, at)
    trips = Trip.objects.filter(event_id=by.here).select_related("party")
    trip = trips.filter(pk=found.object_id).first()
    if trip is None or ((gone := rules.forgotten_after(trip)) is not None and at > gone):
        raise LinkHasEnded
    return trip


def _take(
    trip: Trip,
    source: str,
    place: tuple[float, float, float],
    read_at: datetime,
    *,
    by: Actor,
    at: datetime,
    key: UUID | None,
) -> bool:
    rules.check_can_share(trip, at)
    rules.check_reading(*place)
    read_at = min(read_at, at)
    if at - read_at > rules.TRAIL:
        return False
    own = Position.objects.filter(trip=trip, source=source, by_name=by.name)
    last, before = (*own.order_by("-at", "-pk")[:2], None, None)[:2]
    if last is None:
        with act(by=by, at=at, key=key) as record:
            record(PositionShared(**_about(trip, by)))
            _keep(trip, source, place, read_at, by)
        return True
    if read_at - last.at < rules.APART:
        return False
    with transaction.atomic():
        own.filter(at__lt=at - rules.TRAIL).delete()
        if before is not None and last.at - before.at < rules.TRAIL_APART:
            last.delete()
        _keep(trip, source, place, read_at, by)
    return True


def _keep(
    trip: Trip, source: str, place: tuple[float, float, float], read_at: datetime, by: Actor
) -> None:
    latitude, longitude, accuracy_m = place
    desk = trip.event.policy.get("transport_desk", "TRN")
    Position.objects.create(
        event_id=trip.event_id,
        party_id=trip.party_id,
        desk=Department.objects.filter(event_id=trip.event_id, code=desk).first(),
        trip=trip,
        vehicle_id=trip.vehicle_id,
        source=source,
        latitude=latitude,
        longitude=longitude,
        accuracy_m=accuracy_m,
        at=read_at,
        by_name=by.name,
    )


def _stop(trip: Trip, source: str, *, by: Actor, at: datetime, key: UUID | None) -> None:
    with act(by=by, at=at, key=key) as record:
        Position.objects.filter(trip=trip, source=source, by_name=by.name).delete()
        record(SharingStopped(**_about(trip, by)))


def _about(trip: Trip, by: Actor) -> dict[str, Any]:
    return {
        "trip_id": trip.pk,
        "party_id": trip.party_id,
        "party": trip.party.code,
        "name": by.name,
    }
