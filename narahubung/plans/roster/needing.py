"""What each delegation needs at least, whoever has its homes: the ground of the bound."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from narahubung.plans.roster.cutting import Shift
from narahubung.plans.roster.homes import FRESH, NEVER
from narahubung.plans.roster.index import Index
from narahubung.plans.roster.quick import DAY, Limits
from narahubung.plans.roster.terms import RELIEF
from narahubung.plans.roster.webs import Floats, Web

Time = tuple[int, int]
Bools = npt.NDArray[np.bool_]
MUCH = (20, 60, 120, 180)  # points that two homes of such kinds cost more at least
PAIR = 2  # homes of most delegations, for whom what two have in common is counted
NEARLY = 0.9  # of the most delegations that are there on one day
WIDTH = 4000  # states of a split that is to prove something


@dataclass(frozen=True)
class Lost:
    """What homes cost more that cannot take every shift: points of each kind, which all homes
    together are never below; duties that each leaves to reliefs; twos: kinds of which any two
    together cost so many points more than theirs.
    """

    points: Floats
    duties: Floats
    twos: tuple[tuple[Bools, float], ...] = ()


@dataclass(frozen=True)
class Need:
    """One delegation: its days, what its homes can do and what is left over in any case.

    shifts: in order of time; homes: how many of them cover; reliefs: duties that the homes cannot
    take, at least; hours: how long those last at least; busy: days of somebody that they take on
    the busiest days; base: points that no plan avoids; fair: its points for each hour of the homes
    above the mean; fit: points of a relief duty that none avoids; shortest: seconds of the shortest
    shift; prices: what each shift costs at least that is left to a relief; web: all divisions.
    """

    days: frozenset[int]
    shifts: Sequence[Shift]
    homes: int
    reliefs: int
    hours: float
    busy: float
    base: float
    fair: int
    fit: float
    shortest: int
    prices: Floats
    web: Web

    def lost(self, able: Bools, further: int) -> Lost:
        """Return what each kind of home costs more than one that could take every shift.

        able[k, n]: whether a home of kind k can take shift n; further: points of the first relief.
        """
        able = np.concatenate([able, np.ones((1, len(self.shifts)), dtype=np.bool_)])
        full, kinds = len(able) - 1, np.arange(len(able))
        first, second = kinds, np.full(len(able), full)
        if self.homes == PAIR:
            first, second = np.triu_indices(len(able))
        home = np.where(able, 0.0, NEVER)
        sides = [home[first], home[second], *[home[second * 0 + full]] * (self.homes - PAIR)]
        count = self._left(sides, np.ones(len(self.shifts)))
        costs = self._left(sides, self.prices) + (0 if self.reliefs else further) * (count > 0.5)
        if self.homes != PAIR:
            points = (costs - costs[full]) / self.homes
            return Lost(points[:full], (count - count[full])[:full])
        both = np.zeros((len(able), len(able)))
        both[first, second] = both[second, first] = costs - costs[-1]
        points = _parted(both)
        more = both - points[:, None] - points[None, :]
        duties = (count - count[-1])[second == full]
        return Lost(points[:full], duties[:full], tuple(_twos(more[:full, :full])))

    def _left(self, sides: Sequence[Floats], prices: Floats) -> Floats:
        left = np.broadcast_to(prices, sides[0].shape)
        return self.web.least(np.stack([*sides[: self.homes], left], axis=2))


def _twos(more: Floats) -> Iterator[tuple[Bools, float]]:
    """Yield kinds of which any two cost more together, and how much; nothing is paid twice."""
    rest = np.ones(len(more), dtype=np.bool_)
    while True:
        inside, paid = rest, 0.0
        for much in MUCH:
            found: list[int] = []
            for kind in np.argsort(-more.diagonal(), kind="stable").tolist():
                if inside[kind] and more[kind, [*found, kind]].min() >= much:
                    found.append(kind)
            if not found:
                break
            inside = np.isin(np.arange(len(more)), found)
            least = float(more[np.ix_(found, found)].min())
            yield inside, least - paid
            rest, paid = rest & ~inside if not paid else rest, least
        if not paid:
            return


def _parted(both: Floats) -> Floats:
    """Return points of each kind, those of any two no more than `both` of them; the last has 0."""
    found: Floats = both[-1].copy()
    above = found[:, None] + found[None, :] - both
    for one, two in zip(*map(np.ndarray.tolist, np.nonzero(np.triu(above) > 0)), strict=True):
        much = found[one] + found[two] - both[one, two]
        if much > 0:
            less = min(found[one], much / 2)
            found[one] -= less
            found[two] -= much - less if one != two else 0.0
    return found


def freest(index: Index) -> Limits:
    """Return limits that nobody's are wider than, so that a bound under them holds for all."""
    if not index.officers:
        return index.usual
    every = sorted({index.limits(name) for name in index.officers}, key=repr)
    if len(every) == 1:
        return replace(every[0], week=0)  # a week's hours make too many states to prove anything
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
        way=max(each.way for each in every),
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


def _shares(index: Index, limits: Limits, shifts: Sequence[Shift]) -> dict[Shift, float]:
    """Return for each shift on the busiest days which share of somebody's day it takes at least.

    One of the shifts that nobody could do with any other takes it whole, one of two a half, so that
    what somebody does in a day is never more than 1.
    """
    busy, clock = busiest(index, shifts), index.clock
    of: dict[int, list[Shift]] = defaultdict(list)
    for shift in shifts:
        of[clock.day(shift.start)].append(shift)
    found: dict[Shift, float] = {}
    for day in busy & of.keys():
        times = Counter((shift.start, shift.end) for shift in of[day])
        known = {time: _share(limits, time, times) for time in times}
        found |= {shift: known[shift.start, shift.end] for shift in of[day]}
    return found


def _share(limits: Limits, time: Time, times: Mapping[Time, int]) -> float:
    """Return 1 / how many of these shifts one person can do in a day with this one among them."""
    room = limits.day - (time[1] - time[0]) if limits.day else DAY
    many = 1
    for other in sorted(times, key=lambda each: each[1] - each[0]):
        (_, end), (start, until) = sorted((time, other))
        chained = until - min(time[0], other[0]) <= DAY - limits.rest
        pause = start - end
        near = limits.split or pause <= 2 * limits.way
        if pause < 0 or (pause < limits.rest and not (chained and near)):
            continue
        can = min(times[other], room // max(1, other[1] - other[0]))
        many, room = many + can, room - can * (other[1] - other[0])
    return 1 / many


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
    above = fair * max(0.0, whole - homes * index.mean_hours)
    hours = np.array([shift.hours for shift in shifts])
    prices = hours * (weights.relief_hour - fair) + fit
    web = Web(clock, shifts, [(limits, FRESH)] * homes, WIDTH)
    wanted = np.zeros((4, len(shifts), homes + 1))
    wanted[:, :, homes] = np.ones(len(shifts)), [shares.get(s, 0.0) for s in shifts], hours, prices
    least = web.least(wanted)
    return Need(
        days=frozenset(day for shift in shifts for day in clock.days(shift.start, shift.end)),
        shifts=shifts,
        homes=homes,
        reliefs=round(least[0]),
        busy=float(least[1]),
        hours=float(least[2]),
        base=float(least[3]) + above,
        fair=fair,
        fit=fit,
        shortest=min(shift.end - shift.start for shift in shifts),
        prices=prices,
        web=web,
    )
