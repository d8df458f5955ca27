"""Things used one after the other (vehicle, room, stand, crew): links, and a use elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from narahubung.plans.ripple.graph import Graph
from narahubung.plans.ripple.terms import BadNetworkError, Edit, Hours, Lag, Link


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """A stretch in which somebody has the thing: from one node to another.

    start, end: the places where it begins and ends; "" where that does not matter.
    """

    key: str
    begins: str
    ends: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pool:
    """Things of which each can stand in for another, with the uses of each in their order.

    change: seconds between two uses; between: what it takes on top from the place where one ends to
    the place where the next begins, nothing where it is not named; agree: whom one asks for a swap.
    """

    key: str
    lines: Mapping[str, tuple[Use, ...]]
    change: int = 0
    between: Mapping[tuple[str, str], Lag] = field(default_factory=dict)
    agree: tuple[str, ...] = ()

    def links(self) -> tuple[Link, ...]:
        """Return the links between uses that follow each other; their kind is the pool's key."""
        return tuple(
            self.link(one, other) for uses in self.lines.values() for one, other in pairwise(uses)
        )

    def link(self, one: Use, other: Use) -> Link:
        """Return the link from a use to the next."""
        drive = self.between.get((one.end, other.start), 0)
        if isinstance(drive, Hours):
            steps = tuple((minute, takes + self.change) for minute, takes in drive.steps)
            return Link(source=one.ends, target=other.begins, lag=Hours(steps=steps), kind=self.key)
        return Link(source=one.ends, target=other.begins, lag=drive + self.change, kind=self.key)

    def where(self, use: str) -> tuple[str, int]:
        """Return which thing a use has, and as the how manieth of its uses."""
        for thing, uses in self.lines.items():
            for place, each in enumerate(uses):
                if each.key == use:
                    return thing, place
        raise BadNetworkError(f"there is no use {use!r} in {self.key}")

    def swapped(self, use: str, to: str, place: int) -> "tuple[Edit, Pool]":
        """Return the edit that gives a use another thing, as the `place`-th of its uses, and the
        pool afterwards.
        """
        thing, old = self.where(use)
        if to == thing or to not in self.lines or not 0 <= place <= len(self.lines[to]):
            raise BadNetworkError(f"{use!r} cannot go to {to!r}")
        here, there = self.lines[thing], self.lines[to]
        moved = here[old]
        lines = dict(self.lines)
        lines[thing] = here[:old] + here[old + 1 :]
        lines[to] = (*there[:place], moved, *there[place:])
        after = replace(self, lines=lines)
        was = {link.name: link for part in (here, there) for link in self._of(part)}
        now = {link.name: link for part in (thing, to) for link in self._of(lines[part])}
        edit = Edit(
            remove=tuple(name for name in was if name not in now),
            add=tuple(link for name, link in now.items() if name not in was),
        )
        return edit, after

    def _of(self, uses: tuple[Use, ...]) -> list[Link]:
        return [self.link(one, other) for one, other in pairwise(uses)]

    def free_for(self, graph: Graph, use: Use, begins: int, ends: int) -> list[tuple[str, int]]:
        """Return the things that are free for a use in that time, and its place among theirs."""
        thing, _ = self.where(use.key)
        found = []
        for other, uses in self.lines.items():
            if other == thing:
                continue
            place = sum(1 for each in uses if graph.moment[graph.node(each.begins)] < begins)
            if place and self._ready(graph, uses[place - 1], use) > begins:
                continue
            if place < len(uses):
                after = uses[place]
                fresh = self._after(ends, self.link(use, after).lag, graph)
                if fresh > graph.moment[graph.node(after.begins)]:
                    continue
            found.append((other, place))
        return found

    def _ready(self, graph: Graph, one: Use, other: Use) -> int:
        return self._after(graph.moment[graph.node(one.ends)], self.link(one, other).lag, graph)

    @staticmethod
    def _after(moment: int, lag: Lag, graph: Graph) -> int:
        if isinstance(lag, Hours):
            return graph.tables.arrival(graph.tables.base(lag), moment)
        return moment + lag
