"""What is wrong with any plan of arrivals, also by hand; shares no code with the solver."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from narahubung.plans.assignment.terms import Fact, Reason
from narahubung.plans.movements.arriving.terms import (
    ArrivalFault,
    ArrivalParty,
    ArrivalPlan,
    ArrivalProblem,
    ArrivalSlot,
)


def arrival_faults(problem: ArrivalProblem, plan: ArrivalPlan) -> list[ArrivalFault]:
    """Return every fault of the plan, an empty list if there is none. O(parties^2).

    Codes: `unknown`, `twice`, `left_out` (neither a slot nor stated to have none), `length`,
    `shut`, `window`, `gap` (minutes missing to another), `firm_broken`, `wait` and `objective` (a
    stated number that is not so). Firm slots waive `shut` and `window`.
    """
    parties = {party.id: party for party in problem.parties}
    known = [slot for slot in plan.slots if slot.party in parties]
    found = list(_shape(parties, plan))
    for slot in known:
        found += _slot(problem, parties[slot.party], slot)
    found += _gaps(problem, known)
    points = _points(problem, parties, known)
    if points != plan.objective:
        found.append(_fault("", "objective", stated=plan.objective, points=points))
    return found


def _fault(party: str, code: str, /, **facts: Fact) -> ArrivalFault:
    return ArrivalFault(party=party, reason=Reason(code=code, facts=facts))


def _shape(parties: dict[str, ArrivalParty], plan: ArrivalPlan) -> Iterator[ArrivalFault]:
    told = Counter([slot.party for slot in plan.slots] + [gone.party for gone in plan.without])
    for name in told:
        if name not in parties:
            yield _fault(name, "unknown")
        elif told[name] > 1:
            yield _fault(name, "twice", times=told[name])
    for name in parties:
        if name not in told:
            yield _fault(name, "left_out")


def _slot(
    problem: ArrivalProblem, party: ArrivalParty, slot: ArrivalSlot
) -> Iterator[ArrivalFault]:
    lasts, moment = slot.ends - slot.begins, problem.moment
    if lasts != timedelta(minutes=party.minutes):
        minutes = lasts // timedelta(minutes=1)
        yield _fault(party.id, "length", minutes=minutes, wanted=party.minutes)
    wait = _wait(problem, slot)
    if wait != slot.wait_min:
        yield _fault(party.id, "wait", stated=slot.wait_min, is_so=wait)
    firm = {held.party: held.begins for held in problem.present if held.firm}
    if party.id in firm:
        if slot.begins != firm[party.id]:
            yield _fault(party.id, "firm_broken")
        return
    open_ = timedelta(minutes=problem.open_min)
    since, until = (moment, moment + open_) if problem.leaving else (moment - open_, moment)
    if not since <= slot.begins <= slot.ends <= until:
        yield _fault(party.id, "shut")
    soon, late = party.earliest or slot.begins, party.latest or slot.begins
    if not soon <= slot.begins <= late:
        yield _fault(party.id, "window")


def _gaps(problem: ArrivalProblem, slots: list[ArrivalSlot]) -> Iterator[ArrivalFault]:
    apart: dict[frozenset[str], int] = {}
    for pair in problem.apart:
        names = frozenset((pair.one, pair.other))
        apart[names] = max(pair.minutes, apart.get(names, 0))
    for one, other in combinations(sorted(slots, key=lambda slot: (slot.begins, slot.party)), 2):
        least = max(problem.gap, apart.get(frozenset((one.party, other.party)), 0))
        missing = least - (other.begins - one.ends) // timedelta(minutes=1)
        if missing > 0:
            yield _fault(other.party, "gap", minutes=missing, other=one.party)


def _points(
    problem: ArrivalProblem, parties: dict[str, ArrivalParty], slots: list[ArrivalSlot]
) -> int:
    policy, present = problem.policy, {held.party: held.begins for held in problem.present}
    points = sum(_wait(problem, slot) for slot in slots)
    points += policy.no_slot * (len(parties) - len({slot.party for slot in slots}))
    for slot in slots:
        if present.get(slot.party, slot.begins) != slot.begins:
            points += policy.changed
    for one, other in combinations(sorted(slots, key=lambda slot: slot.begins), 2):
        far, near = (other, one) if problem.leaving else (one, other)
        if parties[far.party].rank < parties[near.party].rank:
            points += policy.inversion
    return points


def _wait(problem: ArrivalProblem, slot: ArrivalSlot) -> int:
    apart = slot.begins - problem.moment if problem.leaving else problem.moment - slot.ends
    return max(0, apart // timedelta(minutes=1))
