"""The smallest repairs of what a change broke: an exact search over few steps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush

from narahubung.plans.ripple.graph import Graph
from narahubung.plans.ripple.network import Network
from narahubung.plans.ripple.pools import Pool
from narahubung.plans.ripple.steps import (
    SHIFT,
    SHORTEN,
    Step,
    Weights,
    candidates,
    shift,
    shifted,
)
from narahubung.plans.ripple.terms import BadNetworkError, Bound, Edit, LinkName, Outcome

GRID = 5 * 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """Steps to take together. cost: points of the weights; agree: everybody whom one asks.

    left: limits still missed, or newly; tight: limits tight afterwards that the steps touched.
    edits: what to apply, one after the other.
    """

    steps: tuple[Step, ...]
    cost: int
    agree: tuple[str, ...]
    left: tuple[Bound, ...]
    tight: tuple[Bound, ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mending:
    """Repairs, the cheapest first: those that leave nothing broken, or, where there is none, those
    that leave the least. complete: there is no other repair of so few steps that is as cheap;
    tried: how many were tried out.
    """

    repairs: tuple[Repair, ...] = ()
    complete: bool = True
    tried: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """How far to look: repairs wanted, steps of one repair, repairs tried out; grid: seconds to
    which a shifted appointment is rounded up.
    """

    wanted: int = 3
    steps: int = 3
    tries: int = 500
    grid: int = GRID


def mend(
    network: Network,
    keys: Iterable[str],
    pools: Sequence[Pool] = (),
    weights: Weights | None = None,
    search: Search | None = None,
) -> Mending:
    """Return the smallest repairs for nodes whose limits are missed; the network stays as it is.

    Sets of steps are tried out in the order of what they cost at least, without their minutes; one
    that contains a repair already found only where it can be cheaper. So the choice of steps is
    exact. Minutes follow a rule: stretches are shortened before an appointment is shifted, which
    goes by as little as then does; what was shortened too much is given back, one stretch after
    the other. A try costs a few changes of the network.
    """
    prices, limits = weights or Weights(), search or Search()
    graph = network.graph
    nodes = [node for key in keys if graph.slack(node := graph.node(key)) < 0]
    bench = _Bench(network, {graph.nodes[node].key for node in nodes}, prices, limits.grid)
    steps = bench.candidates(nodes, pools)
    found, tried, complete = _Found(limits.wanted), 0, True
    for least, chosen in _sets([step.points(prices) for step in steps], limits.steps):
        if found.closed(least):
            break
        if tried == limits.tries:
            complete = False
            break
        picked = [steps[number] for number in chosen]
        if least < found.within(chosen) and not _clash(picked):
            tried += 1
            found.put(chosen, bench.tried(picked))
    missed = sum(-graph.slack(node) for node in nodes)
    return Mending(repairs=found.repairs(missed), complete=complete, tried=tried)


class _Found:
    """The repairs found, by their steps, and those that leave something."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.whole: list[tuple[frozenset[int], Repair]] = []
        self.partly: list[Repair] = []

    def closed(self, least: int) -> bool:
        """Tell whether nothing that costs so much is wanted any more."""
        best = sorted(repair.cost for _, repair in self.whole)[: self.wanted]
        return len(best) == self.wanted and least >= best[-1]

    def within(self, chosen: Sequence[int]) -> float:
        """Return what the cheapest repair costs that needs only some of these steps."""
        inside = (repair.cost for part, repair in self.whole if part <= set(chosen))
        return min(inside, default=float("inf"))

    def put(self, chosen: Sequence[int], repair: Repair | None) -> None:
        """Keep a repair, unless one with fewer steps is as cheap."""
        if repair is None:
            return
        if repair.left:
            self.partly.append(repair)
        elif repair.cost < self.within(chosen):
            self.whole.append((frozenset(chosen), repair))

    def repairs(self, missed: int) -> tuple[Repair, ...]:
        """Return the best ones; of those that leave something, which leave less than `missed`."""
        whole = sorted((repair for _, repair in self.whole), key=lambda repair: repair.cost)
        partly = [repair for repair in self.partly if _missed(repair) < missed]
        partly.sort(key=lambda repair: (_missed(repair), repair.cost))
        return tuple((whole or partly)[: self.wanted])


def _missed(repair: Repair) -> int:
    return sum(-bound.slack for bound in repair.left)


def _clash(steps: Sequence[Step]) -> bool:
    touched = [each for step in steps for each in step.touches]
    return len(touched) > len(set(touched))


