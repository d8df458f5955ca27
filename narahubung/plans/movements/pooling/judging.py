"""What is wrong with a plan, whoever made it, and what it costs. Shares no code with the solver."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from narahubung.plans.assignment.terms import Reason
from narahubung.plans.movements.pooling.terms import (
    PoolFault,
    PoolPlan,
    PoolProblem,
    PoolRequest,
    PoolRide,
    PoolStop,
    PoolVehicle,
)

MINUTE = timedelta(minutes=1)


def pool_faults(problem: PoolProblem, plan: PoolPlan) -> list[PoolFault]:
    """Say what is wrong with a plan, also one made by hand; an empty list when nothing is.

    Codes: `unknown` (no such request or vehicle), `two_rides` (of one vehicle), `stops` (somebody
    gets in or out never, twice, elsewhere or in the wrong order), `left_out` (neither carried nor
    told as left), `both` (carried and told as left), `window`, `too_fast` (less than the drive or
    the time at a stop), `too_long_aboard`, `full`, `luggage`, `apart`, `needs`, `pin_broken`,
    `outside_hours` and `too_long` (of the vehicle), `objective` (stated points that are not so).
    In O(s * a) for s stops and a people's requests on board.
    """
    return list(_Judge(problem, plan).found())


def pool_price(problem: PoolProblem, plan: PoolPlan) -> int:
    """Return the points of a plan without faults."""
    vehicles = {v.id: v for v in problem.vehicles}
    policy, held = problem.policy, {h.request: h.vehicle for h in problem.present}
    points, carried = 0, set()
    for ride in plan.rides:
        vehicle = vehicles[ride.vehicle]
        places = [vehicle.start, *(stop.place for stop in ride.stops), vehicle.end]
        points += policy.vehicle + sum(_drive(problem, a, b) for a, b in pairwise(places))
        for request in {stop.request for stop in ride.stops}:
            carried.add(request)
            points += policy.changed * (held.get(request, ride.vehicle) != ride.vehicle)
    return points + sum(
        policy.left_behind * request.weight
        for request in problem.requests
        if request.id not in carried
    )


def _drive(problem: PoolProblem, a: str, b: str) -> int:
    return 0 if a == b else problem.minutes[a][b]


class _Judge:
    def __init__(self, problem: PoolProblem, plan: PoolPlan) -> None:
        self.problem, self.plan = problem, plan
        self.requests = {r.id: r for r in problem.requests}
        self.vehicles = {v.id: v for v in problem.vehicles}

    def found(self) -> Iterator[PoolFault]:
        faults = [*self._shape()]
        for ride in self.plan.rides:
            if ride.vehicle in self.vehicles and all(
                s.request in self.requests for s in ride.stops
            ):
                faults += self._ride(ride, self.vehicles[ride.vehicle])
        yield from faults
        if not faults and self.plan.stopped_by != "hand":
            points = pool_price(self.problem, self.plan)
            if points != self.plan.objective:
                yield _fault("", "", "objective", stated=self.plan.objective, points=points)

    def _shape(self) -> Iterator[PoolFault]:
        drives = Counter(ride.vehicle for ride in self.plan.rides)
        for vehicle, count in drives.items():
            if vehicle not in self.vehicles:
                yield _fault(vehicle, "", "unknown")
            if count > 1:
                yield _fault(vehicle, "", "two_rides")
        stops: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for ride in self.plan.rides:
            for stop in ride.stops:
                stops[stop.request].append((ride.vehicle, stop.boards))
        left = {gone.request for gone in self.plan.left}
        for name in sorted({*stops, *left} - set(self.requests)):
            yield _fault("", name, "unknown")
        for name in self.requests:
            if name in stops:
                yield from self._done(name, stops[name], told_left=name in left)
            elif name not in left:
                yield _fault("", name, "left_out")

    def _done(
        self, name: str, done: list[tuple[str, bool]], *, told_left: bool
    ) -> Iterator[PoolFault]:
        vehicle = done[0][0]
        pins = {pin.request: pin.vehicle for pin in self.problem.pins}
        if done != [(vehicle, True), (vehicle, False)]:
            yield _fault(vehicle, name, "stops")
        if told_left:
            yield _fault(vehicle, name, "both")
        if pins.get(name, vehicle) != vehicle:
            yield _fault(vehicle, name, "pin_broken", pinned=pins[name])

    def _ride(self, ride: PoolRide, vehicle: PoolVehicle) -> Iterator[PoolFault]:
        yield from self._hours(ride, vehicle)
        yield from self._drives(ride, vehicle)
        yield from self._company(ride, vehicle)
        began = {}
        for stop in ride.stops:
            request = self.requests[stop.request]
            yield from self._stop(ride, stop, request)
            if stop.boards:
                began[stop.request] = stop.leaves
                if missing := request.needs - vehicle.has:
                    yield _fault(vehicle.id, request.id, "needs", what=", ".join(sorted(missing)))
            elif stop.request in began:
                aboard, most = stop.begins - began[stop.request], self._longest(request)
                if aboard > most * MINUTE:
                    minutes = int(aboard / MINUTE)
                    yield _fault(vehicle.id, request.id, "too_long_aboard", min=minutes, most=most)

    def _longest(self, request: PoolRequest) -> int:
        if request.ride_min is not None:
            return request.ride_min
        direct = _drive(self.problem, request.origin, request.destination)
        policy = self.problem.policy
        return max(int(direct * policy.ride_factor), direct + policy.ride_extra_min)

    def _stop(self, ride: PoolRide, stop: PoolStop, request: PoolRequest) -> Iterator[PoolFault]:
        if stop.boards:
            place, span, takes = request.origin, request.pick_up, request.board_min
        else:
            place, span, takes = request.destination, request.drop_off, request.alight_min
        if stop.place != place:
            yield _fault(ride.vehicle, request.id, "stops")
        if stop.leaves - stop.begins < takes * MINUTE:
            yield _fault(ride.vehicle, request.id, "too_fast", place=place)
        if span and not span.start <= stop.begins <= span.end:
            yield _fault(ride.vehicle, request.id, "window", at=stop.begins.isoformat())

    def _hours(self, ride: PoolRide, vehicle: PoolVehicle) -> Iterator[PoolFault]:
        if ride.leaves < vehicle.free.start or ride.returns > vehicle.free.end:
            yield _fault(vehicle.id, "", "outside_hours")
        most = vehicle.longest_min
        if most is not None and ride.returns - ride.leaves > most * MINUTE:
            yield _fault(vehicle.id, "", "too_long", most=most)

    def _drives(self, ride: PoolRide, vehicle: PoolVehicle) -> Iterator[PoolFault]:
        points = [
            (vehicle.start, ride.leaves, ride.leaves),
            *((stop.place, stop.begins, stop.leaves) for stop in ride.stops),
            (vehicle.end, ride.returns, ride.returns),
        ]
        for (a, _, leaves), (b, begins, _) in pairwise(points):
            if begins - leaves < _drive(self.problem, a, b) * MINUTE:
                yield _fault(vehicle.id, "", "too_fast", place=b)

    def _company(self, ride: PoolRide, vehicle: PoolVehicle) -> Iterator[PoolFault]:
        never = {frozenset(pair) for pair in self.problem.apart}
        aboard: dict[str, PoolRequest] = {}
        for stop in ride.stops:
            request = self.requests[stop.request]
            if not stop.boards:
                aboard.pop(stop.request, None)
                continue
            for other in aboard.values():
                if frozenset((request.delegation, other.delegation)) in never:
                    yield _fault(vehicle.id, request.id, "apart", other=other.delegation)
            aboard[stop.request] = request
            if sum(r.people for r in aboard.values()) > vehicle.seats:
                yield _fault(vehicle.id, request.id, "full", seats=vehicle.seats)
            if sum(r.luggage for r in aboard.values()) > vehicle.luggage:
                yield _fault(vehicle.id, request.id, "luggage", pieces=vehicle.luggage)


def _fault(vehicle: str, request: str, code: str, **facts: str | int) -> PoolFault:
    return PoolFault(vehicle=vehicle, request=request, reason=Reason(code=code, facts=facts))
