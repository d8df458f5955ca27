"""Faults of sending (F04, F06, F52, F53): gateways that fail, senders that die or come back.

The quick forms run on a clock that is set on by hand; the long ones, with real processes and more
messages, are marked slow. Each is run once more with its guard taken away, and must then fail.
What was measured: docs/results/relays-faults.md.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import NOON
from narahubung.accounts.models import Person
from narahubung.journal.models import StoredEntry
from narahubung.relays.commands import carrying, delivering
from narahubung.relays.models import (
    Address,
    Channel,
    Delivery,
    DeliveryState,
    Gateway,
    Recipient,
    Relay,
)
from narahubung.relays.ports import smtp, wire
from narahubung.relays.rules import delivering as rules
from narahubung.relays.working import Sender
from tests.fakes import Fake, http_gateway, mail_server
from tests.servers import ROOT, environment, free_port

S = DeliveryState
pytestmark = pytest.mark.django_db


@dataclass
class Office:
    """A pretended gateway, the event's gateway that names it, and people to write to."""

    event: Any
    fake: Fake
    gateway: Gateway
    sender_id: int
    at: datetime = NOON
    people: list[Person] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def hire(self, count: int) -> None:
        """Make people with an address each."""
        Person.objects.bulk_create([Person(username=f"p{n}") for n in range(count)])
        self.people = list(Person.objects.filter(username__startswith="p").order_by("pk"))
        Address.objects.bulk_create(
            [
                Address(person=one, channel=self.gateway.channel, value=self.value(n))
                for n, one in enumerate(self.people)
            ]
        )

    def value(self, n: int) -> str:
        mail = self.gateway.channel == Channel.MAIL
        return f"p{n}@example.org" if mail else f"+628{n:06d}"

    def send(self, people: list[Person], *, expires_in: timedelta | None = None) -> Relay:
        relay = Relay.objects.create(
            event=self.event,
            code=f"M-{Relay.objects.count() + 1}",
            precedence="penting",
            text="Bus 3",
            sender_id=self.sender_id,
            sender_name="Sari",
            sent_at=self.at,
            expires_at=self.at + expires_in if expires_in else None,
        )
        Recipient.objects.bulk_create([Recipient(relay=relay, person=one) for one in people])
        delivering.queue_relay(relay=relay, person_ids=[one.pk for one in people], at=self.at)
        return relay

    def found(self, **of: Any) -> list[str]:
        """Return the states of what went, or should have gone, by the gateway."""
        rows = Delivery.objects.filter(channel=self.gateway.channel, **of)
        return sorted(rows.values_list("state", flat=True))

    def work(self, *, for_: timedelta, step: timedelta) -> None:
        """Let a sender work while the clock goes on."""
        sender = Sender(now=self.now, luck=lambda: 0.5)
        until = self.at + for_
        while self.at < until:
            sender.drain()
            self.at += step
        sender.drain()
        sender.stop(wait_s=1)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "slow" in request.keywords:
        return
    for module in (wire, smtp):
        monkeypatch.setattr(module, "CONNECT_S", 0.2)
        monkeypatch.setattr(module, "ANSWER_S", 0.2)
    monkeypatch.setattr(smtp, "TALK_S", 0.2)


@pytest.fixture(params=["mail", "sms"])
def office(event: Any, sari: Any, request: pytest.FixtureRequest) -> Iterator[Office]:
    """Both kinds of gateway in turn."""
    yield from _office(event, sari, request.param)


@pytest.fixture
def mail_office(event: Any, sari: Any) -> Iterator[Office]:
    yield from _office(event, sari, "mail")


def _office(event: Any, sari: Any, channel: str) -> Iterator[Office]:
    with (mail_server if channel == "mail" else http_gateway)() as fake:
        gateway = Gateway.objects.create(
            event=event,
            channel=channel,
            shape="smtp" if channel == "mail" else "http",
            settings=settings_for(channel, fake.port),
        )
        yield Office(event, fake, gateway, sari.pk)


def settings_for(channel: str, port: int) -> dict[str, Any]:
    if channel == "mail":
        return {"host": "127.0.0.1", "port": port, "sender": "nh@example.org"}
    return {"url": f"http://127.0.0.1:{port}/sms", "body": '{"to":"{number}","text":"{text}"}'}


