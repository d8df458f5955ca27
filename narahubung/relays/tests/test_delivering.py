"""The table of deliveries: queued once, sent once, tried again, given up, never sent late."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.accounts.models import Person
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.relays import queries, reactions
from narahubung.relays.commands import carrying, channels, delivering, hearing
from narahubung.relays.models import (
    Address,
    Channel,
    Delivery,
    DeliveryState,
    Gateway,
    Recipient,
    RecipientState,
    Relay,
)
from narahubung.relays.ports import Did, Outcome, smtp, wire
from narahubung.relays.ports.letter import Heard
from narahubung.relays.rules import delivering as rules
from narahubung.relays.rules.channels import NotAMailAddress, NotANumber, NotYourAddress
from narahubung.relays.working import Sender
from tests.fakes import Fake, http_gateway, mail_server

S = DeliveryState
pytestmark = pytest.mark.django_db
assert reactions  # registers them


class Watch:
    """A clock that stands until it is set on."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def on(self, **span: float) -> datetime:
        self.at += timedelta(**span)
        return self.at


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (wire, smtp):
        monkeypatch.setattr(module, "CONNECT_S", 0.4)
        monkeypatch.setattr(module, "ANSWER_S", 0.4)


@pytest.fixture
def sender(watch: Watch) -> Iterator[Sender]:
    made = Sender(now=watch, luck=lambda: 0.5)
    yield made
    made.stop(wait_s=2)


@pytest.fixture
def mail(event: Any) -> Iterator[Fake]:
    with mail_server() as fake:
        settings = {"host": "127.0.0.1", "port": fake.port, "sender": "nh@example.org"}
        Gateway.objects.create(event=event, channel=Channel.MAIL, shape="smtp", settings=settings)
        yield fake


@pytest.fixture
def sms(event: Any) -> Iterator[Fake]:
    with http_gateway() as fake:
        settings = {
            "url": f"http://127.0.0.1:{fake.port}/sms",
            "body": '{"to": "{number}", "text": "{text}"}',
        }
        Gateway.objects.create(event=event, channel=Channel.SMS, shape="http", settings=settings)
        yield fake


@pytest.fixture
def reach(house: Any) -> Callable[..., Any]:
    """Give a person an address: reach(lia, "mail", "lia@example.org")."""

    def make(someone: Any, channel: str, value: str) -> Address:
        pk = channels.set_address(
            person_id=someone.pk, channel=channel, value=value, by=house, at=NOON
        )
        return Address.objects.get(pk=pk)

    return make


@pytest.fixture
def message(event: Any, sari: Any) -> Callable[..., Relay]:
    """Send a message to people, as the sending command leaves it."""

    def make(*people: Any, **more: Any) -> Relay:
        told: dict[str, Any] = {"precedence": "kilat", "sent_at": NOON}
        relay = Relay.objects.create(
            event=event,
            code=f"M-{Relay.objects.count() + 1}",
            sender=sari,
            sender_name="Sari",
            text="Bus 3 leaves at 15.13 WITA",
            **{**told, **more},
        )
        Recipient.objects.bulk_create([Recipient(relay=relay, person=one) for one in people])
        return relay

    return make


def queue(relay: Relay, *people: Any, at: datetime = NOON) -> None:
    delivering.queue_relay(relay=relay, person_ids=[one.pk for one in people], at=at)


def states(**of: Any) -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(**of).exclude(channel=Channel.PAGE).order_by("pk")
    return list(rows.values_list("channel", "state"))


def entries(kind: str) -> list[StoredEntry]:
    return list(StoredEntry.objects.filter(kind=kind).order_by("pk"))


# ---- queueing ----------------------------------------------------------------------------------


