"""A change goes from node to node in topological order, later or earlier, and stops where nothing
changes.
"""

from collections.abc import Iterable
from heapq import heappop, heappush

from narahubung.plans.ripple.graph import DONE, FREE, Graph

Before = dict[int, tuple[int, int]]
"""Of each node that changed, its moment and its reach before."""


def reached(graph: Graph, node: int) -> tuple[int, int]:
    """Return the moment and the reach of a node as its links and its plan have them."""
    reach, mode = graph.low[node], graph.mode[node]
    if mode == DONE:
        return reach, reach
    moment, lag, table, source = graph.moment, graph.lag, graph.table, graph.source
    for link in graph.into[node]:
        base = table[link]
        came = moment[source[link]]
        came = came + lag[link] if base < 0 else graph.tables.arrival(base, came)
        if came > reach:
            reach = came
    return (reach if mode == FREE else graph.plan[node]), reach


def restore(graph: Graph, before: Before) -> None:
    """Put moments and reaches back."""
    for node, (moment, reach) in before.items():
        graph.moment[node], graph.reach[node] = moment, reach


def spread(graph: Graph, first: Iterable[int], most: int) -> tuple[Before, bool]:
    """Work out anew whatever hangs on the first nodes, which may have changed in any way.

    Return what changed, and whether that is all: after `most` nodes it gives up.
    O(changed nodes * (log changed nodes + their links)).
    """
    wave = _Wave(graph)
    for node in first:
        wave.ask(node)
    complete = wave.run(most)
    return wave.before, complete


class _Wave:
    """The nodes that a change has come to and not yet passed, in a heap by rank.

    Label correcting in topological order, so each is passed once, when all before it are settled.
    What comes later raises the reach of the nodes after it at once. Where something comes earlier
    that bound a node before, all links into that node are asked again.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.before: Before = {}
        self.heap: list[int] = []
        self.waiting: set[int] = set()
        self.asked: set[int] = set()

    def ask(self, node: int) -> None:
        """Have all links into a node asked again when it is its turn."""
        self.asked.add(node)
        self._wait(node)

    def run(self, most: int) -> bool:
        """Pass all nodes; False where more than `most` change."""
        graph, heap, before, asked = self.graph, self.heap, self.before, self.asked
        order, moment, reach = graph.order, graph.moment, graph.reach
        while heap:
            node = order[heappop(heap)]
            old, new = moment[node], reach[node]
            if node in asked:
                was = before[node][1] if node in before else new
                new, reach[node] = reached(graph, node)
                before[node] = old, was
                if new == old:
                    if reach[node] == was:
                        del before[node]
                    continue
            moment[node] = new
            if new > old:
                self._later(node, new)
            else:
                self._earlier(node, old)
            if len(before) > most:
                return False
        return True

    def _later(self, node: int, new: int) -> None:
        graph, before, waiting, heap = self.graph, self.before, self.waiting, self.heap
        lag, table, target, rank = graph.lag, graph.table, graph.target, graph.rank
        mode, moment, reach = graph.mode, graph.moment, graph.reach
        for link in graph.out[node]:
            base = table[link]
            came = new + lag[link] if base < 0 else graph.tables.arrival(base, new)
            after = target[link]
            was = reach[after]
            if came > was and mode[after] != DONE:
                if after not in before:
                    before[after] = moment[after], was
                reach[after] = came
                if mode[after] == FREE and (place := rank[after]) not in waiting:
                    waiting.add(place)
                    heappush(heap, place)

    def _earlier(self, node: int, old: int) -> None:
        graph, asked = self.graph, self.asked
        lag, table, target = graph.lag, graph.table, graph.target
        for link in graph.out[node]:
            base, after = table[link], target[link]
            came = old + lag[link] if base < 0 else graph.tables.arrival(base, old)
            if came == graph.reach[after] and after not in asked and graph.mode[after] != DONE:
                self.ask(after)

    def _wait(self, node: int) -> None:
        place = self.graph.rank[node]
        if place not in self.waiting:
            self.waiting.add(place)
            heappush(self.heap, place)
