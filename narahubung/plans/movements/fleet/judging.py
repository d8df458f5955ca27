"""What is wrong with any plan of a fleet, also one made by hand; shares no code with the solver."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from narahubung.plans.assignment.terms import Fact, Reason
from narahubung.plans.movements.fleet.terms import (
    Charge,
    Drive,
    FleetFault,
    FleetPlan,
    FleetProblem,
    Trip,
    Vehicle,
)

STILL = Drive(minutes=0)
Chain = Sequence[Trip]


def fleet_faults(problem: FleetProblem, plan: FleetPlan) -> list[FleetFault]:
    """Return every fault of the plan, an empty list if there is none. O(rides) for usual chains.

    Codes: `unknown` (no such trip or vehicle), `twice`, `left_out` (neither served nor stated as
    unserved), `firm_broken`; of one ride `kind`, `seats`, `permits`, `not_free`, `no_drive`; of
    rides after each other `late` (minutes missing), `own`; of a vehicle's whole chain `apart`,
    `driving`, `spread`, `unbroken`, `range`, `charge` (a stand that cannot be); of the plan `fleet`
    and `empty` (a stated number that is not so). Firm rides waive what they break by themselves,
    but not `late`.
    """
    judge = _Judge(problem, plan)
    return [*judge.shape(), *judge.all_chains(), *judge.numbers()]


def _fault(trip: str, vehicle: str, code: str, /, **facts: Fact) -> FleetFault:
    return FleetFault(trip=trip, vehicle=vehicle, reason=Reason(code=code, facts=facts))


@dataclass(frozen=True)
class _Leg:
    """From the trip before, or home, to the trip: minutes and km driven empty, and the stand."""

    minutes: int
    km: float
    stood: float = 0.0
    charged: float = 0.0
    km_first: float = 0.0


class _Judge:
    def __init__(self, problem: FleetProblem, plan: FleetPlan) -> None:
        self.problem, self.plan = problem, plan
        self.trips = {trip.id: trip for trip in problem.trips}
        self.vehicles = {vehicle.id: vehicle for vehicle in problem.vehicles}
        self.firm = {ride.trip: ride.vehicle for ride in problem.present if ride.firm}
        chains: dict[str, list[Trip]] = defaultdict(list)
        for ride in plan.rides:
            if ride.trip in self.trips and ride.vehicle in self.vehicles:
                chains[ride.vehicle].append(self.trips[ride.trip])
        self.chains = {v: sorted(c, key=lambda t: (t.span, t.id)) for v, c in chains.items()}
        self.charges: Mapping[str, list[Charge]] = defaultdict(list)
        for charge in plan.charges:
            self.charges[charge.vehicle].append(charge)

    def shape(self) -> Iterator[FleetFault]:
        served = Counter(ride.trip for ride in self.plan.rides)
        done = {ride.trip: ride.vehicle for ride in self.plan.rides}
        stated = {gap.trip for gap in self.plan.unserved}
        for ride in self.plan.rides:
            if ride.trip not in self.trips or ride.vehicle not in self.vehicles:
                yield _fault(ride.trip, ride.vehicle, "unknown")
        for trip in self.trips:
            if served[trip] > 1 or (served[trip] and trip in stated):
                yield _fault(trip, "", "twice", times=served[trip] + (trip in stated))
            if not served[trip] and trip not in stated:
                yield _fault(trip, "", "left_out")
            if trip in self.firm and done.get(trip) != self.firm[trip]:
                yield _fault(trip, self.firm[trip], "firm_broken")

    def drive(self, start: str, goal: str) -> Drive | None:
        if start == goal:
            return STILL
        return self.problem.drives.get(start, {}).get(goal)

    def all_chains(self) -> Iterator[FleetFault]:
        for name, chain in sorted(self.chains.items()):
            vehicle = self.vehicles[name]
            yield from self._times(vehicle, chain)
            for charge in self.charges[name]:
                if not self._can_charge(vehicle, charge):
                    yield _fault("", name, "charge", place=charge.place)
            firm = [trip for trip in chain if self.firm.get(trip.id) == name]
            waived = {fault.reason.code for fault in self._rules(vehicle, firm)}
            for fault in self._rules(vehicle, chain):
                if self.firm.get(fault.trip) != name and fault.reason.code not in waived:
                    yield fault

    def _times(self, vehicle: Vehicle, chain: Chain) -> Iterator[FleetFault]:
        for first, then in pairwise(chain):
            drive = self.drive(first.destination, then.origin)
            if drive is None:
                yield _fault(then.id, vehicle.id, "no_drive")
                continue
            needed = timedelta(minutes=drive.minutes + self.problem.turnaround)
            if (missing := first.span.end + needed - then.span.start) > timedelta():
                minutes = -(-int(missing.total_seconds()) // 60)
                yield _fault(then.id, vehicle.id, "late", trip=first.id, minutes=minutes)

    def _rules(self, vehicle: Vehicle, chain: Chain) -> Iterator[FleetFault]:
        if not chain:
            return
        for trip in chain:
            yield from self._ride(vehicle, trip)
        for first, then in pairwise(chain):
            owners = {first.delegation, then.delegation}
            if len(owners) > 1 and owners & self.problem.own:
                yield _fault(then.id, vehicle.id, "own", trip=first.id)
        here = {trip.delegation for trip in chain}
        for pair in self.problem.apart:
            if len(pair) > 1 and set(pair) <= here:
                yield _fault("", vehicle.id, "apart", delegation=pair[0], other=pair[1])
        legs = self._legs(vehicle, chain)
        yield from self._hours(vehicle, chain, legs)
        yield from self._range(vehicle, chain, legs)

    def _ride(self, vehicle: Vehicle, trip: Trip) -> Iterator[FleetFault]:
        if trip.kind and trip.kind != vehicle.kind:
            yield _fault(trip.id, vehicle.id, "kind", kind=trip.kind)
        if trip.seats > vehicle.seats:
            yield _fault(trip.id, vehicle.id, "seats", seats=trip.seats)
        if trip.permits - vehicle.permits:
            yield _fault(trip.id, vehicle.id, "permits", zone=min(trip.permits - vehicle.permits))
        out = self.drive(vehicle.home, trip.origin) if vehicle.home else STILL
        back = self.drive(trip.destination, vehicle.home) if vehicle.home else STILL
        if out is None or back is None:
            yield _fault(trip.id, vehicle.id, "no_drive")
        elif vehicle.free:
            leaves = trip.span.start - timedelta(minutes=out.minutes)
            returns = trip.span.end + timedelta(minutes=back.minutes)
            if not any(free.start <= leaves and returns <= free.end for free in vehicle.free):
                yield _fault(trip.id, vehicle.id, "not_free")

    def _legs(self, vehicle: Vehicle, chain: Chain) -> list[_Leg]:
        """Return the way to each trip and, last, the way home."""
        out = self.drive(vehicle.home, chain[0].origin) if vehicle.home else None
        back = self.drive(chain[-1].destination, vehicle.home) if vehicle.home else None
        legs = [_Leg((out or STILL).minutes, (out or STILL).km)]
        for first, then in pairwise(chain):
            legs.append(self._between(vehicle, first, then))
        return [*legs, _Leg((back or STILL).minutes, (back or STILL).km)]

    def _between(self, vehicle: Vehicle, first: Trip, then: Trip) -> _Leg:
        gap = (then.span.start - first.span.end).total_seconds() / 60
        for charge in self.charges[vehicle.id]:
            if first.span.end <= charge.span.start and charge.span.end <= then.span.start:
                there = self.drive(first.destination, charge.place) or STILL
                on = self.drive(charge.place, then.origin) or STILL
                minutes = there.minutes + on.minutes
                rate = self.problem.chargers.get(charge.place, 0.0)
                length = charge.span.length.total_seconds() / 60
                stood = gap - minutes - self.problem.turnaround
                return _Leg(minutes, there.km + on.km, stood, rate * length, there.km)
        drive = self.drive(first.destination, then.origin) or STILL
        return _Leg(drive.minutes, drive.km, gap - drive.minutes - self.problem.turnaround)

    def _can_charge(self, vehicle: Vehicle, charge: Charge) -> bool:
        """Tell whether the stand lies between two rides, with the ways there and on."""
        chain = self.chains[vehicle.id]
        before = [trip for trip in chain if trip.span.end <= charge.span.start]
        after = [trip for trip in chain if trip.span.start >= charge.span.end]
        if len(before) + len(after) != len(chain) or not before or not after:
            return False
        there = self.drive(before[-1].destination, charge.place)
        on = self.drive(charge.place, after[0].origin)
        if there is None or on is None or charge.place not in self.problem.chargers:
            return False
        leaves = timedelta(minutes=on.minutes + self.problem.turnaround) + charge.span.end
        arrives = before[-1].span.end + timedelta(minutes=there.minutes)
        return arrives <= charge.span.start and leaves <= after[0].span.start

    def _range(self, vehicle: Vehicle, chain: Chain, legs: Sequence[_Leg]) -> Iterator[FleetFault]:
        if not vehicle.range_km:
            return
        charge = vehicle.range_km
        for trip, leg in zip(chain, legs, strict=False):
            charge -= leg.km_first
            low = charge
            charge = min(vehicle.range_km, charge + leg.charged) - (leg.km - leg.km_first)
            charge -= trip.km or (self.drive(trip.origin, trip.destination) or STILL).km
            if min(low, charge) < -1e-6:
                yield _fault(trip.id, vehicle.id, "range", km=round(-min(low, charge)))
                return
        if charge < legs[-1].km - 1e-6:
            yield _fault(chain[-1].id, vehicle.id, "range", km=round(legs[-1].km - charge))

    def _hours(self, vehicle: Vehicle, chain: Chain, legs: Sequence[_Leg]) -> Iterator[FleetFault]:
        """Look for a way to share each day among the drivers; say the first that there is not."""
        days: list[list[int]] = [[]]
        for number in range(len(chain)):
            if number and legs[number].stood >= self.problem.rules.rest:
                days.append([])
            days[-1].append(number)
        for day in days:
            needed = [0, *[len(day) + vehicle.drivers + 1] * len(day)]
            for last in range(1, len(day) + 1):
                for first in range(last):
                    if needed[first] < vehicle.drivers and not self._breach(
                        vehicle, chain, legs, day[first:last]
                    ):
                        needed[last] = min(needed[last], needed[first] + 1)
            for last, count in enumerate(needed):
                if count > vehicle.drivers:
                    code = self._breach(vehicle, chain, legs, day[:last]) or "spread"
                    yield _fault(chain[day[last - 1]].id, vehicle.id, code)
                    return

    def _breach(
        self, vehicle: Vehicle, chain: Chain, legs: Sequence[_Leg], part: Sequence[int]
    ) -> str:
        """Return the rule that one driver breaks with these trips, "" if none."""
        rules, last = self.problem.rules, part[-1]
        wheel = vehicle.driving or rules.driving
        home = legs[-1].minutes if last == len(chain) - 1 else 0
        leaves = [chain[n].span.start - timedelta(minutes=legs[n].minutes) for n in part]
        returns = chain[last].span.end + timedelta(minutes=home)
        spans = sum((chain[n].span.length for n in part if chain[n].driven), timedelta())
        driven = _minutes(spans) + sum(legs[n].minutes for n in part) + home
        if wheel and driven > wheel:
            return "driving"
        if rules.spread and _minutes(returns - leaves[0]) > rules.spread:
            return "spread"
        run: datetime = leaves[0]
        for number, left in zip(part, leaves, strict=True):
            if number != part[0] and legs[number].stood >= rules.pause:
                run = left
            until = returns if number == last else chain[number].span.end
            if rules.unbroken and _minutes(until - run) > rules.unbroken:
                return "unbroken"
        return ""

    def numbers(self) -> Iterator[FleetFault]:
        if self.plan.stopped_by == "hand":
            return
        fleet = sum(1 for chain in self.chains.values() if chain)
        empty = sum(
            leg.minutes
            for name, chain in self.chains.items()
            for leg in self._legs(self.vehicles[name], chain)
        )
        if fleet != self.plan.fleet:
            yield _fault("", "", "fleet", stated=self.plan.fleet, used=fleet)
        if empty != self.plan.empty_min:
            yield _fault("", "", "empty", stated=self.plan.empty_min, driven=empty)


def _minutes(length: timedelta) -> float:
    return length.total_seconds() / 60
