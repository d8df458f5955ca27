"""What a vehicle's whole chain must keep: drivers' hours, charging range, delegations apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from narahubung.plans.assignment.terms import Reason
from narahubung.plans.movements.fleet.index import Index
from narahubung.plans.movements.fleet.terms import DriverRules

Stand = tuple[int, int, int]  # place, from minute, until minute


@dataclass
class Looked:
    """reasons: rules broken, one for each; stands: at chargers, where the range needs them;
    empty: minutes driven to each trip, by place in the chain, and home after the last."""

    reasons: list[Reason] = field(default_factory=list)
    stands: dict[int, Stand] = field(default_factory=dict)
    empty: list[int] = field(default_factory=list)


def look(index: Index, vehicle: int, chain: Sequence[int]) -> Looked:
    """Judge a chain whose trips the vehicle reaches in time, one after the other.

    Firm rides waive the rules that they break by themselves.
    """
    found = _look(index, vehicle, chain)
    if found.reasons:
        firm = [trip for trip in chain if index.firm.get(trip) == vehicle]
        if firm:
            waived = {reason.code for reason in _look(index, vehicle, firm).reasons}
            found.reasons = [reason for reason in found.reasons if reason.code not in waived]
    return found


def _look(index: Index, vehicle: int, chain: Sequence[int]) -> Looked:
    found = Looked()
    if not chain:
        return found
    found.empty = [index.out_min(vehicle, chain[0])]
    for first, then in pairwise(chain):
        found.empty.append(int(index.minutes[index.goal[first], index.origin[then]]))
    found.empty.append(index.back_min(vehicle, chain[-1]))
    if index.vehicles[vehicle].range_km:
        _charge(index, vehicle, chain, found)
    found.reasons += _hours(index, vehicle, chain, found)
    found.reasons += _apart(index, chain)
    return found


def limited(index: Index) -> bool:
    """Tell whether there is any such rule at all."""
    rules = index.problem.rules
    own = any(vehicle.range_km or vehicle.driving for vehicle in index.vehicles)
    return bool(rules.driving or rules.spread or rules.unbroken or own or index.problem.apart)


def _apart(index: Index, chain: Sequence[int]) -> list[Reason]:
    here = {index.trips[trip].delegation for trip in chain}
    for pair in index.problem.apart:
        if len(pair) > 1 and here.issuperset(pair):
            return [Reason(code="apart", facts={"delegation": pair[0], "other": pair[1]})]
    return []


def _charge(index: Index, vehicle: int, chain: Sequence[int], found: Looked) -> None:
    """Drive the chain with as much charge as there can be; stands only if one charge is too few."""
    most = index.vehicles[vehicle].range_km
    home = index.home(vehicle)
    first, last = index.origin[chain[0]], index.goal[chain[-1]]
    out = index.km[home, first] if home >= 0 else 0.0
    back = index.km[last, home] if home >= 0 else 0.0
    legs = [index.km[index.goal[a], index.origin[b]] for a, b in pairwise(chain)]
    if out + back + sum(legs) + index.trip_km[list(chain)].sum() <= most:
        return
    charge = most - out
    for number, trip in enumerate(chain):
        if number:
            charge, stand = _between(index, chain[number - 1], trip, charge, most)
            if stand is not None:
                found.stands[number] = stand
                place = stand[0]
                found.empty[number] = int(
                    index.minutes[index.goal[chain[number - 1]], place]
                    + index.minutes[place, index.origin[trip]]
                )
        charge -= index.trip_km[trip]
        if charge < (back if trip == chain[-1] else 0.0):
            name = index.trips[trip].id
            found.reasons.append(Reason(code="range", facts={"trip": name, "km": round(most)}))
            return


def _between(
    index: Index, first: int, then: int, charge: float, most: float
) -> tuple[float, Stand | None]:
    """Return the charge at the next trip, and the stand at a charger that gives most."""
    start, goal = int(index.goal[first]), int(index.origin[then])
    best, stand = charge - float(index.km[start, goal]), None
    ready = int(index.end[first])
    for name, rate in sorted(index.problem.chargers.items()):
        place = index.place[name]
        arrives = ready + int(index.minutes[start, place])
        leaves = int(index.begin[then]) - index.turn - int(index.minutes[place, goal])
        reached = charge - float(index.km[start, place])
        if leaves <= arrives or reached < 0.0:
            continue
        full = min(most, reached + rate * (leaves - arrives)) - float(index.km[place, goal])
        if full > best:
            best, stand = full, (place, arrives, leaves)
    return best, stand


@dataclass
class _Duty:
    """What one driver does so far. run: from when on duty without a pause."""

    begins: int
    run: int
    driving: int = 0


def _hours(index: Index, vehicle: int, chain: Sequence[int], found: Looked) -> list[Reason]:
    """Give the chain to its drivers, one after the other, each as long as the rules allow."""
    rules, drivers = index.problem.rules, index.vehicles[vehicle].drivers
    wheel = index.vehicles[vehicle].driving or rules.driving
    if not (wheel or rules.spread or rules.unbroken):
        return []
    duty, used = _Duty(0, 0), drivers
    for number, trip in enumerate(chain):
        begins, ends = int(index.begin[trip]), int(index.end[trip])
        drive = found.empty[number]
        home = found.empty[-1] if trip == chain[-1] else 0
        driven = drive + home + (ends - begins if index.trips[trip].driven else 0)
        stood = 0
        if number:
            stood = begins - int(index.end[chain[number - 1]]) - drive - index.turn
        if not number or stood >= rules.rest:
            duty, used = _Duty(begins - drive, begins - drive), 1
        elif stood >= rules.pause:
            duty.run = begins - drive
        code = _over(rules, wheel, duty, driven, ends + home)
        if code and number and used < drivers and stood < rules.rest:
            duty, used = _Duty(begins - drive, begins - drive), used + 1
            code = _over(rules, wheel, duty, driven, ends + home)
        if code:
            most = {"driving": wheel, "spread": rules.spread, "unbroken": rules.unbroken}[code]
            return [Reason(code=code, facts={"trip": index.trips[trip].id, "most": most})]
        duty.driving += driven
    return []


def _over(rules: DriverRules, wheel: int, duty: _Duty, driven: int, ends: int) -> str:
    if wheel and duty.driving + driven > wheel:
        return "driving"
    if rules.spread and ends - duty.begins > rules.spread:
        return "spread"
    if rules.unbroken and ends - duty.run > rules.unbroken:
        return "unbroken"
    return ""
