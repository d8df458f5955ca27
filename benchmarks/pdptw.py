"""Pooled transfers on published instances of pick-up and delivery with time windows.

`python -m benchmarks pdptw FOLDER [--seconds N] --json`: every file of the folder in the format of
Li & Lim (2001): `vehicles room speed`, then `node x y load early late service pickup delivery`.
Fewest vehicles, then least distance, both in double precision.
"""

import time
from pathlib import Path
from typing import Any

import yaml

from benchmarks import _pairs
from benchmarks._pairs import Instance, Node
from narahubung.plans.movements.pairing.planning import fewest

ABOUT = "published pick-up and delivery instances (a folder): vehicles, gap to the best known"

BEST = Path(__file__).resolve().parent / "best.yaml"
SECONDS = 60.0
SPARE_S = 1.0  # of the seconds, what is left for reading and checking


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Solve each instance of the folder within so many seconds each; the checker has the word."""
    if folder is None:
        raise SystemExit("pdptw: name the folder of the instances")
    best = yaml.safe_load(BEST.read_text())["pdptw"]
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return [measure(path, best.get(path.stem), seconds or SECONDS) for path in files]


def measure(path: Path, best: dict[str, Any] | None, seconds: float) -> dict[str, Any]:
    """Return one row; the gap is of the distance, and null where there are more vehicles."""
    begun, cpu = time.perf_counter(), time.process_time()
    instance = read(path.read_text())
    table, nodes = _pairs.table(instance)
    rides = fewest(table, seed=0, seconds=max(0.1, seconds - SPARE_S))
    routes = _pairs.routes(table, nodes, rides)
    wrong = _pairs.faults(instance, routes)
    value = _pairs.driven(instance, routes)
    same = best is not None and not wrong and len(routes) <= best["vehicles"]
    return {
        "instance": path.stem,
        "vehicles": len(routes),
        "best_vehicles": best and best["vehicles"],
        "value": round(value, 4),
        "best": best and best["distance"],
        "gap_pct": round(100 * (value / best["distance"] - 1), 4) + 0.0 if best and same else None,
        "seconds": round(time.perf_counter() - begun, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "valid": not wrong,
    }


def read(text: str) -> Instance:
    """Return the instance that a file holds; the speed is not used: time is distance."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    vehicles, room, _ = map(int, lines[0])
    nodes, pairs = [], []
    for number, x, y, load, early, late, service, _, delivery in lines[1:]:
        times = float(early), float(late), float(service)
        nodes.append(Node(float(x), float(y), int(load), *times))
        if int(delivery):
            pairs.append((int(number), int(delivery)))
    return Instance(
        vehicles=vehicles, room=room, nodes=tuple(nodes), end=nodes[0], pairs=tuple(pairs)
    )
