"""The topological order of the nodes, and how a new link mends it."""

from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush

from narahubung.plans.ripple.terms import BadNetworkError

Beside = Callable[[int], Iterable[int]]
"""The nodes right before, or right after, a node."""


def topological(
    keys: Sequence[str], planned: Sequence[int], sources: Beside, targets: Beside
) -> list[int]:
    """Return the nodes so that every link goes forward, among equals by planned moment.

    Raises BadNetworkError with the circle, where there is one. O((nodes + links) log nodes);
    Kahn 1962.
    """
    waits = [sum(1 for _ in sources(node)) for node in range(len(keys))]
    ready = [(planned[node], node) for node, count in enumerate(waits) if not count]
    heapify(ready)
    found: list[int] = []
    while ready:
        node = heappop(ready)[1]
        found.append(node)
        for target in targets(node):
            waits[target] -= 1
            if not waits[target]:
                heappush(ready, (planned[target], target))
    if len(found) < len(waits):
        raise BadNetworkError(_circle(keys, sources, waits))
    return found


def _circle(keys: Sequence[str], sources: Beside, waits: Sequence[int]) -> str:
    node = next(node for node, count in enumerate(waits) if count)
    path: list[int] = []
    while node not in path:
        path.append(node)
        node = next(source for source in sources(node) if waits[source])
    turn = [*path[path.index(node) :], node]
    return f"each waits for the one before: {' > '.join(keys[each] for each in reversed(turn))}"


def mended(
    rank: Sequence[int], sources: Beside, targets: Beside, source: int, target: int
) -> list[tuple[int, int]] | None:
    """Return new (node, rank) pairs for a link from `source` to `target` that goes backward.

    None where the link would close a circle. Only nodes whose rank lies between the two are
    looked at (Pearce & Kelly, A dynamic topological sort algorithm, JEA 11, 2006).
    """
    after = _reached(targets, target, lambda node: rank[node] <= rank[source])
    if source in after:
        return None
    before = _reached(sources, source, lambda node: rank[node] >= rank[target])
    nodes = [*sorted(before, key=rank.__getitem__), *sorted(after, key=rank.__getitem__)]
    return list(zip(nodes, sorted(rank[node] for node in nodes), strict=True))


def _reached(beside: Beside, first: int, near: Callable[[int], bool]) -> set[int]:
    found, left = {first}, [first]
    while left:
        for node in beside(left.pop()):
            if node not in found and near(node):
                found.add(node)
                left.append(node)
    return found
