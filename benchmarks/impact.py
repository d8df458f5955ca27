"""Whom a warning of 46 polygons touches: 500 places, 20,000 people, 40,000 stays, 12 hours."""

import math
import random
import time
from pathlib import Path
from typing import Any

from narahubung.alerts import cap
from narahubung.alerts.cap.shapes import area_of
from narahubung.plans.impact import ImpactProblem, Stay, impact, impact_faults

ABOUT = "a warning of 46 polygons against 500 places and 20,000 people: p50, p95 ms, right"
POLYGONS, CORNERS, PLACES, PEOPLE, STAYS = 46, 120, 500, 20_000, 40_000
WINDOW_MIN, TIMES, JUDGED = 720, 21, 4
TARGET_MS = 200.0


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Return how long matching takes, reading the shapes apart, and what the judge says.

    `folder` is not used: all is generated. `seconds`: at most so long for the measured part.
    """
    luck = random.Random(7)
    written = [polygon(luck) for _ in range(POLYGONS)]
    places = {
        number: (luck.uniform(-9.0, -8.0), luck.uniform(114.4, 115.8)) for number in range(PLACES)
    }
    stays = [stay(luck) for _ in range(STAYS)]
    area = cap.CapArea(description="x", polygons=written)
    reading, matching, ends = [], [], time.monotonic() + (seconds or 60.0)
    for _ in range(TIMES):
        begun = time.perf_counter()
        shaped = area_of(area)
        read = time.perf_counter()
        problem = ImpactProblem(
            area=shaped.area, places=places, stays=stays, start=600, end=600 + WINDOW_MIN
        )
        found = impact(problem)
        matching.append((time.perf_counter() - read) * 1000)
        reading.append((read - begun) * 1000)
        if time.monotonic() > ends:
            break
    few = ImpactProblem(
        area=shaped.area,
        places={number: places[number] for number in range(JUDGED)},
        stays=[one for one in stays if one.place < JUDGED][: 2 * JUDGED],
        start=600,
        end=600 + WINDOW_MIN,
    )
    both = [one + other for one, other in zip(reading, matching, strict=True)]
    return [
        {
            "what": what,
            "polygons": POLYGONS,
            "corners": POLYGONS * CORNERS,
            "places": PLACES,
            "people": PEOPLE,
            "stays": STAYS,
            "p50_ms": rank(took, 0.5),
            "p95_ms": rank(took, 0.95),
            "target_ms": target,
            "places_within": len(found.places),
            "touched": len(found.touched),
            "faults": len(impact_faults(few, impact(few))),
        }
        for what, took, target in (
            ("matched", matching, TARGET_MS),
            ("shapes read and judged, once a warning", reading, None),
            ("both", both, None),
        )
    ]


def polygon(luck: random.Random) -> str:
    """Return one as BMKG draws districts: many corners around a middle, never crossing itself."""
    lat, lon, size = luck.uniform(-8.9, -8.1), luck.uniform(114.5, 115.7), luck.uniform(0.02, 0.12)
    corners = []
    for number in range(CORNERS - 1):
        turn, far = 2 * math.pi * number / (CORNERS - 1), size * luck.uniform(0.6, 1.0)
        corners.append(f"{lat + far * math.sin(turn):.5f},{lon + far * math.cos(turn):.5f}")
    return " ".join([*corners, corners[0]])


def stay(luck: random.Random) -> Stay:
    """Return somebody at a place for one to nine hours of two days."""
    since = luck.randrange(0, 2880)
    who = f"person:{luck.randrange(PEOPLE)}"
    return Stay(who, luck.randrange(PLACES), since, since + luck.randrange(60, 540), "item:1")


def rank(took: list[float], part: float) -> float:
    """Return the value below which so large a part of them lies, in ms."""
    ordered = sorted(took)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * part))], 1)
