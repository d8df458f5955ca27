"""The finished answers of the ripple: times are moments, words are in the language in force."""

from dataclasses import dataclass
from datetime import date, datetime

from narahubung.parties.queries import PartyMark


@dataclass(frozen=True, kw_only=True)
class Line:
    """What became of one thing. slack_min: minutes left, negative when late.

    concerned: the names of who is told of it. stuck: why it could not go along or be brought back.
    """

    thing: str
    kind: str
    label: str
    icon: str
    party: PartyMark | None
    url: str
    old: datetime | None
    new: datetime | None
    zone: str
    state: str
    slack_min: int | None = None
    concerned: tuple[str, ...] = ()
    stuck: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One person who was asked about a repair, and what he said last. state: a ConsentState."""

    name: str
    state: str
    at: datetime
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Side:
    """A desk, or the officers of a delegation, without whom a repair is not taken."""

    name: str
    agrees: bool
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Repair:
    """Steps to take together. leaves: what stays late after it; agree: the names of `sides`.

    word_of, word_at: who agreed by word, where it was taken so. may_ask, may_adopt, may_vouch: the
    reader asks by message, takes it, or takes it because others agreed by word. may_answer: he was
    asked. needs_planner: all agree, and the reader is not who puts sessions and meetings later.
    """

    number: int
    says: str
    points: int
    minutes: int
    agree: tuple[str, ...]
    leaves: tuple[str, ...]
    adopted_at: datetime | None = None
    adopted_by: str = ""
    word_of: str = ""
    word_at: datetime | None = None
    sides: tuple[Side, ...] = ()
    may_adopt: bool = False
    may_vouch: bool = False
    may_ask: bool = False
    may_answer: bool = False
    needs_planner: bool = False

    @property
    def is_asked(self) -> bool:
        """Tell whether anybody was asked."""
        return any(side.asked for side in self.sides)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One person, who gets one message. state: not_sent, sent, seen, acknowledged or replaced."""

    name: str
    role: str
    lines: int
    state: str
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class WaveView:
    """One change and what followed, or (id None) what would follow.

    fine: appointments that have less time left, and enough of it. unknown: what hangs on something
    that comes at another place; settled: what was told as that, and stays as it was. untouched:
    delegations that nothing touches. others: lines of things the reader may not see. stays: after
    the undo, what could not be brought back, and why. topics: under which a change of it, or an
    answer of somebody told, is announced.
    """

    id: int | None
    cause: str
    party: PartyMark | None
    movement_id: int | None
    at: datetime
    by: str
    zone: str
    old: datetime | None
    new: datetime | None
    moved: tuple[Line, ...] = ()
    tight: tuple[Line, ...] = ()
    broken: tuple[Line, ...] = ()
    eased: tuple[Line, ...] = ()
    again: tuple[Line, ...] = ()
    fine: tuple[Line, ...] = ()
    unknown: tuple[Line, ...] = ()
    settled: tuple[Line, ...] = ()
    repairs: tuple[Repair, ...] = ()
    told: tuple[Told, ...] = ()
    untouched: int = 0
    others: int = 0
    undone_at: datetime | None = None
    undone_by: str = ""
    may_undo: bool = False
    stays: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"wave:{self.id}"


@dataclass(frozen=True, kw_only=True)
class WaveLine:
    """One wave in a list: how many lines of each sort one may see, how many were told."""

    id: int
    cause: str
    party: PartyMark | None
    movement_id: int | None
    at: datetime
    by: str
    zone: str
    moved: int
    tight: int
    broken: int
    unknown: int
    told: int
    acknowledged: int
    undone_at: datetime | None = None
    may_undo: bool = False


@dataclass(frozen=True, kw_only=True)
class Component:
    """One part of a day. slack_min: by how much it may slip before something later is late."""

    key: str
    label: str
    icon: str
    starts_at: datetime
    ends_at: datetime
    slack_min: int | None = None
    critical: bool = False
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class DayChain:
    """A delegation's day: its parts in order, and the chain in which minutes are scarcest."""

    party: PartyMark
    on: date
    zone: str
    parts: tuple[Component, ...]
    critical: tuple[Component, ...]
    says: str
    slack_min: int | None = None


@dataclass(frozen=True, kw_only=True)
class BackStep:
    """One step on the way to an appointment, at the latest at `at`, and why.

    is_leave: this is when the cars go.
    """

    key: str
    label: str
    icon: str
    at: datetime
    takes_min: int
    because: str
    is_leave: bool = False


@dataclass(frozen=True, kw_only=True)
class Backward:
    """When everything before an appointment must be, earliest first.

    leave_at: when the cars go. before: what ends before and how much is left after it, "" for none.
    """

    party: PartyMark
    label: str
    at: datetime
    zone: str
    steps: tuple[BackStep, ...]
    leave_at: datetime
    before: str = ""
    is_late: bool = False
