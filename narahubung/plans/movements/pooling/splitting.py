"""Groups larger than any vehicle go in parts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from narahubung.plans.movements.pooling.terms import PoolProblem, PoolRequest, PoolVehicle


def split_groups(problem: PoolProblem) -> PoolProblem:
    """Return the problem with each group that no vehicle can take as a whole in as few parts as
    vehicles can take at one time, as equal as these allow: `G` becomes `G.1`, `G.2`, each with
    `of` = `G`. Where all of them cannot take it, one goes more than once: equal parts.

    Only vehicles count that have what the group needs and may be under way then. A part counts as
    much as the whole: who leaves half a group behind has carried nobody. What is pinned stays
    whole, and so does what no parts would help: nobody has what it needs, or one person has more
    luggage than any has room for. Plan, judge and repair with what this returns; the present plan
    may name parts, and where it names a whole that goes in parts, says nothing.
    """
    pinned = {pin.request for pin in problem.pins}
    requests: list[PoolRequest] = []
    for request in problem.requests:
        requests += [request] if request.id in pinned else _parts(problem, request)
    known = {request.id for request in requests}
    present = tuple(held for held in problem.present if held.request in known)
    return replace(problem, requests=tuple(requests), present=present)


def _parts(problem: PoolProblem, request: PoolRequest) -> list[PoolRequest]:
    may = [one for one in problem.vehicles if request.needs <= one.has and _about(one, request)]
    rooms = sorted((room for one in may if (room := _room(one, request))), reverse=True)
    if not rooms or rooms[0] >= request.people:
        return [request]
    shares = list(_shares(request.people, rooms))
    parts, before = [], 0
    for number, people in enumerate(shares, start=1):
        until = before + people
        pieces = (
            request.luggage * until // request.people - request.luggage * before // request.people
        )
        name = f"{request.id}.{number}"
        parts.append(replace(request, id=name, of=request.id, people=people, luggage=pieces))
        before = until
    return parts


def _about(vehicle: PoolVehicle, request: PoolRequest) -> bool:
    spans = [span for span in (request.pick_up, request.drop_off) if span]
    return any(vehicle.free.overlaps(span) for span in spans) or not spans


def _room(vehicle: PoolVehicle, request: PoolRequest) -> int:
    """Return how many of the group it takes at once, each with his share of the luggage."""
    if not request.luggage:
        return vehicle.seats
    return min(vehicle.seats, vehicle.luggage * request.people // request.luggage)


def _shares(people: int, rooms: Sequence[int]) -> Iterator[int]:
    """Yield how many go in each part, most first. rooms: most first."""
    count = next((n for n in range(1, len(rooms) + 1) if sum(rooms[:n]) >= people), 0)
    used = list(rooms[:count]) or [rooms[0]] * -(-people // rooms[0])
    found = []
    for left, room in zip(range(len(used), 0, -1), reversed(used), strict=True):
        found.append(min(room, people // left))
        people -= found[-1]
    yield from reversed(found)
