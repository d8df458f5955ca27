"""What is wrong with a seating, however it was made."""

from collections import Counter

from narahubung.plans.carseats.shapes import Problem, Seating, seats_of


def faults(problem: Problem, seating: Seating) -> list[str]:
    """Return what is broken: a seat taken twice, somebody lost, the principal not where he belongs.

    An officer beside the principal, and whoever sits there against what was asked, are faults, too.
    """
    known = {one.code for one in seats_of(problem)}
    codes = [one.place.code for one in seating.taken if one.place]
    found = [f"{code}: twice" for code, many in Counter(codes).items() if many > 1]
    found += [f"{code}: no such seat" for code in codes if code not in known]
    seated = Counter(one.rider for one in seating.taken)
    if seated != Counter(problem.riders):
        found.append("not everybody once")
    guests = [one for one in seating.taken if one.rider.part == "guest"]
    head = min(guests, key=lambda one: (one.rider.rank, one.rider.name), default=None)
    if head is None:
        return found
    wanted = problem.asked.seat if problem.asked.seat in known else seats_of(problem)[0].code
    if head.place is None or head.place.code != wanted:
        return [*found, f"{head.rider.name}: not in {wanted}"]
    for one in seating.taken:
        if one is head or one.place is None or one.place.row != head.place.row:
            continue
        if one.rider.part == "officer" and not problem.asked.officer_in:
            found.append(f"{one.rider.name}: officer beside the principal")
        if problem.asked.beside == "nobody":
            found.append(f"{one.rider.name}: beside the principal")
        other = one.rider.gender != head.rider.gender or not one.rider.gender
        if problem.asked.beside == "same" and one.rider.part != "spouse" and other:
            found.append(f"{one.rider.name}: beside the principal")
    return found
