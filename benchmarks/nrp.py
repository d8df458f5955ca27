"""The rostering core on published shift rosters: how far from the best value known to anybody.

The instances are other people's and stand in no checkout: `python -m benchmarks nrp FOLDER` takes
every `InstanceN.txt` of schedulingbenchmarks.org that is in the folder.
"""

import re
import time
from pathlib import Path
from typing import Any

import yaml

from benchmarks._nrp import cost, faults, read
from benchmarks._nrp_pricer import RosterPricer
from narahubung.plans.lines import Row, solve

ABOUT = "the rostering core on published shift rosters: gap to the best known, checked; FOLDER"
SECONDS = 60.0
BEST = Path(__file__).with_name("best.yaml")


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Roster every instance of the folder, each for so many seconds at most."""
    paths = sorted(folder.glob("Instance*.txt"), key=_number) if folder else []
    if not paths:
        raise SystemExit(
            "nrp needs the folder with the published instances, Instance1.txt and so on, from "
            "schedulingbenchmarks.org: python -m benchmarks nrp FOLDER"
        )
    best = yaml.safe_load(BEST.read_text())["nrp"]
    return [measured(path, best.get(path.stem), seconds or SECONDS) for path in paths]


def measured(path: Path, best: int | None, seconds: float) -> dict[str, Any]:
    """Roster one instance; the value is the checker's, not the solver's."""
    instance, began = read(path), time.perf_counter()
    pricer = RosterPricer(instance)
    rows = [Row(*instance.cover[day, shift]) for day, shift in pricer.rows]
    found = solve(rows, len(instance.people), pricer, seconds=seconds, unit=1.0)
    took = time.perf_counter() - began
    plan = {instance.people[line.person].name: pricer.days(line) for line in found.lines}
    value = cost(instance, plan)
    return {
        "instance": path.stem,
        "value": value,
        "best": best,
        "gap_pct": None if best is None else round(100 * (value - best) / best, 2),
        "bound": round(found.bound),
        "seconds": round(took, 1),
        "valid": not faults(instance, plan),
    }


def _number(path: Path) -> int:
    return int("0" + re.sub(r"\D", "", path.stem))
