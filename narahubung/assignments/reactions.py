"""When a party comes or leaves at another time, its officers' duty and access run with it.

When its last departure is airborne, the duties with it end.
"""

from datetime import datetime, timedelta
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.assignments import commands
from narahubung.assignments.entries import StayMoved
from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.queries.changing import beside_the_stay
from narahubung.assignments.rules.handing_over import departed
from narahubung.journal.entries import Corrected, Recorded
from narahubung.journal.reacting import Happened, on, on_batch
from narahubung.kit.actor import the_house
from narahubung.movements import entries as movements

_SLIP = timedelta(minutes=30)  # an "airborne" that is taken back ended duties no longer ago
_MOVED = tuple(
    kind for kind in (getattr(movements, "MovementMoved", None), Corrected, Recorded) if kind
)


@on_batch(*_MOVED)
def follow_the_stay(happened: list[Happened], *, at: datetime) -> None:
    """Bring the attachments of every party whose movements changed up to date."""
    concerned: dict[int, set[int]] = {}
    for one in happened:
        entry = one.entry
        if isinstance(entry, Recorded | Corrected) and entry.thing != "movements.movement":
            continue
        party_id = entry.about_party()
        if one.event_id and party_id:
            concerned.setdefault(one.event_id, set()).add(party_id)
    for event_id, parties in concerned.items():
        commands.follow_stays(
            party_ids=sorted(parties), by=the_house("reaction", event_id=event_id), at=at
        )


@on(StayMoved)
def name_what_no_longer_fits(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Tell the coordinators which duties lie beside the stay now. Nothing is deleted."""
    entry = happened.entry
    assert isinstance(entry, StayMoved)  # noqa: S101
    if happened.event_id is None:
        return
    event = Event.objects.get(pk=happened.event_id)
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
