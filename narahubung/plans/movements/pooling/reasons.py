"""Why a request goes by this vehicle, and why another is left behind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from narahubung.plans.assignment.terms import Reason
from narahubung.plans.movements.pairing import Kind, Pairing, Ride, cost
from narahubung.plans.movements.pairing.inserting import Inserter
from narahubung.plans.movements.pooling.table import MINUTE, PoolTable, drive, longest
from narahubung.plans.movements.pooling.terms import (
    Carried,
    LeftBehind,
    PoolRequest,
    PoolRide,
    PoolVehicle,
)

Told = Sequence[tuple[Ride, PoolRide]]


def carried(numbers: PoolTable, told: Told) -> tuple[Carried, ...]:
    """Return each request that is carried with its reasons, by id."""
    by = {pin.request: pin.by for pin in numbers.problem.pins}
    found = []
    for ride, shown in told:
        for pair in sorted(stop for stop in ride.stops if stop < numbers.table.pairs):
            request = numbers.requests[pair]
            reasons = [
                *_standing(numbers, request, shown.vehicle, by),
                _company(numbers, shown, request),
                _aboard(numbers, shown, request),
                _price(numbers.table, ride, pair),
            ]
            found.append(Carried(request=request.id, vehicle=shown.vehicle, reasons=tuple(reasons)))
    return tuple(sorted(found, key=lambda one: one.request))


def _standing(
    numbers: PoolTable, request: PoolRequest, vehicle: str, by: dict[str, str]
) -> list[Reason]:
    found = []
    if request.id in by:
        found.append(Reason(code="pinned", facts={"by": by[request.id]}))
    old = numbers.held.get(request.id)
    if old == vehicle:
        found.append(Reason(code="kept"))
    elif old is not None:
        found.append(Reason(code="moved", facts={"vehicle": old}))
    return found


def _company(numbers: PoolTable, ride: PoolRide, request: PoolRequest) -> Reason:
    aboard, met = set[str](), set[str]()
    for stop in ride.stops:
        if stop.boards:
            aboard.add(stop.request)
        if request.id in aboard:
            met |= aboard
        if not stop.boards:
            aboard.discard(stop.request)
    met.discard(request.id)
    if not met:
        return Reason(code="alone")
    return Reason(code="shared", facts={"requests": ", ".join(sorted(met))})


def _aboard(numbers: PoolTable, ride: PoolRide, request: PoolRequest) -> Reason:
    boards, leaves = [stop for stop in ride.stops if stop.request == request.id]
    facts = {
        "min": int((leaves.begins - boards.leaves) / MINUTE),
        "most": longest(numbers.problem, request),
        "direct": drive(numbers.problem, request.origin, request.destination),
    }
    return Reason(code="aboard", facts=facts)


def _price(table: Pairing, ride: Ride, pair: int) -> Reason:
    n = table.pairs
    rest = tuple(stop for stop in ride.stops if stop % n != pair)
    more = cost(table, ride) - cost(table, Ride(ride.kind, rest))
    own = cost(table, Ride(ride.kind, (pair, n + pair)))
    return Reason(code="costs", facts={"points": round(more), "own": round(own)})


def left(numbers: PoolTable, told: Told) -> tuple[LeftBehind, ...]:
    """Return each request that is left behind, and what stands against each of the vehicles."""
    served = {stop for ride, _ in told for stop in ride.stops}
    gone = [pair for pair in range(numbers.table.pairs) if pair not in served]
    if not gone:
        return ()
    rides = {shown.vehicle: ride for ride, shown in told}
    against = _Against(numbers.table)
    found = []
    for pair in gone:
        counts = Counter(
            against.code(numbers, pair, vehicle, rides.get(vehicle.id, Ride(number, ())))
            for number, group in enumerate(numbers.groups)
            for vehicle in group
        )
        reasons = [Reason(code=code, facts={"vehicles": n}) for code, n in sorted(counts.items())]
        request = numbers.requests[pair].id
        found.append(LeftBehind(request=request, reasons=tuple(reasons)))
    return tuple(found)


class _Against:
    """What a pair would need in a ride: each rule is left out in turn."""

    def __init__(self, table: Pairing) -> None:
        wide = tuple(_roomy(kind) for kind in table.kinds)
        mixed = [0] * table.pairs
        self.plain = Inserter(table)
        self.freed = (
            ("apart", Inserter(replace(table, apart=mixed))),
            ("full", Inserter(replace(table, kinds=wide))),
            ("full", Inserter(replace(table, kinds=wide, apart=mixed))),
        )

    def code(self, numbers: PoolTable, pair: int, vehicle: PoolVehicle, ride: Ride) -> str:
        request = numbers.requests[pair]
        if numbers.pins.get(request.id, vehicle.id) != vehicle.id:
            return "pinned_elsewhere"
        if request.people > vehicle.seats:
            return "too_many"
        if request.luggage > vehicle.luggage:
            return "too_much_luggage"
        if not request.needs <= vehicle.has:
            return "needs"
        if self.plain.place(Ride(ride.kind, ()), pair)[0] == inf:
            return "no_way"
        if self.plain.place(ride, pair)[0] < inf:
            return "not_found"
        for code, inserter in self.freed:
            if inserter.place(ride, pair)[0] < inf:
                return code
        return "no_time"


def _roomy(kind: Kind) -> Kind:
    return replace(kind, room=(10**6, 10**6))
