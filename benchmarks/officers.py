"""Officers to delegations: the example event and generated summits of 100 and 200 delegations."""

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from narahubung.plans.assignment import (
    Delegation,
    Officer,
    Pin,
    Plan,
    Problem,
    Span,
    faults,
    from_json,
    to_json,
)

ABOUT = "plan of lead and deputy at 45 x 160 (the example), 100 and 200 x 1,500: seconds, MB, gap"

ROOT = Path(__file__).resolve().parent.parent
WORKBOOK = ROOT / "examples" / "g20-bali-2022.xlsx"
ZONE = ZoneInfo("Asia/Makassar")
RUNS = 3
GUARD_S = 60.0


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Plan each instance in a child process; the median of three runs. `seconds` is the guard.

    `folder` may hold another event's workbook, named as the example is.
    """
    workbook = folder / WORKBOOK.name if folder else WORKBOOK
    guard = seconds or GUARD_S
    return [
        measure(name, problem, guard)
        for name, problem in (
            ("example 43 x 160", example(workbook)),
            ("generated 100 x 1500", generated(delegations=100, officers=1500, seed=1)),
            ("generated 200 x 1500", generated(delegations=200, officers=1500, seed=2)),
            ("generated 200 x 460, scarce", generated(delegations=200, officers=460, seed=3)),
        )
    ]


def measure(name: str, problem: Problem, guard: float) -> dict[str, Any]:
    """Return one row: sizes, the plan's quality and its proof, median seconds, most memory."""
    runs = [_in_child(problem, guard) for _ in range(RUNS)]
    plan = from_json(Plan, runs[0][0])
    pins = {(pin.delegation, pin.position, pin.officer) for pin in problem.pins}
    kept = pins & {(place.delegation, place.position, place.officer) for place in plan.places}
    return {
        "instance": name,
        "delegations": len(problem.delegations),
        "officers": len(problem.officers),
        "positions": len(plan.places) + len(plan.unfilled),
        "filled": len(plan.places),
        "faults": len(faults(problem, plan)),
        "pinned": len(pins),
        "pinned_kept": len(kept),
        "waived": sum(len(place.waived) for place in plan.places),
        "objective": plan.objective,
        "bound": plan.bound,
        "gap_pct": plan.gap_pct,
        "fill_proven": plan.fill_proven,
        "proven": plan.proven,
        "stopped_by": plan.stopped_by,
        "effort": plan.effort,
        "seconds": round(statistics.median(each[1] for each in runs), 2),
        "memory_mb": round(max(each[2] for each in runs)),
        "same_plan": len({each[0] for each in runs}) == 1,
    }


def _in_child(problem: Problem, guard: float) -> tuple[str, float, float]:
    """Return (plan, seconds from start to end, most memory in MB) of a child that is measured."""
    task = {
        "problem": json.loads(to_json(problem)),
        "effort": guard,
        "seed": 0,
        "wall_guard_s": guard,
        "memory_mb": 4096,
    }
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.officers"],
        input=json.dumps(task).encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    answer = json.loads(done.stdout)
    return json.dumps(answer["plan"]), time.perf_counter() - begun, float(done.stderr.split()[-1])


def example(workbook: Path) -> Problem:
    """Return the example event as a problem: every delegation that arrives, every officer.

    The cover hours are 20 a day, the least that two officers of 10 h give.
    """
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(workbook))

    def rows(name: str) -> list[dict[str, Any]]:
        head, *body = book.get_sheet_by_name(name).to_python()
        return [dict(zip(map(str, head), row, strict=True)) for row in body]

    moves: dict[str, list[datetime]] = {}
    for row in rows("Arrivals & Departures"):
        moved = datetime.combine(row["date"], row["time_local"], ZoneInfo(row["timezone"]))
        moves.setdefault(row["delegation_id"], []).append(moved)
    return Problem(
        officers=tuple(_officer(row) for row in rows("Officers")),
        delegations=tuple(
            Delegation(
                id=row["delegation_id"],
                stay=Span(min(moves[row["delegation_id"]]), max(moves[row["delegation_id"]])),
                preferred=tuple(row["preferred_lo_languages"].split()),
                official=tuple(row["official_languages"].split()),
                head_category=row["hod_category"],
                cover_hours=20,
            )
            for row in rows("Delegations")
            if row["attendance"] == "in_person" and row["delegation_id"] in moves
        ),
        pins=tuple(
            Pin(
                delegation=row["delegation_id"],
                position=row["duty"].removesuffix(" LO"),
                officer=row["officer_id"],
                source="preassignment",
                by=row["decided_by"],
            )
            for row in rows("Preassigned")
        ),
        timezone="Asia/Makassar",
    )


def _officer(row: dict[str, Any]) -> Officer:
    told = row["languages"].split("; ")
    wording = str(row["conflict_note"])
    return Officer(
        id=row["officer_id"],
        languages=dict(pair.split(":") for pair in told),
        grade=row["type"],
        certification=row["certification"],
        events=int(row["experience_events"]),
        cleared=row["vip_cleared"] == "yes",
        gender=row["gender"],
        free=(_days(row["available_from"], row["available_to"]),),
        busy=tuple(_busy(str(row["unavailable"]))),
        max_hours_per_day=row["max_hours_per_day"],
        conflicts={wording.split("not for ")[-1]: wording} if wording else {},
    )


