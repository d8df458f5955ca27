"""Pages of channels: one's own addresses, the event's gateways, calls, and what gateways tell."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.relays.commands import channels, delivering
from narahubung.relays.commands.testing import begin_channel_test
from narahubung.relays.models import (
    Address,
    Channel,
    Delivery,
    Gateway,
    Recipient,
    RecipientState,
    Relay,
)
from narahubung.relays.ports import webpush
from tests.fakes import Browser, Fake, http_gateway, mail_server

OWN = "/account/channels/"
HERE = "/e/arda-2026/channels/"


@pytest.fixture
def mail(db: None) -> Iterator[Fake]:
    with mail_server() as fake:
        yield fake


def mail_form(fake: Fake, **more: Any) -> dict[str, Any]:
    told = {
        "host": "127.0.0.1",
        "port": fake.port,
        "security": "none",
        "user": "",
        "sender": "nh@example.org",
        "secret": "pa55word",
        "on": "on",
    }
    return {f"mail-smtp-{name}": value for name, value in {**told, **more}.items()}


def call_to(event: Any, person: Any, sender: Any, house: Any) -> tuple[Relay, Delivery]:
    channels.set_address(
        person_id=person.pk, channel="phone", value="+62 811 222", by=house, at=NOON
    )
    relay = Relay.objects.create(
        event=event,
        code="M-1",
        text="Gate 3 at 15.13 WITA",
        precedence="kilat",
        sender=sender,
        sender_name="Sari",
        sent_at=NOON,
        must_read_back=True,
    )
    Recipient.objects.create(relay=relay, person=person)
    delivering.queue_relay(relay=relay, person_ids=[person.pk], at=NOON)
    return relay, Delivery.objects.get(channel=Channel.PHONE)


# ---- one's own ---------------------------------------------------------------------------------


def test_one_adds_orders_and_removes_ones_own_addresses(signed_in: Any, lia: Any) -> None:
    client = signed_in(lia)
    client.post(OWN + "add/", {"channel": "mail", "value": "lia@example.org"})
    client.post(OWN + "add/", {"channel": "sms", "value": "+62 812-333"})
    second = Address.objects.get(channel="sms")
    client.post(OWN + "order/", {"up": second.pk, "quiet_from": "22:00", "quiet_until": "06:00"})

    page = client.get(OWN).content.decode()
    assert page.index("+62812333") < page.index("lia@example.org")
    assert 'value="22:00"' in page

    client.post(f"{OWN}{second.pk}/remove/")
    assert list(lia.addresses.values_list("channel", flat=True)) == ["mail"]


def test_a_wrong_address_is_said_at_its_field_and_half_a_night_too(
    signed_in: Any, lia: Any
) -> None:
    client = signed_in(lia)
    answer = client.post(OWN + "add/", {"channel": "mail", "value": "lia at home"})
    assert answer.status_code == 422
    assert "This is not an e-mail address: lia at home." in answer.content.decode()
    answer = client.post(OWN + "order/", {"quiet_from": "22:00"})
    assert answer.status_code == 422
    assert "Write both hours, or leave both empty." in answer.content.decode()
    assert not lia.addresses.exists()


def test_nobody_removes_somebody_elses_address(
    signed_in: Any, lia: Any, teo: Any, house: Any
) -> None:
    channels.set_address(
        person_id=teo.pk, channel="mail", value="teo@example.org", by=house, at=NOON
    )
    assert signed_in(lia).post(f"{OWN}{teo.addresses.get().pk}/remove/").status_code == 404
    assert teo.addresses.exists()


def test_this_device_subscribes_and_a_strange_service_does_not(
    signed_in: Any, lia: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(lia)
    evil = json.dumps({"endpoint": "https://10.0.0.1/x", "keys": {"p256dh": "a", "auth": "b"}})
    assert client.post(OWN + "add/", {"channel": "push", "value": evil}).status_code == 422
    with http_gateway() as fake:
        monkeypatch.setattr(webpush.environment, "push_hosts", f"127.0.0.1:{fake.port}")
        told = {"channel": "push", "value": Browser(fake.port).subscription}
        assert client.post(OWN + "add/", told).status_code == 302
        assert client.post(OWN + "add/", told).status_code == 302
    assert lia.addresses.get().channel == "push"
    assert "Test browser" in client.get(OWN).content.decode()


def test_what_expired_is_said_and_the_same_device_replaces_it(
    signed_in: Any, lia: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webpush.environment, "push_hosts", "127.0.0.1:9")
    client = signed_in(lia)
    client.post(OWN + "add/", {"channel": "push", "value": Browser(9, "old").subscription})
    assert "data-renew" not in client.get(OWN).content.decode()
    lia.addresses.update(works=False)  # 410
    page = client.get(OWN).content.decode()
    assert "expired, no longer used" in page
    assert "data-renew" in page

    client.post(OWN + "add/", {"channel": "push", "value": Browser(9, "new").subscription})
    assert json.loads(lia.addresses.get().value)["endpoint"].endswith("/new")


# ---- the event's -------------------------------------------------------------------------------


def test_a_mail_server_is_set_up_tried_and_its_password_never_shown(
    signed_in: Any, rini: Any, house: Any, mail: Fake
) -> None:
    client = signed_in(rini)
    assert client.post(HERE + "mail/smtp/", mail_form(mail)).status_code == 302
    gateway = Gateway.objects.get()
    assert gateway.secret == "pa55word"
    assert "secret" not in gateway.settings

    client.post(HERE + "mail/smtp/", mail_form(mail, secret="", sender="other@example.org"))
    gateway.refresh_from_db()
    assert (gateway.secret, gateway.settings["sender"]) == ("pa55word", "other@example.org")

    refused = client.post(HERE + "mail/try/").content.decode()
    assert "You have no address of this kind yet." in refused
    channels.set_address(
        person_id=rini.pk, channel="mail", value="rini@example.org", by=house, at=NOON
    )
    # No user name is set, so the server is not asked to let us in.
    assert "It was taken." in client.post(HERE + "mail/try/").content.decode()
    assert mail.to() == ["rini@example.org"]
    mail.mood = "no"
    assert "550" in client.post(HERE + "mail/try/").content.decode()
    assert "pa55word" not in client.get(HERE).content.decode()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"url": "sms.example.org", "body": "{number}{text}"}, "Write a whole address"),
        (
            {"url": "https://sms.example.org", "body": "{number}"},
            "The body needs {number} and {text}",
        ),
    ],
)
def test_a_gateway_that_cannot_work_is_refused_at_its_field(
    signed_in: Any, rini: Any, told: dict[str, str], says: str
) -> None:
    form = {f"sms-http-{name}": text for name, text in told.items()}
    form["sms-http-content_type"] = "application/json"
    answer = signed_in(rini).post(HERE + "sms/http/", form)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Gateway.objects.exists()


def test_receipts_come_by_an_address_that_is_shown_once(
    signed_in: Any, rini: Any, lia: Any, sari: Any, event: Any, house: Any, client: Any
) -> None:
    channels.set_address(person_id=lia.pk, channel="sms", value="+62 811 222", by=house, at=NOON)
    Gateway.objects.create(
        event=event,
        channel="sms",
        shape="twilio",
        settings={"base": "https://sms.example.org", "account": "AC1", "sender": "+1"},
    )
    relay = Relay.objects.create(
        event=event, code="M-1", text="x", sender=sari, sender_name="Sari", sent_at=NOON
    )
    Recipient.objects.create(relay=relay, person=lia)
    page = signed_in(rini).post(HERE + "sms/hook/").content.decode()
    address = "/hooks/" + page.split("/hooks/")[1].split("<")[0]
    assert "/hooks/" not in signed_in(rini).get(HERE).content.decode()
    client.logout()

    sent = {"MessageSid": "SM9", "From": "+62811222", "Body": "8-6"}
    assert client.post(address, sent).status_code == 204
    assert relay.recipients.get().state == RecipientState.ACKNOWLEDGED
    assert client.post("/hooks/guessed/", sent).status_code == 404
    for body in (b"", b"{", b"[1]", b'{"MessageSid": {"a": 1}}', b"\xff\xfe"):
        said = client.post(address, body, content_type="application/json")
        assert said.status_code == 204
    assert client.get(address, {"hub.challenge": "42"}).content == b"42"


# ---- calls -------------------------------------------------------------------------------------


def test_a_call_is_made_in_two_taps_and_the_next_way_follows(
    signed_in: Any, sari: Any, lia: Any, event: Any, house: Any
) -> None:
    relay, call = call_to(event, lia, sari, house)
    channels.set_address(person_id=lia.pk, channel="radio", value="Lima 1", by=house, at=NOON)
    client = signed_in(sari)
    page = client.get("/e/arda-2026/calls/").content.decode()
    assert "tel:+62811222" in page
    assert "Gate 3 at 15.13 WITA" in page
    assert "Let it be repeated" in page

    answer = client.post(f"/e/arda-2026/calls/{call.pk}/", {"answer": "no_answer"}, follow=True)
    assert "Next by radio." in answer.content.decode()
    assert "Lima 1" in answer.content.decode()
    again = client.post(f"/e/arda-2026/calls/{call.pk}/", {"answer": "reached"})
    assert again.status_code == 409

    radio = Delivery.objects.get(channel=Channel.RADIO)
    client.post(f"/e/arda-2026/calls/{radio.pk}/", {"answer": "read_back"})
    radio.refresh_from_db()
    assert (radio.state, radio.answer) == ("delivered", "read_back")
    assert relay.recipients.get().state == RecipientState.CONFIRMED


def test_a_tap_on_a_call_is_taken_back_and_its_clock_runs_as_before(
    signed_in: Any, sari: Any, lia: Any, event: Any, house: Any
) -> None:
    relay, call = call_to(event, lia, sari, house)
    channels.set_address(person_id=lia.pk, channel="radio", value="Lima 1", by=house, at=NOON)
    due = NOON + timedelta(minutes=2)
    relay.recipients.update(answer_due_at=due)
    client, calls = signed_in(sari), "/e/arda-2026/calls/"
    assert "answer by" in client.get(calls).content.decode()

    for answer in ("no_answer", "read_back"):
        client.post(f"{calls}{call.pk}/", {"answer": answer})
        assert "Just noted" in client.get(calls).content.decode()
        back = client.post(f"{calls}{call.pk}/back/", follow=True)
        assert "Taken back." in back.content.decode()
        call.refresh_from_db()
        line = relay.recipients.get()
        assert (call.state, call.answer) == ("queued", "")
        assert (line.state, line.answer_due_at) == (RecipientState.SENT, due)
        assert not Delivery.objects.filter(channel=Channel.RADIO).exists()
    assert client.post(f"{calls}{call.pk}/back/").status_code == 409

    client.post(f"{calls}{call.pk}/", {"answer": "reached"})
    signed_in(lia).post(
        f"/e/arda-2026/relays/{relay.pk}/read-back/", {"text": "Gate 3, 15.13 WITA"}
    )
    assert signed_in(sari).post(f"{calls}{call.pk}/back/").status_code == 409


def test_who_was_reached_but_did_not_repeat_it_still_owes_that(
    signed_in: Any, sari: Any, lia: Any, event: Any, house: Any
) -> None:
    relay, call = call_to(event, lia, sari, house)
    signed_in(sari).post(f"/e/arda-2026/calls/{call.pk}/", {"answer": "reached"})
    assert relay.recipients.get().state == RecipientState.ACKNOWLEDGED


def test_who_answered_on_the_page_is_not_called_and_the_most_urgent_stands_first(
    signed_in: Any, sari: Any, lia: Any, event: Any, house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = "/e/arda-2026/calls/"
    first, _ = call_to(event, lia, sari, house)
    begin_channel_test(by=house, at=NOON)
    client = signed_in(sari)
    page = client.get(calls).content.decode()
    assert "Gate 3" in page
    assert "This is a test of the channels." in page

    first.recipients.update(state=RecipientState.CONFIRMED)
    page = client.get(calls).content.decode()
    assert "Gate 3" not in page
    assert "No message waits for a call." in page

    monkeypatch.setattr("narahubung.relays.queries.delivering.MOST", 1)
    second = Relay.objects.create(
        event=event, code="M-2", text="Gate 4", precedence="kilat", sender=sari, sent_at=NOON
    )
    Recipient.objects.create(relay=second, person=lia)
    delivering.queue_relay(relay=second, person_ids=[lia.pk], at=NOON)
    assert "Gate 4" in client.get(calls).content.decode()


def test_an_example_says_that_nothing_leaves_the_machine(
    signed_in: Any, rini: Any, event: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing leaves this machine." not in signed_in(rini).get(HERE).content.decode()
    monkeypatch.setattr(webpush.environment, "sends", False)
    for page in (HERE, OWN):
        assert "Nothing leaves this machine." in signed_in(rini).get(page).content.decode()


def test_who_may_not_see_a_message_neither_sees_nor_makes_its_call(
    signed_in: Any, sari: Any, lia: Any, teo: Any, event: Any, house: Any
) -> None:
    _, call = call_to(event, lia, sari, house)
    client = signed_in(teo)
    assert "Gate 3" not in client.get("/e/arda-2026/calls/").content.decode()
    sent = client.post(f"/e/arda-2026/calls/{call.pk}/", {"answer": "reached"})
    assert sent.status_code == 404
    odd = signed_in(sari).post(f"/e/arda-2026/calls/{call.pk}/", {"answer": "perhaps"})
    assert odd.status_code == 422


def test_a_new_message_brings_its_calls_to_the_open_list(
    event: Any, sari: Any, lia: Any, signed_in: Any
) -> None:
    page = signed_in(sari).get(f"/e/{event.slug}/calls/").content.decode()
    assert f'topics="inbox:{sari.pk},relays,cadence"' in page
    assert "live:relays from:body" in page
    page = signed_in(lia).get(f"/e/{event.slug}/calls/").content.decode()
    assert f'topics="inbox:{lia.pk}"' in page  # she may not hear of every message
