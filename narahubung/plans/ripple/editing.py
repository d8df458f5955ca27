"""An edit goes into the graph, and the edit that takes it back comes out."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from narahubung.plans.ripple.graph import Graph
from narahubung.plans.ripple.terms import NEVER, OPEN, BadNetworkError, Edit, Link, LinkName

Key = TypeVar("Key")
Value = TypeVar("Value")


def edited(graph: Graph, edit: Edit) -> tuple[Edit, set[int]]:
    """Put it in; return the way back and the nodes to be worked out anew.

    Raises BadNetworkError and changes nothing where the edit names what is not there, or would
    close a circle.
    """
    nodes = {graph.node(key) for key in (*edit.moments, *edit.happened, *edit.latests)}
    lags = {name: graph.find(name) for name in edit.lags}
    if len({*lags, *edit.remove}) < len(lags) + len(edit.remove):
        raise BadNetworkError("an edit names a link twice")
    relinks = edit.remove or edit.add
    removed, seeds = _relinked(graph, edit.remove, edit.add) if relinks else ((), set())
    undo = Edit(
        moments={key: graph.plan[graph.node(key)] for key in edit.moments},
        happened={key: _told(graph.fact[graph.node(key)], NEVER) for key in edit.happened},
        latests={key: _told(graph.latest[graph.node(key)], OPEN) for key in edit.latests},
        lags={name: graph.lag_of(link) for name, link in lags.items()},
        remove=tuple(link.name for link in edit.add),
        add=removed,
    )
    for key, moment in edit.moments.items():
        graph.plan[graph.node(key)] = moment
    for key, fact in edit.happened.items():
        graph.fact[graph.node(key)] = NEVER if fact is None else fact
    for key, latest in edit.latests.items():
        graph.latest[graph.node(key)] = OPEN if latest is None else latest
    for node in nodes:
        graph.settle(node)
    for name, lag in edit.lags.items():
        graph.set_lag(lags[name], lag)
        seeds.add(graph.target[lags[name]])
    return undo, seeds | nodes


def _relinked(
    graph: Graph, remove: Iterable[LinkName], add: Iterable[Link]
) -> tuple[tuple[Link, ...], set[int]]:
    """Take links out and put links in, all or none; return those that went, and their targets."""
    removed: list[Link] = []
    added: list[int] = []
    going = [graph.find(name) for name in remove]
    seeds = {graph.target[link] for link in going}
    for link in going:
        removed.append(graph.remove(link))
    try:
        added.extend(graph.add(link) for link in add)
    except BadNetworkError:
        for link in reversed(added):
            graph.remove(link)
        for gone in removed:
            graph.add(gone)
        raise
    return tuple(removed), seeds | {graph.target[link] for link in added}


def _told(value: int, none: int) -> int | None:
    return None if value == none else value


def merged(edits: Iterable[Edit]) -> Edit:
    """Return one edit that does what all of them do; they touch different things."""
    every = list(edits)
    return Edit(
        moments=_joined(edit.moments for edit in every),
        happened=_joined(edit.happened for edit in every),
        latests=_joined(edit.latests for edit in every),
        lags=_joined(edit.lags for edit in every),
        remove=tuple(name for edit in every for name in edit.remove),
        add=tuple(link for edit in every for link in edit.add),
    )


def _joined(parts: Iterable[Mapping[Key, Value]]) -> dict[Key, Value]:
    return {key: value for part in parts for key, value in part.items()}
