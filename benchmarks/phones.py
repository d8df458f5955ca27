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
AIM_URGENT_MS = 3000
PROCESSES = {"SQLite": 1, "PostgreSQL": 2}
LONGEST_S = 3600.0


def run(
    folder: Path | None, seconds: float | None, phones: int = PHONES, commands: int = COMMANDS
) -> list[dict[str, Any]]:
    """Let them come back to `narahubung serve`: one process on SQLite, two on PostgreSQL.

    The phones run on the same cores as the server, and speak the protocol with it. They are heard
    to the end, or so many seconds: then drained_s is none, and per_second tells how fast it went.
    Of each command: server_cpu_ms, and phones_cpu_ms what the phones themselves took. server_cores:
    how much of the machine the server got, beside the phones and whoever else works.
    """
    each = seconds or LONGEST_S
    with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
        found = [measured(Path(name), "", phones, commands, each)]
    try:
        server = Postgres(durable=True).start()
    except FileNotFoundError:
        return found
    try:
        with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
            found.append(measured(Path(name), server.new_database(), phones, commands, each))
    finally:
        server.stop()
    return found


def measured(
    folder: Path, database: str, phones: int, commands: int, seconds: float
) -> dict[str, Any]:
    """Make people in an empty house, serve it, let their phones come back, count what stands."""
    home = folder / "home"
    narahubung(home, "init", database=database)
    narahubung(home, "collect", database=database)
    held, confirmed = folder / "officers.json", folder / "confirmed.json"
    held.write_text(json.dumps(_asked(home, database, "cast", phones)))
    load, kind = os.getloadavg()[0], "PostgreSQL" if database else "SQLite"
    with _served(home, database, PROCESSES[kind]) as servers:
        begun = sum(_cpu_s(server) for server in servers)
        told = _crowd([server.port for server in servers], held, commands, seconds)
        cpu = sum(_cpu_s(server) for server in servers) - begun
        memory = max(server.memory_mb() for server in servers)
    confirmed.write_text(json.dumps(told["confirmed"]))
    waits = [1000 * wait for wait in told["waits"]]
    urgent_p99 = percentile(waits, 99)
    drained = round(told["spent_s"], 1) if told["is_drained"] else None
    urgent_in = told["urgent_in_s"]
    return {
        "database": kind,
        "processes": PROCESSES[kind],
        "phones": phones,
        "commands": phones * commands,
        "done": told["sent"],
        "seconds": round(told["spent_s"], 1),
        "drained_s": drained,
        "aim_s": AIM_S[kind] * phones * commands / (PHONES * COMMANDS),
        "per_second": round(told["sent"] / told["spent_s"], 1),
        "server_cpu_ms": round(1000 * cpu / len(told["confirmed"]), 1),
        "phones_cpu_ms": round(1000 * told["own_cpu_s"] / len(told["confirmed"]), 1),
        "server_cores": round(cpu / told["spent_s"], 2),
        "queued_urgent_in_s": urgent_in and round(urgent_in, 1),
        "urgent_now": len(waits),
        "urgent_p50_ms": percentile(waits, 50),
        "urgent_p99_ms": urgent_p99,
        "aim_urgent_p99_ms": AIM_URGENT_MS,
        "turned_away": told["turned_away"],
        **_asked(home, database, "look", confirmed),
        "memory_mb": round(memory),
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }


@contextmanager
def _served(home: Path, database: str, processes: int) -> Iterator[list[Server]]:
    with contextlib.ExitStack() as stack:
        servers = []
        for _ in range(processes):
            server = Server(home, database).start()
            stack.callback(server.stop)
            servers.append(server)
        yield servers


def _crowd(ports: list[int], held: Path, commands: int, seconds: float) -> dict[str, Any]:
    words = ["crowd", ",".join(map(str, ports)), str(held), str(commands), str(seconds)]
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
