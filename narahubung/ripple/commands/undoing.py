"""A change and everything that followed are taken back, and the same people are told."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.airports.commands import move_booking
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.meetings.commands import move_meeting
from narahubung.meetings.models import Meeting
from narahubung.movements.commands import divert, move_trip, tell_delay
from narahubung.movements.models import Movement, Trip
from narahubung.programme.commands import move_item
from narahubung.programme.models import Item
from narahubung.ripple import rules
from narahubung.ripple.commands.agreeing import ask_no_more
from narahubung.ripple.commands.moving import put
from narahubung.ripple.commands.telling import about, take_back
from narahubung.ripple.entries import WaveUndone
from narahubung.ripple.models import Consent, Wave
from narahubung.ripple.rows import as_value, stored


@command
def undo_wave(*, wave_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Wave:
    """Take the change back and what followed it, but for what was changed again since, and tell
    everybody who was told. One act of this person; what followed goes back with the house's rights.

    Raises UndoneAlready, ChangedSince, ItHappened, what the rooms raise, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        wave = Wave.objects.select_related("event").for_change(by, wave_id, Right.REPORT_MOVEMENT)
        _check(wave)
        for_all = replace(by, roles=by.roles | {"house"})
        _cause_back(wave, by, at)
        _back(wave, record, for_all, at)
    return wave


@command
def take_back_status(
    *, thing: str, status: str, by: Actor, at: datetime, key: UUID | None = None
) -> Wave | None:
    """Take back what followed a status that was itself taken back. For the house.

    None where nothing had followed it.
    """
    rows = Wave.objects.visible_to(by).filter(thing=thing, undone_at=None)
    last = rows.filter(outcome__happened=status).order_by("-pk").first()
    if last is None:
        return None
    with act(by=by, at=at, key=key) as record:
        wave = Wave.objects.select_related("event").for_change(by, last.pk)
        _back(wave, record, by, at)
    return wave


def _check(wave: Wave) -> None:
    if wave.undone_at is not None:
        raise rules.UndoneAlready
    if wave.outcome.get("happened"):
        raise rules.ItHappened
    if rules.is_confirmation(wave):
        raise rules.OnlyConfirmed
    now = _moments(wave)
    stands = as_value(wave.outcome.get("stands", {}))
    if now is None or any(now.get(name) != value for name, value in stands.items()):
        raise rules.ChangedSince


def _moments(wave: Wave) -> dict[str, Any] | None:
    """Return the moments of what was changed, as they are now."""
    kind, _colon, number = wave.thing.partition(":")
    if kind == "movement":
        row = Movement.objects.filter(pk=int(number)).first()
        return {"at": row.expected_at or row.planned_at} if row else None
    if kind == "item":
        item = Item.objects.filter(pk=int(number)).first()
        return {"starts_at": item.starts_at, "ends_at": item.ends_at} if item else None
    if kind == "meeting":
        meeting = Meeting.objects.filter(pk=int(number)).first()
        return {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at} if meeting else None
    return stored(wave.thing)


def _cause_back(wave: Wave, by: Actor, at: datetime) -> None:
    """Put back what was changed, with the rights of who undoes it."""
    kind, _colon, number = wave.thing.partition(":")
    stood = as_value(wave.outcome.get("stood", {}))
    if wave.outcome.get("elsewhere"):
        divert(movement_id=int(number), **wave.outcome["elsewhere"], by=by, at=at)
    elif kind == "meeting" and stood:
        move_meeting(meeting_id=int(number), starts_at=stood["starts_at"], by=by, at=at)
    elif kind == "movement" and stood:
        tell_delay(movement_id=int(number), expected_at=stood["at"], by=by, at=at)
    elif kind == "trip" and stood:
        move_trip(trip_id=int(number), to=stood, by=by, at=at)
    elif kind == "item" and stood:
        move_item(item_id=int(number), to=stood, by=by, at=at)
    elif kind == "booking" and stood:
        move_booking(booking_id=int(number), by=by, at=at, **stood)


def _back(wave: Wave, record: Record, by: Actor, at: datetime) -> None:
    """Put back what followed, note what cannot be, and tell."""
    kept = []
    earlier = wave.new is not None and wave.old is not None and wave.old < wave.new
    shifts = wave.shifts.exclude(stands={}).order_by("old", "pk")
    for shift in shifts if earlier else reversed(shifts):
        if why := _put_back(shift.thing, shift.stands, shift.stood, by, at):
            kept.append({"thing": shift.thing, "label": shift.label, "why": why})
    kept += _swap_back(wave, by, at)
    wave.undone_at, wave.undone_by, wave.kept = at, by.name, kept
    wave.save(update_fields=["undone_at", "undone_by", "kept"])
    take_back(wave, by=by, at=at)
    asked = Consent.objects.filter(wave=wave).select_related("wave", "person")
    ask_no_more(asked, by=by, at=at)
    record(
        WaveUndone(
            **about(wave),
            kept=len(kept),
        )
    )


def _put_back(
    thing: str, stands: Mapping[str, Any], stood: Mapping[str, Any], by: Actor, at: datetime
) -> str:
    """Put one thing back; return why not, in both languages, or ""."""
    now = stored(thing)
    if now is None or any(now[name] != it for name, it in as_value(stands).items()):
        return in_both(lambda: rules.CHANGED)
    refusal = put(thing, as_value(stood), why="", by=by, at=at)
    return in_both(lambda: refusal) if refusal is not None else ""


def _swap_back(wave: Wave, by: Actor, at: datetime) -> list[dict[str, str]]:
    """Give the drives of a repair the cars and escorts they had; return what keeps the new ones.

    The repair may then be taken again.
    """
    if not wave.outcome.get("repair"):
        return []
    stood: dict[str, dict[str, int | None]] = defaultdict(dict)
    stands: dict[str, dict[str, int | None]] = defaultdict(dict)
    for thing, old, new in wave.outcome["swaps"]:
        for kept, named in ((stood, old), (stands, new)):
            what, _colon, number = named.partition(":")
            kept[thing][what] = int(number) if number else None
    labels = dict(wave.shifts.values_list("thing", "label"))
    kept_so = []
    for thing, to in stood.items():
        trip = Trip.objects.filter(pk=int(thing.partition(":")[2])).first()
        if trip is None or any(
            getattr(trip, f"{what}_id") != number for what, number in stands[thing].items()
        ):
            why = in_both(lambda: rules.CHANGED)
        else:
            refusal = put(thing, to, why="", by=by, at=at)
            why = in_both(lambda: refusal) if refusal is not None else ""  # noqa: B023
        if why:
            kept_so.append({"thing": thing, "label": labels.get(thing, thing), "why": why})
    if not kept_so:
        number = wave.outcome["repair"][1]
        first = Wave.objects.for_change(by, wave.outcome["repair"][0])
        first.outcome["repairs"][number].update(adopted_at=None, adopted_by="")
        first.save(update_fields=["outcome"])
    return kept_so
