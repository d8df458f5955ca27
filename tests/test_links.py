"""Links without log-in, against a server that runs: nothing it writes opens one."""

import json
import logging
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from narahubung.config.discreet import Line
from tests.servers import ROOT, Server, environment

_SEED = """
import django, json; django.setup()
from datetime import timedelta
from narahubung.accounts.commands import issue_pass, revoke_pass
from narahubung.accounts.models import Event
from narahubung.kit import clock
from narahubung.kit.actor import the_house
from narahubung.parties.models import Party
event = Event.objects.create(slug="arda", name_en="Arda", zone="Asia/Makassar", state="live")
party = Party.objects.create(event=event, code="ARD", name_en="Arda")
at, house = clock.now(), the_house("test", event_id=event.pk)
made = [issue_pass(purpose="delegation_page", object_id=party.pk, name="Elanor", language="en",
    expires_at=at + timedelta(days=1), by=house, at=at)
    for _ in range(2)]
from narahubung.accounts.models import GuestPass
revoke_pass(pass_id=GuestPass.objects.latest("pk").pk, by=house, at=at)
print(json.dumps(made))
"""


@dataclass
class Links:
    """A running server with a link that is good and one that was taken back."""

    server: Server
    home: Path
    good: str
    ended: str

    def ask(self, path: str, body: bytes | None = None) -> int:
        """Return the status of an answer."""
        try:
            with urllib.request.urlopen(f"{self.server.url}{path}", body) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code


@pytest.fixture
def links(new_home: Path) -> Iterator[Links]:
    seeded = subprocess.run(
        [sys.executable, "-c", _SEED],
        cwd=ROOT,
        env=environment(new_home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert seeded.returncode == 0, seeded.stderr
    good, ended = json.loads(seeded.stdout)
    server = Server(new_home).start()
    yield Links(server, new_home, good, ended)
    server.stop()


def test_the_server_writes_no_token_anywhere(links: Links) -> None:
    """Neither in its log, whatever becomes of the request, nor in the folder of its data."""
    assert links.ask(f"/g/{links.good}/") == 200
    assert links.ask(f"/g/{links.ended}/") == 410
    assert links.ask(f"/g/{links.good}/ask/") == 405
    assert links.ask(f"/g/{links.good}/ask/", b"text=tea") == 403  # without the form's own token
    assert links.ask(f"/t/{links.good}/") == 404
    said = links.server.said()
    assert "/g/..." in said
    assert "/t/..." in said
    kept = b"".join(path.read_bytes() for path in links.home.rglob("*") if path.is_file())
    for token in (links.good, links.ended):
        assert token not in said
        assert token.encode() not in kept


def test_a_traceback_is_masked_too() -> None:
    token = "Qm9vZ2llcy1hcmUtbm90LWhlcmU_-ok1"
    line = Line("%(message)s")
    problem = ValueError(f"https://lo.example.org/g/{token}/call failed")
    record = logging.LogRecord(
        "x", logging.ERROR, "x", 1, "at /calendar/%s.ics", (token,), (ValueError, problem, None)
    )
    told = line.format(record)
    assert token not in told
    assert "/g/.../call failed" in told
    assert "/calendar/....ics" in told
