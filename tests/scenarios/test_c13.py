"""C13: from "2 of 3 buses not reached in 10 min" to a drill, its score, and a lesson that closes.

The real house and each drill are folders of their own; every step is a process of its own on one of
them, as in real life.
"""

import hashlib
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.servers import ROOT, environment, narahubung

NAMES = ["Galadriel Arwen", "Celeborn Teleporno", "Lia Ardika", "Made Wirawan", "Komang Surya"]
PEOPLE = """
from datetime import date
from narahubung.accounts.models import Event, Person, Reach
from narahubung.parties.models import Member, Officer, Party
from narahubung.relays.models import Template
event = Event.objects.get()
event.state = "live"; event.save()
def person(username, name, role, party=None):
    one = Person.objects.create(username=username, full_name=name, language="en")
    kind = {"kind": "party", "object_id": party.pk} if party else {"kind": "event"}
    Reach.objects.create(person=one, event=event, role=role, since=AT - 9 * DAY, **kind)
    return one
person("chief", "Elrond Halfelven", "crisis_lead")
person("coordinator", "Sari Dewi Kusuma", "coordinator")
for n, name in enumerate(NAMES[2:], 1):
    party = Party.objects.create(event=event, code=f"D0{n}", name_en=f"Delegation {n}")
    Member.objects.create(event=event, party=party, code=f"m{n}", full_name=NAMES[n % 2])
    Officer.objects.create(event=event, code=f"LO-00{n}", full_name=name, phone="+628123456789",
                           person=person(f"officer{n}", name, "officer", party))
Template.objects.create(event=event, code="road", title={"en": "Bus"}, texts={"en": "Where?"})
"""
LESSON = """
from narahubung.learning.commands import learn_lesson, plan_improvement
from narahubung.accounts.models import Person
lesson = learn_lesson(what="2 of 3 buses not reached in 10 min", measure="reached", within_min=10,
                      of=3, by=actor("chief"), at=AT)
plan_improvement(lesson_id=lesson.pk, action="Each bus has two ways to be called",
                 owner_id=who("coordinator").pk, element="planning", starts_on=AT.date(),
                 due_on=AT.date(), changes="template", ref="road", by=actor("chief"), at=AT)
"""
# Officers answer so many minutes after they were called; None: never.
PLAY = """
from uuid import uuid4
from narahubung.learning import commands
from narahubung.learning.models import Drill, Inject
from narahubung.learning.queries.drills import drill_sheet
from narahubung.learning.results import result_of
from narahubung.learning.timetable import injects
from narahubung.relays.commands import acknowledge
from narahubung.relays.models import Relay
from narahubung.accounts.models import Person, Reach
drill = Drill.objects.get()
chief = as_actor(Person.objects.get(pk=Reach.objects.get(role="crisis_lead").person_id))
ties = Reach.objects.filter(role="officer").order_by("person_id")
officers = [Person.objects.get(pk=pk) for pk in ties.values_list("person_id", flat=True)]
commands.begin_drill(drill_id=drill.pk, by=chief, at=AT)
came = {}
for minute in range(46):
    now = AT + minute * MINUTE
    injects(at=now, key=uuid4())
    for row in Inject.objects.filter(delivered_at=now):
        came[row.number] = minute
    called = Inject.objects.get(measured=True)
    for officer, after in zip(officers, ANSWERS):
        due = called.delivered_at and after is not None
        if due and called.delivered_at + after * MINUTE == now:
            acknowledge(relay_id=called.relay_id, by=as_actor(officer), at=now)
first = Inject.objects.order_by("number").first()
commands.mark_inject(inject_id=first.pk, done=True, note="seen", by=chief, at=now)
commands.end_drill(drill_id=drill.pk, by=chief, at=now)
from narahubung.kit import exercise
from narahubung.relays.ports import Letter, send
letter = Letter(to="+62", text="x", link="", message_id="1", ttl_s=9)
gone = send(letter, shape="http", settings={"url": "http://127.0.0.1:9/"}, secret="",
            time_left=lambda: 9.0)
tell({"came": came, "result": result_of(Drill.objects.get()), "gate": str(gone.did),
      "texts": [t for r in Relay.objects.all() for t in (r.text, r.translation)],
      "names": [str(p) for p in Person.objects.all()]})
"""
SIGN = """
from narahubung.learning.commands import sign_result
sign_result(told=TOLD, by=actor("chief"), at=AT)
"""
CHANGE = """
from narahubung.learning.commands import acknowledge_change, announce_change
from narahubung.learning.models import Improvement
from narahubung.relays.models import Template
row = Improvement.objects.get()
try:
    announce_change(improvement_id=row.pk, says="x", roles=["officer"], by=actor("chief"), at=AT)
except Exception as no:
    early = type(no).__name__
Template.objects.filter(code="road").update(texts={"en": "Where? No answer: the driver's radio."})
announce_change(improvement_id=row.pk, says="Second way: radio", roles=["officer"],
                by=actor("chief"), at=AT)
for n in (1, 2, 3):
    acknowledge_change(improvement_id=row.pk, by=actor(f"officer{n}"), at=AT)
tell({"early": early})
"""
STATE = """
from narahubung.kit.refusals import Refusal
from narahubung.learning.commands import close_improvement
from narahubung.learning.models import Improvement
from narahubung.training.queries import competence
row, no = Improvement.objects.get(), ""
try:
    close_improvement(improvement_id=row.pk, by=actor("chief"), at=AT)
except Refusal as refusal:
    no = str(refusal)
row.refresh_from_db()
maps = {one.code: {unit.code: unit.state for unit in one.units}
        for one in competence(by=actor("coordinator"), on=AT.date())}
tell({"closed": row.closed_at is not None, "no": no, "maps": maps})
"""
BEGIN = """
import django, json, sys; django.setup()
from datetime import timedelta
from django.utils import translation
from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Event, Person
from narahubung.kit import clock
translation.activate("en")
AT, MINUTE, DAY = clock.now(), timedelta(minutes=1), timedelta(days=1)
def who(username): return Person.objects.get(username=username)
def as_actor(person): return actor_of(person, event_id=Event.objects.get().pk, at=AT)
def actor(username): return as_actor(who(username))
def tell(told): print("TOLD " + json.dumps(told))
"""


