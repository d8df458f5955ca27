"""One FLASH message to 5,000 phones: queued, on their screens, and what they told back, booked."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast
from uuid import uuid4

from benchmarks._crowd import EVENT
from benchmarks._phones import percentile
from tests.servers import RIG, ROOT, Server, environment, narahubung

ABOUT = "one FLASH to 5,000 phones: queued, shown, receipts booked; fewer with --phones N"
PHONES = 5000
TEXT = "All officers: Gate B is closed. Bring your delegation to Gate C by 18.40 WITA."


def run(folder: Path | None, seconds: float | None, phones: int = PHONES) -> dict[str, Any]:
    """Send it once, by command through HTTP, to a server as `narahubung serve` starts it."""
    with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
        home = Path(name) / "home"
        narahubung(home, "init")
        narahubung(home, "collect")
        return measured(home, phones)


def measured(home: Path, phones: int) -> dict[str, Any]:
    """Make event and phones in an empty house, serve it, send one message, count."""
    seeded = _python(home, f"print(json.dumps(seed({phones})))")
    held = home / "phones"
    held.write_text("\n".join(seeded["phones"]))
    server = Server(home, env=RIG).start()
    try:
        return _measure(server, seeded["sender"], held, phones)
    finally:
        server.stop()


def _measure(server: Server, sender: str, held: Path, phones: int) -> dict[str, Any]:
    _warm(server)
    load, idle, begun = os.getloadavg()[0], server.memory_mb(), time.monotonic()
    crowd = subprocess.Popen(
        [sys.executable, "-m", "benchmarks._crowd", str(server.port), str(held)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    rows = sqlite3.connect(f"file:{server.home}/narahubung.sqlite3?mode=ro", uri=True)
    with crowd, contextlib.closing(rows):
        to, said = cast("IO[str]", crowd.stdin), cast("IO[str]", crowd.stdout)
        if said.readline() != "open\n":
            raise RuntimeError("the phones could not connect")
        connected = time.monotonic() - begun
        memory, asked = server.memory_mb(), _counted(server)

        sent = time.monotonic()
        to.write(f"{sent}\n")
        to.flush()
        relay = _send(server, sender)
        answered = time.monotonic() - sent
        queued = _until(lambda: len(_people(rows, QUEUED, relay)) >= 2 * phones) - sent
        told = json.loads(said.readline())
        booked = _until(lambda: len(_people(rows, SEEN, relay)) >= len(told["seen"])) - sent
        delivered, seen = _people(rows, DELIVERED, relay), _people(rows, SEEN, relay)
        rows_queued = len(_people(rows, QUEUED, relay))
    waits = [1000 * wait for wait in told["waits"]]
    return {
        "phones": phones,
        "connected_s": round(connected, 1),
        "answered_s": round(answered, 2),
        "queued": rows_queued,
        "queued_s": round(queued, 2),
        "shown": len(waits),
        "shown_p50_ms": percentile(waits, 50),
        "shown_p99_ms": percentile(waits, 99),
        "shown_max_ms": percentile(waits, 100),
        "delivered": len(delivered),
        "seen": len(seen),
        "booked_s": round(booked, 2),
        "exact": delivered == told["delivered"] and seen == told["seen"],
        "pages_asked": _counted(server) - asked - 1,  # but for the one that counts
        "idle_mb": round(idle),
        "memory_mb": round(memory),
        "peak_mb": round(server.memory_mb()),
        "load_before": round(load, 1),
    }


QUEUED = "SELECT person_id FROM relays_delivery WHERE relay_id = ?"
DELIVERED = "SELECT person_id FROM relays_recipient WHERE relay_id = ? AND delivered_at IS NOT NULL"
SEEN = "SELECT person_id FROM relays_recipient WHERE relay_id = ? AND seen_at IS NOT NULL"


def _people(rows: sqlite3.Connection, question: str, relay: int) -> list[int]:
    return sorted(person for (person,) in rows.execute(question, [relay]))


def _until(holds: Callable[[], bool]) -> float:
    """Return when it began to hold; after a minute it is given up."""
    until = time.monotonic() + 60
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    return time.monotonic()


def _warm(server: Server) -> None:
    """Open a page in both languages: what loads once was loaded long before 5,000 had signed in."""
    for language in ("id", "en"):
        asked = urllib.request.Request(
            f"{server.url}/accounts/login/", headers={"cookie": f"nh_language={language}"}
        )
        urllib.request.urlopen(asked).close()


def _send(server: Server, cookie: str) -> int:
    asked = urllib.request.Request(
        f"{server.url}/e/{EVENT}/rig/relay/",
        data=json.dumps({"text": TEXT, "audience": ["all"], "key": str(uuid4())}).encode(),
        headers={"cookie": cookie, "content-type": "application/json"},
    )
    with urllib.request.urlopen(asked) as answer:
        return int(json.load(answer)["relay"])


def _counted(server: Server) -> int:
    with urllib.request.urlopen(f"{server.url}/rig/counted/") as answer:
        return int(json.load(answer)["pages"])


def _python(home: Path, code: str) -> Any:
    """Run Python on that folder; return what it printed as JSON."""
    begin = "import django, json; django.setup(); from benchmarks._crowd import seed; "
    done = subprocess.run(
        [sys.executable, "-c", begin + code],
        cwd=ROOT,
        env=environment(home, more=RIG),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)
