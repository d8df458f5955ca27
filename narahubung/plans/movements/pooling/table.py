"""From people and places to the numbers that the pairing core reads, and back to rides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil, floor, inf

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.terms import BadProblemError
from narahubung.plans.movements.pairing import Kind, Pairing, Ride, timetable
from narahubung.plans.movements.pooling.terms import (
    PoolProblem,
    PoolRequest,
    PoolRide,
    PoolStop,
    PoolVehicle,
)

MINUTE = timedelta(minutes=1)


def drive(problem: PoolProblem, a: str, b: str) -> int:
    """Return the minutes from one place to another; 0 to itself."""
    return 0 if a == b else problem.minutes[a][b]


def longest(problem: PoolProblem, request: PoolRequest) -> int:
    """Return how many minutes the request may be on board."""
    if request.ride_min is not None:
        return request.ride_min
    direct, policy = drive(problem, request.origin, request.destination), problem.policy
    return max(floor(direct * policy.ride_factor), direct + policy.ride_extra_min)


def checked(problem: PoolProblem) -> None:
    """Make sure that the problem does not contradict itself.

    Raises
    ------
    BadProblemError
        An id twice or unknown, two pins on one request, a place without driving times, a number
        below 0.
    """
    for wrong in _wrong(problem):
        raise BadProblemError(wrong)


def _wrong(problem: PoolProblem) -> Iterator[str]:
    requests, vehicles = [r.id for r in problem.requests], [v.id for v in problem.vehicles]
    for what, names in (("request", requests), ("vehicle", vehicles)):
        if len(set(names)) < len(names):
            yield f"there are two {what}s of one name"
    pins = [(pin.request, pin.vehicle) for pin in problem.pins]
    present = [(held.request, held.vehicle) for held in problem.present]
    for what, said in (("pins on", pins), ("present vehicles of", present)):
        if len({request for request, _ in said}) < len(said):
            yield f"there are two {what} one request"
        for request, vehicle in said:
            if request not in requests or vehicle not in vehicles:
                yield f"there is no request {request!r} or no vehicle {vehicle!r}"
    for r in problem.requests:
        if min(r.people, r.luggage, r.board_min, r.alight_min, r.ride_min or 0, r.weight) < 0:
            yield f"request {r.id!r} has a number below 0"
    yield from _unknown_ways(problem)


def _unknown_ways(problem: PoolProblem) -> Iterator[str]:
    places = {r.origin for r in problem.requests} | {r.destination for r in problem.requests}
    starts, ends = {v.start for v in problem.vehicles}, {v.end for v in problem.vehicles}
    for a in sorted(places | starts):
        for b in sorted(places | ends):
            least = 0 if a == b else problem.minutes.get(a, {}).get(b, -1)
            if least < 0 and (a in places or b in places):
                yield f"there is no driving time from {a!r} to {b!r}"


@dataclass
class PoolTable:
    """The problem as numbers: minutes from `zero`; `groups` are the vehicles of each kind."""

    problem: PoolProblem
    requests: list[PoolRequest] = field(init=False)
    groups: list[list[PoolVehicle]] = field(init=False)
    zero: datetime = field(init=False)
    table: Pairing = field(init=False)

    def __post_init__(self) -> None:
        problem = self.problem
        self.requests = sorted(problem.requests, key=lambda request: request.id)
        self.pins = {pin.request: pin.vehicle for pin in problem.pins}
        self.held = {held.request: held.vehicle for held in problem.present}
        self.groups = self._grouped()
        self.zero = min(vehicle.free.start for vehicle in problem.vehicles)
        self.table = self._table()

    def _grouped(self) -> list[list[PoolVehicle]]:
        """Vehicles are alike where no pin and no present plan names them."""
        named = {*self.pins.values(), *self.held.values()}
        groups: dict[tuple[object, ...], list[PoolVehicle]] = {}
        for v in sorted(self.problem.vehicles, key=lambda vehicle: vehicle.id):
            alike = v.seats, v.luggage, v.start, v.end, v.free, v.longest_min, v.has
            groups.setdefault((v.id,) if v.id in named else alike, []).append(v)
        return list(groups.values())

    def _table(self) -> Pairing:
        requests, problem = self.requests, self.problem
        self.places = [r.origin for r in requests] + [r.destination for r in requests]
        ends = [r.pick_up for r in requests] + [r.drop_off for r in requests]
        service = [r.board_min for r in requests] + [r.alight_min for r in requests]
        early, late = [], []
        first = min(v.free.start for v in problem.vehicles)
        last = max(v.free.end for v in problem.vehicles)
        for span in ends:
            window = span or Span(first, last)
            early.append(float(ceil((window.start - self.zero) / MINUTE)))
            late.append(float(floor((window.end - self.zero) / MINUTE)))
        return Pairing(
            travel=[[float(drive(problem, a, b)) for b in self.places] for a in self.places],
            early=early,
            late=late,
            service=[float(takes) for takes in service],
            load=[(r.people, r.luggage) for r in requests],
            ride=[float(longest(problem, r)) for r in requests],
            apart=self._apart(),
            prize=[float(problem.policy.left_behind * r.weight) for r in requests],
            kinds=tuple(self._kind(group) for group in self.groups),
        )

    def _apart(self) -> list[int]:
        never = {frozenset(pair) for pair in self.problem.apart}
        return [
            sum(
                1 << other
                for other, two in enumerate(self.requests)
                if frozenset((one.delegation, two.delegation)) in never
            )
            for one in self.requests
        ]

    def _kind(self, group: list[PoolVehicle]) -> Kind:
        v, problem = group[0], self.problem
        return Kind(
            count=len(group),
            room=(v.seats, v.luggage),
            out=[float(drive(problem, v.start, place)) for place in self.places],
            home=[float(drive(problem, place, v.end)) for place in self.places],
            opens=float(ceil((v.free.start - self.zero) / MINUTE)),
            closes=float(floor((v.free.end - self.zero) / MINUTE)),
            extra=[self._extra(v, request) for request in self.requests],
            longest=inf if v.longest_min is None else float(v.longest_min),
            fixed=float(problem.policy.vehicle),
        )

    def _extra(self, vehicle: PoolVehicle, request: PoolRequest) -> float:
        if self.pins.get(request.id, vehicle.id) != vehicle.id or not request.needs <= vehicle.has:
            return inf
        changed = self.held.get(request.id, vehicle.id) != vehicle.id
        return float(self.problem.policy.changed) if changed else 0.0

    def start(self, place: Callable[[Ride, int], tuple[float, tuple[int, ...]]]) -> list[Ride]:
        """Return rides of the present plan as far as it still can be, built by cheapest places."""
        kinds = {group[0].id: number for number, group in enumerate(self.groups)}
        rides: dict[int, Ride] = {}
        for pair, request in enumerate(self.requests):
            if request.id in self.held:
                kind = kinds[self.held[request.id]]
                more, stops = place(rides.get(kind, Ride(kind, ())), pair)
                if more < inf:
                    rides[kind] = Ride(kind, stops)
        return [rides[kind] for kind in sorted(rides)]

    def rides(self, found: Sequence[Ride]) -> list[tuple[Ride, PoolRide]]:
        """Return the rides with their vehicles and times."""
        free = [list(group) for group in self.groups]
        return [
            (ride, self._told(ride, free[ride.kind].pop(0))) for ride in sorted(found) if ride.stops
        ]

    def _told(self, ride: Ride, vehicle: PoolVehicle) -> PoolRide:
        times = gentle(self.table, ride)
        n, stops = self.table.pairs, []
        for stop, begins in zip(ride.stops, times[1:-1], strict=True):
            at = self.zero + begins * MINUTE
            stops.append(
                PoolStop(
                    request=self.requests[stop % n].id,
                    boards=stop < n,
                    place=self.places[stop],
                    begins=at,
                    leaves=at + self.table.service[stop] * MINUTE,
                )
            )
        return PoolRide(
            vehicle=vehicle.id,
            leaves=self.zero + times[0] * MINUTE,
            returns=self.zero + times[-1] * MINUTE,
            stops=tuple(stops),
        )


def gentle(table: Pairing, ride: Ride) -> list[float]:
    """Return a timetable in which everybody gets out as early as can be, and in as late as that
    allows: least time on board, and the driver leaves late.

    Raises
    ------
    ValueError
        The ride has no timetable.
    """
    times = timetable(table, ride)
    if times is None:
        raise ValueError("the ride has no timetable")
    stops, kind = ride.stops, table.kinds[ride.kind]
    for at in range(len(stops), -1, -1):
        if at and stops[at - 1] >= table.pairs:
            continue
        if at:  # never the last stop: there somebody gets out
            a, b = stops[at - 1], stops[at]
            leg = table.service[a] + table.travel[a][b]
        else:
            leg = kind.out[stops[0]]
        late = table.late[stops[at - 1]] if at else kind.closes
        times[at] = max(times[at], min(late, times[at + 1] - leg))
    return times
