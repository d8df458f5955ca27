"""Who is with which delegation over days: a generated summit, a sick call, and Bali-68."""

import random
import resource
import statistics
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from narahubung.plans.assignment import Delegation, Officer, Span
from narahubung.plans.roster import (
    Absence,
    Demand,
    DutyPolicy,
    RosterPlan,
    RosterProblem,
    repair,
    roster_faults,
    run_roster_in_child,
    to_json,
)

ABOUT = "roster of 200 x 800 x 10 days, a sick call in it, Bali-68 with 150 and with 85: s, gap"

ZONE = ZoneInfo("Asia/Makassar")
FIRST = datetime(2027, 5, 10, tzinfo=ZONE)
TONGUES = ("en", "fr", "es", "ar", "pt", "zh", "de", "ru", "ja", "ko", "it", "nl", "tr", "hi", "sw")
SPOKEN_BY_STATES = (40, 28, 20, 22, 8, 3, 5, 8, 1, 2, 2, 3, 2, 2, 5)
SPOKEN_BY_OFFICERS = (0, 16, 12, 14, 5, 14, 8, 6, 10, 8, 3, 6, 3, 2, 1)
HEADS = ("head_of_state", "head_of_government", "minister", "head_of_organisation")
RUNS = 3
GUARD_S = 60.0
POLICY = DutyPolicy(code="summit", day_hours=10, rest_hours=11, free_days=1, free_in=7)


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Plan each event in a child process, repair in this one; medians of three runs.

    `folder` is not used: the events are generated. `seconds` is the guard of each plan.
    """
    from tests.bali68 import bali68

    guard = seconds or GUARD_S
    summit = generated(delegations=200, officers=800, days=10, seed=1)
    planned, plan = measure("generated 200 x 800 x 10 days", summit, guard)
    bali, there = measure("Bali-68, 150 officers", bali68(150), guard)
    short, _ = measure("Bali-68, 85 officers", bali68(85), guard)
    return [
        planned,
        repaired("a sick call in 200 x 800 x 10 days", after(summit, plan, day=4)),
        bali,
        repaired("a sick call in Bali-68", after(bali68(150), there, day=2)),
        short,
    ]


def measure(name: str, problem: RosterProblem, guard: float) -> tuple[dict[str, Any], RosterPlan]:
    """Return one row (sizes, quality, proof, seconds with the start of the child) and the plan."""
    took, worked, plans = [], [], []
    for _ in range(RUNS):
        begun, before = time.perf_counter(), cpu_of_children()
        plans.append(run_roster_in_child(problem, wall_guard_s=guard))
        took.append(time.perf_counter() - begun)
        worked.append(cpu_of_children() - before)
    plan = plans[0]
    row = {
        "instance": name,
        "delegations": len(problem.delegations),
        "officers": len(problem.officers),
        "demands": len(problem.demands),
        "duties": len(plan.duties),
        **judged(problem, plan),
        "objective": plan.objective,
        "bound": plan.bound,
        "gap_pct": plan.gap_pct,
        "proven": plan.proven,
        "stopped_by": plan.stopped_by,
        "seconds": round(statistics.median(took), 2),
        "cpu_seconds": round(statistics.median(worked), 2),
        "same_plan": len({to_json(each) for each in plans}) == 1,
    }
    short = plan.shortfall
    if short is not None:
        row |= {
            "hours_needed": short.hours_needed,
            "hours_available": short.hours_available,
            "officers_at_least": short.officers_at_least,
            "officers_missing": short.officers_at_least - short.officers_have,
        }
    return row, plan


def cpu_of_children() -> float:
    """Return the seconds of a core that ended child processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def judged(problem: RosterProblem, plan: RosterPlan) -> dict[str, int]:
    """Return the minutes in which nobody is there, and what else is wrong."""
    faults = [fault.reason for fault in roster_faults(problem, plan)]
    open_min = [reason.facts["minutes"] for reason in faults if reason.code == "uncovered"]
    return {"uncovered_min": sum(map(int, open_min)), "faults": len(faults) - len(open_min)}


def after(problem: RosterProblem, plan: RosterPlan, *, day: int) -> RosterProblem:
    """Return the problem at 06.12 of that day: who leads first on it is sick until the end."""
    zone = ZoneInfo(problem.timezone)
    first = min(demand.span.start for demand in problem.demands).astimezone(zone)
    now = first.replace(hour=6, minute=12) + timedelta(days=day - 1)
    leads = [d for d in plan.duties if d.position == "lead" and d.span.start > now]
    sick = min(leads, key=lambda d: (d.span, d.delegation)).officer
    return replace(
        problem,
        posts=plan.posts,
        duties=tuple(replace(duty, firm=duty.span.start <= now) for duty in plan.duties),
        absences=(Absence(officer=sick, span=Span(now, now + timedelta(days=14))),),
        starts=now,
    )


