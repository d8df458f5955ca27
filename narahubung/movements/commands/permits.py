"""Permits of cars for zones: given, changed and removed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements import rules
from narahubung.movements.entries_fleet import PermitSet
from narahubung.movements.models import Vehicle, VehiclePermit
from narahubung.parties.models import Place

_FIELDS = ("zone", "number", "valid_from", "valid_until")


@command
def give_permit(
    *, vehicle_id: int, to: Mapping[str, Any], by: Actor, at: datetime, key: UUID | None = None
) -> VehiclePermit:
    """Say that a car is let into a zone, and so that the zone asks for permits.

    to: zone (the area of a place), and where wanted number, valid_from, valid_until (aware; None is
    no limit). Raises NoSuchZone, EndsFirst, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        car = Vehicle.objects.for_change(by, vehicle_id, Right.REPORT_MOVEMENT)
        permit = VehiclePermit(event_id=car.event_id, vehicle=car)
        _set(permit, to)
        permit.save()
        record(_told("given", permit))
    return permit


@command
def change_permit(
    *, permit_id: int, to: Mapping[str, Any], by: Actor, at: datetime, key: UUID | None = None
) -> VehiclePermit:
    """Change a permit; to: as in `give_permit`. Raises NothingNew besides."""
    with act(by=by, at=at, key=key) as record:
        permit = _of(by, permit_id)
        before = [getattr(permit, name) for name in _FIELDS]
        _set(permit, to)
        if before == [getattr(permit, name) for name in _FIELDS]:
            raise rules.NothingNew
        permit.save()
        record(_told("changed", permit))
    return permit


@command
def remove_permit(*, permit_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that a car has a permit no more; the journal keeps which. Raises DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        permit = _of(by, permit_id)
        record(_told("removed", permit))
        permit.delete()


def _of(by: Actor, permit_id: int) -> VehiclePermit:
    permit = VehiclePermit.objects.for_change(by, permit_id, Right.REPORT_MOVEMENT)
    permit.vehicle = Vehicle.objects.get(pk=permit.vehicle_id)
    return permit


def _set(permit: VehiclePermit, to: Mapping[str, Any]) -> None:
    for name, value in to.items():
        if name not in _FIELDS:
            raise KeyError(name)
        setattr(permit, name, value.strip() if isinstance(value, str) else value)
    known = Place.objects.filter(event_id=permit.event_id, area=permit.zone)
    rules.check_zone(permit.zone, known=known.exists())
    rules.check_span(permit.valid_from, permit.valid_until)


def _told(what: str, permit: VehiclePermit) -> PermitSet:
    return PermitSet(
        what=what,
        vehicle_id=permit.vehicle_id,
        vehicle=permit.vehicle.label(),
        area=permit.zone,
        number=permit.number,
        valid_from=permit.valid_from,
        valid_until=permit.valid_until,
        zone=Event.objects.values_list("zone", flat=True).get(pk=permit.event_id),
        party_id=permit.vehicle.party_id,
    )
