"""What one typed change does to an event of 100,000 moments: how long, and whether it is right."""

import gc
import random
import resource
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from narahubung.plans.ripple import (
    Edit,
    Hours,
    Link,
    LinkName,
    Network,
    Node,
    backward,
    chain,
    margins,
    mend,
    ripple_faults,
)

ABOUT = "a change in an event of 100,000 moments: p50, p95 and worst ms, all anew ms, memory, right"

DELEGATIONS, DAYS, MOMENTS = 200, 10, 50
DAY, MINUTE = 86_400, 60
CHANGES = 500
EARLIEST = 20
ROADS, ROAD_LINKS = 50, 800
"""Places that close to many at once."""
MENDED = 200
ANY: dict[str, float] = {}
TARGETS = {
    "+60 min on one moment, and back": {"p50_ms": 0.1, "p95_ms": 3.0, "worst_ms": 300.0},
    "+1,440 min on the earliest, and back": {"worst_ms": 300.0},
    "all anew": {"p50_ms": 150.0},
}


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Return one row for each kind of change, one for all anew, one for memory.

    `folder` is not used: the event is generated. `seconds`: at most so long for a kind of change.
    """
    guard = seconds or 60.0
    nodes, links = generated(seed=1)
    built = time.perf_counter()
    network = Network(nodes, links)
    built = time.perf_counter() - built
    wrong = len([f for f in ripple_faults(nodes, links, network.moments()) if f.code != "late"])
    luck = random.Random(2)
    roads = [node for node in nodes if node.kind == "road"]
    first = sorted(nodes, key=lambda node: node.planned)[:EARLIEST]
    rows = [
        measure("+60 min on one moment, and back", network, guard, by(nodes, luck, 60)),
        measure("-60 min on one moment, and back", network, guard, by(nodes, luck, -60)),
        measure("another lag, and back", network, guard, lags(links, luck)),
        measure("a link gone, and back", network, guard, gone(links, luck)),
        measure("+60 min where a road opens, and back", network, guard, later(roads, 60)),
        measure("+1,440 min on the earliest, and back", network, guard, later(first, 1440)),
        mended(network, luck.sample(nodes, MENDED)),
        asked(network, luck.sample(nodes, MENDED)),
    ]
    took = [timed(network.recompute) for _ in range(9)]
    rows.append(
        {
            "what": "all anew",
            "nodes": len(nodes),
            "links": len(links),
            **spread_of("", took, 1),
            "built_s": round(built, 2),
            "faults": wrong,
        }
    )
    rows.append(memory(nodes, links))
    for row in rows:
        row |= {f"target_{key}": most for key, most in TARGETS.get(row["what"], ANY).items()}
    return rows


def mended(network: Network, nodes: list[Node]) -> dict[str, Any]:
    """Return how long the search for repairs takes, where +15 min on a moment breaks a limit."""
    took, tried, whole, partly, open_ = [], [], 0, 0, 0
    for node in nodes:
        outcome = network.apply(Edit(moments={node.key: node.planned + 15 * MINUTE}))
        broken = [bound.key for bound in outcome.broken if bound.was >= 0]
        if broken:
            begun = time.perf_counter()
            found = mend(network, broken)
            took.append((time.perf_counter() - begun) * 1000)
            tried.append(found.tried)
            whole += bool(found.repairs) and not found.repairs[0].left
            partly += bool(found.repairs) and bool(found.repairs[0].left)
            open_ += not found.complete
        network.apply(outcome.undo)
    return {
        "what": "repairs after +15 min on one moment",
        "changes": len(took),
        **spread_of("", took, 2),
        "tried_worst": max(tried),
        "mended": whole,
        "made_less": partly,
        "searched_out": len(took) - open_,
    }


def asked(network: Network, nodes: list[Node]) -> dict[str, Any]:
    """Return how long the critical chain to a moment takes, and the last moments before it."""
    chains = [timed(partial(chain, network, node.key)) for node in nodes]
    backs = [
        timed(partial(backward, network, node.key, since=node.planned // DAY * DAY))
        for node in nodes
    ]
    return {
        "what": "the chain to a moment",
        "changes": len(nodes),
        **spread_of("", chains, 4),
        **spread_of("backward_in_day_", backs, 2),
        "all_margins_ms": round(timed(partial(margins, network)), 1),
    }


def timed(work: Callable[[], Any]) -> float:
    """Return the milliseconds that it takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def measure(name: str, network: Network, guard: float, edits: Iterable[Edit]) -> dict[str, Any]:
    """Apply each edit and take it back, for the time; then once more, for whether it is right: each
    time held against all moments worked out anew, and against what was told the first time.
    """
    took, cpu, told, moved, alike = [], [], [], [], []
    before, ends = network.moments(), time.monotonic() + guard / 2
    wanted = list(edits)
    for edit in wanted:
        if time.monotonic() > ends:
            break
        undo = edit
        for _ in range(2):
            begun, worked = time.perf_counter(), time.process_time()
            outcome = network.apply(undo)
            cpu.append((time.process_time() - worked) * 1000)
            took.append((time.perf_counter() - begun) * 1000)
            told.append(timed(partial(network.told, outcome)))
            moved.append(len(outcome.moved))
            alike.append(hash((tuple(outcome.moved), outcome.broken, outcome.tight)))
            undo = outcome.undo
    checked, unlike, ends = 0, 0, time.monotonic() + guard / 2
    for edit in wanted[: len(took) // 2]:
        if time.monotonic() > ends:
            break
        undo = edit
        for _ in range(2):
            outcome = network.apply(undo)
            undo = outcome.undo
            unlike += hash((tuple(outcome.moved), outcome.broken, outcome.tight)) != alike[checked]
            unlike += not same(network)
            checked += 1
    unlike += network.moments() != before
    return {
        "what": name,
        "changes": len(took),
        **spread_of("", took, 4),
        **spread_of("there_", took[::2], 4),
        **spread_of("back_", took[1::2], 4),
        **spread_of("cpu_", cpu, 4),
        **spread_of("told_", told, 4),
        **spread_of("moved_", moved, 0),
        "checked": checked,
        "unlike_all_anew": unlike,
    }


def spread_of(name: str, values: list[Any], digits: int) -> dict[str, Any]:
    """Return the median, the 95th of a hundred, and the largest."""
    values = sorted(values)
    unit = "_ms" if digits else ""
    parts = {"p50": len(values) // 2, "p95": int(len(values) * 0.95), "worst": len(values) - 1}
    return {f"{name}{part}{unit}": round(values[at], digits or None) for part, at in parts.items()}


def same(network: Network) -> bool:
    """Tell whether the moments are those that come out when all are worked out anew."""
    graph = network.graph
    now = np.array(graph.moment), np.array(graph.reach)
    network.recompute()
    return bool(
        (now[0] == np.array(graph.moment)).all() and (now[1] == np.array(graph.reach)).all()
    )


def by(nodes: list[Node], luck: random.Random, minutes: int) -> Iterator[Edit]:
    """Yield moments at random that are put later or earlier."""
    return later(luck.choices(nodes, k=CHANGES), minutes)


def later(nodes: list[Node], minutes: int) -> Iterator[Edit]:
    """Yield each of these moments put later."""
    return (Edit(moments={node.key: node.planned + minutes * MINUTE}) for node in nodes)


def lags(links: list[Link], luck: random.Random) -> Iterator[Edit]:
    """Yield links that take up to an hour more, or half as long."""
    for link in luck.choices([link for link in links if isinstance(link.lag, int)], k=CHANGES):
        lag = int(link.lag)  # type: ignore[arg-type]
        longer = lag + luck.randint(1, 60) * MINUTE
        yield Edit(lags={link.name: luck.choice((longer, longer, lag // 2))})


def gone(links: list[Link], luck: random.Random) -> Iterator[Edit]:
    """Yield links that are taken out; the way back puts them in."""
    for link in luck.choices(links, k=CHANGES // 10):
        yield Edit(remove=(link.name,))


def memory(nodes: list[Node], links: list[Link]) -> dict[str, Any]:
    """Return the megabytes of a network beside its nodes and links, and of the whole process."""
    gc.collect()
    tracemalloc.start()
    network = Network(nodes, links)
    now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del network
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "what": "memory",
        "network_mb": round(now / 1e6, 1),
        "building_mb": round(peak / 1e6, 1),
        "process_mb": round(most),
    }


def generated(*, seed: int) -> tuple[list[Node], list[Link]]:
    """Return an event: each delegation's day is a chain of moments with little time to spare, some
    of them sessions that begin when they begin; things go from one delegation to another.
    """
    luck = random.Random(seed)
    nodes: list[Node] = []
    for party in range(DELEGATIONS):
        for day in range(DAYS):
            at = day * DAY + 6 * 3600 + luck.randrange(180) * MINUTE
            for number in range(MOMENTS):
                nodes.append(_node(luck, party, day, number, at))
                at += luck.randint(5, 30) * MINUTE
    links: dict[LinkName, Link] = {}
    for place in luck.sample(range(len(nodes)), ROADS):
        nodes[place] = replace(nodes[place], kind="road", fixed=False)
        day = place % (MOMENTS * DAYS) // MOMENTS
        for link in _road(luck, nodes, nodes[place], day):
            links[link.name] = link
    hours = [_hours(luck) for _ in range(60)]
    for place in range(len(nodes)):
        for link in _links(luck, nodes, place, hours):
            links.setdefault(link.name, link)
    return nodes, list(links.values())


def _node(luck: random.Random, party: int, day: int, number: int, at: int) -> Node:
    fixed = number % 12 == 11
    limit = at + luck.randint(0, 45) * MINUTE if luck.random() < 0.1 and not fixed else None
    return Node(
        key=f"{party}.{day}.{number}",
        planned=at,
        latest=limit,
        fixed=fixed,
        owners=(f"officer-{party}", f"desk-{luck.randrange(20)}"),
        shift=15 * MINUTE if luck.random() < 0.3 else 0,
    )


def _hours(luck: random.Random) -> Hours:
    quiet = luck.randint(5, 15)
    jam = ((0, 1), (6, 2), (9, 1.5), (16, 2.5), (19, 1.2), (22, 1))
    return Hours(steps=tuple((hour * 60, int(quiet * slow * MINUTE)) for hour, slow in jam))


def _links(
    luck: random.Random, nodes: list[Node], place: int, hours: list[Hours]
) -> Iterator[Link]:
    """Yield what hangs on one moment: the next of the day, often one after it, often another's."""
    here = nodes[place]
    ends = (place // MOMENTS + 1) * MOMENTS
    if place + 1 < ends:
        yield _link(luck, here, nodes[place + 1], hours)
    elif ends % (MOMENTS * DAYS):
        yield Link(source=here.key, target=nodes[place + 1].key, lag=6 * 3600, kind="rest")
    for _ in range(luck.choice((0, 1, 1))):
        further = place + luck.randint(2, 5)
        if further < ends:
            yield _link(luck, here, nodes[further], [])
    for _ in range(luck.choice((0, 1, 1, 1))):
        other = luck.randrange(DELEGATIONS) * DAYS + place % (MOMENTS * DAYS) // MOMENTS
        if other == place // MOMENTS:
            continue
        free = here.planned + luck.randint(15, 120) * MINUTE
        later = (each for each in nodes[other * MOMENTS :][:MOMENTS] if each.planned >= free)
        if after := next(later, None):
            yield Link(source=here.key, target=after.key, lag=15 * MINUTE, kind="thing")


def _road(luck: random.Random, nodes: list[Node], road: Node, day: int) -> Iterator[Link]:
    """Yield what may begin only when a road, a gate, a runway has opened."""
    for _ in range(ROAD_LINKS):
        other = luck.randrange(DELEGATIONS) * DAYS + day
        after = nodes[other * MOMENTS + luck.randrange(MOMENTS)]
        if after.planned >= road.planned + 30 * MINUTE:
            yield Link(source=road.key, target=after.key, lag=10 * MINUTE, kind="road")


def _link(luck: random.Random, here: Node, there: Node, hours: list[Hours]) -> Link:
    gap = there.planned - here.planned
    spare = luck.choice((0, 0, 5, 10, 20)) * MINUTE
    if hours and luck.random() < 0.2:
        drive = luck.choice(hours)
        if max(takes for _, takes in drive.steps) <= gap:
            return Link(source=here.key, target=there.key, lag=drive, kind="drive")
    lag = max(gap - spare, 0)
    least = lag * 2 // 3 if luck.random() < 0.3 else None
    return Link(source=here.key, target=there.key, lag=lag, kind="then", least=least)
