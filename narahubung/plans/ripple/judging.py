"""Who judges: any moments against nodes and links, without a look at how they came about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from narahubung.plans.ripple.terms import DAY, Hours, Lag, Link, Node


class Fault(NamedTuple):
    """What is wrong with a moment: `missing`, `early` (before its plan, by seconds), `moved` (a
    fixed one), `lag` (too soon after what goes before), `idle` (later than anything asks for),
    `late` (its limit is missed).
    """

    key: str
    code: str
    seconds: int = 0
    source: str = ""


def ripple_faults(
    nodes: Sequence[Node],
    links: Iterable[Link],
    moments: Mapping[str, int],
    *,
    happened: Mapping[str, int] | None = None,
) -> tuple[Fault, ...]:
    """Return everything that is wrong, by node and then by what goes before it.

    happened: when a node did come; that is so, whatever the links say. O(nodes + links * steps).
    """
    facts, found = happened or {}, list[Fault]()
    before: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        before[link.target].append(link)
    for node in nodes:
        if node.key not in moments:
            found.append(Fault(node.key, "missing"))
            continue
        asked = [
            (arrives(link.lag, moments[link.source]), link.source)
            for link in before[node.key]
            if link.source in moments
        ]
        found.extend(_judged(node, moments[node.key], asked, facts.get(node.key)))
    return tuple(found)


def _judged(
    node: Node, moment: int, asked: Sequence[tuple[int, str]], fact: int | None
) -> Iterable[Fault]:
    plan = node.planned if node.earliest is None or node.fixed else node.earliest
    if fact is not None or node.fixed:
        wanted = plan if fact is None else fact
        if moment != wanted:
            yield Fault(node.key, "moved", moment - wanted)
    else:
        if moment < plan:
            yield Fault(node.key, "early", plan - moment)
        for needed, source in asked:
            if needed > moment:
                yield Fault(node.key, "lag", needed - moment, source)
        least = max([plan, *(needed for needed, _ in asked)])
        if moment > least:
            yield Fault(node.key, "idle", moment - least)
    came = moment
    limit = node.latest
    if node.fixed and fact is None:
        limit = plan if node.latest is None else node.latest
        came = max([needed for needed, _ in asked], default=limit)
        came = max(came, plan) if plan > limit else came
    if limit is not None and came > limit:
        yield Fault(node.key, "late", came - limit)


def arrives(lag: Lag, leaves: int) -> int:
    """Return when one arrives, who may wait for a quicker hour: every step of the days to come
    is tried.
    """
    if not isinstance(lag, Hours):
        return leaves + lag
    steps = sorted(lag.steps)
    midnight = leaves - leaves % DAY
    past = [takes for minute, takes in steps if minute * 60 <= leaves - midnight]
    now = past[-1] if past else steps[-1][1]
    days = range(2 + now // DAY)
    later = [
        start + takes
        for day in days
        for minute, takes in steps
        if (start := midnight + day * DAY + minute * 60) > leaves
    ]
    return min([leaves + now, *later])
