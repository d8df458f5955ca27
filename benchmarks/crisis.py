"""A switch to crisis before 5,000 screens and 2,000 officers, while phones come back in a storm."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from benchmarks._crowd import EVENT
from benchmarks._phones import percentile
from tests.servers import ROOT, Server, environment, narahubung

ABOUT = "a switch to crisis: 5,000 screens, 2,000 officers, a sync storm; fewer by --phones N"
SCREENS, OFFICERS_OF_5 = 5000, 2
STORM, COMMANDS = 200, 50  # phones that come back meanwhile, each with so much
AIM_SCREEN_MS, AIM_DRAFT_S = 5000, 60
PEOPLE_OF_A_PARTY = 20
PATIENCE_S = 90.0


def run(folder: Path | None, seconds: float | None, phones: int = SCREENS) -> dict[str, Any]:
    """Switch once, by two people through HTTP, at a server as `narahubung serve` starts it.

    shown: the banner on a screen; asked: the roll call on an officer's phone. exact: whether the
    receipts that stand in the database are those that the phones gave. The crowd, the storm and the
    server share the machine.
    """
    with tempfile.TemporaryDirectory(prefix="narahubung-bench-") as name:
        home = Path(name) / "home"
        narahubung(home, "init")
        narahubung(home, "collect")
        return measured(home, phones)


def measured(home: Path, screens: int) -> dict[str, Any]:
    """Make event, people and phones in an empty house, serve it, switch, count."""
    officers = screens * OFFICERS_OF_5 // 5
    seeded = _python(home, f"print(json.dumps(seed({screens}, {officers})))")
    held = home / "phones"
    held.write_text("\n".join(seeded["phones"]))
    storm = home / "storm.json"
    storm.write_text(json.dumps(_pockets(home, "cast", str(max(screens * STORM // SCREENS, 1)))))
    server = Server(home).start()
    try:
        return _measure(server, seeded, held, storm, screens, officers)
    finally:
        server.stop()


def _measure(
    server: Server, seeded: dict[str, Any], held: Path, storm: Path, screens: int, officers: int
) -> dict[str, Any]:
    load = os.getloadavg()[0]
    asks, confirms = _Desk(server, seeded["lead"]), _Desk(server, seeded["liaison"])
    words = [sys.executable, "-m", "benchmarks._crowd", str(server.port), str(held), str(officers)]
    with _spoken(words, server.home) as (to, said):
        _heard(said, "open\n")
        asks.post("incidents/report/", kind="quake", what="It shook.", looks="severe")
        asks.post("incidents/1/crisis/", why="Nobody knows who is hurt.")
        switch = confirms.number("incidents/1/", r"confirm/(\d+)/")
        with _storm(server, storm), _watch(server.home) as drafted:
            time.sleep(3)  # they come back within two seconds
            sent = time.monotonic()
            to.write(f"{sent}\n")
            to.flush()
            confirms.post(f"incidents/1/confirm/{switch}/")
            answered = time.monotonic() - sent
            told = json.loads(said.readline())
            draft = float(drafted.readline()) - sent
            stands = _settled(server.home, told)
    shown = [1000 * wait for wait in told["banners"]]
    asked = [1000 * wait for wait in told["waits"]]
    return {
        "screens": screens,
        "officers": officers,
        "answered_s": round(answered, 2),
        "shown": len(shown),
        "shown_p50_ms": percentile(shown, 50),
        "shown_p99_ms": percentile(shown, 99),
        "aim_shown_p99_ms": AIM_SCREEN_MS,
        "asked": len(asked),
        "asked_p50_ms": percentile(asked, 50),
        "asked_p99_ms": percentile(asked, 99),
        "delivered": stands["delivered"],
        "seen": stands["seen"],
        "exact": stands["exact"],
        "first_report_s": round(draft, 2),
        "aim_first_report_s": AIM_DRAFT_S,
        "heads": stands["heads"],
        "cards": stands["cards"],
        "stormed": stands["stormed"],
        "peak_mb": round(server.memory_mb()),
        "load_before": round(load, 1),
    }


# ---- people at desks -----------------------------------------------------------------------------


class _Desk:
    """Somebody signed in who presses buttons, as a browser without scripts does."""

    def __init__(self, server: Server, cookie: str) -> None:
        self._base, self._cookie = f"{server.url}/e/{EVENT}/", cookie

    def number(self, path: str, looks_for: str) -> int:
        return int(_first(looks_for, self._get(path)[0]))

    def post(self, path: str, **fields: str) -> None:
        page, cookie = self._get("incidents/report/")
        token = _first(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        asked = urllib.request.Request(self._base + path, data=body, headers={"cookie": cookie})
        urllib.request.urlopen(asked).close()

    def _get(self, path: str) -> tuple[str, str]:
        asked = urllib.request.Request(self._base + path, headers={"cookie": self._cookie})
        with urllib.request.urlopen(asked) as answer:
            more = [one.partition(";")[0] for one in answer.headers.get_all("set-cookie", [])]
            return answer.read().decode(), "; ".join([self._cookie, *more])


def _first(pattern: str, page: str) -> str:
    if found := re.search(pattern, page):
        return found[1]
    raise RuntimeError(f"{pattern} stands nowhere in the page")


def seed(screens: int, officers: int) -> dict[str, Any]:
    """Make the crowd of `_crowd`, attach the first officers, bring guests, and two who lead."""
    from datetime import timedelta

    from benchmarks import _crowd
    from narahubung.accounts.models import Event, Person, Reach
    from narahubung.assignments.models import Attachment
    from narahubung.kit import clock
    from narahubung.movements.models import Whereabouts
    from narahubung.parties.models import Member, Officer, Party, Place
    from tests.rig import _signed_in

    made = _crowd.seed(screens)
    now = clock.now()
    since, until = now - timedelta(days=1), now + timedelta(days=1)
    event = Event.objects.get(slug=EVENT)
    hotel = Place.objects.create(event=event, code="H1", name="Hotel")
    for party in Party.objects.filter(event=event):
        Member.objects.bulk_create(
            Member(event=event, party=party, code=f"{party.code}-{number}", full_name=f"G {number}")
            for number in range(PEOPLE_OF_A_PARTY)
        )
        Whereabouts.objects.create(
            event=event, party=party, state="hotel", place=hotel, since=since, by_name="-"
        )
    for number, line in enumerate(made["phones"][:officers]):
        _cookie, party, person = line.split()
        officer = Officer.objects.create(
            event=event,
            code=f"LO-{number}",
            full_name=f"Officer {number}",
            available_from=since.date(),
            available_to=until.date(),
            person=Person.objects.get(pk=person),
        )
        position = f"officer-{number}"  # twenty at one party: no two in the same
        Attachment.objects.create(
            event=event,
            party_id=party,
            officer=officer,
            position=position,
            since=since,
            until=until,
        )
    two = {}
    for role in ("crisis_lead", "crisis_liaison"):
        person = Person.objects.create(username=role, full_name=role, language="en")
        Reach.objects.create(person=person, event=event, role=role, kind="event", since=since)
        two[role.removeprefix("crisis_")] = _signed_in(person)
    return {**made, **two}


def settled(told: dict[str, Any]) -> dict[str, Any]:
    """Wait until what the phones told back stands there; return what stands."""
    from narahubung.crisis.models import Card, Head, Roll
    from narahubung.field.models import Carried
    from narahubung.relays.models import Recipient

    roll = Roll.objects.get()
    rows = Recipient.objects.filter(relay_id=roll.relay_id)
    until = time.monotonic() + PATIENCE_S
    while True:
        found = {
            name: sorted(rows.exclude(**{f"{name}_at": None}).values_list("person_id", flat=True))
            for name in ("delivered", "seen")
        }
        exact = all(found[name] == told[name] for name in found)
        if exact or time.monotonic() > until:
            break
        time.sleep(0.2)
    return {
        **{name: len(people) for name, people in found.items()},
        "exact": exact,
        "heads": Head.objects.filter(roll=roll).count(),
        "cards": Card.objects.count(),
        "stormed": Carried.objects.count(),
    }


def drafted() -> None:
    """Print when the first report stands there."""
    from narahubung.crisis.models import Report

    until = time.monotonic() + PATIENCE_S
    print("watching", flush=True)
    while not Report.objects.exists() and time.monotonic() < until:
        time.sleep(0.05)
    print(time.monotonic(), flush=True)


# ---- other processes -----------------------------------------------------------------------------


@contextlib.contextmanager
def _spoken(words: list[str], home: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
        finally:
            process.kill()


def _heard(said: IO[str], line: str) -> None:
    if said.readline() != line:
        raise RuntimeError(f"it never said {line.strip()}")


@contextlib.contextmanager
def _storm(server: Server, storm: Path) -> Iterator[None]:
    more = ["crowd", str(server.port), str(storm), str(COMMANDS), str(PATIENCE_S)]
    words = [sys.executable, "-m", "benchmarks._pockets", *more]
    with _spoken(words, server.home) as (to, said):
        _heard(said, "ready\n")
        to.write("\n")
        to.flush()
        yield


@contextlib.contextmanager
def _watch(home: Path) -> Iterator[IO[str]]:
    with _spoken([sys.executable, "-c", _BEGIN + "drafted()"], home) as (_, said):
        _heard(said, "watching\n")
        yield said


_BEGIN = "import django, json; django.setup(); from benchmarks.crisis import *; "


def _settled(home: Path, told: dict[str, Any]) -> dict[str, Any]:
    kept = home / "told.json"
    kept.write_text(json.dumps({name: told[name] for name in ("delivered", "seen")}))
    code = f"print(json.dumps(settled(json.load(open({str(kept)!r})))))"
    return cast("dict[str, Any]", _python(home, code))


def _python(home: Path, code: str) -> Any:
    """Run Python on that folder; return what it printed as JSON."""
    return _printed(home, "-c", _BEGIN + code)


def _pockets(home: Path, *words: str) -> Any:
    return _printed(home, "-m", "benchmarks._pockets", *words)


def _printed(home: Path, *words: str) -> Any:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)
