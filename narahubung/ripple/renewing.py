"""What is looked at anew: moments that earlier waves pushed, and what a repair changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from narahubung.plans.ripple import Edit, LinkName
from narahubung.ripple.causes import Cause
from narahubung.ripple.finding import Found
from narahubung.ripple.models import TOLD, Shift, ShiftState, Wave
from narahubung.ripple.network import EventNetwork, as_of, of_event
from narahubung.ripple.network.roads import DRIVER, ESCORT, VEHICLE
from narahubung.ripple.network.things import DEPARTS, STARTS, Thing
from narahubung.ripple.rows import as_value, stored

_BEGINS = {"trip": (DEPARTS, "departs_at"), "booking": (STARTS, "starts_at")}
_SHARED = {VEHICLE, ESCORT, DRIVER}


def pushed_by(thing: str) -> dict[str, datetime]:
    """Return since when nodes could come that earlier changes of the same thing have put later.

    By node; only what still stands as the last of these changes left it: what people wrote down
    since stands.
    """
    rows = Shift.objects.filter(wave__thing=thing, wave__undone_at=None, state=ShiftState.MOVED)
    first: dict[str, dict[str, Any]] = {}
    last: dict[str, dict[str, Any]] = {}
    for name, stood, stands in (
        rows.exclude(stands={}).order_by("pk").values_list("thing", "stood", "stands")
    ):
        if last.get(name) != stood:
            first[name] = stood
        last[name] = stands
    found = {}
    for name, kept in first.items():
        part, field = _BEGINS.get(name.partition(":")[0], ("", ""))
        if part and stored(name) == as_value(last[name]):
            found[f"{name}:{part}"] = as_value(kept)[field]
    return found


def settled(cause: Cause, lines: Iterable[Found], net: EventNetwork) -> Iterable[Found]:
    """Yield what was told as not known when the movement went elsewhere, and now stays as it was.

    lines: what the new time does; net: before it. Nothing where the time was told since.
    """
    waves = Wave.objects.filter(event=net.event, thing=cause.thing, undone_at=None)
    last = None if cause.elsewhere is not None else waves.order_by("-pk").first()
    if last is None or not last.outcome.get("elsewhere"):
        return
    said = {_name(line.about) for line in lines if line.state in TOLD}
    keys = {_name(about): key for key, about in net.things.items() if not about.quiet}
    for shift in last.shifts.filter(state=ShiftState.UNKNOWN).order_by("old", "pk"):
        key = keys.get((shift.thing, shift.party_id, shift.kind))
        if key is not None and _name(net.things[key]) not in said:
            with net.lock:
                at = net.when(net.network.moment(key))
            yield Found(key=key, about=net.things[key], state=ShiftState.STAYS, old=at, new=at)


def _name(about: Thing) -> tuple[str, int | None, str]:
    return about.thing, about.party_id, about.kind


def repaired(
    event_id: int, lags: Sequence[Sequence[Any]], swaps: Sequence[Sequence[str]]
) -> tuple[EventNetwork, Edit]:
    """Return the network before a repair whose swaps the rows already hold, and what it is there.

    lags, swaps: as in `RepairAdopted`.
    """
    now = of_event(event_id)
    was: dict[str, dict[str, Any]] = {}
    for thing, old, _new in swaps:
        what, _colon, number = old.partition(":")
        was.setdefault(thing, {})[f"{what}_id"] = int(number) if number else None
    net = as_of(event_id, was) if was else now
    named = {LinkName(*lag[:3]): int(lag[3]) for lag in lags}
    gone = {name for name in net.links - now.links if name.kind in _SHARED}
    come = {name for name in now.links - net.links if name.kind in _SHARED}
    with now.lock:
        add = tuple(
            link
            for target in sorted({name.target for name in come})
            for link in now.links_into(target)
            if link.name in come
        )
    return net, Edit(
        lags={name: lag for name, lag in named.items() if name in net.links - gone},
        remove=tuple(sorted(gone)),
        add=add,
    )


def swapped(swaps: Sequence[Sequence[str]], net: EventNetwork) -> Iterable[Found]:
    """Yield a line for each drive with another car or escort; who had it is told as well.

    net: before the swap.
    """
    now = of_event(net.event.pk) if swaps else net
    for thing in dict.fromkeys(swap[0] for swap in swaps):
        key = f"{thing}:{DEPARTS}"
        if key in now.things and key in net.things:
            owners = (*now.things[key].owners, *net.things[key].owners)
            with now.lock:
                at = now.when(now.network.moment(key))
            yield Found(
                key=f"{thing}:other",
                about=replace(now.things[key], owners=tuple(dict.fromkeys(owners))),
                state=ShiftState.OTHER,
                old=at,
                new=at,
            )
