"""A person takes a repair: what he may do is done at once, the rest follows from it."""

from collections.abc import Mapping
from dataclasses import replace
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
from narahubung.ripple.commands.agreeing import ask_no_more
from narahubung.ripple.commands.telling import about
from narahubung.ripple.entries import RepairAdopted
from narahubung.ripple.models import Wave
from narahubung.ripple.network import of_event
from narahubung.ripple.network.roads import DRIVER, VEHICLE
from narahubung.ripple.repairs import SHIFT, SHORTEN, SWAP


@command
def adopt_repair(
    *,
    wave_id: int,
    number: int,
    word_of: str = "",
    word_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Take a repair of a wave: a car or an escort is swapped, a session or a meeting put later, by
    the commands of their rooms and with this person's rights; what then comes earlier, and who is
    told, follows by the reaction to it.

    Everybody who must agree has done so (`ask_for_repair`), or the coordinator says who agreed by
    word, and when (word_of, word_at).

    Raises UndoneAlready, NoSuchRepair, TakenAlready, NotAgreed, NotYourWord, what the rooms raise,
    DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        wave = Wave.objects.for_change(by, wave_id, Right.REPORT_MOVEMENT)
        repair = rules.check_repair(wave, number)
        consents = list(wave.consents.select_related("wave", "person"))
        by_word = bool(rules.missing(repair, [one for one in consents if one.number == number]))
        if by_word and not word_of.strip():
            raise rules.NotAgreed
        if by_word:
            rules.check_may_vouch(by)
            repair.update(word_of=word_of.strip(), word_at=(word_at or at).isoformat())
        _check_stretches(repair, by)
        done = [_take(step, by, at) for step in repair["steps"]]
        repair.update(adopted_at=at.isoformat(), adopted_by=by.name)
        wave.save(update_fields=["outcome"])
        ask_no_more(consents, by=replace(by, roles=by.roles | {"house"}), at=at)
        record(
            RepairAdopted(
                **about(wave, repair),
                number=number,
                repair=repair["says"],
                lags=[one.lag for one in done if one.lag],
                swaps=[swap for one in done for swap in one.swaps],
                word_of=word_of.strip() if by_word else "",
                word_at=(word_at or at) if by_word else None,
                zone=wave.zone,
            )
        )


def _check_stretches(repair: Mapping[str, Any], by: Actor) -> None:
    """Raise NoSuchRepair where a stretch that is to be made in less is none any more.

    Before anything is changed: the network that is laid for it is kept, and a refusal later on
    would leave in it what was taken back.
    """
    links = [tuple(step["link"]) for step in repair["steps"] if step["kind"] == SHORTEN]
    if links and not of_event(by.here).links.issuperset(links):
        raise rules.NoSuchRepair


class _Done(NamedTuple):
    """What a step was: a stretch made in less, or swaps (see `RepairAdopted`)."""

    lag: list[Any] | None = None
    swaps: tuple[list[str], ...] = ()


def _take(step: dict[str, Any], by: Actor, at: datetime) -> _Done:
    """Do one step. Raises NoSuchRepair, what the rooms raise."""
    kind = step["kind"]
    if kind == SHORTEN:
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
    swaps = [[step["key"], f"{what}:{had or ''}", step["new"]]]
    if what == VEHICLE and Vehicle.objects.filter(pk=int(other), usual_driver__isnull=False):
        to["driver"] = None  # whoever usually drives that car
        if trip.driver_id is not None:
            swaps.append([step["key"], f"{DRIVER}:{trip.driver_id}", f"{DRIVER}:"])
    move_trip(trip_id=trip.pk, to=to, by=by, at=at)
    return _Done(swaps=tuple(swaps))


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
