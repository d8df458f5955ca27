"""Published instances of pick-up and delivery as the pairing core reads them, and their checker."""

from dataclasses import dataclass
from itertools import pairwise
from math import hypot, inf

from narahubung.plans.movements.pairing import Kind, Pairing, Ride, timetable

SLACK = 1e-6


@dataclass(frozen=True)
class Node:
    """A place with its load, its window and how long service takes there."""

    x: float
    y: float
    load: int
    early: float
    late: float
    service: float


@dataclass(frozen=True)
class Instance:
    """Node 0 is where every vehicle starts, `end` where it ends; pairs: (pick-up, delivery)."""

    vehicles: int
    room: int
    nodes: tuple[Node, ...]
    end: Node
    pairs: tuple[tuple[int, int], ...]
    longest: float = inf
    ride: float = inf

    def away(self, a: int, b: int) -> float:
        """Return the distance, which is the time; -1 is the end."""
        one, other = self.node(a), self.node(b)
        return hypot(one.x - other.x, one.y - other.y)

    def node(self, number: int) -> Node:
        return self.nodes[number] if number >= 0 else self.end


def table(instance: Instance) -> tuple[Pairing, list[int]]:
    """Return it as the core reads it, and the node of each stop."""
    stops = [a for a, _ in instance.pairs] + [b for _, b in instance.pairs]
    nodes = [instance.nodes[stop] for stop in stops]
    n = len(instance.pairs)
    kind = Kind(
        count=instance.vehicles,
        room=(instance.room, 0),
        out=[instance.away(0, stop) for stop in stops],
        home=[instance.away(stop, -1) for stop in stops],
        opens=instance.nodes[0].early,
        closes=instance.end.late,
        extra=[0.0] * n,
        longest=instance.longest,
    )
    return Pairing(
        travel=[[instance.away(a, b) for b in stops] for a in stops],
        early=[node.early for node in nodes],
        late=[node.late for node in nodes],
        service=[node.service for node in nodes],
        load=[(node.load, 0) for node in nodes[:n]],
        ride=[instance.ride] * n,
        apart=[0] * n,
        prize=[inf] * n,
        kinds=(kind,),
    ), stops


Route = list[tuple[int, float]]
"""(node, when service begins) in order, from node 0 to the end, -1."""


def faults(instance: Instance, routes: list[Route]) -> list[str]:
    """Judge routes with their times by the instance alone; shares no code with the core."""
    found = []
    if len(routes) > instance.vehicles:
        found.append(f"{len(routes)} vehicles, there are {instance.vehicles}")
    visits = [node for route in routes for node, _ in route[1:-1]]
    wanted = sorted(node for pair in instance.pairs for node in pair)
    if sorted(visits) != wanted:
        found.append("not every node is served once")
    for number, route in enumerate(routes):
        found += [f"route {number}: {wrong}" for wrong in _wrong(instance, route)]
    return found


def _wrong(instance: Instance, route: Route) -> list[str]:
    found, load = [], 0
    if route[0][0] != 0 or route[-1][0] != -1:
        found.append("does not go from the start to the end")
    for (a, leaves), (b, begins) in pairwise(route):
        if leaves + instance.node(a).service + instance.away(a, b) > begins + SLACK:
            found.append(f"is late at node {b}")
    for name, begins in route:
        node = instance.node(name)
        if not node.early - SLACK <= begins <= node.late + SLACK:
            found.append(f"is outside the window of node {name}")
        load += node.load
        if load > instance.room:
            found.append(f"is too full at node {name}")
    if route[-1][1] - route[0][1] > instance.longest + SLACK:
        found.append("is too long")
    return found + _parted(instance, dict(route))


def _parted(instance: Instance, at: dict[int, float]) -> list[str]:
    found = []
    for a, b in instance.pairs:
        if (a in at) != (b in at):
            found.append(f"parts the pair {a}, {b}")
        elif a in at:
            aboard = at[b] - at[a] - instance.node(a).service
            if aboard < -SLACK or aboard > instance.ride + SLACK:
                found.append(f"carries {a} to {b} for {aboard:.3f}")
    return found


def driven(instance: Instance, routes: list[Route]) -> float:
    """Return the distance of routes."""
    return sum(instance.away(a, b) for route in routes for (a, _), (b, _) in pairwise(route))


def routes(table: Pairing, nodes: list[int], rides: list[Ride]) -> list[Route]:
    """Return the rides of the core as routes; `nodes` names each of its stops."""
    found = []
    for ride in rides:
        times = timetable(table, ride)
        if times is not None and ride.stops:
            names = [0, *(nodes[stop] for stop in ride.stops), -1]
            found.append(list(zip(names, times, strict=True)))
    return found