def test_word_goes_by_the_page_and_the_first_channel_of_each(
    message: Any, reach: Any, lia: Any, teo: Any, sari: Any, mail: Fake, sms: Fake
) -> None:
    reach(lia, "sms", "+62 812 111 111")
    reach(lia, "mail", "lia@example.org")
    reach(teo, "mail", "teo@example.org")
    relay = message(lia, teo, sari)

    queue(relay, lia, teo, sari)
    queue(relay, lia, teo, sari)

    found = Delivery.objects.order_by("person__username", "channel")
    assert list(found.values_list("person__username", "channel", "state")) == [
        ("lia", "page", "sent"),
        ("lia", "sms", "queued"),
        ("sari", "page", "sent"),
        ("teo", "mail", "queued"),
        ("teo", "page", "sent"),
    ]


def test_a_channel_without_gateway_is_passed_over(
    message: Any, reach: Any, lia: Any, mail: Fake
) -> None:
    reach(lia, "whatsapp", "+62812111111")
    reach(lia, "mail", "lia@example.org")
    queue(message(lia), lia)
    assert states() == [("mail", "queued")]


def test_a_thousand_are_queued_in_a_few_statements(
    message: Any, event: Any, mail: Fake, django_assert_max_num_queries: Any
) -> None:
    Person.objects.bulk_create([Person(username=f"p{n}") for n in range(1000)])
    people = list(Person.objects.filter(username__startswith="p"))
    Address.objects.bulk_create(
        [Address(person=one, channel=Channel.MAIL, value_hash=str(one.pk)) for one in people]
    )
    relay = message(*people)

    with django_assert_max_num_queries(40):
        queue(relay, *people)

    assert Delivery.objects.count() == 2000


def test_quiet_hours_hold_what_can_wait(
    message: Any, reach: Any, lia: Any, house: Any, mail: Fake, watch: Watch, sender: Sender
) -> None:
    address = reach(lia, "mail", "lia@example.org")
    channels.order_channels(
        person_id=lia.pk,
        address_ids=[address.pk],
        quiet_from=time(11),
        quiet_until=time(13),
        by=house,
        at=NOON,
    )
    queue(message(lia, precedence="biasa"), lia)
    queue(message(lia, precedence="segera"), lia)

    sender.drain()
    assert states() == [("mail", "queued"), ("mail", "sent")]
    watch.on(hours=1)  # 13.00 WITA
    sender.drain()
    assert states() == [("mail", "sent"), ("mail", "sent")]


@pytest.mark.parametrize(
    ("now", "begins", "ends", "waits"),
    [("12:00", 22, 6, 0), ("23:00", 22, 6, 7), ("05:30", 22, 6, 0.5), ("06:00", 22, 6, 0)],
)
def test_quiet_hours_go_over_midnight(now: str, begins: int, ends: int, waits: float) -> None:
    from zoneinfo import ZoneInfo

    hour, minute = map(int, now.split(":"))
    at = datetime(2026, 11, 21, hour, minute, tzinfo=ZoneInfo("Asia/Makassar"))
    free = rules.not_before(
        at,
        precedence="biasa",
        quiet_from=time(begins),
        quiet_until=time(ends),
        zone_name="Asia/Makassar",
    )
    assert free - at == timedelta(hours=waits)


def test_every_entry_that_leaves_word_is_told_once(
    reach: Any, lia: Any, event: Any, mail: Fake, sender: Sender, sari: Any, as_actor: Any
) -> None:
    from narahubung.accounts.commands.people import grant

    reach(lia, "phone", "+62811222")  # nobody rings up for a notice
    reach(lia, "mail", "lia@example.org")
    grant(person_id=lia.pk, role="interpreter", by=as_actor(sari, event), at=NOON)

    for _ in range(3):
        react(at=NOON)
    sender.drain()

    assert mail.to() == ["lia@example.org"]
    assert "/e/arda-2026/" in mail.accepted[0][2].get_payload()


# ---- sending -----------------------------------------------------------------------------------


