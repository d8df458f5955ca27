"""Why a moment is when it is: the chain that binds it, its slack, and planning backward."""

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

from narahubung.plans.ripple.graph import DONE, FIXED, FREE, Graph
from narahubung.plans.ripple.network import Network
from narahubung.plans.ripple.terms import NEVER, OPEN, BadNetworkError, Must, Part

ALONE = -1
"""Instead of a link: the node is its own limit."""


def chain(network: Network, key: str) -> tuple[Part, ...]:
    """Return the critical chain to a node, the first cause first.

    Each part is bound by the one before; the chain begins where a node comes because it is planned
    so, is fixed, or happened. Of equal causes it follows the first given. O(links met).
    """
    graph, node = network.graph, network.graph.node(key)
    asked, parts = graph.reach[node], list[Part]()
    while True:
        link = None
        if graph.mode[node] != DONE and not (parts and graph.mode[node] == FIXED):
            binding = (link for *_, link in graph.into[node] if graph.arrival(link) == asked)
            link = min(binding, default=None)
        named = graph.nodes[node].key
        if link is None:
            parts.append(Part(named, graph.moment[node]))
            return tuple(reversed(parts))
        source = graph.source[link]
        took = graph.arrival(link) - graph.moment[source]
        parts.append(Part(named, graph.moment[node], graph.kind[link], took))
        node, asked = source, graph.moment[source]


def critical(network: Network, keys: Iterable[str]) -> tuple[Part, ...]:
    """Return the chain to whichever of these nodes has the least slack under its own limit.

    Empty where none has a limit. With the nodes of a delegation's day: whose ten minutes are
    everybody's ten minutes.
    """
    slacks = [(slack, key) for key in keys if (slack := network.slack(key)) is not None]
    return chain(network, min(slacks)[1]) if slacks else ()


def margins(network: Network) -> dict[str, int]:
    """Return by how many seconds each node may slip before some limit is missed (negative: one
    is), of every node that has a limit on it or after it. O(nodes + links).
    """
    graph = network.graph
    found = _musts(graph, {})
    return {graph.nodes[node].key: _left(graph, node, must) for node, (must, _) in found.items()}


def backward(
    network: Network, key: str, at: int | None = None, *, since: int = NEVER
) -> tuple[Must, ...]:
    """Return the last moment of everything before a node so that it can be at `at`, earliest first.

    `at` goes before its own limit; None: that limit, or the moment when it comes. Limits on the way
    are kept too, and drives take what they take at that hour. since: what comes before it is not
    looked at, so that a day is planned without the days before. O((nodes looked at + links) log).
    """
    graph, node = network.graph, network.graph.node(key)
    if at is None:
        at = graph.moment[node] if graph.due[node] == OPEN else graph.due[node]
    found = []
    for each, (must, link) in _musts(graph, {node: at}, since).items():
        name, slack = graph.nodes[each].key, _left(graph, each, must)
        if link == ALONE:
            found.append(Must(name, must, slack, name))
            continue
        after, kind = graph.nodes[graph.target[link]].key, graph.kind[link]
        takes = graph.after(link, must) - must
        found.append(Must(name, must, slack, after, kind, takes))
    return tuple(sorted(found, key=lambda must: (must.moment, graph.number[must.key])))


def way(musts: Iterable[Must], key: str) -> tuple[Must, ...]:
    """Return the chain from a node on: why it must be then, up to the limit that asks for it."""
    of = {must.key: must for must in musts}
    if key not in of:
        raise BadNetworkError(f"nothing asked for waits for {key!r}")
    found = [of[key]]
    while found[-1].next != found[-1].key:
        found.append(of[found[-1].next])
    return tuple(found)


def _left(graph: Graph, node: int, must: int) -> int:
    return must - (graph.reach[node] if graph.mode[node] == FIXED else graph.moment[node])


def _musts(
    graph: Graph, targets: Mapping[int, int], since: int = NEVER
) -> dict[int, tuple[int, int]]:
    """Return the last moment of each node before the targets (none: of all), and the link that
    asks for it or ALONE. A fixed node comes when planned: what is after it does not hurry it.
    """
    found: dict[int, tuple[int, int]] = {}
    for node in _upward(graph, targets, since):
        must, why = targets.get(node, graph.due[node]), ALONE
        if graph.mode[node] != FIXED and node not in targets:
            for after, _, _, link in graph.out[node]:
                if after not in found or graph.mode[after] == DONE:
                    continue
                asked = graph.before(link, found[after][0])
                if asked < must:
                    must, why = asked, link
        if must < OPEN:
            found[node] = must, why
    return found


def _upward(graph: Graph, targets: Mapping[int, int], since: int) -> Iterable[int]:
    """Yield the nodes before the targets and these, each after all that come after it."""
    if not targets:
        yield from reversed(graph.order)
        return
    met, left = set(targets), list(targets)
    while left:
        for source in graph.sources(left.pop()):
            if source not in met and graph.moment[source] >= since:
                met.add(source)
                left.append(source)
    yield from sorted(met, key=graph.rank.__getitem__, reverse=True)


def late_links(graph: Graph, nodes: Iterable[int]) -> list[int]:
    """Return the links that let nodes miss their limits, on all chains, nearest to them first.

    Each would have to give way somewhere on its chain; what happened or is fixed cannot.
    """
    must = {node: graph.due[node] for node in nodes if graph.mode[node] != DONE}
    heap = [(-graph.rank[node], node) for node in sorted(must, key=lambda each: -graph.rank[each])]
    found = []
    while heap:
        _, node = heappop(heap)
        for source, _, _, link in graph.into[node]:
            if graph.arrival(link) <= must[node]:
                continue
            found.append(link)
            if graph.mode[source] == FREE:
                if source not in must:
                    heappush(heap, (-graph.rank[source], source))
                asked = graph.before(link, must[node])
                must[source] = min(must.get(source, OPEN), asked)
    return found
