"""From chains to the plan that people read: rides with reasons, stands at chargers, gaps."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.terms import Reason
from narahubung.plans.movements.fleet.index import NO_DRIVE
from narahubung.plans.movements.fleet.mending import Bench
from narahubung.plans.movements.fleet.sharing import Shared
from narahubung.plans.movements.fleet.terms import Charge, FleetPlan, Ride, Unserved

LOOKED_AT = 200_000  # pairs of a trip without a vehicle and a vehicle, at most


def plan_from(bench: Bench, found: Sequence[Shared] | None, *, changed: bool) -> FleetPlan:
    """Return the plan that stands on the bench; `changed`: it is not just what was found; found:
    None where nothing was sought."""
    index = bench.index
    rides = [ride for vehicle in range(len(bench.chains)) for ride in _rides(bench, vehicle)]
    rides.sort(key=lambda ride: index.number[ride.trip])
    looks = [bench.look(v, chain) for v, chain in enumerate(bench.chains)]
    fleet = sum(1 for chain in bench.chains if chain)
    empty = sum(sum(looked.empty) for looked in looks)
    fleet_bound, empty_bound, proven = _bounds(bench, found, fleet, empty)
    vehicle_of = {ride.trip: ride.vehicle for ride in rides}
    before = {ride.trip: ride.vehicle for ride in index.problem.present}
    crowd = sorted(trip for part in found or () for trip in part.crowd)
    return FleetPlan(
        rides=tuple(rides),
        unserved=tuple(_unserved(bench)),
        charges=tuple(
            Charge(vehicle=index.vehicles[v].id, place=index.places[place], span=_span(start, end))
            for v, looked in enumerate(looks)
            for place, start, end in looked.stands.values()
        ),
        fleet=fleet,
        fleet_bound=fleet_bound,
        empty_min=empty,
        empty_bound=empty_bound,
        crowd=tuple(index.trips[trip].id for trip in crowd),
        proven=proven,
        stopped_by="proven" if proven else _stopped(found, changed=changed),
        changed=tuple(sorted(trip for trip in before if before[trip] != vehicle_of.get(trip))),
    )


def _bounds(
    bench: Bench, found: Sequence[Shared] | None, fleet: int, empty: int
) -> tuple[int, int, bool]:
    """Return fleet_bound, empty_bound and whether the plan is proven the best.

    The bounds hold without the rules of whole chains, so with them as well, as long as these made
    no further trip go unserved.
    """
    if found is None:
        return 0, 0, False
    trips = bench.index.trips
    lost = sum(trips[trip].weight for trip in bench.open if bench.may[:, trip].any())
    if lost > sum(trips[trip].weight for part in found for trip in part.left_out):
        return 0, 0, False
    fleet_bound = sum(part.fleet_bound for part in found)
    known = all(part.proven or part.fleet == part.fleet_bound for part in found)
    if fleet != fleet_bound or not known:
        return fleet_bound, 0, False
    empty_bound = sum(part.empty_bound for part in found)
    most = not lost or all(part.proven for part in found)
    return fleet_bound, empty_bound, most and empty == empty_bound


def _stopped(found: Sequence[Shared] | None, *, changed: bool) -> str:
    if found is not None and changed:
        return "rules"
    return "guard" if "time" in {part.stopped_by for part in found or ()} else "heuristic"


def _span(start: int, end: int) -> Span:
    return Span(datetime.fromtimestamp(start * 60, UTC), datetime.fromtimestamp(end * 60, UTC))


def _rides(bench: Bench, vehicle: int) -> list[Ride]:
    index, chain = bench.index, bench.chains[vehicle]
    empty = bench.look(vehicle, chain).empty
    name, found = index.vehicles[vehicle].id, []
    for number, trip in enumerate(chain):
        reasons = []
        firm = index.firm.get(trip) == vehicle
        if firm:
            reasons.append(Reason(code="pinned"))
        elif index.present.get(trip) == vehicle:
            reasons.append(Reason(code="kept"))
        if number:
            first = chain[number - 1]
            wait = int(index.begin[trip] - index.end[first]) - empty[number] - index.turn
            facts: dict[str, str | int] = {"trip": index.trips[first].id}
            facts |= {"drive_min": empty[number], "spare_min": wait}
            reasons.append(Reason(code="follows", facts=facts))
        else:
            place = index.vehicles[vehicle].home or index.trips[trip].origin
            facts = {"place": place, "drive_min": empty[0]}
            reasons.append(Reason(code="first", facts=facts))
        found.append(
            Ride(
                trip=index.trips[trip].id,
                vehicle=name,
                empty_min=empty[number],
                firm=firm,
                reasons=tuple(reasons),
            )
        )
    return found


def _unserved(bench: Bench) -> Iterator[Unserved]:
    """Yield the trips without a vehicle; where those are very many, without each vehicle's part."""
    vehicles = len(bench.chains)
    for trip in sorted(bench.open):
        kept: Counter[str] = Counter()
        if len(bench.open) * vehicles <= LOOKED_AT:
            kept.update(why_not(bench, trip, vehicle) for vehicle in range(vehicles))
        reasons = [
            Reason(code="kept_away", facts={"vehicles": count, "rule": rule})
            for rule, count in sorted(kept.items(), key=lambda each: (-each[1], each[0]))
        ]
        short = Reason(code="short", facts={"vehicles": vehicles})
        yield Unserved(trip=bench.index.trips[trip].id, reasons=tuple(reasons or [short]))


def why_not(bench: Bench, trip: int, vehicle: int) -> str:
    """Return the code of what keeps the vehicle from the trip as the plan stands, "" if nothing:
    `kind`, `seats`, `permits`, `no_drive`, `not_free`, `own`, `engaged`, `too_far`, or a rule."""
    index = bench.index
    if trip in index.firm and index.firm[trip] != vehicle:
        return "pinned_elsewhere"
    if rule := index.unfit(vehicle, index.trips[trip]):
        return rule
    home = index.home(vehicle)
    if home >= 0:
        out, back = index.minutes[home, index.origin[trip]], index.minutes[index.goal[trip], home]
        if max(out, back) >= NO_DRIVE:
            return "no_drive"
    if not bench.may[vehicle, trip]:
        return "not_free"
    chain = bench.chains[vehicle]
    here = bench.with_trip(vehicle, trip)
    place = here.index(trip)
    near = chain[max(0, place - 1) : place + 1]
    if any(index.group[other] != index.group[trip] for other in near):
        return "own"
    begin, end = index.begin[trip], index.end[trip]
    if any(index.begin[other] < end and begin < index.end[other] for other in near):
        return "engaged"
    if not all(index.links(a, b) for a, b in pairwise(here)):
        return "too_far"
    reasons = bench.look(vehicle, here).reasons
    return reasons[0].code if reasons else "free"
