"""A person takes a repair: what he may do is done at once, the rest follows from it."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.meetings.commands import move_meeting
from narahubung.meetings.models import Meeting
from narahubung.movements.commands import move_trip
from narahubung.movements.models import Trip, Vehicle
from narahubung.programme.commands import move_item
from narahubung.programme.models import Item
from narahubung.ripple import rules
from narahubung.ripple.entries import RepairAdopted
from narahubung.ripple.models import Wave
from narahubung.ripple.network import of_event
from narahubung.ripple.network.roads import VEHICLE
from narahubung.ripple.repairs import SHIFT, SHORTEN, SWAP


@command
def adopt_repair(
    *, wave_id: int, number: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take a repair of a wave: a car or an escort is swapped, a session or a meeting put later, by
    the commands of their rooms and with this person's rights; what then comes earlier, and who is
    told, follows by the reaction to it. Who must agree is asked by the person: here it is only
    kept.

    Raises UndoneAlready, NoSuchRepair, TakenAlready, what the rooms raise, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        wave = Wave.objects.for_change(by, wave_id, Right.REPORT_MOVEMENT)
        repairs = wave.outcome.get("repairs", [])
        if wave.undone_at is not None:
            raise rules.UndoneAlready
        if not 0 <= number < len(repairs):
            raise rules.NoSuchRepair
        repair = repairs[number]
        if repair["adopted_at"]:
            raise rules.TakenAlready
        done = [_take(step, by, at) for step in repair["steps"]]
        repair.update(adopted_at=at.isoformat(), adopted_by=by.name)
        wave.save(update_fields=["outcome"])
        record(
            RepairAdopted(
                wave_id=wave.pk,
                thing=wave.thing,
                cause=wave.cause,
                party_id=wave.party_id,
                number=number,
                repair=repair["says"],
                lags=[one.lag for one in done if one.lag],
                swaps=[one.swap for one in done if one.swap],
            )
        )


class _Done(NamedTuple):
    """What a step was: a stretch made in less, or a swap (see `RepairAdopted`)."""

    lag: list[Any] | None = None
    swap: list[str] | None = None


def _take(step: dict[str, Any], by: Actor, at: datetime) -> _Done:
    """Do one step. Raises NoSuchRepair, what the rooms raise."""
    kind = step["kind"]
    if kind == SHORTEN:
        if tuple(step["link"]) not in of_event(by.here).links:
            raise rules.NoSuchRepair
        return _Done(lag=[*step["link"], step["new"]] if isinstance(step["new"], int) else None)
    if kind == SWAP:
        return _swap(step, by, at)
    if kind == SHIFT:
        _shift(step, by, at)
    return _Done()


def _swap(step: dict[str, Any], by: Actor, at: datetime) -> _Done:
    trip = Trip.objects.visible_to(by, Right.REPORT_MOVEMENT).get(pk=_number(step["key"]))
    what, _colon, other = step["new"].partition(":")
    had = getattr(trip, f"{what}_id")
    if had is not None and f"{what}:{had}" != step["old"]:
        raise rules.NoSuchRepair
    to: dict[str, Any] = {what: int(other)}
    if what == VEHICLE and Vehicle.objects.filter(pk=int(other), usual_driver__isnull=False):
        to["driver"] = None  # whoever usually drives that car
    move_trip(trip_id=trip.pk, to=to, by=by, at=at)
    return _Done(swap=[step["key"], step["old"], step["new"]])


def _shift(step: dict[str, Any], by: Actor, at: datetime) -> None:
    """Put a session or a meeting later by as much as the repair says.

    Without a reason: whose flight it was is not for everybody who reads the programme.
    """
    by_s, number = timedelta(seconds=step["new"] - step["old"]), _number(step["key"])
    if step["key"].startswith("meeting:"):
        meeting = Meeting.objects.visible_to(by).get(pk=number)
        if meeting.starts_at is None:
            raise rules.NoSuchRepair
        starts = meeting.starts_at + by_s
        move_meeting(meeting_id=number, starts_at=starts, by=by, at=at)
        return
    item = Item.objects.visible_to(by).get(pk=number)
    to = {
        name: moment + by_s
        for name in ("starts_at", "ends_at")
        if (moment := getattr(item, name)) is not None
    }
    move_item(item_id=item.pk, to=to, by=by, at=at)


def _number(key: str) -> int:
    """Return the row of a node ("item:9:party:5") or of a use ("trip:7")."""
    return int(key.split(":")[1])
