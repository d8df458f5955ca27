"""The depots core on published instances of multi-depot vehicle scheduling.

`python -m benchmarks mdvsp FOLDER [--seconds N] --json`: every file of the folder, in the format of
Pepin, Desaulniers, Hertz & Huisman (Journal of Scheduling 12, 2009): `m n`, vehicles per depot,
(m + n)^2 costs, depots first, -1 where one cannot follow the other; minimise.
"""

import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from narahubung.plans.movements.depots import Chain, Depots, solve_depots

ABOUT = "published multi-depot vehicle scheduling (a folder): gap to the best known, seconds"

BEST = Path(__file__).resolve().parent / "best.yaml"
SECONDS = 60.0
SPARE_S = 2.0  # of the seconds, what the search leaves for reading, building and checking

Instance = tuple[list[int], list[list[int]]]  # vehicles of each depot, all costs
Tour = tuple[int, list[int]]  # depot, trips, both as the file numbers them


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Solve each instance of the folder within so many seconds each; the checker has the word."""
    if folder is None:
        raise SystemExit("mdvsp: name the folder of the instances")
    best = yaml.safe_load(BEST.read_text())["mdvsp"]
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return [measure(path, best.get(path.stem), seconds or SECONDS) for path in files]


def measure(path: Path, best: int | None, seconds: float) -> dict[str, Any]:
    """Return one row; the gap to the best known is in per cent, and of a valid plan only."""
    begun, worked = time.perf_counter(), time.process_time()
    instance = read(path.read_text())
    tours, bound, stopped = solve(instance, seconds=seconds - SPARE_S)
    wrong = faults(instance, tours)
    value = cost(instance, tours) if not wrong else 0
    return {
        "instance": path.stem,
        "value": value,
        "best": best,
        "gap_pct": round(100 * (value - best) / best, 4) if best and not wrong else None,
        "seconds": round(time.perf_counter() - begun, 2),
        "cpu_seconds": round(time.process_time() - worked, 2),
        "valid": not wrong,
        "vehicles": len(tours),
        "bound": bound,
        "stopped_by": stopped,
    }


def read(text: str) -> Instance:
    """Return the instance that a file holds; a file of another length is not one."""
    m, n, *numbers = map(int, text.split())
    size = m + n
    if len(numbers) != m + size * size:
        raise ValueError(f"{m} + {n} need {m + size * size} numbers, there are {len(numbers)}")
    rows = [numbers[m + size * row : m + size * (row + 1)] for row in range(size)]
    return numbers[:m], rows


def graph_of(instance: Instance) -> tuple[Depots, list[int]]:
    """Return it as the core reads it, and the trip of the file at each place in order of time."""
    most, rows = instance
    m = len(most)
    costs = np.array(rows, dtype=np.float64)
    costs[costs < 0] = np.inf
    link = costs[m:, m:]
    order = np.argsort(np.isfinite(link).sum(axis=0), kind="stable")  # by how many may go before
    graph = Depots(
        out=costs[:m, m:][:, order],
        back=costs[m:, :m].T[:, order],
        link=link[np.ix_(order, order)],
        most=np.array(most, dtype=np.int64),
        skip=np.full(len(order), np.inf),
    )
    return graph, [int(trip) for trip in order]


def solve(instance: Instance, *, seconds: float) -> tuple[list[Tour], float, str]:
    """Return the tours as the core finds them, its bound and why it stopped."""
    begun = time.monotonic()
    graph, order = graph_of(instance)
    left = seconds - (time.monotonic() - begun)
    plan = solve_depots(graph, seconds=left, unit=1.0)
    return [tour(chain, order) for chain in plan.chains], plan.bound, plan.stopped_by


def tour(chain: Chain, order: Sequence[int]) -> Tour:
    return chain.depot, [order[trip] for trip in chain.trips]


def cost(instance: Instance, tours: Sequence[Tour]) -> int:
    """Return what the tours cost, each from its depot and back."""
    m, rows = len(instance[0]), instance[1]
    total = 0
    for depot, trips in tours:
        stops = [depot, *(m + trip for trip in trips), depot]
        total += sum(rows[a][b] for a, b in pairwise(stops))
    return total


def faults(instance: Instance, tours: Sequence[Tour]) -> list[str]:
    """Judge tours by the instance alone: each trip once, links that exist, vehicles that exist."""
    most, rows = instance
    m = len(most)
    found, times = [], [0] * (len(rows) - m)
    used = [0] * m
    for depot, trips in tours:
        if not 0 <= depot < m or not trips or not all(0 <= t < len(times) for t in trips):
            found.append(f"there is no such tour: {depot} {trips}")
            continue
        used[depot] += 1
        stops = [depot, *(m + trip for trip in trips), depot]
        found += [f"{b} cannot follow {a}" for a, b in pairwise(stops) if rows[a][b] < 0]
        for trip in trips:
            times[trip] += 1
    found += [f"trip {trip} is done {n} times" for trip, n in enumerate(times) if n != 1]
    return found + [
        f"depot {depot} has {has} vehicles and sends {sent}"
        for depot, (has, sent) in enumerate(zip(most, used, strict=True))
        if sent > has
    ]
