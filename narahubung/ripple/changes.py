"""What the entries of lower rooms changed: each as a cause, None where no moment moved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from narahubung.accounts.models import Event
from narahubung.airports.entries import BookingMoved
from narahubung.journal.acting import Entry
from narahubung.journal.entries import Corrected
from narahubung.meetings.entries import MeetingMoved
from narahubung.meetings.models import Meeting
from narahubung.movements.chains import HAPPENED
from narahubung.movements.entries import MovementMoved, StatusReported, TripMoved
from narahubung.movements.models import Movement, Trip
from narahubung.programme.entries import ItemMoved
from narahubung.programme.models import Item
from narahubung.ripple.causes import Cause
from narahubung.ripple.network.times import times_of


def cause_of(entry: Entry) -> Cause | None:
    """Return what an entry changed, None where no moment moved."""
    found: Cause | None = _CAUSES[type(entry)](entry)
    return found


def _movement(entry: MovementMoved) -> Cause | None:
    if entry.old is None or entry.new is None:
        return None
    found = _of_movement(entry.thing_id, entry.party_id, entry.zone, entry.old, entry.new)
    is_elsewhere = entry.old == entry.new and entry.old_place != entry.new_place
    return replace(found, elsewhere=entry.stood) if is_elsewhere else found


def _status(entry: StatusReported) -> Cause | None:
    """Take the real time for a change where it is not about what was expected."""
    if entry.late:
        return None
    if entry.chain == "trip":
        return _on_the_road(entry)
    row = Movement.objects.select_related("event").filter(pk=entry.thing_id).first()
    if row is None or HAPPENED.get(entry.chain) != entry.status:
        return None
    old, new = row.expected_at or row.planned_at, entry.happened_at
    if old is None or _is_small(old, new, row.event):
        return None
    cause = _of_movement(row.pk, row.party_id, row.zone, old, new)
    return replace(cause, status=entry.status)


def _on_the_road(entry: StatusReported) -> Cause | None:
    """Take when a drive really left, or was there, for a change of it.

    When it was to be there counts from when it left, where that was told as a change before.
    """
    row = Trip.objects.select_related("event").filter(pk=entry.thing_id).first()
    if row is None or row.departs_at is None or row.arrives_at is None or entry.status not in _REAL:
        return None
    column, field = _REAL[entry.status]
    old, new = getattr(row, field), entry.happened_at
    left = row.left_at
    if column == "reached_at" and left and not _is_small(row.departs_at, left, row.event):
        old += left - row.departs_at
    if _is_small(old, new, row.event):
        return None
    return Cause(
        thing=f"trip:{row.pk}",
        stood={field: old},
        stands={field: new},
        zone=row.zone,
        parties=frozenset({row.party_id}),
        party_id=row.party_id,
        status=entry.status,
        real=column,
    )


_REAL = {"off": ("left_at", "departs_at"), "arrived": ("reached_at", "arrives_at")}


def _is_small(old: datetime, new: datetime, event: Event) -> bool:
    return abs(new - old) < timedelta(minutes=times_of(event).small)


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
    if row is None:
        return None
    return _of_row("trip", row, entry.changes, {row.party_id}, row.party_id)


def _item(entry: ItemMoved) -> Cause | None:
    row = Item.objects.filter(pk=entry.item_id).first()
    if row is None:
        return None
    changes = {name: [old] for name, old in entry.stood.items()}
    return _of_row("item", row, changes, set(entry.party_ids), row.private_of_id)


def _meeting(entry: MeetingMoved) -> Cause | None:
    row = Meeting.objects.filter(pk=entry.meeting_id).first()
    if row is None or entry.party_id != entry.party_ids[0]:
        return None
    changes = {name: [old] for name, old in entry.stood.items()}
    return _of_row("meeting", row, changes, set(row.party_ids), None)


def _corrected(entry: Corrected) -> Cause | None:
    """Take what a list says anew of a time as if somebody had told it by hand.

    Of a meeting both sides have an entry: only the first counts.
    """
    if entry.thing not in _OF_LISTS or not {*_MOMENTS, *_TOLD_AT} & entry.changes.keys():
        return None
    model, name = _OF_LISTS[entry.thing]
    row = model.objects.filter(pk=entry.thing_id).first()
    if row is None:
        return None
    if isinstance(row, Movement):
        return _listed(row, entry.changes)
    if isinstance(row, Meeting) and entry.party_id != row.party_a_id:
        return None
    if isinstance(row, Item):
        parties = set(row.attending.values_list("pk", flat=True))
    else:
        parties = set(row.party_ids) if isinstance(row, Meeting) else {row.party_id}
    party_id = row.party_id if isinstance(row, Trip) else None
    return _of_row(name, row, entry.changes, parties, party_id)


_MOMENTS = ("departs_at", "arrives_at", "starts_at", "ends_at")
_TOLD_AT = ("planned_at", "expected_at")
_OF_LISTS: dict[str, tuple[Any, str]] = {
    "movements.movement": (Movement, "movement"),
    "movements.trip": (Trip, "trip"),
    "programme.item": (Item, "item"),
    "meetings.meeting": (Meeting, "meeting"),
}


def _listed(row: Movement, changes: Mapping[str, Sequence[Any]]) -> Cause | None:
    """Return what a list changed of when a movement is expected: its plan counts without word."""
    old, new = (
        _moment(changes, "expected_at", row, which) or _moment(changes, "planned_at", row, which)
        for which in (0, 1)
    )
    if old is None or new is None or old == new or row.actual_at is not None:
        return None
    cause = _of_movement(row.pk, row.party_id, row.zone, old, new)
    return replace(cause, only_moments=set(changes) <= {*_TOLD_AT, "certainty"})


def _of_row(
    kind: str,
    row: Trip | Item | Meeting,
    changes: Mapping[str, Sequence[Any]],
    parties: set[int],
    party_id: int | None,
) -> Cause | None:
    """Return the change of when a row begins and ends.

    changes: {field: [old, new]} as text; without the new one, the row has it.
    """
    names = [name for name in _MOMENTS if hasattr(row, name)]
    stood = {name: _moment(changes, name, row, 0) for name in names}
    stands = {name: _moment(changes, name, row, 1) for name in names}
    if stood == stands or stood[names[0]] is None or stands[names[0]] is None:
        return None
    if kind == "trip" and None in {*stood.values(), *stands.values()}:
        return None
    return Cause(
        thing=f"{kind}:{row.pk}",
        stood=stood,
        stands=stands,
        zone=row.zone,
        parties=frozenset(parties),
        party_id=party_id,
        only_moments=set(changes) <= {*names, "certainty"},
    )


def _moment(
    changes: Mapping[str, Sequence[Any]], name: str, row: Any, which: int
) -> datetime | None:
    """Return what stood (0) or stands (1) in a field: the row says what is not told."""
    told = changes.get(name, ())
    if len(told) <= which:
        stands: datetime | None = getattr(row, name)
        return stands
    return datetime.fromisoformat(told[which]) if told[which] else None


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
        only_moments=not entry.old_what,
    )


_CAUSES: dict[type[Entry], Any] = {
    MovementMoved: _movement,
    StatusReported: _status,
    TripMoved: _trip,
    ItemMoved: _item,
    BookingMoved: _booking,
    MeetingMoved: _meeting,
    Corrected: _corrected,
}
