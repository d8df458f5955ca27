"""A change goes from node to node in topological order, later or earlier, and stops where nothing
changes.
"""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from narahubung.plans.ripple.graph import DONE, FREE, Graph

Before = dict[int, tuple[int, int]]
"""Of each node that changed, its moment and its reach before."""


def reached(graph: Graph, node: int) -> tuple[int, int]:
    """Return the moment and the reach of a node as its links and its plan have them."""
    reach, mode = graph.low[node], graph.mode[node]
    if mode == DONE:
        return reach, reach
    moment = graph.moment
    for source, lag, base, _ in graph.into[node]:
        came = moment[source]
        came = came + lag if base < 0 else graph.tables.arrival(base, came)
        if came > reach:
            reach = came
    return (reach if mode == FREE else graph.plan[node]), reach


def restore(graph: Graph, before: Before) -> Before:
    """Put moments and reaches back, and return what stood there."""
    moments, reaches = graph.moment, graph.reach
    stood: Before = {}
    for node, (moment, reach) in before.items():
        stood[node] = moments[node], reaches[node]
        moments[node], reaches[node] = moment, reach
    return stood


def spread(graph: Graph, first: Iterable[int], most: int) -> tuple[Before, bool]:
    """Work out anew whatever hangs on the first nodes, which may have changed in any way.

    Return what changed, and whether that is all: after `most` nodes it gives up.
    O(changed nodes * (log changed nodes + their links)).
    """
    wave = _Wave(graph, first)
    complete = wave.run(most)
    return wave.before, complete


class _Wave:
    """The nodes that a change has come to and not yet passed, in a heap by rank.

    Label correcting in topological order, so each is passed once, when all before it are settled.
    What comes later raises the reach of the nodes after it at once. Where something comes earlier
    that bound a node before, that one is asked: all links into it are looked at again in its turn.
    """

    def __init__(self, graph: Graph, first: Iterable[int]) -> None:
        self.graph = graph
        self.before: Before = {}
        self.asked = set(first)
        self.heap = [graph.rank[node] for node in self.asked]
        heapify(self.heap)

    def run(self, most: int) -> bool:
        """Pass all nodes; False where more than `most` change."""
        heap, before, asked = self.heap, self.before, self.asked
        order, moment, reach = self.graph.order, self.graph.moment, self.graph.reach
        last = -1
        while heap:
            place = heappop(heap)
            if place == last:
                continue  # raised first, then asked
            last, node = place, order[place]
            old, new = moment[node], reach[node]
            if node in asked:
                was = before[node][1] if node in before else new
                new, reach[node] = reached(self.graph, node)
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
        graph, before, reach = self.graph, self.before, self.graph.reach
        for after, lag, base, _ in graph.out[node]:
            came = new + lag if base < 0 else graph.tables.arrival(base, new)
            was = reach[after]
            if came <= was:
                continue
            if after in before:
                reach[after] = came
            elif graph.mode[after] != DONE and after not in self.asked:
                before[after] = graph.moment[after], was
                reach[after] = came
                if graph.mode[after] == FREE:
                    heappush(self.heap, graph.rank[after])

    def _earlier(self, node: int, old: int) -> None:
        graph, asked, reach = self.graph, self.asked, self.graph.reach
        for after, lag, base, _ in graph.out[node]:
            came = old + lag if base < 0 else graph.tables.arrival(base, old)
            if came == reach[after] and after not in asked and graph.mode[after] != DONE:
                asked.add(after)
                heappush(self.heap, graph.rank[after])