def test_the_most_urgent_goes_first_and_no_content_leaves(
    message: Any, reach: Any, lia: Any, mail: Fake, watch: Watch
) -> None:
    reach(lia, "mail", "lia@example.org")
    one_hand = Sender(now=watch, hands=1)
    codes = [message(lia, precedence=one) for one in ("biasa", "penting", "kilat", "segera")]
    for relay in codes:
        queue(relay, lia)

    one_hand.drain()
    one_hand.stop(wait_s=1)

    said = [mail_.get_payload() for _, _, mail_ in mail.accepted]
    assert [words.split("/relays/")[1].split("/")[0] for words in said] == [
        str(codes[n].pk) for n in (2, 3, 1, 0)
    ]
    assert not [words for words in said if "Bus" in words or "KILAT" in words]


def test_a_text_that_may_have_arrived_is_repeated_once_under_one_number(
    message: Any, reach: Any, lia: Any, mail: Fake, watch: Watch, sender: Sender
) -> None:
    reach(lia, "mail", "lia@example.org")
    queue(message(lia), lia)
    mail.mood = "drop"

    for _ in range(12):
        sender.drain()
        watch.on(minutes=5)

    assert states() == [("mail", "uncertain")]
    assert list(mail.times().values()) == [2]


def test_what_a_sender_still_has_in_hand_it_does_not_take_up_beside(
    message: Any, reach: Any, lia: Any, mail: Fake
) -> None:
    reach(lia, "mail", "lia@example.org")
    queue(message(lia), lia)
    gateway, later = Gateway.objects.get(channel=Channel.MAIL), NOON + rules.LEASE
    (held,) = carrying.hold(gateway, limit=9, at=NOON)

    assert carrying.hold(gateway, limit=9, at=later, under_way=[held.pk]) == []
    assert carrying.hold(gateway, limit=9, at=later) == [held]  # another one's, who may have died


def test_a_text_whose_repeat_is_taken_is_sent_and_says_it_may_be_double(
    message: Any, reach: Any, lia: Any, mail: Fake, watch: Watch, sender: Sender
) -> None:
    reach(lia, "mail", "lia@example.org")
    queue(message(lia), lia)
    mail.mood = "drop"
    sender.drain()
    mail.mood = "good"
    watch.on(minutes=2)
    sender.drain()

    one = Delivery.objects.get(channel=Channel.MAIL)
    assert (one.state, one.doubts) == (S.SENT, 1)
    assert len(mail.accepted) == 2
    assert len(mail.times()) == 1


def test_an_address_that_takes_nothing_is_crossed_out_and_the_next_one_used(
    message: Any,
    reach: Any,
    lia: Any,
    sari: Any,
    event: Any,
    as_actor: Any,
    mail: Fake,
    sms: Fake,
    sender: Sender,
) -> None:
    gone = reach(lia, "mail", "gone@example.org")
    reach(lia, "sms", "+62812111111")
    mail.mood = "no"
    relay = message(lia)
    queue(relay, lia)

    sender.drain()

    gone.refresh_from_db()
    assert not gone.works
    (copy,) = queries.sheet(by=as_actor(sari, event), at=NOON, relay_id=relay.pk).copies
    assert [(way.state, way.at) for way in copy.ways] == [("failed", NOON), ("sent", NOON)]
    assert states() == [("mail", "failed"), ("sms", "sent")]
    (alarm,) = entries("relays.delivery_failed")
    assert "550" in alarm.facts
    assert "gone@example.org" not in alarm.facts


def test_nothing_is_sent_late_and_the_sender_is_told(
    message: Any, reach: Any, lia: Any, sari: Any, mail: Fake, watch: Watch, sender: Sender
) -> None:
    reach(lia, "mail", "lia@example.org")
    queue(message(lia, expires_at=NOON + timedelta(minutes=10)), lia)
    mail.mood = "busy"
    sender.drain()
    mail.mood = "good"
    watch.on(minutes=11)
    sender.drain()

    assert states() == [("mail", "expired")]
    assert mail.accepted == []
    (told,) = entries("relays.deliveries_expired")
    assert told.tell == str(sari.pk)


