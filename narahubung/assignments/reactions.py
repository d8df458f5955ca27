"""When a party comes or leaves at another time, its officers' duties and access run with it.

When its last departure is airborne, the duties with it end.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.accounts.models import Event
from narahubung.assignments import commands
from narahubung.assignments.entries import StayMoved
from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.queries.changing import beside_the_stay
from narahubung.assignments.rules.handing_over import departed
from narahubung.journal.acting import Entry
from narahubung.journal.entries import Corrected, Recorded
from narahubung.journal.reacting import Happened, on, on_batch
from narahubung.kit.actor import the_house
from narahubung.movements import entries as movements
from narahubung.movements.chains import HAPPENED
from narahubung.movements.models import Trip
from narahubung.programme import entries as programme
from narahubung.programme.models import Item

_SLIP = timedelta(minutes=30)  # an "airborne" that is taken back ended duties no longer ago
_MOVED = (
    movements.MovementMoved,
    movements.StatusReported,
    movements.StatusUndone,
    Corrected,
    Recorded,
)


@on_batch(*_MOVED)
def follow_the_stay(happened: list[Happened], *, at: datetime) -> None:
    """Bring the attachments of every party whose movements changed up to date."""
    concerned: dict[int, set[int]] = {}
    for one in happened:
        entry = one.entry
        if not _moves_a_stay(entry):
            continue
        party_id = entry.about_party()
        if one.event_id and party_id:
            concerned.setdefault(one.event_id, set()).add(party_id)
    for event_id, parties in concerned.items():
        commands.follow_stays(
            party_ids=sorted(parties), by=the_house("reaction", event_id=event_id), at=at
        )


def _moves_a_stay(entry: Entry) -> bool:
    """Tell whether it may give a movement another time: of the statuses only the real one."""
    if isinstance(entry, Recorded | Corrected):
        return entry.thing == "movements.movement"
    if isinstance(entry, movements.StatusReported):
        return HAPPENED.get(entry.chain) == entry.status
    if isinstance(entry, movements.StatusUndone):
        return HAPPENED.get(entry.chain) == entry.undone
    return True


@on(StayMoved)
def let_duties_follow(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Let the duties go along; tell the coordinators which lie beside the stay even so."""
    entry = happened.entry
    assert isinstance(entry, StayMoved)  # noqa: S101
    if happened.event_id is None:
        return
    event = Event.objects.get(pk=happened.event_id)
    if entry.was_since is not None and entry.was_until is not None:
        commands.follow_stay(
            party_id=entry.party_id,
            was_since=entry.was_since,
            was_until=entry.was_until,
            by=the_house("reaction", event_id=event.pk),
            at=at,
            key=uuid5(key, "follow"),
        )
    ahead = Duty.objects.filter(
        event=event, party_id=entry.party_id, state=DutyState.PLANNED, ends__gt=at
    )
    if rows := beside_the_stay(event, ahead):
        commands.name_what_no_longer_fits(
            party_id=entry.party_id,
            duty_ids=[row.pk for row in rows],
            by=the_house("reaction", event_id=event.pk),
            at=at,
            key=key,
        )


@on(programme.ItemMoved, programme.AttendanceSet, programme.BusySet, movements.TripMoved)
def follow_the_programme(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Let who is with a party at the edge of its day stay for what was moved there."""
    entry, event_id = happened.entry, happened.event_id
    thing: Item | Trip | None
    if isinstance(entry, movements.TripMoved):
        thing, parties = Trip.objects.filter(pk=entry.thing_id).first(), [entry.party_id]
        starts, ends = (thing.departs_at, thing.arrives_at) if thing else (None, None)
    else:
        assert isinstance(  # noqa: S101
            entry, programme.ItemMoved | programme.AttendanceSet | programme.BusySet
        )
        thing, parties = Item.objects.filter(pk=entry.item_id).first(), entry.party_ids
        starts, ends = (thing.starts_at, thing.ends_at) if thing else (None, None)
    if event_id is None or starts is None or ends is None:
        return
    planned = Duty.objects.ahead().filter(event_id=event_id, party_id__in=parties)
    if found := sorted(set(planned.values_list("party_id", flat=True))):
        commands.follow_programme(
            party_ids=found,
            starts=starts,
            ends=ends,
            by=the_house("reaction", event_id=event_id),
            at=at,
            key=key,
        )


@on(movements.StatusReported, movements.StatusUndone)
def follow_the_departure(happened: Happened, *, at: datetime, key: UUID) -> None:
    """End the duties with a party whose last departure is airborne; after a slip they go on."""
    entry = happened.entry
    assert isinstance(entry, movements.StatusReported | movements.StatusUndone)  # noqa: S101
    if happened.event_id is None or entry.chain != "departure":
        return
    house = the_house("reaction", event_id=happened.event_id)
    if isinstance(entry, movements.StatusUndone):
        if entry.undone == "airborne":
            since = happened.at - _SLIP
            commands.resume_after_slip(
                party_id=entry.party_id, since=since, by=house, at=at, key=key
            )
    elif entry.party_id in departed(happened.event_id):
        commands.end_at_departure(party_id=entry.party_id, by=house, at=at, key=key)
