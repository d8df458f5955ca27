"""Whatever moves lets follow what hangs on it, and who is concerned hears of it once."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.airports.entries import BookingMoved
from narahubung.journal.acting import Entry
from narahubung.journal.reacting import Happened, on
from narahubung.kit.actor import the_house
from narahubung.kit.said import in_both
from narahubung.movements.chains import HAPPENED
from narahubung.movements.entries import MovementMoved, StatusReported, StatusUndone, TripMoved
from narahubung.movements.models import Movement, Trip
from narahubung.programme.entries import ItemMoved
from narahubung.programme.models import Item
from narahubung.ripple import commands
from narahubung.ripple.causes import Cause
from narahubung.ripple.entries import RepairAdopted
from narahubung.ripple.models import Wave
from narahubung.ripple.network.times import times_of

OWN = {"ripple.follow", "ripple.undo_wave", "ripple.take_back_status"}
"""What these commands move is part of a wave already."""


@on(MovementMoved, StatusReported, TripMoved, ItemMoved, BookingMoved)
def let_follow(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Spread a change: one wave for each cause, none for what a wave moved."""
    cause = None if happened.command in OWN else cause_of(happened.entry)
    if cause is None or happened.event_id is None:
        return
    commands.follow(
        cause=cause,
        entry_id=happened.id,
        says=in_both(happened.entry.sentence),
        by_person=happened.by_id,
        by_name=happened.by_name,
        happened=isinstance(happened.entry, StatusReported),
        changed_at=happened.at,
        by=the_house("reaction", event_id=happened.event_id),
        at=at,
        key=key,
    )


@on(RepairAdopted)
def let_repair_follow(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Let what a repair brings forward come earlier, and tell."""
    entry = happened.entry
    assert isinstance(entry, RepairAdopted)  # noqa: S101
    wave = Wave.objects.filter(pk=entry.wave_id).first()
    if happened.event_id is None or wave is None or not entry.lags:
        return
    parties = frozenset({wave.party_id} - {None})
    commands.follow(
        cause=Cause(
            thing=entry.thing,
            stood={},
            stands={},
            zone=wave.zone,
            parties=parties,  # type: ignore[arg-type]
            party_id=wave.party_id,
        ),
        entry_id=happened.id,
        says=in_both(entry.sentence),
        by_person=happened.by_id,
        by_name=happened.by_name,
        lags=entry.lags,
        changed_at=happened.at,
        by=the_house("reaction", event_id=happened.event_id),
        at=at,
        key=key,
    )


@on(StatusUndone)
def let_go_back(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Take back what followed a landing that was a slip of the finger."""
    entry = happened.entry
    assert isinstance(entry, StatusUndone)  # noqa: S101
    if happened.event_id is not None and HAPPENED.get(entry.chain) == entry.undone:
        house = the_house("reaction", event_id=happened.event_id)
        commands.take_back_status(thing=f"{entry.thing}:{entry.thing_id}", by=house, at=at, key=key)


def cause_of(entry: Entry) -> Cause | None:
    """Return what an entry changed, None where no moment moved."""
    found: Cause | None = _CAUSES[type(entry)](entry)
    return found


def _movement(entry: MovementMoved) -> Cause | None:
    if entry.old is None or entry.new is None or entry.old == entry.new:
        return None
    return _of_movement(entry.thing_id, entry.party_id, entry.zone, entry.old, entry.new)


def _status(entry: StatusReported) -> Cause | None:
    """Take the real time for a change where it is not about what was expected."""
    row = Movement.objects.select_related("event").filter(pk=entry.thing_id).first()
    if row is None or entry.late or HAPPENED.get(entry.chain) != entry.status:
        return None
    old, new = row.expected_at or row.planned_at, entry.happened_at
    if old is None or abs(new - old) < timedelta(minutes=times_of(row.event).small):
        return None
    return _of_movement(row.pk, row.party_id, row.zone, old, new)


def _of_movement(pk: int, party_id: int, zone: str, old: datetime, new: datetime) -> Cause:
    return Cause(
        thing=f"movement:{pk}",
        stood={"at": old},
        stands={"at": new},
        zone=zone,
        parties=frozenset({party_id}),
        party_id=party_id,
    )


def _trip(entry: TripMoved) -> Cause | None:
    row = Trip.objects.filter(pk=entry.thing_id).first()
    names = ("departs_at", "arrives_at")
    if row is None or not any(name in entry.changes for name in names):
        return None
    stood = {name: _moment(entry.changes, name, 0, row) for name in names}
    stands = {name: _moment(entry.changes, name, 1, row) for name in names}
    if None in {*stood.values(), *stands.values()}:
        return None
    return Cause(
        thing=f"trip:{row.pk}",
        stood=stood,
        stands=stands,
        zone=row.zone,
        parties=frozenset({row.party_id}),
        party_id=row.party_id,
    )


def _moment(changes: dict[str, Any], name: str, which: int, row: Trip) -> datetime | None:
    if name not in changes:
        moment: datetime | None = getattr(row, name)
        return moment
    text = changes[name][which]
    return datetime.fromisoformat(text) if text else None


def _item(entry: ItemMoved) -> Cause | None:
    row = Item.objects.filter(pk=entry.item_id).first()
    if row is None or not {"starts_at", "ends_at"} & set(entry.stood):
        return None
    stands = {"starts_at": row.starts_at, "ends_at": row.ends_at}
    stood = {
        name: datetime.fromisoformat(entry.stood[name]) if entry.stood.get(name) else moment
        for name, moment in stands.items()
    }
    return Cause(
        thing=f"item:{row.pk}",
        stood=stood,
        stands=stands,
        zone=row.zone,
        parties=frozenset(entry.party_ids),
        party_id=row.private_of_id,
    )


def _booking(entry: BookingMoved) -> Cause | None:
    if (entry.old_starts_at, entry.old_ends_at) == (entry.starts_at, entry.ends_at):
        return None
    return Cause(
        thing=f"booking:{entry.booking_id}",
        stood={"starts_at": entry.old_starts_at, "ends_at": entry.old_ends_at},
        stands={"starts_at": entry.starts_at, "ends_at": entry.ends_at},
        zone=entry.zone,
        parties=frozenset({entry.party_id}),
        party_id=entry.party_id,
    )


_CAUSES: dict[type[Entry], Any] = {
    MovementMoved: _movement,
    StatusReported: _status,
    TripMoved: _trip,
    ItemMoved: _item,
    BookingMoved: _booking,
}
