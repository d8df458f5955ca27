"""A person takes a repair: what he may do is done at once, the rest follows from it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.movements.commands import move_trip
from narahubung.programme.commands import move_item
from narahubung.programme.models import Item
from narahubung.ripple import rules
from narahubung.ripple.entries import RepairAdopted
from narahubung.ripple.models import Wave
from narahubung.ripple.network import of_event
from narahubung.ripple.repairs import SHIFT, SHORTEN, SWAP


@command
def adopt_repair(
    *, wave_id: int, number: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take a repair of a wave: a car or an escort is swapped, a session put later, by the commands
    of their rooms and with this person's rights; what then comes earlier, and who is told, follows
    by the reaction to it. Who must agree is asked by the person: here it is only kept.

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
        lags = [lag for step in repair["steps"] for lag in _take(step, by, at)]
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
                lags=lags,
            )
        )


def _take(step: dict[str, Any], by: Actor, at: datetime) -> list[list[Any]]:
    """Do one step; return the stretches that are made in less. Raises NoSuchRepair."""
    kind = step["kind"]
    if kind == SHORTEN:
        if tuple(step["link"]) not in of_event(by.here).links:
            raise rules.NoSuchRepair
        return [[*step["link"], step["new"]]] if isinstance(step["new"], int) else []
    thing, _colon, number = step["key"].partition(":")
    if kind == SWAP:
        what, _colon, other = step["new"].partition(":")
        move_trip(trip_id=int(number), to={what: int(other)}, by=by, at=at)
    elif kind == SHIFT and thing == "item":
        item = Item.objects.visible_to(by).get(pk=int(number.partition(":")[0]))
        by_s = timedelta(seconds=step["new"] - step["old"])
        to = {
            name: moment + by_s
            for name in ("starts_at", "ends_at")
            if (moment := getattr(item, name)) is not None
        }
        move_item(item_id=item.pk, to=to, by=by, at=at)
    return []
