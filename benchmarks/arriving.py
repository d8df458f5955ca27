"""Arrivals at one door in order of precedence, some of them late: points, bound, gap."""

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from narahubung.plans.movements.arriving import (
    ArrivalHeld,
    ArrivalParty,
    ArrivalProblem,
    arrival_faults,
    plan_arrivals,
)

ABOUT = "arrivals at one door in order of precedence: 20 to 60 parties, proven or gap"

TEN = datetime(2027, 5, 10, 2, tzinfo=UTC)
GUARD_S = 60.0
CASES = ((20, 0.25), (38, 0.1), (40, 0.25), (60, 0.1))
"""Parties, and the part of them that cannot come early."""


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Plan each, then once more with one party ten minutes late; the judge has the word.

    `folder` is not used; `seconds` is the guard of each.
    """
    guard, rows = seconds or GUARD_S, []
    for count, late in CASES:
        problem = generated(count, late)
        name = f"{count} parties, {late:.0%} late"
        rows.append(measure(name, problem, guard))
        plan = plan_arrivals(problem, wall_guard_s=guard)
        present = tuple(ArrivalHeld(party=s.party, begins=s.begins) for s in plan.slots)
        mid = plan.slots[count // 2]
        parties = tuple(
            replace(party, earliest=mid.begins + timedelta(minutes=10))
            if party.id == mid.party
            else party
            for party in problem.parties
        )
        again = replace(problem, parties=parties, present=present)
        rows.append(measure("... one of them ten minutes late", again, guard))
    return rows


def measure(name: str, problem: ArrivalProblem, guard: float) -> dict[str, Any]:
    """Return one row."""
    begun, worked = time.perf_counter(), time.process_time()
    plan = plan_arrivals(problem, wall_guard_s=guard)
    return {
        "what": name,
        "slots": len(plan.slots),
        "inversions": len(plan.inversions),
        "changed": len(plan.changed),
        "points": plan.objective,
        "bound": plan.bound,
        "gap_pct": plan.gap_pct,
        "stopped_by": plan.stopped_by,
        "seconds": round(time.perf_counter() - begun, 1),
        "cpu_seconds": round(time.process_time() - worked, 1),
        "faults": len(arrival_faults(problem, plan)),
    }


def generated(count: int, late: float, *, seed: int = 1) -> ArrivalProblem:
    """Return parties that hold the door for 2 to 4 minutes; some must come early, too."""
    luck = random.Random(seed)
    parties = []
    for rank in range(1, count + 1):
        minutes = luck.randint(2, 4)
        at = TEN - timedelta(minutes=minutes + luck.randint(5, count * 5 // 2))
        draw = luck.random()
        party = ArrivalParty(id=f"{rank:02}", rank=rank, minutes=minutes)
        if draw < late:
            party = replace(party, earliest=at)
        elif draw < late + 0.1:
            party = replace(party, latest=at)
        parties.append(party)
    return ArrivalProblem(parties=tuple(parties), moment=TEN, open_min=count * 5)
