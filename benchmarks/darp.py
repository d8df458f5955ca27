"""Pooled transfers on published dial-a-ride instances.

`python -m benchmarks darp FOLDER [--seconds N] --json`: every file of the folder in the format of
Cordeau (Operations Research 54, 2006): `vehicles 2n length room ride`, then `node x y service load
early late`; vehicles start at node 0 and end at node 2n + 1 (at node 0 where the file ends before);
i and n + i are a pair. Minimise the distance, which is the time.
"""

import time
from pathlib import Path
from typing import Any

import yaml

from benchmarks import _pairs
from benchmarks._pairs import Instance, Node
from narahubung.plans.movements.pairing.planning import plan

ABOUT = "published dial-a-ride instances (a folder): gap to the best known, bound, seconds"

BEST = Path(__file__).resolve().parent / "best.yaml"
SECONDS = 60.0
SPARE_S = 1.0  # of the seconds, what is left for reading and checking
MOVES = 4_000


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Solve each instance of the folder within so many seconds each; the checker has the word."""
    if folder is None:
        raise SystemExit("darp: name the folder of the instances")
    best = yaml.safe_load(BEST.read_text())["darp"]
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return [measure(path, best.get(path.stem), seconds or SECONDS) for path in files]


def measure(path: Path, best: float | None, seconds: float) -> dict[str, Any]:
    """Return one row; best values are published with two decimals, so is the gap's numerator."""
    begun, cpu = time.perf_counter(), time.process_time()
    instance = read(path.read_text())
    table, nodes = _pairs.table(instance)
    until = time.monotonic() + max(0.0, seconds - SPARE_S)
    found = plan(table, [], moves=MOVES, seed=0, until=until)
    routes = _pairs.routes(table, nodes, found.rides)
    wrong = _pairs.faults(instance, routes)
    value = round(_pairs.driven(instance, routes), 2)
    return {
        "instance": path.stem,
        "value": value,
        "best": best,
        "gap_pct": round(100 * (value - best) / best, 4) if best and not wrong else None,
        "bound": round(found.bound, 4),
        "proven": found.stopped_by == "proven",
        "seconds": round(time.perf_counter() - begun, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "valid": not wrong,
    }


def read(text: str) -> Instance:
    """Return the instance that a file holds; a file of another length is not one."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    vehicles, count, length, room, ride = map(int, lines[0])
    if len(lines) - 1 not in (count + 1, count + 2):
        raise ValueError(f"{count} stops need one or two more lines, there are {len(lines) - 1}")
    nodes = [
        Node(float(x), float(y), int(load), float(early), float(late), float(service))
        for _, x, y, service, load, early, late in lines[1:]
    ]
    return Instance(
        vehicles=vehicles,
        room=room,
        nodes=tuple(nodes[: count + 1]),
        end=nodes[count + 1] if len(nodes) > count + 1 else nodes[0],
        pairs=tuple((i, count // 2 + i) for i in range(1, count // 2 + 1)),
        longest=length,
        ride=ride,
    )
