"""An event is quiet: what is ordinary waits, what is urgent goes, nothing is lost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.journal.carrying import Holder, words_of
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.kit.said import both_languages
from narahubung.relays import commands, queries
from narahubung.relays.commands import carrying, channels
from narahubung.relays.handing_out import still_waiting
from narahubung.relays.models import Channel, Delivery, Gateway, Quiet, Recipient, Relay
from narahubung.relays.rules import quieting as rules
from narahubung.relays.timetable import answers

MINUTE = timedelta(minutes=1)
WHY = both_languages("drill of fire", "latihan kebakaran")


@pytest.fixture
def by(sari: Any, as_actor: Any, event: Any) -> Actor:
    return as_actor(sari, event)


@pytest.fixture
def me(lia: Any, as_actor: Any, event: Any) -> Actor:
    return as_actor(lia, event)


@pytest.fixture
def mail(event: Any, lia: Any, house: Any) -> Gateway:
    channels.set_address(
        person_id=lia.pk, channel="mail", value="lia@example.org", by=house, at=NOON
    )
    return Gateway.objects.create(event=event, channel=Channel.MAIL, shape="smtp")


@pytest.fixture
def quiet(house: Actor) -> None:
    commands.begin_quiet(why=WHY, by=house, at=NOON)


def tell(by: Actor, lia: Any, precedence: str = "biasa", text: str = "Lunch is at noon") -> Relay:
    found = commands.send(
        text=text,
        audience=[f"person:{lia.pk}"],
        precedence=precedence,
        must_read_back=False,
        by=by,
        at=NOON + MINUTE,
    )
    react(at=NOON + MINUTE)
    return Relay.objects.get(pk=found)


def handed(kind: str = "relays.sent") -> int:
    return len(words_of(StoredEntry.objects.filter(kind=kind).values_list("pk", flat=True)))


def test_what_is_ordinary_waits_on_every_channel(
    quiet: None, by: Actor, me: Actor, lia: Any, mail: Gateway, event: Any
) -> None:
    tell(by, lia)
    assert carrying.hold(mail, limit=9, at=NOON + 2 * MINUTE) == []
    assert handed() == 0
    holder = Holder(
        person_id=lia.pk, event_id=event.pk, language="en", session_key="", session_hash=""
    )
    assert still_waiting(holder, NOON + 2 * MINUTE) == []
    assert queries.inbox(by=me, at=NOON) == []
    assert queries.unanswered(by=me) == 0
    now = queries.quiet_now(by=me)
    assert now is not None
    assert (now.held, now.why) == (1, "latihan kebakaran")
    [line] = queries.inbox(by=me, at=NOON, held=True)
    assert line.message.text == "Lunch is at noon"


def test_what_is_urgent_goes(quiet: None, by: Actor, me: Actor, lia: Any, mail: Gateway) -> None:
    tell(by, lia, "segera", "The road is closed")
    assert len(carrying.hold(mail, limit=9, at=NOON + 2 * MINUTE)) == 1
    assert handed() == 1
    assert queries.unanswered(by=me) == 1


def test_it_is_let_go_afterwards_and_its_clock_ran_not(
    quiet: None, by: Actor, me: Actor, lia: Any, mail: Gateway, house: Actor
) -> None:
    relay = tell(by, lia, "penting")
    day = NOON + timedelta(days=2)  # longer than word of it is of use
    answers(at=day, key=uuid4())
    assert carrying.sweep(day) == 0
    assert Recipient.objects.get(relay=relay).rung == 0
    assert commands.end_quiet(by=house, at=day) == 1
    assert commands.end_quiet(by=house, at=day) == 0
    assert len(carrying.hold(mail, limit=9, at=day + MINUTE)) == 1
    assert Recipient.objects.get(relay=relay).answer_due_at == day + 15 * MINUTE
    assert queries.unanswered(by=me) == 1
    assert queries.quiet_now(by=me) is None
    assert Quiet.objects.get().held == 1


def test_it_is_quiet_once(quiet: None, house: Actor, by: Actor, me: Actor) -> None:
    commands.begin_quiet(why=WHY, by=house, at=NOON + MINUTE)
    assert Quiet.objects.count() == 1
    with pytest.raises(rules.MayNotLift):
        commands.begin_quiet(why=WHY, by=me, at=NOON)
    with pytest.raises(rules.MayNotLift):
        commands.end_quiet(by=me, at=NOON)


def test_one_message_is_let_through_with_a_reason(
    quiet: None, by: Actor, me: Actor, lia: Any, mail: Gateway, signed_in: Any, sari: Any
) -> None:
    relay = tell(by, lia)
    page = f"/e/arda-2026/relays/{relay.pk}/"
    assert "Let this one through" in signed_in(sari).get(page).content.decode()
    assert signed_in(lia).post(f"{page}through/", {"why": "x"}).status_code == 404
    with pytest.raises(rules.WhyThrough):
        commands.let_through(relay_id=relay.pk, why=" ", by=by, at=NOON)
    assert "Lunch is at noon" in signed_in(sari).get("/e/arda-2026/relays/held/").content.decode()
    signed_in(sari).post(f"{page}through/", {"why": "They wait with the food"})
    assert len(carrying.hold(mail, limit=9, at=NOON + 2 * MINUTE)) == 1
    assert handed("relays.let_through") == 1
    assert queries.unanswered(by=me) == 1
    with pytest.raises(rules.NotHeld):
        commands.let_through(relay_id=relay.pk, why="again", by=by, at=NOON)


def test_the_inbox_says_how_many_wait(
    quiet: None, by: Actor, lia: Any, signed_in: Any, sari: Any
) -> None:
    tell(by, lia)
    tell(by, lia, text="And tea at four")
    inbox = "/e/arda-2026/relays/"
    page = signed_in(lia).get(inbox).content.decode()
    assert "2 messages are held" in page
    assert "tea at four" not in page
    assert "All that is held" not in page
    assert "tea at four" in signed_in(lia).get(f"{inbox}?held").content.decode()
    assert "nothing is lost" in signed_in(sari).get(f"{inbox}send/").content.decode()


def test_of_notices_that_waited_one_goes(quiet: None, lia: Any, mail: Gateway, house: Any) -> None:
    at = NOON + MINUTE
    address = lia.addresses.get()
    for number in range(3):
        Delivery.objects.create(
            event_id=mail.event_id,
            person=lia,
            channel="mail",
            address=address,
            dedupe=f"entry:{number}:{lia.pk}",
            queued_at=at,
            next_try_at=at,
            expires_at=at + timedelta(hours=72),
        )
    assert carrying.hold(mail, limit=9, at=at) == []
    commands.end_quiet(by=house, at=at + MINUTE)
    assert len(carrying.hold(mail, limit=9, at=at + MINUTE)) == 1
