"""Dedicated trips of a generated summit: vehicles alike, day by day, with rules, in classes."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from narahubung.plans.movements.fleet import (
    Drive,
    DriverRules,
    FleetPlan,
    FleetProblem,
    Ridden,
    Span,
    Trip,
    Vehicle,
    fleet_faults,
    plan_fleet,
    repair_fleet,
)

ABOUT = "trips to vehicles: 10,000 and 30,000 with proven fleet, hours, classes, a breakdown"

FIRST = datetime(2027, 5, 10, tzinfo=UTC)
PLACES = 40
PER_DAY = 1000
GUARD_S = 300.0
CLASSES_S = 60.0
RULES = DriverRules(driving=540, spread=780, unbroken=330, pause=30)


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Plan each; the judge and the crowd (trips of which no two can be of one vehicle) have the
    word. `folder` is not used; `seconds` is the effort where classes compete for trips.
    """
    ten, thirty = generated(trips=10_000), generated(trips=30_000)
    day = generated(trips=PER_DAY)
    whole, plan = measure("10,000 trips, vehicles alike", ten, plan_fleet)
    rows = [whole, measure("30,000 trips, vehicles alike", thirty, plan_fleet)[0]]
    rows.append(by_days("30,000 trips, day by day", thirty))
    rows.append(measure("1,000 trips of a day", day, plan_fleet)[0])
    rows.append(measure("... with drivers' hours", replace(day, rules=RULES), plan_fleet)[0])

    def shared(problem: FleetProblem) -> FleetPlan:
        return plan_fleet(problem, effort=seconds or CLASSES_S, wall_guard_s=GUARD_S)

    rows.append(measure("400 trips of a day, 2 classes in 2 places", classes(400), shared)[0])
    broken = without_a_vehicle(ten, plan)
    rows.append(measure("a vehicle breaks down in 10,000 trips", broken, repair_fleet)[0])
    return rows


def measure(
    name: str, problem: FleetProblem, plan_it: Callable[[FleetProblem], FleetPlan]
) -> tuple[dict[str, Any], FleetPlan]:
    """Return one row and the plan."""
    begun, worked = time.perf_counter(), time.process_time()
    plan = plan_it(problem)
    took, used = time.perf_counter() - begun, time.process_time() - worked
    return {
        "instance": name,
        "trips": len(problem.trips),
        "vehicles": len(problem.vehicles),
        "fleet": plan.fleet,
        "fleet_bound": plan.fleet_bound,
        "crowd": len(plan.crowd) if apart(problem, plan.crowd) else None,
        "empty_min": plan.empty_min,
        "empty_bound": plan.empty_bound,
        "unserved": len(plan.unserved),
        "changed": len(plan.changed),
        "faults": len(fleet_faults(problem, plan)),
        "proven": plan.proven,
        "stopped_by": plan.stopped_by,
        "seconds": round(took, 2),
        "cpu_seconds": round(used, 2),
    }, plan


def by_days(name: str, problem: FleetProblem) -> dict[str, Any]:
    """Return one row: each day by itself, the fleet being that of the worst day."""
    begun, worked = time.perf_counter(), time.process_time()
    days: dict[int, list[Trip]] = {}
    for trip in problem.trips:
        days.setdefault((trip.span.start - FIRST).days, []).append(trip)
    plans = [plan_fleet(replace(problem, trips=tuple(trips))) for trips in days.values()]
    return {
        "instance": name,
        "trips": len(problem.trips),
        "fleet": max(plan.fleet for plan in plans),
        "proven": all(plan.proven for plan in plans),
        "seconds": round(time.perf_counter() - begun, 2),
        "cpu_seconds": round(time.process_time() - worked, 2),
    }


def apart(problem: FleetProblem, crowd: tuple[str, ...]) -> bool:
    """Tell whether no two of these trips can be done by one vehicle, one after the other."""
    trips = {trip.id: trip for trip in problem.trips}
    some = sorted((trips[name] for name in crowd), key=lambda trip: trip.span)
    for number, first in enumerate(some):
        for then in some[number + 1 :]:
            row = problem.drives.get(first.destination, {})
            drive = 0 if first.destination == then.origin else row[then.origin].minutes
            ready = first.span.end + timedelta(minutes=drive + problem.turnaround)
            if ready <= then.span.start:
                return False
    return True


def without_a_vehicle(problem: FleetProblem, plan: FleetPlan) -> FleetProblem:
    """Return the problem with this plan, in which the vehicle of the middle trip breaks down."""
    broken = plan.rides[len(plan.rides) // 2].vehicle
    never = Span(FIRST - timedelta(days=2), FIRST - timedelta(days=1))
    return replace(
        problem,
        present=tuple(Ridden(trip=ride.trip, vehicle=ride.vehicle) for ride in plan.rides),
        vehicles=tuple(
            replace(one, free=(never,)) if one.id == broken else one for one in problem.vehicles
        ),
    )


def generated(*, trips: int, seed: int = 1) -> FleetProblem:
    """Return a summit of 1,000 trips a day between 40 places (hotels, venues, airport), crowded at
    the sessions; drives of 4 to some 60 minutes."""
    luck = random.Random(seed)
    spots = [(luck.uniform(0, 40), luck.uniform(0, 40)) for _ in range(PLACES)]
    drives = {
        f"P{a}": {f"P{b}": _drive(spots[a], spots[b]) for b in range(PLACES)} for a in range(PLACES)
    }
    found = []
    for number in range(trips):
        origin, goal = luck.sample(range(PLACES), 2)
        peak = luck.choice((7.5, 9.0, 12.5, 17.5, 21.5))
        hour = luck.gauss(peak, 0.8) if luck.random() < 0.6 else luck.uniform(6, 23)
        begins = FIRST + timedelta(
            days=number // PER_DAY, minutes=round(60 * min(23.5, max(0.5, hour)))
        )
        minutes = drives[f"P{origin}"][f"P{goal}"].minutes + luck.randint(5, 20)
        found.append(
            Trip(
                id=f"T{number:05}",
                origin=f"P{origin}",
                destination=f"P{goal}",
                span=Span(begins, begins + timedelta(minutes=minutes)),
            )
        )
    vehicles = tuple(Vehicle(id=f"V{number:04}", home="P0") for number in range(600))
    return FleetProblem(
        trips=tuple(found), vehicles=vehicles, drives=_shortest(drives), turnaround=5
    )


def _drive(start: tuple[float, float], goal: tuple[float, float]) -> Drive:
    km = ((start[0] - goal[0]) ** 2 + (start[1] - goal[1]) ** 2) ** 0.5
    return Drive(minutes=4 + round(km * 1.2), km=round(km, 1))


def _shortest(drives: dict[str, dict[str, Drive]]) -> dict[str, dict[str, Drive]]:
    """Return the same without the way to the place itself."""
    return {a: {b: drive for b, drive in row.items() if a != b} for a, row in drives.items()}


def classes(trips: int) -> FleetProblem:
    """Return a day on which half of the trips may have any class, and vehicles in two places."""
    day, luck = generated(trips=trips), random.Random(2)
    kinds = ("", "", "sedan", "van")
    return replace(
        day,
        trips=tuple(replace(one, kind=luck.choice(kinds)) for one in day.trips),
        vehicles=tuple(
            Vehicle(id=f"V{n:04}", kind=("sedan", "van")[n % 2], home=("P0", "P1")[n // 2 % 2])
            for n in range(160)
        ),
    )
