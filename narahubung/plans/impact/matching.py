"""Which stays meet an area and a window of time."""

from narahubung.plans.arrays import np
from narahubung.plans.impact.terms import Impact, ImpactProblem, Stay


def impact(problem: ImpactProblem) -> Impact:
    """Return whom and what it touches, the earliest first. A stay of no length is one minute."""
    known = {place: where for place, where in problem.places.items() if where is not None}
    where = np.array(list(known.values()), dtype=float).reshape(-1, 2)
    holds = problem.area.holds(where[:, 0], where[:, 1])
    inside = {place for place, is_in in zip(known, holds, strict=True) if is_in}

    def counts_from(stay: Stay) -> tuple[int, str, int, str]:
        return max(stay.start, problem.start), stay.who, stay.place, stay.what

    meets = [
        stay
        for stay in problem.stays
        if stay.start < problem.end and max(stay.end, stay.start + 1) > problem.start
    ]
    touched = sorted((stay for stay in meets if stay.place in inside), key=counts_from)
    unknown = sorted((stay for stay in meets if stay.place not in known), key=counts_from)
    first: dict[str, int] = {}
    for stay in touched:
        first.setdefault(stay.who, max(stay.start, problem.start))
    return Impact(
        places=tuple(sorted(inside)),
        unplaced=tuple(sorted({stay.place for stay in unknown})),
        touched=tuple(touched),
        unknown=tuple(unknown),
        first=first,
    )
