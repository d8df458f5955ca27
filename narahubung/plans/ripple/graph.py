"""The network in numbers: nodes and links as arrays, both ways, in topological order."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from narahubung.plans.ripple.hours import Tables
from narahubung.plans.ripple.ordering import mended, topological
from narahubung.plans.ripple.terms import (
    NEVER,
    OPEN,
    BadNetworkError,
    Hours,
    Lag,
    Link,
    LinkName,
    Node,
)

Arc = tuple[int, int, int, int]
"""A link as seen from one of its ends: the node at the other, lag, table, number of the link."""

FREE, FIXED, DONE = 0, 1, 2
CONSTANT = -1


def longs(values: Iterable[int]) -> "array[int]":
    """Return 64-bit numbers: eight bytes each, and numpy reads them without a copy."""
    return array("q", values)


class Graph:
    """Nodes and links by number. Of each node:

    plan, fact: when it is planned, or not before, and when it happened; mode: FREE, FIXED or DONE;
    low: the moment before which it does not come; due: until when it must be asked for; reach: when
    the links let it come at the earliest (and it is judged by); moment: when it comes; rank: its
    place in the order; into, out: its links. Of each link: source, target, lag, and table: base of
    its travel times or CONSTANT. A change looks at a few hundred of a million numbers in no order,
    so what it reads lies close together: arrays, and the links of a node as tuples of their own.
    """

    def __init__(self, nodes: Sequence[Node], links: Sequence[Link]) -> None:
        self.nodes = list(nodes)
        self.number = {node.key: number for number, node in enumerate(nodes)}
        if len(self.number) < len(self.nodes):
            raise BadNetworkError("two nodes have one key")
        self.plan = longs(n.planned if n.earliest is None or n.fixed else n.earliest for n in nodes)
        self.fact = longs([NEVER] * len(nodes))
        self.latest = longs(OPEN if n.latest is None else n.latest for n in nodes)
        self.fixed = bytes(node.fixed for node in nodes)
        self.mode = bytearray(len(nodes))
        self.low = longs([0] * len(nodes))
        self.due = longs([0] * len(nodes))
        self.moment = longs([NEVER] * len(nodes))
        self.reach = longs([NEVER] * len(nodes))
        for node in range(len(nodes)):
            self.settle(node)
        self.tables = Tables()
        self.kind: list[str] = []
        self.more: dict[int, Link] = {}
        """Links with more to them than source, target, kind and lag: what repairs look at."""
        self.empty: list[int] = []
        self.source, self.target = longs(()), longs(())
        self.lag, self.table = longs(()), longs(())
        self.shape = 0
        """Counts up with every link that comes or goes."""
        into: list[list[int]] = [[] for _ in nodes]
        out: list[list[int]] = [[] for _ in nodes]
        for number, link in enumerate(links):
            self._put(link)
            into[self.target[number]].append(number)
            out[self.source[number]].append(number)
        if len({link.name for link in links}) < len(links):
            raise BadNetworkError("two links have one name")
        # Tuples of numbers: the garbage collector need not look at them, as it must at lists.
        self.into = [self._arcs(self.source, some) for some in into]
        self.out = [self._arcs(self.target, some) for some in out]
        self.order = longs(topological(list(self.number), self.plan, self.sources, self.targets))
        self.rank = longs([0] * len(nodes))
        for place, node in enumerate(self.order):
            self.rank[node] = place

    def settle(self, node: int) -> None:
        """Work out what follows from plan, fact, latest: mode, low and due."""
        plan, fact, latest = self.plan[node], self.fact[node], self.latest[node]
        if fact != NEVER:
            self.mode[node], self.low[node], self.due[node] = DONE, fact, latest
        elif self.fixed[node]:
            self.mode[node] = FIXED
            self.due[node] = plan if latest == OPEN else latest
            self.low[node] = plan if plan > self.due[node] else NEVER
        else:
            self.mode[node], self.low[node], self.due[node] = FREE, plan, latest

    def sources(self, node: int) -> Iterator[int]:
        """Yield the nodes right before."""
        return (source for source, *_ in self.into[node])

    def targets(self, node: int) -> Iterator[int]:
        """Yield the nodes right after."""
        return (target for target, *_ in self.out[node])

    def slack(self, node: int) -> int:
        """Return the seconds left before its own limit is missed; OPEN and more: it has none."""
        return self.due[node] - self.reach[node]

    def arrival(self, link: int) -> int:
        """Return the moment before which the link does not let its target come."""
        return self.after(link, self.moment[self.source[link]])

    def after(self, link: int, moment: int) -> int:
        """Return the same for a source that comes at that moment."""
        base = self.table[link]
        return moment + self.lag[link] if base < 0 else self.tables.arrival(base, moment)

    def before(self, link: int, moment: int) -> int:
        """Return when the source must come so that the target may come at that moment."""
        base = self.table[link]
        return moment - self.lag[link] if base < 0 else self.tables.leave_by(base, moment)

    def node(self, key: str) -> int:
        """Return the number of a key."""
        if key not in self.number:
            raise BadNetworkError(f"there is no node {key!r}")
        return self.number[key]

    def find(self, name: LinkName) -> int:
        """Return the number of a link. O(links out of its source)."""
        for *_, link in self.out[self.node(name.source)]:
            if self.name(link) == name:
                return link
        raise BadNetworkError(f"there is no link {tuple(name)}")

    def name(self, link: int) -> LinkName:
        """Return how a link is named."""
        ends = self.nodes[self.source[link]].key, self.nodes[self.target[link]].key
        return LinkName(*ends, self.kind[link])

    def link(self, link: int) -> Link:
        """Return a link in words, as it is now."""
        source, target, kind = self.name(link)
        lag = self.lag_of(link)
        if link in self.more:
            return replace(self.more[link], lag=lag)
        return Link(source=source, target=target, lag=lag, kind=kind)

    def lag_of(self, link: int) -> Lag:
        """Return what the link takes now."""
        base = self.table[link]
        return self.lag[link] if base < 0 else self.tables.hours(base)

    def set_lag(self, link: int, lag: Lag) -> None:
        """Let the link take another time."""
        self._take(link, lag)
        source, target = self.source[link], self.target[link]
        self.into[target] = self._arcs(self.source, (arc[3] for arc in self.into[target]))
        self.out[source] = self._arcs(self.target, (arc[3] for arc in self.out[source]))

    def add(self, link: Link) -> int:
        """Put a link in, and return its number; raises where it would close a circle."""
        source, target = self.node(link.source), self.node(link.target)
        if any(self.name(other) == link.name for *_, other in self.out[source]):
            raise BadNetworkError(f"there is a link {tuple(link.name)} already")
        if self.rank[source] >= self.rank[target]:
            pairs = mended(self.rank, self.sources, self.targets, source, target)
            if pairs is None:
                raise BadNetworkError(f"{link.target} is waited for before {link.source} already")
            for node, place in pairs:
                self.rank[node], self.order[place] = place, node
        self.shape += 1
        number = self._put(link)
        self.into[target] += self._arcs(self.source, [number])
        self.out[source] += self._arcs(self.target, [number])
        return number

    def remove(self, link: int) -> Link:
        """Take a link out, and return it as it is now; its number is given to another later."""
        found = self.link(link)
        source, target = self.source[link], self.target[link]
        self.into[target] = tuple(arc for arc in self.into[target] if arc[3] != link)
        self.out[source] = tuple(arc for arc in self.out[source] if arc[3] != link)
        self.more.pop(link, None)
        self.empty.append(link)
        self.shape += 1
        return found

    def _put(self, link: Link) -> int:
        """Write a link down and return its number; no node knows of it yet."""
        source, target = self.node(link.source), self.node(link.target)
        if source == target:
            raise BadNetworkError(f"{link.source} waits for itself")
        number = self.empty.pop() if self.empty else len(self.kind)
        if number == len(self.kind):
            self.kind.append("")
            for column in (self.source, self.target, self.lag, self.table):
                column.append(0)
        self.kind[number] = link.kind
        self.source[number], self.target[number] = source, target
        self._take(number, link.lag)
        if link.least is not None or link.optional or link.agree:
            self.more[number] = link
        return number

    def _take(self, link: int, lag: Lag) -> None:
        self.lag[link] = 0 if isinstance(lag, Hours) else lag
        self.table[link] = self.tables.base(lag) if isinstance(lag, Hours) else CONSTANT

    def _arcs(self, ends: "array[int]", links: Iterable[int]) -> tuple[Arc, ...]:
        lag, table = self.lag, self.table
        return tuple([(ends[link], lag[link], table[link], link) for link in links])
