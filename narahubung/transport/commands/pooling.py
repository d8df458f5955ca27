"""Transfers are asked for, pinned, withdrawn and restored."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.commands import cancel_trip
from narahubung.movements.models import Vehicle
from narahubung.movements.rules import NothingNew
from narahubung.parties.models import Party, Place
from narahubung.transport.entries.pooling import (
    TransferAsked,
    TransferPinned,
    TransferWithdrawn,
)
from narahubung.transport.models import Transfer
from narahubung.transport.pooling import moment_of, trip_of
from narahubung.transport.rules import pooling as rules


@command
def ask_transfer(
    *,
    party_id: int,
    to: Mapping[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Transfer:
    """Say that people of a party need a transfer and may share a car.

    to: from_place, to_place (ids), ready_at and/or by_at; and where wanted who, people, luggage,
    lift, child_seat. Raises NoTimes, NoWay, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=party_id)
        ends = {
            name: Place.objects.visible_to(by).get(pk=to[name])
            for name in ("from_place", "to_place")
        }
        made = Transfer(event_id=party.event_id, party=party, by_name=by.name, **{**to, **ends})
        rules.check_way(made)
        made.save()
        record(TransferAsked(**about(made)))
    return made


@command
def take_transfers(
    *, rows: Collection[Transfer], by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Take over transfers that the movements and the programme ask for, and return how many.

    What somebody took over meanwhile is left out. rows: as `queries.suggesting.suggested` gives
    them. Raises NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        parties = {row.party_id for row in rows}
        mine = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).filter(pk__in=parties)
        if len(mine.in_turn()) < len(parties):  # two who take over the same wait for each other
            raise Party.DoesNotExist
        new = [row for row in rows if not _taken_over(row)]
        if not new:
            raise NothingNew
        for row in new:
            row.by_name = by.name
            row.save(force_insert=True)
            record(TransferAsked(**about(row)))
    return len(new)


@command
def pin_transfer(
    *,
    transfer_id: int,
    vehicle_id: int | None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Transfer:
    """Let a transfer go by this car or not at all; None: by any.

    Raises NothingNew, CarriesNoGuests, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _transfer(by, transfer_id)
        cars = Vehicle.objects.visible_to(by).filter(party=None)  # as the plan takes them
        car = cars.get(pk=vehicle_id) if vehicle_id else None
        if row.pinned == car:
            raise NothingNew
        if car is not None:
            rules.check_carries(car)
        row.pinned = car
        row.save(update_fields=["pinned"])
        record(TransferPinned(**about(row), vehicle=car.label() if car else ""))
    return row


@command
def withdraw_transfer(
    *, transfer_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> Transfer:
    """Say that a transfer is not needed any more; the trip made of it is cancelled.

    Raises NothingNew, AlreadyOnTheRoad, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _transfer(by, transfer_id)
        if row.withdrawn:
            raise NothingNew
        if trip_of(row) is not None and row.trip_id:
            cancel_trip(trip_id=row.trip_id, by=by, at=at)
        row.withdrawn, row.trip = True, None
        row.save(update_fields=["withdrawn", "trip"])
        record(TransferWithdrawn(**about(row)))
    return row


@command
def restore_transfer(
    *, transfer_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> Transfer:
    """Take back that it is not needed; the next plan finds a car. Raises NothingNew."""
    with act(by=by, at=at, key=key) as record:
        row = _transfer(by, transfer_id)
        if not row.withdrawn:
            raise NothingNew
        row.withdrawn = False
        row.save(update_fields=["withdrawn"])
        record(TransferWithdrawn(**about(row), taken_back=True))
    return row


def _taken_over(row: Transfer) -> bool:
    """Tell whether there is a transfer for the same flight, or for the same item and party."""
    if row.movement is not None:
        return Transfer.objects.filter(movement=row.movement).exists()
    return Transfer.objects.filter(item=row.item, party=row.party).exists()


def _transfer(by: Actor, transfer_id: int) -> Transfer:
    rows = Transfer.objects.select_related("party", "from_place", "to_place", "trip", "event")
    return rows.for_change(by, transfer_id, Right.REPORT_MOVEMENT)


def about(row: Transfer) -> dict[str, Any]:
    """Return what every entry says of a transfer."""
    return {
        "transfer_id": row.pk,
        "party_id": row.party_id,
        "party": row.party.code,
        "people": row.people,
        "start": row.from_place.name,
        "goal": row.to_place.name,
        "due_at": moment_of(row),
        "zone": row.event.zone,
    }
