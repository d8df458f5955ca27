"""A stronger bound: the best of each row of seats by itself, at prices for the guests.

That each guest sits on one seat only is given up and priced instead (Held & Karp 1971); what is
left falls apart into rows and rounds of neighbours, each solved as a walk that may meet a guest
again, but not straight away (Houck et al. 1980). Any prices give a bound; subgradients better
them. All costs are doubled, so that halves of neighbours stay whole numbers.
"""

import math
import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from narahubung.plans.seating.bounding import half_sides, of_tables
from narahubung.plans.seating.searching import assigned
from narahubung.plans.seating.table import Ints, Table

NEAR = 60  # guests that a row looks at one by one; all others are one, as good as the best of them
FEW = 4  # best neighbours that each guest knows
PATIENCE = 3  # rounds without a better bound before the steps are halved
EFFORT = 7e-5  # seconds of a usual machine, for one seat, `NEAR` guests and one round
HARD = 3000
"""What one hard rule broken costs here: more than a wish, and little enough for prices to settle.
No seating that keeps all rules costs more by it."""
FAR = np.int64(1) << 60


@dataclass
class Rows:
    """Rows of one length, side by side. seats[t, q]: seat numbers from left to right; is_round:
    the last sits at the left of the first.
    """

    seats: Ints
    is_round: bool


def rows_of(table: Table) -> list[Rows]:
    """Return all seats as rows and rounds of neighbours."""
    found = defaultdict[tuple[int, bool], list[list[int]]](list)
    seen = set[int]()
    heads = [q for q in range(table.m) if table.left[q] == table.m]
    for is_round, starts in ((False, heads), (True, range(table.m))):
        for start in starts:
            row, seat = list[int](), int(start)
            while seat < table.m and seat not in seen:
                seen.add(seat)
                row.append(seat)
                seat = int(table.right[seat])
            if row:
                found[len(row), is_round].append(row)
    return [Rows(np.array(some), is_round) for (_long, is_round), some in sorted(found.items())]


