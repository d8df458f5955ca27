"""Nodes and links as they are laid, with the one rule that what people wrote down stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TypedDict, Unpack

from narahubung.accounts.models import Event
from narahubung.kit.zones import moment as joined
from narahubung.plans.ripple import Hours, Lag, Link, Node
from narahubung.ripple.network.rows import Rows
from narahubung.ripple.network.things import Thing
from narahubung.ripple.network.times import Times

ANY = 0
"""As the earliest moment of what goes along both ways, later and earlier: no bound at all."""
_BEFORE = timedelta(days=60)  # seconds are counted from so long before the event: none is negative


class _About(TypedDict, total=False):
    fixed: bool
    earliest: int | None
    latest: int | None
    shift: int
    agree: tuple[str, ...]


class _Bond(TypedDict, total=False):
    least: Lag | None
    optional: bool
    agree: tuple[str, ...]


@dataclass(kw_only=True)
class Laying:
    """The network being laid: rows in, nodes and links out."""

    event: Event
    rows: Rows
    times: Times
    origin: datetime
    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[tuple[str, str, str], Link] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    happened: dict[str, int] = field(default_factory=dict)
    _desks: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def sec(self, at: datetime) -> int:
        """Return a moment in seconds."""
        return round((at - self.origin).total_seconds())

    def at(self, key: str) -> int:
        """Return when a node is planned."""
        return self.nodes[key].planned

    def node(self, key: str, at: datetime | int, thing: Thing, **about: Unpack[_About]) -> str:
        """Lay a node and say what it is about."""
        planned = at if isinstance(at, int) else self.sec(at)
        self.nodes[key] = Node(
            key=key,
            planned=planned,
            kind=thing.kind,
            thing=thing.thing,
            owners=thing.owners,
            **about,
        )
        self.things[key] = thing
        return key

    def tie(self, source: str, target: str, kind: str, **bond: Unpack[_Bond]) -> None:
        """Let the target keep its distance from the source, whichever way that moves."""
        lag = self.at(target) - self.at(source)
        self._put(source, target, lag, kind, **bond)

    def after(
        self, source: str, target: str, kind: str, minutes: float = 0, **bond: Unpack[_Bond]
    ) -> None:
        """Let the target wait for the source: so many minutes, or as few as were planned.

        Nothing where the plan has them the other way round: what people wrote down stands.
        """
        gap = self.at(target) - self.at(source)
        if gap >= 0:
            self._put(source, target, min(round(minutes * 60), gap), kind, **bond)

    def wait(self, source: str, target: str, kind: str) -> None:
        """Let the target wait for the source; what is planned late counts from its plan."""
        self._put(source, target, min(0, self.at(target) - self.at(source)), kind)

    def drive(self, source: str, target: str, lag: Lag, **bond: Unpack[_Bond]) -> None:
        """Let the target come after a drive."""
        self._put(source, target, lag, "drive", **bond)

    def both_ways(self, key: str) -> None:
        """Let a node come earlier, too, when what it hangs on does."""
        self.nodes[key] = replace(self.nodes[key], earliest=ANY)

    def desk(self, name: str) -> tuple[str, ...]:
        """Return who sees to it as an owner: the first desk of that sort that the event has."""
        found = self._desks.get(name)
        if found is None:  # asked for each node and link
            here = (code for code in self.times.desks.get(name, []) if code in self.rows.desks)
            found = tuple(f"desk:{self.rows.desks[code]}" for code in here)[:1]
            self._desks[name] = found
        return found

    def _put(self, source: str, target: str, lag: Lag, kind: str, **bond: Unpack[_Bond]) -> None:
        self.links.setdefault(
            (source, target, kind),
            Link(source=source, target=target, lag=lag, kind=kind, **bond),
        )


def laying(event: Event, rows: Rows, times: Times) -> Laying:
    """Return an empty one; its seconds count from a midnight of the event long before it."""
    first = event.starts_on or min((at.date() for at in rows.at.values()), default=date(2000, 1, 1))
    start = joined(first, time(), event.zone) - _BEFORE
    return Laying(event=event, rows=rows, times=times, origin=start)


def hourly(usual: float, rush: float, planned_min: float, planned: int, times: Times) -> Hours:
    """Return a drive by the hour: as planned at its hour, longer or shorter by as much at others.

    planned: the minute of the day at which it was planned.
    """
    busy = any(start <= planned < end for start, end in times.rush)
    off = planned_min - (rush if busy else usual)
    steps: list[tuple[int, int]] = [(0, _secs(usual + off))]
    for start, end in times.rush:
        steps += [(start, _secs(rush + off)), (end, _secs(usual + off))]
    return Hours(steps=tuple(sorted(dict(steps).items())))


def _secs(minutes: float) -> int:
    return max(60, round(minutes * 60))


Says = Callable[[], str]


def words(parts: Iterable[str]) -> str:
    """Return what is known of the parts, with commas."""
    return ", ".join(part for part in parts if part)
