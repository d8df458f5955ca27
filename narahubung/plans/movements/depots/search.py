"""The search: generate chains, dive to a plan, mend it until the guard or the bound."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from narahubung.plans.arrays import Floats, Ints, np
from narahubung.plans.movements.depots.closing import Proof, closing
from narahubung.plans.movements.depots.graph import Chain, Depots
from narahubung.plans.movements.depots.master import Master
from narahubung.plans.movements.depots.pricing import price
from narahubung.plans.movements.depots.rounding import by_depot

SMALL = 1e-6
SLACK = 1e-9  # share of a bound that floats may have made too much
SMOOTH = 0.8  # how far the prices asked for lean towards the best ones met (Wentges)
COUNT = 60  # chains of each depot taken in at a time, at most
SURE = 0.999  # a share that is as good as decided
LIKELY = 0.7  # chains used that much are decided together
AGAIN, LEAN = 25, 0.5  # rounds between two steps of a dive, at most, and how far those lean
ROUNDS = 10**6  # without end: generation ends by itself
WIDE = (0.15, 0.5)  # share of the chains set free to be planned anew
MIP_S = 3.0  # seconds for the whole-number master of a neighbourhood
MANY, CLOSE_S = 20_000, 10.0  # chains to close the gap with, at most, and seconds for it
WARM = 20  # plans by luck to begin the generation with
GUESSES = 5  # plans rounded from the relaxation
FEW = 2  # chains that a neighbourhood has at least


@dataclass
class Search:
    """low: no plan costs less; plan: the best so far, at `total`; pool: all chains met."""

    graph: Depots
    ends: float
    unit: float = 0.0
    proof: Proof | None = None
    low: float = -np.inf
    plan: list[Chain] = field(default_factory=list)
    total: float = np.inf
    pool: dict[Chain, None] = field(default_factory=dict)

    def left(self) -> float:
        """Return the seconds that the guard leaves."""
        return self.ends - time.monotonic()

    def take(self, chains: Sequence[Chain]) -> None:
        """Keep a plan that costs less than the one so far."""
        total = self.graph.cost(chains)
        if total < self.total:
            self.plan, self.total = list(chains), total

    def run(self, start: Sequence[Chain], near: float, seed: int, rounds: int | None) -> int:
        """Plan until it is proven, near enough or the guard says stop; return the rounds."""
        self.take(start)
        master = Master(self.graph)
        master.add(start)
        luck = random.Random(seed)  # noqa: S311 - no secret
        for _ in range(WARM):
            master.add(by_depot(self.graph, self._any_depot(luck)))
        self.proof = generate(self, self.graph, master)
        self.low = rounded(self.proof.low, self.unit)
        self.pool.update(dict.fromkeys(master.chains))
        count, tried = 0, np.inf
        self.guess(master, luck)
        if self.close():
            return 0
        if dived := dive(self, self.graph, master):
            self.take(dived)
        self.pool.update(dict.fromkeys(master.chains))
        while self.total - self.low > max(SMALL, near * abs(self.total)):
            if self.left() <= 0.0 or count == rounds:
                break
            if self.total < tried:
                tried = self.total
                if self.close():
                    break
            if len(self.plan) < FEW:
                break
            count += 1
            self.mend(luck)
        return count

    def _any_depot(self, luck: random.Random) -> Ints:
        """Let each trip be of any depot that may do it."""
        fits = np.isfinite(self.graph.out)
        draw = np.array([[luck.random() for _ in row] for row in fits])
        chosen: Ints = np.where(fits, draw, -1.0).argmax(axis=0)
        return chosen

    def guess(self, master: Master, luck: random.Random) -> None:
        """Let each trip be of the depot that the relaxation gives most of it, or of one by luck."""
        depots, trips = self.graph.out.shape
        shares = np.zeros((depots, trips))
        for chain, share in zip(master.chains, master.shares().tolist(), strict=True):
            shares[chain.depot, list(chain.trips)] += max(0.0, share)
        for number in range(GUESSES):
            rate = np.array([luck.random() for _ in range(trips)])
            lucky = (shares.cumsum(axis=0) < rate * shares.sum(axis=0)).sum(axis=0)
            of = shares.argmax(axis=0) if not number else lucky.clip(0, depots - 1)
            chains = by_depot(self.graph, of)
            self.pool.update(dict.fromkeys(chains))
            self.take(chains)

    def close(self) -> bool:
        """Choose among all chains that a better plan may use, if they are few; say whether the
        best there is was found."""
        if self.proof is None or not np.isfinite(self.total):
            return False
        chains = closing(self.graph, self.proof, self.total, MANY)
        if chains is None:
            return False
        master = Master(self.graph)
        master.add([*self.plan, *chains])
        best, done = master.whole(self.plan, min(CLOSE_S, self.left()))
        self.take(best)
        if not done or not np.isfinite(self.graph.cost(best)):
            return False
        self.low = max(self.low, self.total)
        return True

    def mend(self, luck: random.Random) -> None:
        """Set some chains free and plan their trips anew, with the trips left out."""
        size = max(FEW, int(luck.uniform(*WIDE) * len(self.plan)))
        free = set(around(self, luck, size))
        kept = [chain for chain in self.plan if chain not in free]
        done = {trip for chain in kept for trip in chain.trips}
        trips = [trip for trip in range(len(self.graph.skip)) if trip not in done]
        place = {trip: number for number, trip in enumerate(trips)}
        most = self.graph.most.copy()
        for chain in kept:
            most[chain.depot] -= 1
        small = self.graph.part(trips, most)
        master = Master(small)
        master.add(
            [
                Chain(chain.depot, tuple(place[trip] for trip in chain.trips), chain.cost)
                for chain in self.pool
                if all(trip in place for trip in chain.trips)
            ]
        )
        generate(self, small, master)
        now = [Chain(c.depot, tuple(place[t] for t in c.trips), c.cost) for c in free]
        best, _done = master.whole(now, min(MIP_S, self.left()))
        fresh = [Chain(c.depot, tuple(trips[t] for t in c.trips), c.cost) for c in best]
        self.pool.update(dict.fromkeys(fresh))
        self.take([*kept, *fresh])


def rounded(low: float, unit: float) -> float:
    """Return the bound rounded up to a whole unit, but for what floats may have made too much."""
    if not unit or not np.isfinite(low):
        return low
    return unit * float(np.ceil(low / unit - SLACK * max(1.0, abs(low) / unit)))


def around(search: Search, luck: random.Random, size: int) -> list[Chain]:
    """Choose chains near one of them: those that cheap links join to it, some at random."""
    first = luck.choice(search.plan)
    link = search.graph.link
    rows = list(first.trips)

    def nearness(chain: Chain) -> float:
        other = list(chain.trips)
        ways = min(link[np.ix_(rows, other)].min(), link[np.ix_(other, rows)].min())
        return float(ways) * luck.uniform(0.5, 2.0)

    others = sorted((chain for chain in search.plan if chain is not first), key=nearness)
    return [first, *others[: size - 1]]


def generate(
    search: Search,
    graph: Depots,
    master: Master,
    closed: Sequence[int] = (),
    enough: float = -np.inf,
) -> Proof:
    """Take in chains until none is worth having; return the best prices met and their bound.

    With some trips closed (they are decided), it proves nothing, and ends when the relaxation costs
    no more than `enough`, or after some rounds.
    """
    none = np.zeros(graph.out.shape[1]), np.zeros(graph.out.shape[0])
    best, smooth, shut = Proof(-np.inf, *none, none[1]), 0.0, list(closed)
    for _ in range(AGAIN if shut else ROUNDS):
        if not master.relax(search.left()) or master.total() <= enough:
            return best
        worth, paid = master.prices()
        total = master.total()
        asked = worth.copy(), paid
        if smooth:
            lean = smooth * best.worth + (1.0 - smooth) * worth
            asked = lean, smooth * best.paid + (1.0 - smooth) * paid
        asked[0][shut] = -1e9
        found = price(graph, *asked, COUNT)
        proves = bound(graph, master, *asked, found.least)
        if proves > best.low:
            best = Proof(proves, *asked, found.least)
        if not shut and total - best.low <= SMALL * max(1.0, abs(total) / 10):
            return best
        added = master.add(
            [
                chain
                for chain in found.chains
                if chain.cost - worth[list(chain.trips)].sum() - paid[chain.depot] < -SMALL
            ]
        )
        if not added and not smooth:
            return best
        smooth = (LEAN if shut else SMOOTH) if added else 0.0
    master.relax(search.left())
    return best


def bound(graph: Depots, master: Master, worth: Floats, paid: Floats, least: Floats) -> float:
    """Return the Lagrangian bound of these prices: no plan costs less."""
    vehicles = graph.most * (paid + np.minimum(0.0, least))
    return float(np.minimum(worth, master.skip).sum() + vehicles.sum())


def dive(search: Search, graph: Depots, master: Master) -> list[Chain]:
    """Decide the chains that are used most, step by step, and price the rest around them; return
    none if that cannot be better than the plan so far."""
    sure: set[int] = set()
    closed: set[int] = set()
    while search.left() > 0.0:
        shares = master.shares()
        rest = [n for n in np.flatnonzero(shares > SMALL).tolist() if n not in sure]
        before = master.total()
        if before >= search.total:
            return []
        if not rest:
            break
        chosen = [n for n in rest if shares[n] > SURE]
        open_ = [n for n in rest if shares[n] <= SURE]
        likely = sorted(open_, key=lambda n: (-shares[n], n))
        chosen += [n for n in likely[: 1 + len(likely) // 8] if shares[n] > LIKELY] or likely[:1]
        chosen = disjoint(master, chosen)
        sure.update(chosen)
        closed.update(trip for n in chosen for trip in master.chains[n].trips)
        master.fix(chosen)
        generate(search, graph, master, sorted(closed), before + SMALL * abs(before))
    return disjoint_chains(graph, [master.chains[n] for n in sure])


def disjoint(master: Master, numbers: Sequence[int]) -> list[int]:
    """Return those, in order, that have no trip in common with one before."""
    used: set[int] = set()
    found = []
    for number in numbers:
        trips = master.chains[number].trips
        if used.isdisjoint(trips):
            used.update(trips)
            found.append(number)
    return found


def disjoint_chains(graph: Depots, chains: Sequence[Chain]) -> list[Chain]:
    """Return the chains, of each depot no more than it has vehicles."""
    left = graph.most.copy()
    found = []
    for chain in chains:
        if left[chain.depot] > 0:
            left[chain.depot] -= 1
            found.append(chain)
    return found
