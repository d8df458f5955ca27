"""Whatever moves lets follow what hangs on it, and who is concerned hears of it once."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid5

from narahubung.airports.entries import BookingMoved
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.entries import Corrected
from narahubung.journal.reacting import Happened, on, on_batch
from narahubung.kit.actor import the_house
from narahubung.kit.said import in_both
from narahubung.meetings.entries import MeetingMoved
from narahubung.movements.entries import MovementMoved, StatusReported, StatusUndone, TripMoved
from narahubung.programme.entries import ItemMoved
from narahubung.relays.entries import RelayRefused
from narahubung.ripple import commands
from narahubung.ripple.causes import Cause
from narahubung.ripple.changes import cause_of
from narahubung.ripple.entries import RepairAdopted
from narahubung.ripple.models import Wave

OWN = {"ripple.follow", "ripple.undo_wave", "ripple.take_back_status"}
"""What these commands move is part of a wave already."""


_LISTS = UUID("5b0c3c1e-9a53-4d0f-8f8e-7d6b2f1f0a42")


@on(MovementMoved, StatusReported, TripMoved, ItemMoved, BookingMoved, MeetingMoved)
def let_follow(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Spread a change: one wave for each cause, none for what a wave moved."""
    _spread(happened, at=at, key=key)


@on_batch(Corrected)
def let_lists_follow(happened: Sequence[Happened], *, at: datetime) -> None:
    """Spread what a list changed of times, of thousands of rows in which mostly none did."""
    for one in happened:
        with suppress(AlreadyDone):
            _spread(one, at=at, key=uuid5(_LISTS, str(one.id)))


def _spread(happened: Happened, *, at: datetime, key: UUID) -> None:
    cause = None if happened.command in OWN else cause_of(happened.entry)
    if cause is None or happened.event_id is None:
        return
    commands.follow(
        cause=cause,
        entry_id=happened.id,
        says=in_both(happened.entry.sentence),
        by_person=happened.by_id,
        by_name=happened.by_name,
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
    if happened.event_id is None or wave is None or not (entry.lags or entry.swaps):
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
        swaps=entry.swaps,
        repair=(wave.pk, entry.number),
        changed_at=happened.at,
        by=the_house("reaction", event_id=happened.event_id),
        at=at,
        key=key,
    )


@on(RelayRefused)
def let_refusal_count(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Take it for a no that somebody refuses the message which asks about a repair."""
    entry = happened.entry
    assert isinstance(entry, RelayRefused)  # noqa: S101
    if happened.event_id is not None:
        commands.hear_refusal(
            relay_id=entry.relay_id,
            person_id=entry.person_id,
            why=entry.why,
            by=the_house("reaction", event_id=happened.event_id),
            at=at,
            key=key,
        )


@on(StatusUndone)
def let_go_back(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Take back what followed a landing that was a slip of the finger."""
    entry = happened.entry
    assert isinstance(entry, StatusUndone)  # noqa: S101
    if happened.event_id is not None:
        house = the_house("reaction", event_id=happened.event_id)
        commands.take_back_status(
            thing=f"{entry.thing}:{entry.thing_id}",
            status=entry.undone,
            by=house,
            at=at,
            key=key,
        )
