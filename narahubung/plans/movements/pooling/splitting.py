"""Groups larger than any vehicle go in parts."""

from dataclasses import replace
from math import ceil

from narahubung.plans.movements.pooling.terms import PoolProblem, PoolRequest


def split_groups(problem: PoolProblem) -> PoolProblem:
    """Return the problem with each group that no vehicle can take as a whole in as few parts as
    can be, as equal as can be: `G` becomes `G.1`, `G.2`, each with `of` = `G`.

    Only vehicles that have what the group needs count. A part counts as much as the whole: who
    leaves half a group behind has carried nobody. What is pinned stays whole, and so does what no
    parts would help: nobody has what it needs. Plan, judge and repair with what this returns; the
    present plan may name parts, and where it names a whole that goes in parts, says nothing.
    """
    pinned = {pin.request for pin in problem.pins}
    requests: list[PoolRequest] = []
    for request in problem.requests:
        requests += [request] if request.id in pinned else _parts(problem, request)
    known = {request.id for request in requests}
    present = tuple(held for held in problem.present if held.request in known)
    return replace(problem, requests=tuple(requests), present=present)


def _parts(problem: PoolProblem, request: PoolRequest) -> list[PoolRequest]:
    may = [vehicle for vehicle in problem.vehicles if request.needs <= vehicle.has]
    counts = [
        max(ceil(request.people / v.seats), ceil(request.luggage / max(1, v.luggage)))
        for v in may
        if v.seats and (v.luggage or not request.luggage)
    ]
    count = min(counts, default=1)
    if count <= 1:
        return [request]
    return [
        replace(
            request,
            id=f"{request.id}.{part + 1}",
            of=request.id,
            people=_share(request.people, count, part),
            luggage=_share(request.luggage, count, part),
        )
        for part in range(count)
    ]


def _share(whole: int, count: int, part: int) -> int:
    return whole // count + (part < whole % count)
