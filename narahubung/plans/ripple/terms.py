"""The words of the ripple: what goes in (Node, Link, Edit) and what comes out (Outcome).

Every moment is a whole number of seconds since one midnight of the event's zone, every length a
whole number of seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

DAY = 86_400
NEVER = -(2**61)
"""A moment before all others: nothing asks for the node."""
OPEN = 2**61
"""A moment after all others: there is no limit."""


class BadNetworkError(ValueError):
    """The network contradicts itself (an unknown key, a circle); nothing is changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """A travel time that depends on when one leaves.

    steps: (minute of the day from which on, seconds), the last one goes on over midnight. Nobody
    who leaves later arrives earlier: who leaves just before a step down arrives as if he had waited
    for it.
    """

    steps: tuple[tuple[int, int], ...]


Lag = int | Hours


class LinkName(NamedTuple):
    """A link is named by where it comes from, where it goes to, and what it is (`drive`)."""

    source: str
    target: str
    kind: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A moment of a thing: the flight lands, cleared, the car leaves, the session begins.

    planned: the moment that people were told; it never comes before it, or, where `earliest` is
    given, not before that. fixed: it happens when planned whatever the links ask for, like a
    session; what asks for more is late. latest: the moment by which it must be; of a fixed node,
    until when one may still come. owners: ids of who is told. shift: by how many seconds at most
    the appointment (or the limit) may be put later, and agree: whom one asks then (the owners,
    where empty).
    """

    key: str
    planned: int
    earliest: int | None = None
    latest: int | None = None
    fixed: bool = False
    kind: str = ""
    thing: str = ""
    owners: tuple[str, ...] = ()
    shift: int = 0
    agree: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """The target is at least `lag` after the source: processing, drive, preparation, change-over.

    A negative lag lets the target come before: the driver is woken 2 h 30 before the landing, not
    earlier. least: what the stretch can be made in if need be (fewer minutes, or the drive with an
    escort); optional: the target need not wait for the source at all; agree: whom one asks then
    (the owners of the target, where empty).
    """

    source: str
    target: str
    lag: Lag = 0
    kind: str = ""
    least: Lag | None = None
    optional: bool = False
    agree: tuple[str, ...] = ()

    @property
    def name(self) -> LinkName:
        """Return how it is named in an edit."""
        return LinkName(self.source, self.target, self.kind)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """What is typed: new planned moments (also the earliest), what happened when, new limits, new
    lags, links that go and links that come, in that order. None takes away.

    What happened is so, whatever the links say; None takes it back.
    """

    moments: Mapping[str, int] = field(default_factory=dict)
    happened: Mapping[str, int | None] = field(default_factory=dict)
    latests: Mapping[str, int | None] = field(default_factory=dict)
    lags: Mapping[LinkName, Lag] = field(default_factory=dict)
    remove: tuple[LinkName, ...] = ()
    add: tuple[Link, ...] = ()


class Moved(NamedTuple):
    """A node that comes at another moment than before."""

    key: str
    old: int
    new: int


class Bound(NamedTuple):
    """A node with a limit: seconds that are left before it is missed, and what it was before.

    Negative: it is missed by so much.
    """

    key: str
    limit: int
    slack: int
    was: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a change does. Nodes come in the order in which the network was given them.

    moved: old and new moments; tight: limits with less slack than the network's `tight` that have
    another slack now; broken: limits that are missed, by another length than before; eased: limits
    that were missed or tight and are neither now; undo: the edit that takes it back.
    """

    edit: Edit
    undo: Edit
    moved: Sequence[Moved] = ()
    tight: tuple[Bound, ...] = ()
    broken: tuple[Bound, ...] = ()
    eased: tuple[Bound, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Everything that one owner must know of a change, so that it can be one message."""

    owner: str
    moved: tuple[Moved, ...] = ()
    broken: tuple[Bound, ...] = ()


class Part(NamedTuple):
    """One step of a chain: a node, its moment, and the link by which the step before binds it.

    kind is the link's; lag: what it takes at this hour. The first part has neither: it comes when
    it is planned, or did happen.
    """

    key: str
    moment: int
    kind: str = ""
    lag: int = 0


class Must(NamedTuple):
    """The last moment at which a node may come so that everything after it is in time.

    slack: what is left of it now, negative where it comes too late; next: the node that asks for
    it, itself where it is its own limit; kind and lag: of the link to it.
    """

    key: str
    moment: int
    slack: int
    next: str
    kind: str = ""
    lag: int = 0