def _days(first: date, last: date) -> Span:
    return Span(
        datetime.combine(first, clock(), ZONE),
        datetime.combine(last + timedelta(days=1), clock(), ZONE),
    )


def _busy(told: str) -> Iterator[Span]:
    if told:
        day, hours = told.split()
        begin, end = (
            datetime.combine(date.fromisoformat(day), clock.fromisoformat(part), ZONE)
            for part in hours.split("-")
        )
        yield Span(begin, end)


TONGUES = ("en", "fr", "es", "ar", "pt", "zh", "de", "ru", "ja", "ko", "it", "nl", "tr", "hi", "sw")
SPOKEN_BY_STATES = (40, 28, 20, 22, 8, 3, 5, 8, 1, 2, 2, 3, 2, 2, 5)
SPOKEN_BY_OFFICERS = (0, 16, 12, 14, 5, 14, 8, 6, 10, 8, 3, 6, 3, 2, 1)
HEADS = ("head_of_state", "head_of_government", "minister", "head_of_organisation")


def generated(*, delegations: int, officers: int, seed: int) -> Problem:
    """Return a summit like the example's, larger: the shares of languages, levels, clearance,
    certificates, absences and daily hours follow the example, a tenth of the leads is set before,
    every hundredth officer has a conflict, and the cover of 22 h rules out some pairs."""
    luck = random.Random(seed)
    first = date(2027, 5, 10)
    people = [_some_officer(luck, n, first, delegations) for n in range(officers)]
    parties = [_some_delegation(luck, n, first) for n in range(delegations)]
    present = [officer for officer in people if officer.free == people[0].free and not officer.busy]
    leads = luck.sample(present, delegations // 10)
    return Problem(
        officers=tuple(people),
        delegations=tuple(parties),
        pins=tuple(
            Pin(delegation=party.id, position="lead", officer=lead.id, source="preassignment")
            for party, lead in zip(luck.sample(parties, len(leads)), leads, strict=True)
        ),
        timezone="Asia/Makassar",
    )


def _some_officer(luck: random.Random, number: int, first: date, parties: int) -> Officer:
    languages = {"id": "C2", "en": luck.choices(("B2", "C1", "C2"), (34, 44, 22))[0]}
    for _ in range(luck.choices((0, 1, 2), (25, 65, 10))[0]):
        tongue = luck.choices(TONGUES, SPOKEN_BY_OFFICERS)[0]
        languages[tongue] = luck.choices(("B1", "B2", "C1", "C2"), (22, 28, 40, 10))[0]
    grade = luck.choices(("LO", "Senior LO", "Reserve", "Coordinator"), (64, 22, 8, 6))[0]
    senior = grade in ("Senior LO", "Coordinator")
    begin = first + timedelta(days=luck.choices((0, 2, 3), (96, 2, 2))[0] if number else 0)
    end = first + timedelta(days=luck.choices((8, 5, 4), (92, 3, 5))[0] if number else 8)
    day = _moment(first + timedelta(days=luck.randint(3, 5)), 6)
    party, other = (f"D-{luck.randrange(parties):03}" for _ in range(2))
    return Officer(
        id=f"LO-{number:04}",
        languages=languages,
        grade=grade,
        certification=luck.choices(
            ("LO Basic", "LO Advanced", "Protocol", "none", "First Aid"), (45, 25, 14, 10, 6)
        )[0],
        events=luck.randint(4, 14) if senior else luck.randint(0, 4),
        cleared=senior or luck.random() < 0.35,
        gender=luck.choice("FM"),
        free=(_days(begin, end),),
        busy=(Span(day, day + timedelta(hours=6)),) if luck.random() < 0.08 else (),
        max_hours_per_day=luck.choices((10, 12, 14), (20, 55, 25))[0],
        conflicts={party: "declared"} if luck.random() < 0.01 else {},
        served=frozenset({other} if luck.random() < 0.1 else ()),
    )


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, clock(hour), ZONE)


def _some_delegation(luck: random.Random, number: int, first: date) -> Delegation:
    tongues = list(dict.fromkeys(luck.choices(TONGUES, SPOKEN_BY_STATES, k=luck.randint(1, 2))))
    begin = _moment(first + timedelta(days=luck.choice((1, 2))), luck.randint(8, 22))
    end = _moment(first + timedelta(days=luck.choice((6, 7))), luck.randint(12, 22))
    wish = luck.choices(("", "F", "M"), (85, 11, 4))[0]
    return Delegation(
        id=f"D-{number:03}",
        stay=Span(begin, end),
        preferred=tuple(tongues + ["en"] * ("en" not in tongues and luck.random() < 0.6)),
        official=tuple(tongues),
        head_category=luck.choices(HEADS, (28, 28, 22, 22))[0],
        gender_wish=wish,
        gender_firm=bool(wish) and luck.random() < 0.3,
        cover_hours=22,
    )


def _answer() -> int:
    """Be the measured child: answer the task, then write the most memory held, in MB."""
    from narahubung.plans.assignment.child import main

    code = main()
    sys.stderr.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}\n")
    return code


if __name__ == "__main__":
    sys.exit(_answer())