def _sets(points: Sequence[int], most: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the sets of up to `most` numbers in the order of the sum of their points, with it.

    The points are ascending, so a set never costs less than the one it was made from.
    """
    heap: list[tuple[int, tuple[int, ...]]] = [(points[0], (0,))] if points and most else []
    while heap:
        total, chosen = heappop(heap)
        yield total, chosen
        last = chosen[-1]
        if last + 1 == len(points):
            continue
        heappush(heap, (total - points[last] + points[last + 1], (*chosen[:-1], last + 1)))
        if len(chosen) < most:
            heappush(heap, (total + points[last + 1], (*chosen, last + 1)))


class _Bench:
    """Tries steps out on the network, and puts everything back."""

    def __init__(self, network: Network, keys: set[str], weights: Weights, grid: int) -> None:
        self.network, self.keys, self.weights, self.grid = network, keys, weights, grid
        self.graph: Graph = network.graph
        self.was: dict[str, int] = {}
        self.back: list[Edit] = []

    def candidates(self, nodes: Sequence[int], pools: Sequence[Pool]) -> list[Step]:
        """Return every step that could help, the cheapest first: for what is missed, and for what
        would be once that is shifted as far as it may be.
        """
        graph, every, met = self.graph, dict[tuple[object, ...], Step](), set(nodes)
        self.back, self.was = [], {}
        while nodes:
            for step in candidates(graph, nodes, pools):
                every.setdefault((step.kind, step.key, step.link or (), str(step.new)), step)
            for node in sorted(nodes, key=graph.rank.__getitem__):
                if graph.nodes[node].shift:
                    self._apply(shift(graph, node, graph.nodes[node].shift).edit)
            nodes = [graph.node(bound.key) for bound in self._left()]
            nodes = [node for node in nodes if node not in met]
            met.update(nodes)
        self._undo()
        return [every[each] for each in sorted(every, key=lambda k: (self._points(every[k]), k))]

    def _points(self, step: Step) -> int:
        return step.points(self.weights)

    def _undo(self) -> None:
        for edit in reversed(self.back):
            self.network.apply(edit)
        self.back = []

    def tried(self, steps: Sequence[Step]) -> Repair | None:
        """Return what the steps come to, None where one of them is not needed or not possible."""
        self.was = {key: self._slack(key) for key in sorted(self.keys)}
        try:
            taken = self._taken(steps)
            return None if taken is None else self._repair(taken)
        except BadNetworkError:  # a swap that would close a circle
            return None
        finally:
            self._undo()

    def _taken(self, steps: Sequence[Step]) -> list[Step] | None:
        taken = [step for step in steps if step.kind != SHIFT]
        for step in taken:
            self._apply(step.edit)
        graph = self.graph
        put = [graph.node(step.key) for step in steps if step.kind == SHIFT]
        for node in sorted(put, key=graph.rank.__getitem__):
            step_there = shifted(graph, node, self.grid)
            if step_there is None:
                return None
            self._apply(step_there.edit)
            taken.append(step_there)
        if self._left():
            return taken
        for number in reversed(range(len(taken))):
            if taken[number].kind == SHORTEN and taken[number].old:
                less = self._given_back(taken[number])
                if less is None:
                    return None
                taken[number] = less
        return taken

    def _given_back(self, step: Step) -> Step | None:
        """Return the step with as few minutes as do; None where it need not be."""
        if step.link is None or isinstance(step.old, str) or isinstance(step.new, str):
            return step
        low, high = 0, -(-(step.old - step.new) // 60)  # minutes taken away: too few, enough
        if self._mends(step.link, step.old):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            if self._mends(step.link, step.old - 60 * middle):
                high = middle
            else:
                low = middle
        new = max(step.new, step.old - 60 * high)
        self._mends(step.link, new)
        return replace(step, new=new, minutes=high, edit=Edit(lags={step.link: new}))

    def _mends(self, link: LinkName, lag: int) -> bool:
        self._apply(Edit(lags={link: lag}))
        return not self._left()

    def _apply(self, edit: Edit) -> Outcome:
        outcome = self.network.apply(edit)
        self.back.append(outcome.undo)
        for bound in (*outcome.broken, *outcome.tight):
            self.was.setdefault(bound.key, bound.was)
        return outcome

    def _slack(self, key: str) -> int:
        return self.graph.slack(self.graph.node(key))

    def _left(self) -> list[Bound]:
        """Return what is missed: of what was to be mended, and what the steps made worse."""
        found = []
        for key, was in self.was.items():
            slack = self._slack(key)
            if slack < 0 and (key in self.keys or slack < was):
                found.append(Bound(key, self.graph.due[self.graph.node(key)], slack, was))
        return found

    def _repair(self, steps: Sequence[Step]) -> Repair:
        tight = [
            Bound(key, self.graph.due[self.graph.node(key)], slack, was)
            for key, was in self.was.items()
            if 0 <= (slack := self._slack(key)) < self.network.tight
        ]
        return Repair(
            steps=tuple(steps),
            cost=sum(step.points(self.weights) for step in steps),
            agree=tuple(sorted({who for step in steps for who in step.agree})),
            left=tuple(self._left()),
            tight=tuple(tight),
            edits=tuple(step.edit for step in steps),
        )
