"""One phone with 150 entries comes back on a line of 64 kbit/s: how long until nothing waits."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.servers import ROOT, Postgres, Rig, environment, narahubung, running_rig

ABOUT = "one phone with 150 entries comes back on a line of 64 kbit/s; others by --commands"
ENTRIES = 150
AIM_S = 10


def run(
    folder: Path | None, seconds: float | None, commands: int = ENTRIES
) -> list[dict[str, Any]]:
    """Let a phone come back on each database, with its letters as they are, and packed."""
    found = []
    for database in ("SQLite", "PostgreSQL"):
        try:
            with _rig(database) as rig:
                load = round(os.getloadavg()[0], 1)
                for told in _measured(rig, commands):
                    aim = {"aim_s": AIM_S * commands / ENTRIES, "load_before": load}
                    found.append({"database": database, **told, **aim})
        except FileNotFoundError:
            print(f"not measured: {database} is not installed", file=sys.stderr)
    return found


def _measured(rig: Rig, entries: int) -> Any:
    status, cast = rig.server.post("/rig/pocket/", seeds=[1000, 1001])
    if status != 200:
        raise RuntimeError(cast)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks._narrow", str(rig.server.port), str(entries)],
        cwd=ROOT,
        env=environment(rig.server.home),
        input=cast,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


@contextmanager
def _rig(database: str) -> Iterator[Rig]:
    with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
        home, server = Path(name) / "home", None
        try:
            server = Postgres(durable=True).start() if database == "PostgreSQL" else None
            named = server.new_database() if server else ""
            narahubung(home, "init", database=named)
            narahubung(home, "collect", database=named)
            with running_rig(home, named) as rig:
                yield rig
        finally:
            if server:
                server.stop()
