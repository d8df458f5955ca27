"""Slots for one door: everybody who can gets one, in order, with the least wait."""

from datetime import timedelta

from narahubung.plans.assignment.terms import Reason
from narahubung.plans.movements.arriving.door import Door
from narahubung.plans.movements.arriving.inserting import inserted
from narahubung.plans.movements.arriving.solving import solved
from narahubung.plans.movements.arriving.terms import (
    ArrivalPlan,
    ArrivalProblem,
    ArrivalSlot,
    NoSlot,
)


def plan_arrivals(
    problem: ArrivalProblem, *, effort: float = 30.0, seed: int = 0, wall_guard_s: float = 60.0
) -> ArrivalPlan:
    """Give every party a slot: the most honoured nearest to the moment, with the least wait.

    `ArrivalPolicy` says what counts how much. effort: seconds of the solver, counted so that they
    are the same on every machine; wall_guard_s: seconds after which it ends whatever it is doing.
    NP-hard (one machine, times to begin and to end, precedence at a price): exact by a linear
    ordering, 20 parties in about a second, 38 in seconds (docs/explain/arriving.md).

    Raises
    ------
    BadProblemError
        The problem contradicts itself.
    """
    door = Door(problem)
    if not door.parties:
        return ArrivalPlan(proven=True, stopped_by="proven")
    found = solved(door, inserted(door), effort=effort, seed=seed, wall_guard_s=wall_guard_s)
    waits, points = found.waits, door.points(found.waits)
    name = [party.id for party in door.parties]
    pairs = [(name[one], name[other]) for one, other in door.inversions(waits)]
    present = {held.party: held.begins for held in problem.present}
    slots = sorted((_slot(door, waits, party) for party in waits), key=lambda slot: slot.begins)
    changed = (s.party for s in slots if present.get(s.party, s.begins) != s.begins)
    unproven = "guard" if found.guarded else "effort"
    return ArrivalPlan(
        slots=tuple(slots),
        without=tuple(_without(door, p) for p in range(len(name)) if p not in waits),
        objective=points,
        bound=min(points, found.bound),
        gap_pct=round(100 * max(0, points - found.bound) / points, 4) if points else 0.0,
        inversions=tuple(pairs),
        changed=tuple(sorted(changed)),
        proven=found.proven,
        stopped_by="proven" if found.proven else unproven,
    )


def _slot(door: Door, waits: dict[int, int], party: int) -> ArrivalSlot:
    it, wait = door.parties[party], waits[party]
    begins = door.begins(party, wait)
    return ArrivalSlot(
        party=it.id,
        begins=begins,
        ends=begins + timedelta(minutes=it.minutes),
        wait_min=max(0, wait),
        reasons=tuple(_reasons(door, waits, party)),
    )


def _reasons(door: Door, waits: dict[int, int], party: int) -> list[Reason]:
    wait, leaving = waits[party], door.problem.leaving
    if party in door.firm:
        found = [Reason(code="pinned")]
    elif party in door.present:
        by = abs(wait - door.present[party])
        found = [Reason(code="moved", facts={"minutes": by}) if by else Reason(code="kept")]
    else:
        found = []
    nearer = max((one for one in waits if waits[one] < wait), key=waits.__getitem__, default=None)
    if nearer is None:
        found.append(Reason(code="first" if leaving else "last"))
    else:
        code = "after" if leaving else "before"
        found.append(Reason(code=code, facts={"party": door.parties[nearer].id}))
    others = [door.parties[one].id for one, other in door.inversions(waits) if other == party]
    if others:
        found.append(Reason(code="inverted", facts={"parties": ", ".join(others)}))
    if wait == door.low[party] > 0 and party not in door.firm:
        found.append(Reason(code="its_latest" if not leaving else "its_earliest"))
    elif wait == door.high[party] and party not in door.firm:
        found.append(Reason(code="its_earliest" if not leaving else "its_latest"))
    return found


def _without(door: Door, party: int) -> NoSlot:
    possible = door.low[party] <= door.high[party]
    return NoSlot(
        party=door.parties[party].id, reasons=(Reason(code="crowded" if possible else "closed"),)
    )
