"""Full commands per second on both databases, and pages per second beside an empty Django page."""

import http.client
import itertools
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks._direct import STATUSES
from benchmarks._phones import get, per_second
from tests.servers import RIG, ROOT, Postgres, Rig, environment, narahubung, running_rig

ABOUT = "full commands/s on SQLite (synchronous=FULL) and PostgreSQL; pages/s beside an empty page"
MOVEMENTS = 400


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Measure each part for `seconds` (default 4). A command: a status told of a movement.

    It locks and reads rows, writes a mark, the movement, where the party is, an act, an entry with
    its place in the chain and its topics; over HTTP also session, guard and the Actor.
    """
    each = seconds or 4.0
    with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
        found = _measure(Path(name), "", each)
    try:
        server = Postgres(durable=True).start()
    except FileNotFoundError:
        return found
    try:
        with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
            found += _measure(Path(name), server.new_database(), each)
    finally:
        server.stop()
    return found


def _measure(folder: Path, database: str, seconds: float) -> list[dict[str, Any]]:
    home = folder / "home"
    narahubung(home, "init", database=database)
    narahubung(home, "collect", database=database)
    kind = "PostgreSQL" if database else "SQLite"
    with running_rig(home, database, movements=MOVEMENTS) as rig:
        found = [
            {"what": f"{kind}, {threads} thread(s), no HTTP", **_direct(rig, threads, seconds)}
            for threads in (1, 4)
        ]
        found.append(
            {
                "what": f"{kind}, POST by 8 phones",
                **per_second(rig.server, phones=8, seconds=seconds, ask=_tell(rig)),
            }
        )
        found += [
            {
                "what": f"{kind}, {name}",
                **per_second(rig.server, phones=4, seconds=seconds, ask=ask),
            }
            for name, ask in _pages(rig).items()
        ]
    return found


def _tell(rig: Rig) -> Any:
    counter = itertools.count()

    def ask(line: http.client.HTTPConnection) -> int:
        number = next(counter)
        body = {
            "movement_id": number % MOVEMENTS + 1,
            "status": STATUSES[number // MOVEMENTS % len(STATUSES)],
            "key": str(uuid4()),
        }
        headers = {"cookie": rig.cookie["sari"], "content-type": "application/json"}
        line.request("POST", "/e/arda-2026/rig/tell/", json.dumps(body), headers)
        answer = line.getresponse()
        answer.read()
        return answer.status

    return ask


def _pages(rig: Rig) -> dict[str, Any]:
    return {
        "empty page": get("/rig/bare/"),
        "log-in page": get("/accounts/login/"),
        "board, 42 parties": get("/e/arda-2026/board/", rig.cookie["sari"]),
        "officer's day": get("/e/arda-2026/day/", rig.cookie["lia"]),
    }


def _direct(rig: Rig, threads: int, seconds: float) -> dict[str, Any]:
    words = [threads, seconds, rig.ids["arda"], MOVEMENTS]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks._direct", *map(str, words)],
        cwd=ROOT,
        env=environment(rig.server.home, rig.server.database, RIG),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told