def told(kind: str) -> list[StoredEntry]:
    return list(StoredEntry.objects.filter(kind=kind))


# ---- F04: the sender dies between the hand-over and the booking --------------------------------


def dies_after_the_hand_over(office: Office) -> None:
    """Let a sender hand over what it can hold, and never book it."""
    sender = Sender(now=office.now, luck=lambda: 0.5)
    sender.round()
    sender.stop(wait_s=0)
    until = time.monotonic() + 5
    while len(office.fake.accepted) < 4 and time.monotonic() < until:
        time.sleep(0.01)


def test_f04_what_a_dead_sender_held_goes_out_once_more_under_one_number(office: Office) -> None:
    office.hire(30)
    office.send(office.people)
    dies_after_the_hand_over(office)
    begun = len(office.fake.accepted)

    office.work(for_=timedelta(seconds=30), step=timedelta(seconds=10))

    assert office.found() == [S.SENT] * 30
    assert begun <= 4  # as many hands as one gateway gets
    assert len(office.fake.accepted) == 30 + begun
    assert len(office.fake.times()) == 30  # for the reader: each once
    assert max(office.fake.times().values()) <= 2


def test_f04_without_leases_it_is_lost(
    mail_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LEASE", timedelta(days=365))
    mail_office.hire(6)
    mail_office.send(mail_office.people)
    dies_after_the_hand_over(mail_office)
    mail_office.work(for_=timedelta(seconds=30), step=timedelta(seconds=10))
    assert mail_office.found() != [S.SENT] * 6


# ---- F06: the sender is stopped, another takes over, the first wakes up ------------------------


def zombie(office: Office) -> int:
    """Let two senders hold the same in turn; return how much the first one books too late."""
    office.hire(4)
    office.send(office.people)
    old = carrying.hold(office.gateway, limit=4, at=office.at)
    office.at += 2 * rules.LEASE
    assert len(carrying.hold(office.gateway, limit=4, at=office.at)) == 4
    refused = carrying.Outcome(did=carrying.Did.STUMBLED)
    return carrying.book(office.gateway, [(one, refused) for one in old], at=office.at, luck=0)


def test_f06_who_wakes_up_too_late_sends_and_books_nothing(mail_office: Office) -> None:
    assert zombie(mail_office) == 0
    assert mail_office.found() == [S.SENDING] * 4


def test_f06_without_the_token_it_books(
    mail_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_any = lambda ids, _token: Delivery.objects.filter(pk__in=ids)  # noqa: E731
    monkeypatch.setattr(carrying, "_of", of_any)
    assert zombie(mail_office) == 4


# ---- F52: poison among the good ----------------------------------------------------------------


def poison(office: Office, good: int) -> list[float]:
    """Send to many, among them four that are poison; return how long each good one waited."""
    from django.db import connection

    office.hire(good + 4)
    bad = office.people[-4:]  # cannot be read, hangs, is never at home, cannot be opened
    office.fake.moods[office.value(good + 1)] = "hang"
    office.fake.moods[office.value(good + 2)] = "later"
    with connection.cursor() as cursor:
        for one, text in ((bad[0], "nh1|person:1|zz"), (bad[3], "nh1|person:1|" + "00" * 40)):
            cursor.execute(
                "UPDATE relays_address SET value = %s WHERE person_id = %s", [text, one.pk]
            )
    began = time.monotonic()
    office.now = lambda: NOON + timedelta(seconds=time.monotonic() - began)  # type: ignore[method-assign]
    sender = Sender(now=office.now, luck=lambda: 0.5)
    for start in range(0, good, 20):
        office.at = office.now()
        office.send([*office.people[start : start + 20], *(bad if start == 0 else [])])
        while Delivery.objects.filter(person__in=office.people[:good], state=S.QUEUED).exists():
            sender.round()
    sender.drain()
    del office.now  # the tail by the hand-set clock
    office.at = NOON + timedelta(minutes=1)
    sender._now = office.now
    for _ in range(10):  # others go on
        office.send(office.people[:1])
        sender.drain()
        office.at += timedelta(minutes=20)
    sender.stop(wait_s=1)
    rows = Delivery.objects.filter(channel=office.gateway.channel, state=S.SENT)
    return sorted((row.sent_at - row.queued_at).total_seconds() for row in rows)


@pytest.mark.parametrize("good", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_f52_poison_ends_after_five_tries_and_holds_nobody_up(
    mail_office: Office, good: int
) -> None:
    waits = poison(mail_office, good)

    assert mail_office.found() == [S.FAILED] * 4 + [S.SENT] * (good + 10)
    assert len(told("relays.delivery_failed")) == 4
    bad = Delivery.objects.filter(channel=Channel.MAIL, state=S.FAILED)
    assert set(bad.values_list("tries", flat=True)) == {rules.TRIES}
    assert len(waits) == good + 10
    assert waits[int(good * 0.99) - 1] < 2.0
    print(f"F52 {good} good: p50 {waits[good // 2]:.2f} s, p99 {waits[int(good * 0.99) - 1]:.2f} s")


def test_f52_without_an_end_it_is_tried_for_ever(
    mail_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "TRIES", 1000)
    poison(mail_office, 20)
    assert mail_office.found().count(S.FAILED) < 4


# ---- F53: the gateway is down for an hour ------------------------------------------------------


def hour_of(mood: str, office: Office, *, count: int) -> tuple[Relay, Relay]:
    """Send to many, half of it soon stale, while the gateway is down; then ten good minutes."""
    office.hire(count)
    half = count // 2
    port = office.fake.port
    if mood == "refuse":
        reset(office, free_port())
    else:
        office.fake.mood = mood
    lasting = office.send(office.people[:half], expires_in=timedelta(hours=6))
    stale = office.send(office.people[half:], expires_in=timedelta(minutes=10))
    office.work(for_=timedelta(hours=1), step=timedelta(minutes=2))
    office.fake.mood = "good"
    if mood == "refuse":
        reset(office, port)
    office.work(for_=timedelta(minutes=10), step=timedelta(seconds=30))
    return lasting, stale


def reset(office: Office, port: int) -> None:
    settings = settings_for(office.gateway.channel, port)
    Gateway.objects.filter(pk=office.gateway.pk).update(settings=settings)


SIZES = [20, pytest.param(1000, marks=pytest.mark.slow)]


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("mood", ["refuse", "busy", "hang"])
def test_f53_what_waited_goes_out_once_and_what_is_stale_never(
    office: Office, mood: str, count: int
) -> None:
    lasting, stale = hour_of(mood, office, count=count)

    assert set(office.found(relay=lasting)) == {S.SENT}
    assert set(office.found(relay=stale)) == {S.EXPIRED}
    assert len(office.fake.accepted) == count // 2
    assert set(office.fake.times().values()) == {1}
    (report,) = told("relays.deliveries_expired")
    assert report.tell == str(office.sender_id)
    assert len(json.loads(report.facts)["person_ids"]) == count - count // 2


@pytest.mark.parametrize("count", SIZES)
def test_f53_what_was_taken_and_cut_is_doubled_once_at_most(office: Office, count: int) -> None:
    lasting, stale = hour_of("drop", office, count=count)

    assert set(office.found(relay=lasting)) <= {S.SENT, S.UNCERTAIN}
    assert set(office.found(relay=stale)) <= {S.EXPIRED, S.UNCERTAIN}
    assert max(office.fake.times().values()) <= 2
    doubled = [number for number, times in office.fake.times().items() if times == 2]
    marked = Delivery.objects.filter(channel=office.gateway.channel, doubts__gte=1)
    assert len(doubled) <= marked.count()
    reached = set(office.fake.to())
    assert {office.value(n) for n in range(count // 2)} <= reached  # 0 lost
    reports = told("relays.deliveries_expired")
    assert bool(reports) == (S.EXPIRED in office.found(relay=stale))


@pytest.mark.parametrize("count", SIZES)
def test_f53_what_is_refused_for_good_is_said_at_once(office: Office, count: int) -> None:
    hour_of("no", office, count=count)

    assert set(office.found()) == {S.FAILED}
    assert len(told("relays.delivery_failed")) == count
    assert office.fake.accepted == []
    assert not Address.objects.filter(works=True).exists()


def test_f53_without_an_end_of_repeats_it_is_doubled_often(
    mail_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "REPEATS", 99)
    hour_of("drop", mail_office, count=4)
    assert max(mail_office.fake.times().values()) > 2


def test_f53_without_expiry_it_is_sent_late(
    mail_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "expires", lambda _precedence, at, _named: at + timedelta(days=1))
    hour_of("busy", mail_office, count=4)
    assert len(mail_office.fake.accepted) == 4


# ---- F04 and F06 with real processes -----------------------------------------------------------

_FILL = """
import django; django.setup()
from datetime import UTC, datetime
from narahubung.accounts.models import Event, Person
from narahubung.relays.commands.delivering import queue_relay
from narahubung.relays.models import Address, Gateway, Recipient, Relay
at = datetime.now(UTC)
event = Event.objects.create(slug="f", name_en="F", zone="Asia/Makassar", state="live")
settings = {"host": "127.0.0.1", "port": %d, "sender": "nh@example.org"}
Gateway.objects.create(event=event, channel="mail", shape="smtp", settings=settings)
people = [Person.objects.create(username=f"p{n}") for n in range(%d)]
for n, one in enumerate(people):
    Address.objects.create(person=one, channel="mail", value=f"p{n}@example.org")
relay = Relay.objects.create(event=event, code="M-1", precedence="kilat", text="x",
    sender_name="S", sent_at=at)
for one in people:
    Recipient.objects.create(relay=relay, person=one)
queue_relay(relay=relay, person_ids=[one.pk for one in people], at=at)
"""
_SEND = """
import django; django.setup()
import time
from narahubung.relays.working import Sender
sender = Sender(hands=1)
while True:
    if not sender.round():
        time.sleep(0.05)
"""
_LOOK = """
import django, json; django.setup()
from narahubung.relays.models import Delivery
rows = Delivery.objects.filter(channel="mail")
print(json.dumps(sorted(list(row) for row in rows.values_list("state", "tries"))))
"""


def run(home: Path, code: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout or "null")


def a_sender(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _SEND], cwd=ROOT, env=environment(home))


def until(true: Callable[[], bool], seconds: float) -> float:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - began


@pytest.mark.slow
def test_f04_a_killed_process_loses_nothing_and_repeats_one(new_home: Path) -> None:
    count = 40
    with mail_server() as fake:
        run(new_home, _FILL % (fake.port, count))
        fake.held.clear()  # what is accepted now is not answered
        first = a_sender(new_home)
        until(lambda: len(fake.accepted) == 1, 30)
        first.kill()
        first.wait()
        killed_at = time.monotonic()
        fake.held.set()
        second = a_sender(new_home)
        caught = fake.accepted[0][1]
        until(lambda: fake.times()[caught] == 2, 60)
        taken_up = time.monotonic() - killed_at
        until(lambda: run(new_home, _LOOK) == [["sent", 1]] * (count - 1) + [["sent", 2]], 60)
        second.kill()
        second.wait()

    print(f"F04: taken up after {taken_up:.1f} s, {len(fake.accepted) - count} repeat")
    assert len(fake.times()) == count
    assert len(fake.accepted) == count + 1
    assert taken_up <= 30


@pytest.mark.slow
def test_f06_a_stopped_process_that_wakes_up_has_no_effect(new_home: Path) -> None:
    with mail_server() as fake:
        run(new_home, _FILL % (fake.port, 1))
        fake.mood = "hang"  # it takes the line and says nothing: the letter is not handed over
        zombie = a_sender(new_home)
        until(lambda: fake.connections == 1, 20)
        os.kill(zombie.pid, signal.SIGSTOP)
        fake.mood = "good"
        other = a_sender(new_home)
        until(lambda: len(fake.accepted) == 1, 60)
        time.sleep(2 * rules.LEASE.total_seconds() - 30)
        os.kill(zombie.pid, signal.SIGCONT)
        time.sleep(3)
        zombie.kill()
        other.kill()
        zombie.wait()
        other.wait()
        rows = run(new_home, _LOOK)

    assert rows == [["sent", 2]]
    assert len(fake.accepted) == 1
