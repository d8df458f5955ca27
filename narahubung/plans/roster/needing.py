"""What each delegation needs at least, whoever has its homes: the ground of the bound."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from narahubung.plans.roster.cutting import Shift
from narahubung.plans.roster.homes import NEVER, Home, Split, split
from narahubung.plans.roster.index import Index
from narahubung.plans.roster.quick import Clock, Limits
from narahubung.plans.roster.terms import RELIEF

NEARLY = 0.9  # of the most delegations that are there on one day
WIDTH = 4000  # states of a split that is to prove something


@dataclass(frozen=True)
class Need:
    """One delegation: its days, what its homes can do and what is left over in any case.

    shifts: how many; homes: how many of them cover; able: shifts that one home may take at most;
    reliefs: duties that the homes cannot take, at least; hours: how
    long those last at least; busy: days of somebody that they take on the busiest days; base:
    points that no plan avoids; fair: its points for each hour of the homes above the mean; fit:
    points of a relief duty that none avoids; more: points of each relief duty beyond `reliefs`, at
    least, once `slip` is paid; shortest: seconds of the shortest shift.
    """

    days: frozenset[int]
    shifts: int
    homes: int
    able: int
    reliefs: int
    hours: float
    busy: float
    base: float
    fair: int
    fit: float
    more: float
    slip: float
    shortest: int


def freest(index: Index) -> Limits:
    """Return limits that nobody's are wider than, so that a bound under them holds for all."""
    if not index.officers:
        return index.usual
    every = sorted({index.limits(name) for name in index.officers}, key=repr)
    if len(every) == 1:
        return every[0]
    return Limits(
        day=0 if any(not each.day for each in every) else max(each.day for each in every),
        week=0,
        rest=min(each.rest for each in every),
        split=any(each.split for each in every),
        free_days=min(each.free_days for each in every),
        free_in=max(each.free_in for each in every),
        night_from=0,
        night_to=0,
        nights=0,
        party=0 if any(not each.party for each in every) else max(each.party for each in every),
    )


def needs_of(index: Index, shifts: Sequence[Shift]) -> dict[str, Need]:
    """Return the need of every delegation that has shifts or homes to fill."""
    of: dict[str, list[Shift]] = defaultdict(list)
    for shift in sorted(shifts, key=lambda each: (each.delegation, each.start)):
        of[shift.delegation].append(shift)
    limits = freest(index)
    shares = _shares(index, limits, shifts)
    return {party: _need(index, limits, party, rows, shares) for party, rows in of.items()}


def busiest(index: Index, shifts: Sequence[Shift]) -> frozenset[int]:
    """Return the days on which nearly as many delegations are there as on any."""
    clock, there = index.clock, defaultdict[int, set[str]](set)
    for shift in shifts:
        for day in clock.days(shift.start, shift.end):
            there[day].add(shift.delegation)
    most = max((len(parties) for parties in there.values()), default=0)
    return frozenset(day for day, parties in there.items() if len(parties) >= NEARLY * most)


def able_on(clock: Clock, limits: Limits, shifts: Sequence[Shift], days: frozenset[int]) -> int:
    """Return how many of a delegation's shifts a home may take that is free on these days only."""
    costs = tuple(
        0.0 if days.issuperset(clock.days(shift.start, shift.end)) else NEVER for shift in shifts
    )
    found = split(clock, shifts, [Home(limits, costs)], [1.0] * len(shifts), WIDTH)
    return len(shifts) - int(found.cost) if found.exact else len(shifts)


def _shares(index: Index, limits: Limits, shifts: Sequence[Shift]) -> dict[Shift, float]:
    """Return for each shift on the busiest days which share of somebody's day it takes at least.

    One of the shifts that nobody could do with any other takes it whole, one of two a half; by
    their lengths alone, so that what somebody does in a day is never more than 1.
    """
    busy, clock = busiest(index, shifts), index.clock
    of: dict[int, list[Shift]] = defaultdict(list)
    for shift in shifts:
        of[clock.day(shift.start)].append(shift)
    found: dict[Shift, float] = {}
    for day in busy & of.keys():
        lengths = sorted(shift.end - shift.start for shift in of[day])
        sums = list(accumulate(lengths))
        for shift in of[day]:
            room = limits.day - (shift.end - shift.start) if limits.day else sums[-1]
            found[shift] = 1 / (1 + bisect_right(sums, room))
    return found


def _need(
    index: Index,
    limits: Limits,
    party: str,
    shifts: Sequence[Shift],
    shares: Mapping[Shift, float],
) -> Need:
    weights, clock = index.weights, index.clock
    homes = sum(1 for position in index.positions_of(party) if position.covers)
    fit = min(
        (
            index.points(name, party, RELIEF) * weights.duty_fit
            for name in index.officers
            if index.suits(name, party, RELIEF)
        ),
        default=0,
    )
    whole = sum(shift.hours for shift in shifts)
    fair = weights.hour_above if homes and whole > homes * index.mean_hours else 0
    relief = [shift.hours * (weights.relief_hour - fair) + fit for shift in shifts]
    plain = Home(limits, tuple(0.0 for _ in shifts))
    ones = tuple(1.0 for _ in shifts)
    least = split(clock, shifts, [plain] * homes, ones, WIDTH)
    inside = [shares.get(shift, 0.0) for shift in shifts]
    there = split(clock, shifts, [plain] * homes, inside, WIDTH)
    hours = split(clock, shifts, [plain] * homes, [s.hours for s in shifts], WIDTH)
    alone = split(clock, shifts, [plain], ones, WIDTH)
    price = (
        split(clock, shifts, [plain] * homes, relief, WIDTH)
        if homes
        else Split(sum(relief), (), exact=True)
    )
    above = fair * max(0.0, whole - homes * index.mean_hours)
    reliefs = int(least.cost) if least.exact else 0
    base, order = price.cost if price.exact else 0.0, sorted(relief)
    return Need(
        days=frozenset(day for shift in shifts for day in clock.days(shift.start, shift.end)),
        shifts=len(shifts),
        homes=homes,
        able=len(shifts) - int(alone.cost) if alone.exact else len(shifts),
        reliefs=reliefs,
        busy=there.cost if there.exact else 0.0,
        hours=hours.cost if hours.exact else 0.0,
        base=base + above,
        fair=fair,
        fit=fit,
        more=order[min(reliefs, len(order) - 1)],
        slip=max(0.0, base - sum(order[:reliefs])),
        shortest=min(shift.end - shift.start for shift in shifts),
    )
