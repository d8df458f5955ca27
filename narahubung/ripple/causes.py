"""What was changed: how it stood before, and the edit that the change is to the network."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from narahubung.plans.ripple import Edit
from narahubung.ripple.network import EventNetwork, Was
from narahubung.ripple.network.things import ARRIVES, DEPARTS, ENDS, STARTS


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One change of one thing ("movement:12", "trip:7", "item:9", "meeting:3", "booking:4").

    stood, stands: its moments before and now, by field ("at" of a movement). parties: whose things
    go along with it by themselves. status, real: what was told as having happened ("off"), and the
    column that holds it ("left_at"; a movement's is its "at"). elsewhere: what stood, where it
    comes at another place and nobody knows yet what that does to the times. only_moments: nothing
    else was changed with them.
    """

    thing: str
    stood: Mapping[str, datetime | None]
    stands: Mapping[str, datetime | None]
    zone: str
    parties: frozenset[int]
    party_id: int | None = None
    status: str = ""
    real: str = ""
    elsewhere: Mapping[str, Any] | None = None
    only_moments: bool = True

    @property
    def was(self) -> Was:
        """Return the moments that stood before."""
        return {self.thing: {self.real: None} if self.real else self.stood}

    @property
    def old(self) -> datetime | None:
        """Return when it was to begin."""
        return next(iter(self.stood.values()), None)

    @property
    def new(self) -> datetime | None:
        """Return when it is to begin."""
        return next(iter(self.stands.values()), None)

    @property
    def is_confirmed(self) -> bool:
        """Tell whether nothing was changed: the time that stood is told, where it was open."""
        return bool(self.stood) and self.stood == self.stands and self.elsewhere is None

    @property
    def pk(self) -> int:
        """Return the row's number."""
        return int(self.thing.partition(":")[2])

    def edit(self, net: EventNetwork) -> Edit | None:
        """Return what it is to a network of how things stood; None where that knows nothing of it.

        What was told is so, whatever it hangs on; a session or the closing of the doors stands
        where it was put.
        """
        kind = self.thing.partition(":")[0]
        return _EDITS[kind](self, net)


def _of_movement(cause: Cause, net: EventNetwork) -> Edit | None:
    key, at = cause.thing, cause.stands["at"]
    if key not in net.things or at is None:
        return None
    closes, by = f"{key}:closes", net.sec(at) - net.network.moment(key)
    moments = {closes: net.network.moment(closes) + by} if closes in net.things else {}
    return Edit(happened={key: net.sec(at)}, moments=moments)


def _of_trip(cause: Cause, net: EventNetwork) -> Edit | None:
    if cause.real:
        node = f"{cause.thing}:{DEPARTS if cause.real == 'left_at' else ARRIVES}"
        at = cause.new
        return Edit(happened={node: net.sec(at)}) if at and node in net.things else None
    leaves, comes = cause.stands["departs_at"], cause.stands["arrives_at"]
    if f"{cause.thing}:{DEPARTS}" not in net.things or leaves is None or comes is None:
        return None
    return Edit(
        happened={
            f"{cause.thing}:{DEPARTS}": net.sec(leaves),
            f"{cause.thing}:{ARRIVES}": net.sec(comes),
        }
    )


def _of_appointment(cause: Cause, net: EventNetwork) -> Edit | None:
    starts, ends = cause.stands["starts_at"], cause.stands["ends_at"]
    if starts is None or f"{cause.thing}:{ENDS}" not in net.things:
        return None
    keys = [key for key in net.things if key.startswith(f"{cause.thing}:party:")]
    if f"{cause.thing}:{STARTS}" in net.things:
        keys.append(f"{cause.thing}:{STARTS}")
    moments = {key: net.sec(starts) for key in keys}
    old_end = net.network.moment(f"{cause.thing}:{ENDS}")
    shift = cause.old and starts - cause.old
    moments[f"{cause.thing}:{ENDS}"] = (
        net.sec(ends) if ends else old_end + round((shift or timedelta()).total_seconds())
    )
    return Edit(moments=moments)


def _of_booking(cause: Cause, net: EventNetwork) -> Edit | None:
    starts, ends = cause.stands["starts_at"], cause.stands["ends_at"]
    if starts is None or ends is None or f"{cause.thing}:{STARTS}" not in net.things:
        return None
    return Edit(
        happened={
            f"{cause.thing}:{STARTS}": net.sec(starts),
            f"{cause.thing}:{ENDS}": net.sec(ends),
        }
    )


_EDITS = {
    "movement": _of_movement,
    "trip": _of_trip,
    "item": _of_appointment,
    "meeting": _of_appointment,
    "booking": _of_booking,
}