def priced(table: Table, cost: int, *, rounds: int, until: float = math.inf) -> int:
    """Return a bound of the whole problem; `cost` is that of a seating met. It begins where Gilmore
    and Lawler end, and takes `EFFORT` for each. `until`: wall guard.
    """
    house = House.of(table)
    asked = np.ones(house.some, dtype=np.int64)
    asked[table.n :] = table.m - table.n
    fixed = of_tables(table) + table.constant
    rows, goal = rows_of(table), 2 * (cost - fixed)
    prices = house.prices(table)
    best, step, idle = -int(FAR), 1.0, 0
    for _ in range(max(1, rounds)):
        low, used = int((prices * asked).sum()), np.zeros_like(asked)
        for some in rows:
            low += house.walk(prices, some, used)
        idle, best = (0, low) if low > best else (idle + 1, best)
        slope = asked - used
        length = int((slope * slope).sum())
        if best >= goal - 1 or not length or time.monotonic() > until:
            break
        if idle >= PATIENCE:
            step, idle = step / 2, 0
        prices = prices + np.rint(step * (goal - low) / length * slope).astype(np.int64)
    return -(-best // 2) + fixed


@dataclass
class House:
    """All costs, doubled. own[q, g], alone[q, g]: of a guest on a seat without neighbours, and with
    half of the best there are; side[a, b]: of b at the right hand of a; rights, lefts[g]: the best
    few there, best first; mates[g]: with whom one is to sit, oneself if with nobody. some: guests,
    and nobody where seats stay empty.
    """

    own: Ints
    alone: Ints
    side: Ints
    rights: Ints
    lefts: Ints
    mates: Ints
    some: int
    nobody: int

    @classmethod
    def of(cls, table: Table) -> "House":
        """Return that of a table."""
        some = table.n + 1 if table.m > table.n else table.n  # nobody is a neighbour, too
        side = 2 * table.side[:some, :some]
        np.fill_diagonal(side, FAR)
        if some > table.n:
            side[-1, -1] = 0
        few = min(FEW, some)
        rights = np.argsort(side, axis=1, kind="stable")[:, :few]
        every, best = np.arange(some), rights[:, 0]
        return cls(
            own=2 * table.own[:some].T.copy(),
            alone=half_sides(table)[:some].T.copy(),
            side=side,
            rights=rights,
            lefts=np.argsort(side.T, axis=1, kind="stable")[:, :few],
            mates=np.where(side[every, best] < 0, best, every),
            some=some,
            nobody=table.n,
        )

    def prices(self, table: Table) -> Ints:
        """Return what the guests are worth in the assignment of `alone`: its dual."""
        rows = np.append(np.arange(table.n), np.full(table.m - table.n, table.n))
        chosen, _cost = assigned(self.alone.T[rows])
        paid = self.alone[chosen, rows]
        worth = np.zeros(table.m, dtype=np.int64)  # of seats
        for _ in range(table.m):
            guests = np.full(self.some, FAR)
            np.minimum.at(guests, rows, paid - worth[chosen])
            new = np.minimum(worth, (self.alone - guests).min(axis=1))
            if (new == worth).all():
                break
            worth = new
        return guests

    def walk(self, prices: Ints, rows: Rows, used: Ints) -> int:
        """Return what the cheapest walks along these rows cost together; count in `used` whom they
        meet.
        """
        score = (self.alone - prices)[rows.seats]  # row, seat, guest
        near = min(NEAR, self.some)
        least = score.min(axis=1)
        each = np.arange(len(least))[:, None]
        best = np.argpartition(least, near // 2, axis=1)[:, : near // 2]
        least[each, best] = -FAR
        least[each, self.mates[best]] = -FAR
        who = np.argpartition(least, near - 1, axis=1)[:, :near]
        cost = (self.own - prices)[rows.seats[:, :, None], who[:, None, :]]
        beside = self.side[who[:, :, None], who[:, None, :]]
        single = who != self.nobody  # meets nobody twice in a row
        if near < self.some:
            np.put_along_axis(score, np.broadcast_to(who[:, None, :], cost.shape), FAR, axis=2)
            rest = score.argmin(axis=2)
            cost = np.append(cost, np.take_along_axis(score, rest[:, :, None], axis=2), axis=2)
            beside = np.pad(beside, ((0, 0), (0, 1), (0, 1)))
            is_near = np.zeros((len(who), self.some), dtype=bool)
            is_near[each, who] = True
            beside[:, :near, near] = self._with_others(self.rights, who, is_near, right=True)
            beside[:, near, :near] = self._with_others(self.lefts, who, is_near, right=False)
            single = np.pad(single, ((0, 0), (0, 1)))
        total, met = _cheapest(
            cost, beside, single, is_round=rows.is_round, with_others=near < self.some
        )
        guests = who[each, np.minimum(met, near - 1)]
        if near < self.some:
            guests = np.where(met < near, guests, rest)
        np.add.at(used, guests.ravel(), 1)
        return int(total.sum())

    def _with_others(self, best: Ints, who: Ints, is_near: Ints, *, right: bool) -> Ints:
        """Return half of what the best costs at the hand of each who is none of the near ones. (If
        the best few are all near, the last of them: no other is better.)
        """
        partners = best[who]
        free = ~is_near[np.arange(len(who))[:, None, None], partners]
        free[:, :, -1] = True
        partner = np.take_along_axis(partners, free.argmax(axis=2)[:, :, None], axis=2)[:, :, 0]
        return (self.side[who, partner] if right else self.side[partner, who]) // 2


@dataclass
class Walks:
    """The cheapest ways to each guest on the last seat: cost[i, t, k], the guest before[t, k] of
    the cheapest, and step by step whence they came, as (guest, way) of the two ways each.
    """

    cost: Ints
    before: Ints
    steps: list[tuple[Ints, Ints]]

    def back(self, guest: Ints, way: Ints) -> Ints:
        """Return whom the walk met that ends with this guest: t, q."""
        rows = np.arange(len(guest))
        met = [guest]
        for came, by in reversed(self.steps):
            guest, way = came[way, rows, guest], by[way, rows, guest]
            met.append(guest)
        return np.stack(met[::-1], axis=1)


def _walks(cost: Ints, opening: Ints, beside: Ints, single: Ints) -> Walks:
    """Walk along the seats, the first two by `opening`: to each guest the cheapest way, and the
    cheapest with another guest before (so that nobody returns to whom he just left).
    """
    rows, every = np.arange(len(cost))[:, None], np.arange(cost.shape[2])
    ways = np.stack([cost[:, 0], np.full_like(cost[:, 0], FAR)])
    before = np.full(ways[0].shape, -1)
    steps = list[tuple[Ints, Ints]]()
    for q in range(1, cost.shape[1]):
        returns = (before[:, :, None] == every) & single[:, None, :]
        step = beside if q > 1 else opening
        reach = np.where(returns, ways[1][:, :, None], ways[0][:, :, None]) + step
        came, costs = [], []
        for _ in range(2):
            whence = reach.argmin(axis=1)
            came.append(whence)
            costs.append(reach[rows, whence, every])
            reach[rows, whence, every] = FAR
        steps.append((np.stack(came), np.stack([returns[rows, k, every] for k in came]) * 1))
        ways = np.minimum(np.stack(costs) + cost[:, q], FAR)
        before = came[0]
    return Walks(ways, before, steps)


def _cheapest(
    cost: Ints, beside: Ints, single: Ints, *, is_round: bool, with_others: bool
) -> tuple[Ints, Ints]:
    """Return what the cheapest walk along each row costs, and whom it meets.

    A round is left open between its first and its last, who each have half of the best other
    neighbour there instead.
    """
    rows, every = np.arange(len(cost))[:, None], np.arange(cost.shape[2])
    if not is_round or cost.shape[1] < 3:
        opening = beside + beside.transpose(0, 2, 1) if is_round else beside
        walks = _walks(cost, opening, beside, single)
        ways = walks.cost
    else:
        left, right = beside // 2, beside // 2  # halves: of who sits at the right, and at the left
        if with_others:  # who have none of it
            left[:, -1, :], right[:, :, -1] = beside[:, -1, :], beside[:, :, -1]
        at_first = _without(left, single).transpose(0, 2, 1)
        at_last = _without(right.transpose(0, 2, 1), single)
        walks = _walks(cost, beside + at_first, beside, single)
        before = np.maximum(walks.before, 0)
        ways = walks.cost + np.stack([at_last[rows, before, every], at_last.min(axis=1)])
    way = ways.min(axis=2).argmin(axis=0)
    each = np.arange(len(cost))
    last = ways[way, each].argmin(axis=1)
    return ways[way, each, last], walks.back(last, way)


def _without(half: Ints, single: Ints) -> Ints:
    """Return for each guest k the least of half[:, k] without a guest: [t, without whom, k]."""
    two = np.partition(half, 1, axis=1)[:, :2]
    is_best = half.argmin(axis=1)[:, None, :] == np.arange(half.shape[1])[:, None]
    is_best &= single[:, :, None]
    return np.where(is_best, two[:, 1:2], two[:, :1])
