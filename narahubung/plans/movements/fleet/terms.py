"""The words of the fleet: what goes in (FleetProblem) and what comes out (FleetPlan)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.terms import Reason


@dataclass(frozen=True, kw_only=True)
class Drive:
    """From one place to another: whole minutes (not the trip's own waiting), and kilometres."""

    minutes: int
    km: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Trip:
    """One drive with somebody in it; `span` from when the vehicle must stand there, until it is
    free again, longer than nothing.

    driven: False where it only stands (a workshop), which is no time at the wheel.
    kind: class of vehicle, "" any; seats: wanted at least; permits: zones it must be let into;
    delegation: whose trip it is; km: 0 is what the drive says; weight: what is left out first is
    what weighs least (1 is an ordinary trip).
    """

    id: str
    origin: str
    destination: str
    span: Span
    kind: str = ""
    seats: int = 1
    permits: frozenset[str] = frozenset()
    delegation: str = ""
    km: float = 0.0
    weight: int = 1
    driven: bool = True


@dataclass(frozen=True, kw_only=True)
class Vehicle:
    """A vehicle with its drivers. home: where it begins and ends, "" is wherever it is wanted;
    free: when it may be used, each trip home to home in one of these times; none is always. A
    workshop is a pinned trip.

    range_km: on one charge, 0 is no limit; drivers: who share it, one after the other; driving:
    minutes that each of them may drive a day, 0 is what the rules say for all.
    """

    id: str
    kind: str = ""
    seats: int = 4
    permits: frozenset[str] = frozenset()
    home: str = ""
    free: tuple[Span, ...] = ()
    range_km: float = 0.0
    drivers: int = 1
    driving: int = 0


@dataclass(frozen=True, kw_only=True)
class Ridden:
    """A trip of the present plan and its vehicle; firm: pinned by hand, under way or past.

    A firm one stands: it waives kind, seats, permits, hours, range and delegations, and the judge
    says nothing of those; time it does not waive.
    """

    trip: str
    vehicle: str
    firm: bool = False


@dataclass(frozen=True, kw_only=True)
class DriverRules:
    """Limits of one driver's day, in minutes; 0 is no limit. Policy, not law: set them per event.

    driving: at the wheel, empty drives included; spread: from leaving home (or the first trip) to
    coming back; unbroken: on duty without a stand of `pause` or more; rest: a stand of so long
    ends the day, and the next one begins.
    """

    driving: int = 0
    spread: int = 0
    unbroken: int = 0
    pause: int = 30
    rest: int = 600


@dataclass(frozen=True, kw_only=True)
class FleetProblem:
    """Which trips, which vehicles, how long it takes between places, and what stands already.

    drives: {from: {to: Drive}}; one that is missing cannot be driven, except to the same place
    (0 minutes). The trips' own drives count for km only. turnaround: minutes between two trips of
    one vehicle, beside the drive between. own: delegations whose vehicles serve nobody else; apart:
    pairs of delegations that never have the same vehicle. chargers: {place: km gained by a minute
    there}. Of the present plan, firm rides stand, the others are kept where that is not worse.
    """

    trips: tuple[Trip, ...]
    vehicles: tuple[Vehicle, ...]
    drives: Mapping[str, Mapping[str, Drive]] = field(default_factory=dict)
    turnaround: int = 0
    rules: DriverRules = field(default_factory=DriverRules)
    own: frozenset[str] = frozenset()
    apart: tuple[tuple[str, ...], ...] = ()
    chargers: Mapping[str, float] = field(default_factory=dict)
    present: tuple[Ridden, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ride:
    """Which vehicle does a trip and why; empty_min: the drive to it, from home or the trip before.

    firm as it was given; reasons: `pinned`, `kept`, `first`, `follows`.
    """

    trip: str
    vehicle: str
    empty_min: int = 0
    firm: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Charge:
    """A stand of a vehicle at a charger, before its next trip."""

    vehicle: str
    place: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Unserved:
    """A trip without a vehicle, and why: how many vehicles each rule keeps away."""

    trip: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FleetPlan:
    """A proposal. Minimise: weight of trips unserved, then vehicles, then empty minutes.

    fleet: vehicles used; fleet_bound: no plan that serves as much uses fewer (0: not known);
    empty_min: minutes driven empty, home drives included; empty_bound: no plan that serves as much
    with `fleet` vehicles drives fewer (0: not known); crowd: trips of which no two can be done by
    one vehicle; where it is as long as `fleet`, it alone proves the fleet; proven: nothing is left
    to find; stopped_by: `proven`, `guard`, `rules` (drivers' hours, range or delegations changed
    what was best without them), `heuristic` or `hand`; changed: trips whose vehicle is not that of
    the present plan.
    """

    rides: tuple[Ride, ...] = ()
    unserved: tuple[Unserved, ...] = ()
    charges: tuple[Charge, ...] = ()
    fleet: int = 0
    fleet_bound: int = 0
    empty_min: int = 0
    empty_bound: int = 0
    crowd: tuple[str, ...] = ()
    proven: bool = False
    stopped_by: str = "hand"
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FleetFault:
    """What is wrong with a plan, and where; trip and vehicle are "" where it is about all."""

    trip: str
    vehicle: str
    reason: Reason
