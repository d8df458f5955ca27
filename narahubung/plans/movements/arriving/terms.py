"""The words of arrivals: what goes in (ArrivalProblem) and what comes out (ArrivalPlan)."""

from dataclasses import dataclass, field
from datetime import datetime

from narahubung.plans.assignment.terms import Reason


@dataclass(frozen=True, kw_only=True)
class ArrivalParty:
    """Who goes through the door together, and holds it for `minutes` from getting out on.

    rank: 1 is the most honoured; equal ranks come in any order. earliest, latest: between these
    the slot begins; None is whenever the door is open.
    """

    id: str
    rank: int
    minutes: int = 3
    earliest: datetime | None = None
    latest: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Apart:
    """Two parties that must not meet: so many minutes, at least, from one's slot to the other's."""

    one: str
    other: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class ArrivalHeld:
    """When a slot of the present plan begins; firm: said by hand, or past. It stands, and waives
    the party's own times, but not the gap to others.
    """

    party: str
    begins: datetime
    firm: bool = False


@dataclass(frozen=True, kw_only=True)
class ArrivalPolicy:
    """Every wish, in points; a minute of anybody's wait is one.

    no_slot: for each party without a slot; inversion: for each pair where the less honoured is
    nearer; changed: for each slot that begins at another time than in the present plan.
    """

    no_slot: int = 10_000
    inversion: int = 100
    changed: int = 10


@dataclass(frozen=True, kw_only=True)
class ArrivalProblem:
    """One door before or after one moment.

    moment: when it begins, and every slot has ended; with `leaving`, when it ends, and slots may
    begin. open_min: the door is open for so long, up to the moment or from it on. gap: minutes
    between two slots. All times to the minute.
    """

    parties: tuple[ArrivalParty, ...]
    moment: datetime
    leaving: bool = False
    open_min: int = 120
    gap: int = 1
    apart: tuple[Apart, ...] = ()
    present: tuple[ArrivalHeld, ...] = ()
    policy: ArrivalPolicy = field(default_factory=ArrivalPolicy)


@dataclass(frozen=True, kw_only=True)
class ArrivalSlot:
    """When a party goes through the door, and why then. wait_min: from the end of the slot to the
    moment; leaving, from the moment to the slot.
    """

    party: str
    begins: datetime
    ends: datetime
    wait_min: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NoSlot:
    """A party that gets no slot, and why."""

    party: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ArrivalPlan:
    """A proposal: slots in order of time. objective, bound: points of the policy.

    bound: no plan has fewer points; gap_pct: 100 * (objective - bound) / objective; inversions:
    pairs (more, less honoured) of which the less honoured is nearer; changed: parties whose slot
    begins at another time than in the present plan; stopped_by: `proven`, `effort`, `guard` or
    `hand`. A plan that the guard stopped may differ on another machine, every other one may not.
    """

    slots: tuple[ArrivalSlot, ...] = ()
    without: tuple[NoSlot, ...] = ()
    objective: int = 0
    bound: int = 0
    gap_pct: float = 0.0
    inversions: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = ()
    proven: bool = False
    stopped_by: str = "hand"


@dataclass(frozen=True, kw_only=True)
class ArrivalFault:
    """What is wrong with a plan; party is "" where it is about all."""

    party: str
    reason: Reason