def test_what_is_answered_meanwhile_is_not_sent(
    message: Any, reach: Any, lia: Any, mail: Fake, sender: Sender
) -> None:
    reach(lia, "mail", "lia@example.org")
    relay = message(lia)
    queue(relay, lia)
    relay.recipients.update(state=RecipientState.ACKNOWLEDGED)

    sender.drain()

    assert states() == [("mail", "dropped")]
    assert mail.accepted == []


def test_a_gateway_that_is_down_costs_no_message_a_try(
    message: Any, reach: Any, lia: Any, mail: Fake, watch: Watch, sender: Sender
) -> None:
    reach(lia, "mail", "lia@example.org")
    queue(message(lia, precedence="biasa"), lia)
    mail.mood = "busy"
    for _ in range(20):
        sender.drain()
        watch.on(minutes=2)
    assert Delivery.objects.get(channel=Channel.MAIL).tries == 0
    mail.mood = "good"
    watch.on(minutes=2)
    sender.drain()
    assert states() == [("mail", "sent")]


def test_a_damaged_address_ends_after_five_tries_with_an_alarm(
    message: Any, reach: Any, lia: Any, teo: Any, mail: Fake, watch: Watch, sender: Sender
) -> None:
    from django.db import connection

    bad = reach(lia, "mail", "lia@example.org")
    reach(teo, "mail", "teo@example.org")
    with connection.cursor() as cursor:
        damaged = f"nh1|person:{lia.pk}|{'00' * 40}"
        cursor.execute("UPDATE relays_address SET value = %s WHERE id = %s", [damaged, bad.pk])
    queue(message(lia, teo, precedence="biasa"), lia, teo)

    for _ in range(8):
        sender.drain()
        watch.on(minutes=20)

    assert states() == [("mail", "failed"), ("mail", "sent")]
    assert Delivery.objects.get(person=lia, channel=Channel.MAIL).tries == rules.TRIES
    assert len(entries("relays.delivery_failed")) == 1


def test_who_was_stopped_and_comes_back_books_nothing(
    message: Any, reach: Any, lia: Any, mail: Fake
) -> None:
    reach(lia, "mail", "lia@example.org")
    queue(message(lia), lia)
    gateway = Gateway.objects.get(channel=Channel.MAIL)
    (old,) = carrying.hold(gateway, limit=5, at=NOON)
    assert carrying.hold(gateway, limit=5, at=NOON) == []
    later = NOON + rules.LEASE
    (new,) = carrying.hold(gateway, limit=5, at=later)

    assert carrying.book(gateway, [(old, Outcome(did=Did.ACCEPTED))], at=later, luck=0) == 0
    assert states() == [("mail", "sending")]
    assert carrying.book(gateway, [(new, Outcome(did=Did.ACCEPTED))], at=later, luck=0) == 1
    assert states() == [("mail", "sent")]


def test_the_next_channel_is_another_one_before_another_address(
    message: Any, reach: Any, lia: Any, mail: Fake, sms: Fake
) -> None:
    for channel, value in [
        ("mail", "a@example.org"),
        ("mail", "b@example.org"),
        ("phone", "+62812111111"),
        ("sms", "+62812111111"),
    ]:
        reach(lia, channel, value)
    relay = message(lia)
    queue(relay, lia)

    tried = [delivering.deliver_by_next(relay=relay, person_id=lia.pk, at=NOON) for _ in range(4)]
    assert tried == ["phone", "sms", "mail", ""]


# ---- receipts and answers ----------------------------------------------------------------------