def on(home: Path, code: str, **given: Any) -> Any:
    """Run some lines in a process on that folder; return what they tell."""
    words = "\n".join(f"{name} = {value!r}" for name, value in given.items())
    ran = subprocess.run(
        [sys.executable, "-c", f"{BEGIN}\n{words}\n{code}"],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told = [line for line in ran.stdout.splitlines() if line.startswith("TOLD ")]
    return json.loads(told[-1][5:]) if told else None


def dump(home: Path) -> str:
    """Return the digest of every row of every table of a house."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(home / "narahubung.sqlite3")) as db:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in tables.fetchall():
            rows = sorted(map(repr, db.execute(f'SELECT * FROM "{table}"')))  # noqa: S608
            found.update(f"{table}\n{rows}\n".encode())
    return found.hexdigest()


def make(home: Path) -> Path:
    """Make a drill of lesson 1 by the command of the docs; return its folder."""
    before, began = dump(home), time.monotonic()
    made = narahubung(home, "drill", "make", "--lesson", "1")
    assert made.returncode == 0, made.stderr
    assert time.monotonic() - began < 300
    assert dump(home) == before
    return Path(made.stdout.split("Drill ready: ")[1].splitlines()[0])


def play(home: Path, drill: Path, answers: list[int | None]) -> Any:
    """Run all 45 minutes of it; not a row of it is in the real house."""
    before = dump(home)
    told = on(drill, PLAY, ANSWERS=answers)
    assert dump(home) == before
    return told


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    made = narahubung(folder, "init", "--event", "arda-2026", "--zone", "WITA")
    assert made.returncode == 0, made.stderr
    on(folder, PEOPLE, NAMES=NAMES)
    on(folder, LESSON)
    return folder


@pytest.fixture(scope="module")
def first(home: Path) -> tuple[Path, Any]:
    """The drill that shows the gap: one of three answers in time."""
    drill = make(home)
    return drill, play(home, drill, [4, 12, None])


def test_c13_a_lesson_stays_open_until_a_drill_meets_the_target(
    home: Path, first: tuple[Path, Any]
) -> None:
    drill, told = first
    raw = (drill / "narahubung.sqlite3").read_bytes()
    for name in [*NAMES, "Elrond Halfelven", "Sari Dewi Kusuma", "+628123456789"]:
        assert name.encode() not in raw

    assert len(told["came"]) >= 8
    assert max(told["came"].values()) <= 45
    with closing(sqlite3.connect(drill / "narahubung.sqlite3")) as db:
        due = dict(db.execute("SELECT number, minute FROM learning_inject"))
        assert db.execute("SELECT minutes FROM learning_drill").fetchall() == [(45,)]
    assert {int(number): minute for number, minute in told["came"].items()} == due
    assert all(text.startswith("LATIHAN/EXERCISE") for text in told["texts"] if text)
    assert told["gate"] == "refused"
    assert not set(told["names"]) & {*NAMES, "Elrond Halfelven", "Sari Dewi Kusuma"}

    result = told["result"]
    (timing,) = result["timings"]
    assert (timing["reached"], timing["of"], timing["met"]) == (1, 3, False)
    assert [answer["took_s"] for answer in result["answers"]] == [240, 720, None]
    with closing(sqlite3.connect(drill / "narahubung.sqlite3")) as db:  # times come from the log
        marks = dict(db.execute("SELECT id, mark FROM journal_storedentry"))
    assert len(timing["proof"]) == 3
    assert all(marks[proof["entry"]] == proof["mark"] for proof in timing["proof"])
    assert not any(name in json.dumps(result) for name in NAMES)

    on(home, SIGN, TOLD=result)
    state = on(home, STATE)
    assert state["maps"]["LO-001"]["emergency"] == "proved"
    assert state["maps"]["LO-002"]["emergency"] == state["maps"]["LO-003"]["emergency"] == "gap"
    assert state["closed"] is False
    assert "the new version in force" in state["no"]
    assert "a drill that meets the target" in state["no"]

    assert on(home, CHANGE)["early"] == "NothingNew"
    state = on(home, STATE)
    assert state["closed"] is False
    assert state["no"].endswith("Missing: a drill that meets the target.")

    told = play(home, make(home), [4, 9, 10])
    assert told["result"]["met"] is True
    on(home, SIGN, TOLD=told["result"])
    state = on(home, STATE)
    assert state["closed"] is True
    assert "a drill proved it" in state["no"]
    assert {units["emergency"] for units in state["maps"].values()} == {"proved"}


def test_figures_that_somebody_touched_are_not_signed(home: Path, first: tuple[Path, Any]) -> None:
    told = first[1]["result"]
    no = """
from narahubung.kit.refusals import Refusal
from narahubung.learning.commands import sign_result
from narahubung.learning.models import Result
said = []
for each in (TOLD | {"met": True}, TOLD | {"code": "D-other"}, {"format": 1}, {}, TOLD):
    try:
        sign_result(told=each, by=actor("chief"), at=AT)
    except Refusal as refusal:
        said.append(refusal.code)
tell({"said": said, "rows": Result.objects.filter(code=TOLD["code"]).count()})
"""
    found = on(home, no, TOLD=told)
    refused = ["NotOurs", "NotOurs", "NoResult", "NoResult", "SignedAlready"]
    assert found["said"] == [f"learning.{name}" for name in refused]
    assert found["rows"] == 1


def test_a_drill_and_a_real_house_are_never_mixed(
    home: Path, first: tuple[Path, Any], tmp_path: Path
) -> None:
    drill, _told = first
    no = narahubung(drill, "drill", "make", "--template", "reach")  # no drill out of a drill
    assert no.returncode == 1
    assert "in the real house" in no.stderr
    with (
        closing(sqlite3.connect(drill / "narahubung.sqlite3")) as db,
        pytest.raises(sqlite3.IntegrityError, match="a drill stays a drill"),
    ):
        db.execute("DELETE FROM learning_standing")

    fake = tmp_path / "fake"
    fake.mkdir()
    (fake / "narahubung.sqlite3").write_bytes((drill / "narahubung.sqlite3").read_bytes())
    no = narahubung(fake, "work")
    assert no.returncode == 1
    assert "this folder is not a drill's" in no.stderr
    assert narahubung(fake, "init").returncode == 1

    with closing(sqlite3.connect(home / "narahubung.sqlite3")) as real:
        real.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (drill / "narahubung.sqlite3").write_bytes((home / "narahubung.sqlite3").read_bytes())
    no = narahubung(drill, "serve", "--port", "0")
    assert no.returncode == 1
    assert "This folder is a drill's, but its database is not." in no.stderr

    on(
        home,
        """
from narahubung.kit.refusals import Refusal
from narahubung.learning.commands import begin_drill
from narahubung.learning.models import Drill
row = Drill.objects.create(event=Event.objects.get(), code="x", title="x", template="reach",
                           minutes=45, measure="reached", within_min=10, made_at=AT)
try:
    begin_drill(drill_id=row.pk, by=actor("chief"), at=AT)
except Refusal as refusal:
    assert refusal.code == "learning.OnlyInADrill", refusal.code
else:
    raise AssertionError
""",
    )
