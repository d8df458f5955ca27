"""The shapes of procedures: what is written in a list, what it hangs on, what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

# Which facts of an anchor a step may depend on. `time`, `end` and `place` are read from the
# anchor itself, the others from `Anchor.facts`.
FACTS_OF: Mapping[str, frozenset[str]] = {
    "arrival": frozenset(
        {"time", "place", "flight", "persons", "luggage", "vehicle", "escort", "greeter"}
    ),
    "departure": frozenset(
        {"time", "place", "flight", "persons", "luggage", "vehicle", "escort", "greeter"}
    ),
    "trip": frozenset({"time", "end", "place", "persons", "vehicle", "escort", "order", "seats"}),
    "session": frozenset({"time", "end", "place", "persons", "dress"}),
    "meeting": frozenset({"time", "end", "place", "persons", "counterpart", "interpreter"}),
    "stay": frozenset({"time", "end", "place", "persons"}),
    "day": frozenset({"time"}),
    "event": frozenset({"time", "end", "place"}),
}

# What a condition (`applies_when`) may ask of an anchor. One that the anchor does not know
# counts as the value "unknown", so that a list says itself what to do with the unknown.
ATTRIBUTES = frozenset(
    {"flight_type", "party", "purpose", "from_kind", "to_kind", "session_kind", "level"}
)

ANY_DEPARTMENT = frozenset(
    {"GH", "TRN", "HOS", "PTW", "PRO", "SEC", "MED", "PR", "ACC", "EO", "officer"}
)
ROLES = frozenset({"officer", "coordinator", "protocol", "desk"})
KINDS = frozenset({"check", "action", "report"})
EVIDENCE = frozenset({"none", "photo", "count", "time", "text"})
MAX_WEIGHT = 5


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text in both languages of the house."""

    id: str
    en: str

    def in_language(self, code: str) -> str:
        """Return the Indonesian text for `id` and `id-…`, else the English one."""
        return self.id if code.split("-")[0] == "id" else self.en


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When something is due, counted from a base.

    `start`, `end`: exact time from the anchor's `at` or `ends_at` (`otherwise` counts from `at`
    when the end is not known). `check`: exact time after the check of the same step.
    `day`: whole days from the anchor's local day, at `clock` in the event's zone.
    """

    base: Literal["start", "end", "check", "day"]
    offset: timedelta
    clock: time | None = None
    otherwise: timedelta | None = None
    where: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What proves the step: `kind` is none, photo, count, time or text; `of` says of what."""

    kind: str = "none"
    of: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of a procedure. `code` never changes its meaning from version to version."""

    code: str
    text: Text
    hint: Text | None
    kind: str
    department: str
    role: str
    critical: bool
    hangs_on: str
    check: Moment
    recheck: tuple[Moment, ...]
    evidence: Evidence
    applies_when: Mapping[str, tuple[str, ...]]
    invalidated_by: tuple[str, ...]
    weight: int
    when_needed: bool


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One version of one list; it holds for anchors on or after `effective_on`."""

    id: str
    letter: str
    version: int
    effective_on: date
    title: Text
    source: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A fact with a moment that steps hang on; `kind` is a key of `FACTS_OF`.

    `at`, `ends_at`: aware. `zone`: IANA name of the clock the fact was told in. `place`: one
    place, or "from > to" of a trip. `attributes`: what conditions ask (`ATTRIBUTES`). `facts`:
    the other facts of `FACTS_OF[kind]` as stable strings, e.g. a vehicle's sorted numbers.
    Raises ValueError on an unknown kind, fact or attribute, or a time without a zone.
    """

    kind: str
    id: str
    at: datetime
    zone: str
    ends_at: datetime | None = None
    place: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        name = f"anchor {self.kind} {self.id}"
        if self.kind not in FACTS_OF:
            raise ValueError(f"{name}: unknown kind")
        if self.at.utcoffset() is None or (self.ends_at and self.ends_at.utcoffset() is None):
            raise ValueError(f"{name}: a time without a zone")
        known = FACTS_OF[self.kind] - {"time", "end", "place"}
        strange = (set(self.facts) - known) | (set(self.attributes) - ATTRIBUTES)
        if strange:
            raise ValueError(f"{name}: unknown {', '.join(sorted(strange))}")


@dataclass(frozen=True, kw_only=True)
class Due:
    """One step on one anchor.

    `check_at` and `recheck_at` are in UTC and in order; `recheck_at[i]` belongs to
    `Step.recheck[i]`. `fingerprint`: the value of each fact in `Step.invalidated_by`, all
    strings, so it can be kept as JSON. `weight` counts in readiness; 0 does not count.
    """

    procedure: str
    version: int
    code: str
    anchor_kind: str
    anchor_id: str
    check_at: datetime
    recheck_at: tuple[datetime, ...]
    critical: bool
    weight: int
    fingerprint: Mapping[str, str]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same step of the same anchor, whatever the version or the time."""
        return (self.procedure, self.code, self.anchor_kind, self.anchor_id)

    @property
    def moments(self) -> tuple[datetime, ...]:
        """The check and the re-checks, in order."""
        return (self.check_at, *self.recheck_at)


@dataclass(frozen=True, kw_only=True)
class FactChange:
    """A fact and what it was and is; the empty string where it was or is not known."""

    fact: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """What became of one step.

    `check_again`: a fact it depends on changed (`facts`), a tick made before no longer counts;
    its moments may have moved as well (`moved`). `moved`: only its moments changed, ticks stand.
    """

    kind: Literal["same", "moved", "check_again", "new", "gone"]
    old: Due | None
    new: Due | None
    facts: tuple[FactChange, ...] = ()

    @property
    def due(self) -> Due:
        """The due that holds now, or for a gone one the last that did."""
        due = self.new or self.old
        assert due is not None  # noqa: S101 - one of the two is always given
        return due

    @property
    def moved(self) -> bool:
        """Whether the check or a re-check is due at another time than before."""
        return bool(self.old and self.new and self.old.moments != self.new.moments)
