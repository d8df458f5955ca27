"""The single steps of which a repair is made: shift, swap, shorten, skip."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from narahubung.plans.ripple.graph import DONE, Graph
from narahubung.plans.ripple.pools import Pool, Use
from narahubung.plans.ripple.terms import NEVER, OPEN, Edit, Hours, LinkName, Node
from narahubung.plans.ripple.tracing import late_links

SHIFT, SWAP, SHORTEN, SKIP = "shift", "swap", "shorten", "skip"


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """What a repair costs, in points: smaller is less trouble.

    By step: `shorten` a stretch and `shorten_minute` for each minute it loses (an escort counts
    as a step alone), `swap` a thing for a free one, `skip` an optional stretch, `shift` an
    appointment and `shift_minute` for each minute; `consent` for each who must agree to a step.
    """

    shorten: int = 10
    shorten_minute: int = 2
    swap: int = 20
    skip: int = 30
    shift: int = 40
    shift_minute: int = 1
    consent: int = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step. key: of the node (shift) or of the use (swap); link: what is shortened or skipped.

    old, new: moments of a shift, seconds of a stretch (0 where it depends on the hour), names of
    the things swapped; minutes: what it costs anybody; agree: whom one asks.
    """

    kind: str
    key: str = ""
    link: LinkName | None = None
    old: str | int = 0
    new: str | int = 0
    minutes: int = 0
    agree: tuple[str, ...] = ()
    edit: Edit = field(default_factory=Edit)
    touches: frozenset[object] = frozenset()

    def points(self, weights: Weights) -> int:
        """Return what the step costs; `minutes` is 0 as long as they are open."""
        each = {
            SHIFT: (weights.shift, weights.shift_minute),
            SWAP: (weights.swap, 0),
            SHORTEN: (weights.shorten, weights.shorten_minute),
            SKIP: (weights.skip, 0),
        }
        alone, minute = each[self.kind]
        return alone + minute * self.minutes + weights.consent * len(self.agree)


def candidates(graph: Graph, nodes: Sequence[int], pools: Iterable[Pool]) -> list[Step]:
    """Return every step that could help nodes to be in time, each as wide as it may be."""
    found = [
        _shift(graph.nodes[node])
        for node in nodes
        if graph.nodes[node].shift and graph.mode[node] != DONE
    ]
    late = late_links(graph, nodes)
    for link in late:
        found += _of_link(graph, link)
    names = {graph.name(link) for link in late}
    for pool in pools:
        found += _swaps(graph, pool, names)
    return found


def _of_link(graph: Graph, number: int) -> Iterator[Step]:
    link = graph.link(number)
    old = link.lag
    agree = link.agree or graph.nodes[graph.target[number]].owners
    touches = frozenset({link.name})
    if link.least is not None:
        edit = Edit(lags={link.name: link.least})
        step = Step(kind=SHORTEN, link=link.name, agree=agree, edit=edit, touches=touches)
        if isinstance(old, Hours) or isinstance(link.least, Hours):
            yield step
        elif link.least < old:
            yield replace(step, old=old, new=link.least)
    if link.optional:
        edit = Edit(remove=(link.name,))
        yield Step(kind=SKIP, link=link.name, agree=agree, edit=edit, touches=touches)


def _shift(node: Node) -> Step:
    agree = node.agree or node.owners
    return Step(kind=SHIFT, key=node.key, agree=agree, touches=frozenset({node.key}))


def shift(graph: Graph, number: int, by: int) -> Step:
    """Return the step that puts an appointment and its limit later, in seconds."""
    node, latest, planned = graph.nodes[number], graph.latest[number], graph.plan[number]
    fixed = graph.fixed[number]
    old = planned if fixed else latest
    edit = Edit(
        moments={node.key: planned + by} if fixed else {},
        latests={} if latest == OPEN else {node.key: latest + by},
    )
    return replace(_shift(node), old=old, new=old + by, minutes=-(-by // 60), edit=edit)


def shifted(graph: Graph, node: int, grid: int) -> Step | None:
    """Return the least shift, in steps of `grid` seconds, with which a node is in time; None where
    it is already, or that is more than it may be shifted.
    """
    by = -(graph.slack(node) // grid) * grid
    return shift(graph, node, by) if 0 < by <= graph.nodes[node].shift else None


def _swaps(graph: Graph, pool: Pool, late: set[LinkName]) -> Iterator[Step]:
    """Yield the swaps of either use at a late change-over to a thing that is free then."""
    seen: set[str] = set()
    for uses in pool.lines.values():
        for one, other in pairwise(uses):
            if pool.link(one, other).name not in late:
                continue
            for use in (one, other):
                if use.key not in seen:
                    seen.add(use.key)
                    yield from _swap(graph, pool, use)


def _swap(graph: Graph, pool: Pool, use: Use) -> Iterator[Step]:
    thing, _ = pool.where(use.key)
    node = graph.node(use.begins)
    begins = graph.low[node] if graph.low[node] != NEVER else graph.plan[node]
    asked = [graph.arrival(e) for *_, e in graph.into[node] if graph.kind[e] != pool.key]
    begins = max([begins, *asked])
    ends = begins + graph.moment[graph.node(use.ends)] - graph.moment[node]
    for other, place in pool.free_for(graph, use, begins, ends):
        edit, _ = pool.swapped(use.key, other, place)
        touches = {*edit.remove, (pool.key, thing), (pool.key, other)}
        yield Step(
            kind=SWAP,
            key=use.key,
            old=thing,
            new=other,
            agree=pool.agree,
            edit=edit,
            touches=frozenset(touches),
        )
