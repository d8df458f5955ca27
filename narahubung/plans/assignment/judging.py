"""What is wrong with a plan, whoever made it, and what it costs. Shares no code with the solver."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.fit import Fit
from narahubung.plans.assignment.terms import (
    Delegation,
    Fault,
    Officer,
    Place,
    Plan,
    Problem,
    Reason,
)


def faults(problem: Problem, plan: Plan) -> list[Fault]:
    """Say what is wrong with a plan, also one made by hand; an empty list when nothing is.

    Codes: `unknown` (no such place or officer), `twice` (a place filled twice), `both` (one person
    on two places of a delegation), `pin_broken`, `left_out` (a place neither filled nor stated as
    unfilled), `capacity` (more parties at once than he may carry), the exclusions of one person
    (`conflict`, `not_free`, `no_clearance`, `no_language`, `gender_firm`) where no pin waives them,
    `short_cover` (a day on which the officers together do not reach the cover hours), `alone`
    (a time in which none of them is free), `objective` (a stated sum of points that is not so).

    Raises
    ------
    BadProblemError
        The problem itself contradicts itself.
    """
    fit = Fit(problem)
    known, found = _known(fit, plan)
    found += _shape(fit, plan, known)
    found += [fault for place in known for fault in _person(fit, place)]
    found += _capacity(fit, known)
    found += [fault for d in fit.delegations.values() for fault in _cover(fit, d, known)]
    if plan.stopped_by != "hand" and not found and plan.objective != price(problem, plan.places):
        found.append(_fault("", "", "", "objective", stated=plan.objective))
    return found


def price(problem: Problem, places: Sequence[Place]) -> int:
    """Return the points of these places: every pair, and the load of who carries several."""
    fit = Fit(problem)
    pairs = sum(
        fit.points(
            fit.officers[place.officer],
            fit.delegations[place.delegation],
            fit.positions[place.position],
        )
        for place in places
    )
    load = problem.policy.load
    carried = Counter(place.officer for place in places)
    return pairs + sum(load * count * (count - 1) for count in carried.values())


def _fault(  # the four coordinates of a fault and its facts
    delegation: str, position: str, officer: str, code: str, **facts: str | int
) -> Fault:
    return Fault(
        delegation=delegation,
        position=position,
        officer=officer,
        reason=Reason(code=code, facts=facts),
    )


def _known(fit: Fit, plan: Plan) -> tuple[list[Place], list[Fault]]:
    wanted = {(d.id, p.code) for d, p in fit.places()}
    known, found = [], []
    for place in plan.places:
        if (place.delegation, place.position) in wanted and place.officer in fit.officers:
            known.append(place)
        else:
            found.append(_fault(place.delegation, place.position, place.officer, "unknown"))
    return known, found


def _shape(fit: Fit, plan: Plan, known: list[Place]) -> Iterator[Fault]:
    filled = Counter((place.delegation, place.position) for place in known)
    people = Counter((place.delegation, place.officer) for place in known)
    sits = {(place.delegation, place.position): place.officer for place in known}
    stated = {(gap.delegation, gap.position) for gap in plan.unfilled}
    for (delegation, position), count in filled.items():
        if count > 1:
            yield _fault(delegation, position, "", "twice", times=count)
    for (delegation, officer), count in people.items():
        if count > 1:
            yield _fault(delegation, "", officer, "both", times=count)
    for (delegation, position), pin in fit.pins.items():
        if sits.get((delegation, position)) != pin.officer:
            yield _fault(delegation, position, pin.officer, "pin_broken", by=pin.by)
    for party, kind in fit.places():
        key = (party.id, kind.code)
        if key not in filled and key not in stated and key not in fit.pins:
            yield _fault(party.id, kind.code, "", "left_out")


def _is_pinned(fit: Fit, place: Place) -> bool:
    pin = fit.pins.get((place.delegation, place.position))
    return pin is not None and pin.officer == place.officer


def _person(fit: Fit, place: Place) -> Iterator[Fault]:
    if _is_pinned(fit, place):
        return
    reasons = fit.exclusions(
        fit.officers[place.officer],
        fit.delegations[place.delegation],
        fit.positions[place.position],
    )
    for reason in reasons:
        yield Fault(
            delegation=place.delegation,
            position=place.position,
            officer=place.officer,
            reason=reason,
        )


def _capacity(fit: Fit, known: list[Place]) -> Iterator[Fault]:
    carried: dict[str, list[Place]] = defaultdict(list)
    for place in known:
        carried[place.officer].append(place)
    for name, places in carried.items():
        if over := over_capacity(fit, fit.officers[name], places):
            yield _fault(over, "", name, "capacity", capacity=fit.officers[name].capacity)


def over_capacity(fit: Fit, officer: Officer, places: Iterable[Place]) -> str:
    """Return the delegation at whose arrival he carries more than he may, "" if there is none.

    Pins that overload him by themselves are the pinner's will; one place more is not.
    """
    parties = {p.delegation: fit.delegations[p.delegation] for p in places}
    pinned = {p.delegation for p in places if _is_pinned(fit, p)}
    for arriving in sorted(parties.values(), key=lambda d: (d.stay, d.id)):
        here = [d for d in parties.values() if d.stay.covers(arriving.stay.start)]
        firm = sum(fit.units(officer, d) for d in here if d.id in pinned)
        if sum(fit.units(officer, d) for d in here) > max(officer.capacity, firm):
            return arriving.id
    return ""


def _cover(fit: Fit, delegation: Delegation, known: list[Place]) -> Iterator[Fault]:
    kinds = [p for p in fit.positions_of(delegation) if p.covers]
    codes = {p.code for p in kinds}
    here = [p for p in known if p.delegation == delegation.id and p.position in codes]
    if not here or len({p.position for p in here}) < len(kinds):
        return  # a place that nobody fills is told as such
    officers = [fit.officers[place.officer] for place in here]
    for day, part in fit.days(delegation):
        given = sum(fit.gives(officer, part) for officer in officers)
        needed = fit.needed(delegation, part)
        if given < needed:
            facts: dict[str, str | int] = {"day": day.isoformat(), "given_min": given}
            yield _fault(delegation.id, "", "", "short_cover", needed_min=needed, **facts)
            break  # the first such day tells it
    if alone := nobody_free(fit, delegation, officers):
        yield _fault(delegation.id, "", "", "alone", start=alone.start.isoformat())


def nobody_free(fit: Fit, delegation: Delegation, officers: Sequence[Officer]) -> Span | None:
    """Return the first part of the stay in which none of these officers is free, or None."""
    left = list(fit.missing(officers[0], delegation))
    for officer in officers[1:]:
        left = [
            Span(max(a.start, b.start), min(a.end, b.end))
            for a in left
            for b in fit.missing(officer, delegation)
            if a.overlaps(b)
        ]
    return min(left, default=None)