def test_a_receipt_is_booked_once(
    message: Any, reach: Any, lia: Any, sms: Fake, sender: Sender
) -> None:
    address = reach(lia, "sms", "+62812111111")
    relay = message(lia)
    queue(relay, lia)
    sender.drain()
    gateway = Gateway.objects.get(channel=Channel.SMS)
    heard = [Heard(kind="delivered", message_id="gw-1"), Heard(kind="delivered", message_id="no")]

    assert hearing.take(gateway, heard, at=NOON) == 1
    assert hearing.take(gateway, heard, at=NOON) == 0

    assert states() == [("sms", "delivered")]
    address.refresh_from_db()
    assert address.checked_at == NOON
    assert relay.recipients.get().state == RecipientState.DELIVERED


@pytest.mark.parametrize("words", ["OK", "8-6", "TERIMA", " siap. ", "86"])
def test_an_answer_acknowledges_the_newest_open_message(
    message: Any, reach: Any, lia: Any, sms: Fake, words: str
) -> None:
    reach(lia, "sms", "+62 812-111-111")
    old, new = message(lia), message(lia, sent_at=NOON + timedelta(minutes=1))
    gateway = Gateway.objects.get(channel=Channel.SMS)
    heard = Heard(kind="answer", sender="62812111111", text=words, message_id="in-1")

    assert hearing.take(gateway, [heard, heard], at=NOON) == 1

    assert new.recipients.get().state == RecipientState.ACKNOWLEDGED
    assert old.recipients.get().state == RecipientState.SENT


def test_other_words_reach_the_sender_and_acknowledge_nothing(
    message: Any, reach: Any, lia: Any, sari: Any, sms: Fake
) -> None:
    reach(lia, "sms", "+62812111111")
    relay = message(lia)
    gateway = Gateway.objects.get(channel=Channel.SMS)
    heard = Heard(kind="answer", sender="+62812111111", text="which bus?", message_id="in-2")

    hearing.take(gateway, [heard], at=NOON)

    assert relay.recipients.get().state == RecipientState.SENT
    (told,) = entries("relays.answer_heard")
    assert told.tell == str(sari.pk)
    assert "which bus" not in told.facts  # sealed


def test_an_answer_of_a_stranger_is_nothing(message: Any, lia: Any, sms: Fake) -> None:
    message(lia)
    gateway = Gateway.objects.get(channel=Channel.SMS)
    heard = Heard(kind="answer", sender="+1000000", text="ok")
    assert hearing.take(gateway, [heard], at=NOON) == 0


# ---- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "value", "refusal"),
    [
        ("mail", "nobody", NotAMailAddress),
        ("mail", "a@example.org\nBcc: b@example.org", NotAMailAddress),
        ("sms", "call me", NotANumber),
        ("phone", "12", NotANumber),
    ],
)
def test_an_address_that_cannot_be_is_refused(
    lia: Any, house: Any, channel: str, value: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        channels.set_address(person_id=lia.pk, channel=channel, value=value, by=house, at=NOON)


def test_nobody_sets_somebody_elses_address(lia: Any, teo: Any, event: Any, as_actor: Any) -> None:
    with pytest.raises(NotYourAddress):
        channels.set_address(
            person_id=lia.pk,
            channel="mail",
            value="teo@example.org",
            by=as_actor(teo, event),
            at=NOON,
        )


def test_the_journal_and_the_table_hold_no_address_in_plain_words(reach: Any, lia: Any) -> None:
    from django.db import connection

    reach(lia, "mail", "lia@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM relays_address")
        assert cursor.fetchone()[0].startswith("nh1|")
    assert not [one for one in StoredEntry.objects.all() if "example.org" in one.facts]


def test_one_letter_that_hangs_does_not_hold_up_an_urgent_one(
    message: Any, reach: Any, lia: Any, teo: Any, mail: Fake, watch: Watch, sender: Sender
) -> None:
    reach(lia, "mail", "lia@example.org")
    reach(teo, "mail", "teo@example.org")
    mail.moods["lia@example.org"] = "hang"
    queue(message(lia), lia)
    sender.drain()
    assert Gateway.objects.get().closed_until > NOON

    queue(message(teo), teo)
    sender.drain()
    assert states(person=teo) == [("mail", "sent")]
