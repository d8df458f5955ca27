"""A thousand phones come back at once, each with fifty commands: how soon, and what is urgent."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from benchmarks._phones import percentile
from tests.servers import ROOT, Postgres, Server, environment, narahubung

ABOUT = "1,000 phones with 50 queued commands come back at once; fewer by --phones, --commands"
PHONES, COMMANDS = 1000, 50
AIM_S = {"SQLite": 600, "PostgreSQL": 300}  # of 1,000 with 50
AIM_URGENT_S = 3.0


def run(
    folder: Path | None, seconds: float | None, phones: int = PHONES, commands: int = COMMANDS
) -> list[dict[str, Any]]:
    """Let them come back to `narahubung serve`: one process on SQLite, two on PostgreSQL.

    The phones run on the same cores as the server, and speak the protocol with it. They are heard
    to the end, however long that takes.
    """
    with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
        found = [measured(Path(name), "", phones, commands)]
    try:
        server = Postgres(durable=True).start()
    except FileNotFoundError:
        return found
    try:
        with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
            found.append(measured(Path(name), server.new_database(), phones, commands))
    finally:
        server.stop()
    return found


def measured(folder: Path, database: str, phones: int, commands: int) -> dict[str, Any]:
    """Make people in an empty house, serve it, let their phones come back, count what stands."""
    home = folder / "home"
    narahubung(home, "init", database=database)
    narahubung(home, "collect", database=database)
    officers = _asked(home, database, "cast", phones, commands)
    held = folder / "officers.json"
    held.write_text(json.dumps(officers))
    load, kind = os.getloadavg()[0], "PostgreSQL" if database else "SQLite"
    with _served(home, database, 2 if database else 1) as servers:
        begun = sum(_cpu_s(server) for server in servers)
        told = _crowd([server.port for server in servers], held, commands)
        spent = sum(_cpu_s(server) for server in servers) - begun
        memory = max(server.memory_mb() for server in servers)
    stands = _asked(home, database, "look")
    waits = [1000 * wait for wait in told["waits"]]
    done = sum(told["sent"])
    queued = phones * commands
    aim = AIM_S[kind] * queued / (PHONES * COMMANDS)
    return {
        "database": kind,
        "processes": 2 if database else 1,
        "phones": phones,
        "commands": queued,
        "drained_s": round(told["drained_s"], 1),
        "aim_s": round(aim, 1),
        "met": told["drained_s"] <= aim,
        "per_second": round(done / told["drained_s"], 1),
        "urgent_queued_in_s": round(told["urgent_in_s"], 1),
        "urgent_now": len(waits),
        "urgent_now_p50_ms": percentile(waits, 50),
        "urgent_now_p99_ms": percentile(waits, 99),
        "urgent_now_max_ms": percentile(waits, 100),
        "turned_away": told["turned_away"],
        "cpu_ms_a_command": round(1000 * spent / done, 1),
        "lost": done - stands["carried"] + queued - told["sent"][0] + told["unfinal"],
        "doubled": doubled(stands),
        "statuses": stands["statuses"],
        "chain_whole": stands["whole"],
        "memory_mb": round(memory),
        "load_before": round(load, 1),
        "stands": stands,
    }


def doubled(stands: dict[str, Any]) -> int:
    """Return how many effects there are that no command answers for."""
    return stands["observations"] - stands["distinct"] + stands["jumps"] + stands["behind"]


@contextmanager
def _served(home: Path, database: str, processes: int) -> Iterator[list[Server]]:
    with contextlib.ExitStack() as stack:
        servers = []
        for _ in range(processes):
            server = Server(home, database).start()
            stack.callback(server.stop)
            servers.append(server)
        yield servers


def _crowd(ports: list[int], held: Path, commands: int) -> dict[str, Any]:
    words = ["crowd", ",".join(map(str, ports)), str(held), str(commands)]
    crowd = subprocess.Popen(
        [sys.executable, "-m", "benchmarks._pockets", *words],
        cwd=ROOT,
        env=environment(held.parent / "home"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with crowd:
        to, said = cast("IO[str]", crowd.stdin), cast("IO[str]", crowd.stdout)
        if said.readline() != "ready\n":
            raise RuntimeError("the phones could not be made")
        time.sleep(2)  # the servers have just begun
        to.write("go\n")
        to.flush()
        told: dict[str, Any] = json.loads(said.read())
    return told


def _cpu_s(server: Server) -> float:
    process: Any = server.process
    words = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _asked(home: Path, database: str, *words: Any) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks._pockets", *map(str, words)],
        cwd=ROOT,
        env=environment(home, database),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)
