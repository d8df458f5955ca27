"""kill -9 at any moment: no acknowledged act is lost, none counts twice, work is taken up again."""

import json
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.servers import RIG, ROOT, Server, environment


@dataclass
class Found:
    """What the journal holds after the storm."""

    keys: set[str]
    filled: int
    washed: int
    whole: bool


def look(home: Path, database: str) -> Found:
    code = """
import django, json; django.setup()
from narahubung.journal.models import Act, StoredEntry
from narahubung.journal.verifying import verify
count = lambda kind: StoredEntry.objects.filter(kind=kind).count()
keys = [str(k) for k in Act.objects.filter(door="page").values_list("id", flat=True)]
print(json.dumps([keys, count("rig.filled"), count("rig.washed"), verify().whole]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(home, database, RIG),
        capture_output=True,
        text=True,
        check=True,
    )
    keys, filled, washed, whole = json.loads(done.stdout)
    assert len(keys) == len(set(keys))
    return Found(set(keys), filled, washed, whole)


@dataclass
class Phones:
    """Clients that send acts as fast as they can and remember what was acknowledged."""

    server: Server
    acknowledged: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    stop: threading.Event = field(default_factory=threading.Event)

    def storm(self, seconds: float) -> None:
        """Send from three phones until the server is killed under them."""
        self.stop.clear()
        phones = [threading.Thread(target=self._send) for _ in range(3)]
        for phone in phones:
            phone.start()
        time.sleep(seconds)
        self.server.kill()
        self.stop.set()
        for phone in phones:
            phone.join()

    def resend(self) -> None:
        """Send again what was not acknowledged, as a phone's outbox does."""
        for key in sorted(self.sent - self.acknowledged):
            status, _ = self.server.post("/rig/fill/", key=key)
            if status == 200:
                self.acknowledged.add(key)

    def _send(self) -> None:
        while not self.stop.is_set():
            key = str(uuid4())
            self.sent.add(key)
            if self.server.post("/rig/fill/", key=key)[0] == 200:
                self.acknowledged.add(key)


def storms(home: Path, database: str, kills: int, **env: str) -> tuple[Phones, Found]:
    dice = random.Random(kills)
    server = Server(home, database, env={**RIG, **env})
    phones = Phones(server)
    for _ in range(kills):
        server.start()
        phones.resend()
        phones.storm(dice.uniform(0.1, 1.0))
    server.start()
    phones.resend()
    until = time.monotonic() + 15
    found = look(home, database)
    while found.washed < found.filled and time.monotonic() < until:
        time.sleep(0.3)
        found = look(home, database)
    server.stop()
    return phones, found


def check_storms(home: Path, database: str, kills: int) -> dict[str, Any]:
    phones, found = storms(home, database, kills)
    assert len(phones.acknowledged) > kills
    lost = phones.acknowledged - found.keys
    assert lost == set()
    assert found.filled == len(found.keys)
    assert found.washed == found.filled  # each reaction once, though its worker was killed too
    assert found.whole
    return {"kills": kills, "acknowledged": len(phones.acknowledged), "lost": len(lost)}


@pytest.mark.parametrize(
    "database_kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
def test_no_acknowledged_act_is_lost(new_home: Path, database: str) -> None:
    check_storms(new_home, database, kills=3)


@pytest.mark.slow
def test_the_check_would_find_a_loss(new_home: Path) -> None:
    """A server that acknowledges before it commits goes red here."""
    phones, found = storms(new_home, "", 2, RIG_ACKS_TOO_EARLY="yes")
    assert phones.acknowledged - found.keys != set()


@pytest.mark.slow
def test_no_acknowledged_act_is_lost_over_fifty_kills(new_home: Path, database: str) -> None:
    told = check_storms(new_home, database, kills=50)
    print(json.dumps({"database": "postgresql" if database else "sqlite", **told}))


def test_a_job_is_taken_up_again(new_home: Path, database: str) -> None:
    server = Server(new_home, database, env=RIG).start()
    assert server.post("/rig/job/", tea="mint", seconds=60)[0] == 200
    wait_for_lines(new_home / "begun", 1)
    server.kill()
    server.start()
    wait_for_lines(new_home / "begun", 2)
    server.kill()


def wait_for_lines(path: Path, count: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if path.exists() and len(path.read_text().splitlines()) >= count:
            return
        time.sleep(0.1)
    raise AssertionError(f"{path.name} never got {count} lines")
