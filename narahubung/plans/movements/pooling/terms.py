"""The words of pooled transfers: what goes in (PoolProblem) and what comes out (PoolPlan)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.terms import Reason


@dataclass(frozen=True, kw_only=True)
class PoolRequest:
    """People of one delegation who go together from one place to another.

    pick_up, drop_off: when the vehicle may be there for them to get in and out (ends included; it
    waits for the beginning), None where the other says enough; ride_min: the longest time on
    board, None for what the policy says; board_min, alight_min: what getting in and out takes;
    needs: what the vehicle must have (`lift`, `child seat` ...); weight: how much it counts that
    they are not left behind; of: the larger group of which they are a part (`split_groups`).
    """

    id: str
    delegation: str
    origin: str
    destination: str
    people: int = 1
    luggage: int = 0
    pick_up: Span | None = None
    drop_off: Span | None = None
    ride_min: int | None = None
    board_min: int = 5
    alight_min: int = 5
    needs: frozenset[str] = frozenset()
    weight: int = 1
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class PoolVehicle:
    """A vehicle with its driver: where it starts and ends, and when it may be under way.

    seats: without the driver's; luggage: pieces; longest_min: from leaving to return; has: what
    requests may need. For a plan made during the day: `free` begins now, `start` is where it is.
    """

    id: str
    seats: int
    start: str
    end: str
    free: Span
    luggage: int = 0
    longest_min: int | None = None
    has: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class PoolPin:
    """These people go by this vehicle or not at all; `by` is who said so. It waives no rule."""

    request: str
    vehicle: str
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class PoolHeld:
    """Who goes by which vehicle in the present plan: a re-plan keeps it unless that pays."""

    request: str
    vehicle: str


@dataclass(frozen=True, kw_only=True)
class PoolPolicy:
    """Every wish, in points; a minute driven is one.

    vehicle: for each vehicle that moves; changed: for each request that goes by another vehicle
    than in the present plan; left_behind: for each request left behind, times its weight: more
    than any ride. Who has no limit of his own is at most `ride_factor` times the direct drive on
    board, or `ride_extra_min` longer than that, whichever is more.
    """

    vehicle: int = 30
    changed: int = 60
    left_behind: int = 10_000
    ride_factor: float = 1.5
    ride_extra_min: int = 15


@dataclass(frozen=True, kw_only=True)
class PoolProblem:
    """Who must be carried and by what. minutes: {from: {to: driving time}}, with triangle
    inequality; a place to itself is 0. apart: pairs of delegations that are never on board
    together.
    """

    requests: tuple[PoolRequest, ...]
    vehicles: tuple[PoolVehicle, ...]
    minutes: Mapping[str, Mapping[str, int]]
    apart: tuple[tuple[str, str], ...] = ()
    pins: tuple[PoolPin, ...] = ()
    present: tuple[PoolHeld, ...] = ()
    policy: PoolPolicy = field(default_factory=PoolPolicy)


@dataclass(frozen=True, kw_only=True)
class PoolStop:
    """A request gets in (`boards`) or out: from `begins` to `leaves` the vehicle stands there."""

    request: str
    boards: bool
    place: str
    begins: datetime
    leaves: datetime


@dataclass(frozen=True, kw_only=True)
class PoolRide:
    """What one vehicle does, from leaving its start to being back at its end."""

    vehicle: str
    leaves: datetime
    returns: datetime
    stops: tuple[PoolStop, ...]


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A request with its vehicle and why."""

    request: str
    vehicle: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeftBehind:
    """A request for which no ride was found, and why."""

    request: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PoolPlan:
    """A proposal. objective, bound: points of the policy, smaller is better.

    bound: no plan has fewer points, None where the problem was too large to say; gap_pct: 100 *
    (objective - bound) / objective, None without a bound; proven: nothing is left to find;
    stopped_by: `proven`, `effort`, `guard` or `hand`. A plan that the guard stopped may differ
    on another machine, every other one may not.
    """

    rides: tuple[PoolRide, ...]
    carried: tuple[Carried, ...] = ()
    left: tuple[LeftBehind, ...] = ()
    objective: int = 0
    bound: int | None = None
    gap_pct: float | None = None
    proven: bool = False
    stopped_by: str = "hand"


@dataclass(frozen=True, kw_only=True)
class PoolFault:
    """What is wrong with a plan; vehicle and request are "" where it is about all."""

    vehicle: str
    request: str
    reason: Reason
