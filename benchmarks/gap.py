"""The assignment core on published instances of the generalised assignment problem.

`python -m benchmarks gap FOLDER [--seconds N] --json`: every file of the folder, in the format of
the OR-Library (Chu & Beasley, Computers & Operations Research 24, 1997; Yagiura, Ibaraki & Glover,
INFORMS Journal on Computing 16, 2004): `m n`, m x n costs, m x n consumptions, m capacities;
minimise.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from narahubung.plans.assignment.solving import search
from narahubung.plans.assignment.table import Table

ABOUT = "published generalised assignment instances (a folder): gap to the best known, seconds"

BEST = Path(__file__).resolve().parent / "best.yaml"
SECONDS = 60.0
SPARE_S = 1.0  # of the seconds, what the search leaves for reading, building and checking


@dataclass(frozen=True)
class Instance:
    """costs[agent][job], uses[agent][job], room[agent]: whole numbers."""

    costs: list[list[int]]
    uses: list[list[int]]
    room: list[int]


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Solve each instance of the folder within so many seconds each; the checker has the word."""
    if folder is None:
        raise SystemExit("gap: name the folder of the instances")
    best = yaml.safe_load(BEST.read_text())["gap"]
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return [measure(path, best.get(path.name), seconds or SECONDS) for path in files]


def measure(path: Path, best: int | None, seconds: float) -> dict[str, Any]:
    """Return one row; the gap to the best known is in per cent, and of a valid plan only."""
    begun = time.perf_counter()
    instance = read(path.read_text())
    agents = solve(instance, seconds=seconds - SPARE_S)
    value, wrong = cost(instance, agents), faults(instance, agents)
    return {
        "instance": path.name,
        "value": value,
        "best": best,
        "gap_pct": round(100 * (value - best) / best, 4) if best and not wrong else None,
        "seconds": round(time.perf_counter() - begun, 2),
        "valid": not wrong,
    }


def read(text: str) -> Instance:
    """Return the instance that a file holds; a file of another length is not one."""
    m, n, *numbers = map(int, text.split())
    if len(numbers) != 2 * m * n + m:
        raise ValueError(f"{m} x {n} need {2 * m * n + m} numbers, there are {len(numbers)}")
    rows = [numbers[n * row : n * (row + 1)] for row in range(2 * m)]
    return Instance(costs=rows[:m], uses=rows[m:], room=numbers[2 * m * n :])


def table(instance: Instance) -> Table:
    """Return it as the core reads it: a job is a party of one place, an agent an officer with room
    for many of them in the one crowd that they all are."""
    price = np.array(instance.costs, dtype=np.int64).T
    units = np.array(instance.uses, dtype=np.int64).T
    jobs, agents = price.shape
    return Table(
        price=price,
        allowed=units <= np.array(instance.room),
        party_of=list(range(jobs)),
        places_of=[[job] for job in range(jobs)],
        units=units.tolist(),
        crowds=[frozenset(range(jobs))],
        room=[[room] for room in instance.room],
        prize=[1 + int(price.max(axis=1).sum())] * jobs,
        more=[[] for _ in range(agents)],
    )


def solve(instance: Instance, *, seconds: float) -> dict[int, int]:
    """Return {job: agent} as the assignment core finds it; a job left out found no room."""
    until = time.monotonic() + seconds
    return search(table(instance), effort=seconds, seed=0, until=until).chosen


def cost(instance: Instance, agents: Mapping[int, int]) -> int:
    """Return what {job: agent} costs."""
    return sum(instance.costs[agent][job] for job, agent in agents.items())


def faults(instance: Instance, agents: Mapping[int, int]) -> list[str]:
    """Judge {job: agent} by the instance alone: each job at one agent, none over his room."""
    found = []
    load = [0] * len(instance.room)
    for job in range(len(instance.costs[0])):
        agent = agents.get(job)
        if agent is None or not 0 <= agent < len(load):
            found.append(f"job {job} is at no agent")
        else:
            load[agent] += instance.uses[agent][job]
    found += [f"there is no job {job}" for job in agents if not 0 <= job < len(instance.costs[0])]
    return found + [
        f"agent {agent} has {has} and takes {takes}"
        for agent, (has, takes) in enumerate(zip(instance.room, load, strict=True))
        if takes > has
    ]