def repaired(name: str, problem: RosterProblem) -> dict[str, Any]:
    """Return one row: what a repair leaves open, breaks and changes, and how long it takes."""
    took, plans = [], []
    for _ in range(RUNS):
        begun = time.perf_counter()
        plans.append(repair(problem))
        took.append(time.perf_counter() - begun)
    plan = plans[0]
    before = {(d.officer, d.delegation, d.span) for d in problem.duties}
    now = {(d.officer, d.delegation, d.span) for d in plan.duties}
    return {
        "instance": name,
        "officers": len(problem.officers),
        "duties": len(problem.duties),
        **judged(problem, plan),
        "duties_new": len(now - before),
        "officers_touched": len(plan.changed_officers),
        "delegations_touched": len(plan.changed_delegations),
        "stopped_by": plan.stopped_by,
        "seconds": round(statistics.median(took), 2),
        "same_plan": len({to_json(each) for each in plans}) == 1,
    }


def moment(day: int, hour: float) -> datetime:
    """Return the hour of a day of the summit, the first being 0."""
    return FIRST + timedelta(days=day, hours=hour)


def generated(*, delegations: int, officers: int, days: int, seed: int) -> RosterProblem:
    """Return a summit: arrivals on the first days at any hour, departures on the last, 07.00-23.00
    between; every twelfth officer comes late or leaves early, as many are away for some hours, and
    every hundredth has a conflict."""
    luck = random.Random(seed)
    people = tuple(_officer(luck, number, days, delegations) for number in range(officers))
    parties = tuple(_delegation(luck, number, days) for number in range(delegations))
    return RosterProblem(
        officers=people,
        delegations=parties,
        demands=tuple(demand for party in parties for demand in _demands(party, days)),
        starts=moment(0, 0),
        policies={"": POLICY},
        timezone=str(ZONE),
    )


def _officer(luck: random.Random, number: int, days: int, parties: int) -> Officer:
    languages = {"id": "C2", "en": luck.choices(("B2", "C1", "C2"), (34, 44, 22))[0]}
    for _ in range(luck.choices((0, 1, 2), (25, 65, 10))[0]):
        tongue = luck.choices(TONGUES, SPOKEN_BY_OFFICERS)[0]
        languages[tongue] = luck.choices(("B1", "B2", "C1", "C2"), (22, 28, 40, 10))[0]
    senior = luck.random() < 0.28
    away = luck.randint(2, days - 3)
    begin = luck.choices((-1, 2, 3), (96, 2, 2))[0]
    end = days - luck.choices((-1, 3, 4), (92, 3, 5))[0]
    one, other = (f"D-{luck.randrange(parties):03}" for _ in range(2))
    return Officer(
        id=f"LO-{number:04}",
        languages=languages,
        grade="Senior LO" if senior else luck.choices(("LO", "Reserve"), (9, 1))[0],
        certification=luck.choices(
            ("LO Basic", "LO Advanced", "Protocol", "none", "First Aid"), (45, 25, 14, 10, 6)
        )[0],
        events=luck.randint(4, 14) if senior else luck.randint(0, 4),
        cleared=senior or luck.random() < 0.35,
        gender=luck.choice("FM"),
        free=(Span(moment(begin, 0), moment(end, 0)),),
        busy=(Span(moment(away, 6), moment(away, 12)),) if luck.random() < 0.08 else (),
        conflicts={one: "declared"} if luck.random() < 0.01 else {},
        served=frozenset({other} if luck.random() < 0.1 else ()),
    )


def _delegation(luck: random.Random, number: int, days: int) -> Delegation:
    tongues = list(dict.fromkeys(luck.choices(TONGUES, SPOKEN_BY_STATES, k=luck.randint(1, 2))))
    begin = moment(luck.choice((0, 1, 2)), luck.randint(8, 20))
    end = moment(days - luck.choice((1, 2)), luck.randint(10, 22))
    wish = luck.choices(("", "F", "M"), (85, 11, 4))[0]
    return Delegation(
        id=f"D-{number:03}",
        stay=Span(begin, end),
        preferred=tuple(tongues + ["en"] * ("en" not in tongues and luck.random() < 0.6)),
        official=tuple(tongues),
        head_category=luck.choices(HEADS, (28, 28, 22, 22))[0],
        gender_wish=wish,
        gender_firm=bool(wish) and luck.random() < 0.3,
    )


def _demands(party: Delegation, days: int) -> list[Demand]:
    found = []
    for day in range(days):
        span = Span(max(moment(day, 7), party.stay.start), min(moment(day, 23), party.stay.end))
        if span.length >= timedelta(hours=1):
            quiet = tuple(moment(day, hour) for hour in (12.5, 15, 17))
            found.append(Demand(delegation=party.id, span=span, quiet=quiet))
    return found
