"""Each port says the same few words, and tells apart: refused, not now, nobody knows."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from narahubung.relays import ports
from narahubung.relays.ports import HOOKS, Did, Letter, webpush, wire
from tests.fakes import Browser, Fake, http_gateway, mail_server
from tests.servers import free_port

WORDS = "There is new word for you in Narahubung."
LINK = "https://lo.example.org/e/arda-2026/relays/7/"


@pytest.fixture
def post_office() -> Iterator[Fake]:
    with mail_server() as fake:
        yield fake


@pytest.fixture
def gateway() -> Iterator[Fake]:
    with http_gateway() as fake:
        yield fake


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (wire, ports.smtp):
        monkeypatch.setattr(module, "CONNECT_S", 0.3)
        monkeypatch.setattr(module, "ANSWER_S", 0.3)
    monkeypatch.setattr(ports.smtp, "TALK_S", 0.3)


def test_nothing_leaves_a_machine_that_sends_nothing(
    post_office: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.environment, "sends", False)
    assert by_mail(post_office).did == Did.ACCEPTED
    assert post_office.connections == 0


def letter(to: str = "lia@example.org", **more: Any) -> Letter:
    told: dict[str, Any] = {"text": WORDS, "link": LINK, "message_id": "nr-1", "ttl_s": 60}
    return Letter(to=to, language="en", **{**told, **more})


def by_mail(fake: Fake | int, **more: Any) -> ports.Outcome:
    port = fake if isinstance(fake, int) else fake.port
    settings = {"host": "127.0.0.1", "port": port, "sender": "narahubung@example.org"}
    return ports.send(
        letter(), shape="smtp", settings=settings, secret="", time_left=more.get("left", lambda: 60)
    )


SHAPES: dict[str, dict[str, str]] = {
    "http": {
        "url": "{base}/sms",
        "body": '{"to": "{number}", "text": "{text}"}',
        "headers": "Authorization: Bearer {secret}",
    },
    "twilio": {"base": "{base}", "account": "AC1", "sender": "+15005550006"},
    "whatsapp_cloud": {"base": "{base}/v1", "phone_id": "99", "template": "new_word"},
}


def by_gateway(fake: Fake, shape: str, to: str = "+628123456") -> ports.Outcome:
    base = f"http://127.0.0.1:{fake.port}"
    settings = {name: text.replace("{base}", base) for name, text in SHAPES[shape].items()}
    return ports.send(
        letter(to), shape=shape, settings=settings, secret="t0ken", time_left=lambda: 60
    )


def test_a_mail_holds_the_words_the_link_and_nothing_else(post_office: Fake) -> None:
    assert by_mail(post_office).did == Did.ACCEPTED

    (to, number, mail) = post_office.accepted[0]
    assert to == "lia@example.org"
    assert number == "<nr-1@example.org>"
    assert mail.get_payload() == f"{WORDS}\r\n\r\n{LINK}\r\n"
    assert mail["Subject"] == "Narahubung: new word for you"


@pytest.mark.parametrize(
    ("mood", "did"),
    [("busy", Did.LATER), ("no", Did.REFUSED), ("hang", Did.LATER), ("drop", Did.DOUBT)],
)
def test_what_a_mail_server_answers_is_told_apart(post_office: Fake, mood: str, did: Did) -> None:
    post_office.mood = mood
    assert by_mail(post_office).did == did


def test_one_mail_box_that_is_busy_says_nothing_about_the_server(post_office: Fake) -> None:
    post_office.moods["lia@example.org"] = "later"
    assert by_mail(post_office).did == Did.STUMBLED


def test_a_server_that_is_not_there_and_one_that_drips_are_for_later(post_office: Fake) -> None:
    assert by_mail(free_port()).did == Did.LATER
    post_office.held.clear()  # it accepts, and never says so
    assert by_mail(post_office).did == Did.LATER


def test_nothing_is_handed_over_when_the_hold_has_run_out(post_office: Fake) -> None:
    assert by_mail(post_office, left=lambda: 1.0).did == Did.FENCED
    assert post_office.accepted == []


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_a_gateway_gets_number_and_words_and_gives_its_own_number(
    gateway: Fake, shape: str
) -> None:
    outcome = by_gateway(gateway, shape)

    assert (outcome.did, outcome.message_id) == (Did.ACCEPTED, "gw-1")
    (to, number, told) = gateway.accepted[0]
    assert to.lstrip("+") == "628123456"
    assert number == "nr-1"
    assert LINK in json.dumps(told)


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize(
    ("mood", "did"),
    [("busy", Did.LATER), ("no", Did.REFUSED), ("hang", Did.LATER), ("drop", Did.DOUBT)],
)
def test_what_a_gateway_answers_is_told_apart(
    gateway: Fake, shape: str, mood: str, did: Did
) -> None:
    gateway.mood = mood
    assert by_gateway(gateway, shape).did == did


def test_a_value_never_becomes_part_of_a_template(gateway: Fake) -> None:
    from narahubung.relays.ports import http

    values = {"number": '"},{secret}', "text": "a\nb", "message_id": "1", "secret": "t0ken"}
    body = http.fill('{"to": "{number}"}', values, http.as_written_in("application/json"))
    assert json.loads(body) == {"to": '"},{secret}'}
    assert http.fill("u={text}", values, http.as_written_in("x-www-form-urlencoded")) == "u=a%0Ab"


def test_push_can_be_read_by_that_browser_only(
    gateway: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webpush.environment, "push_hosts", f"127.0.0.1:{gateway.port}")
    browser = Browser(gateway.port)

    outcome = ports.send(
        letter(browser.subscription, urgent=True),
        shape="webpush",
        settings={},
        secret="",
        time_left=lambda: 60,
    )

    assert outcome.did == Did.ACCEPTED, outcome
    (_, _, (headers, body)) = gateway.accepted[0]
    assert WORDS.encode() not in body
    assert browser.read(body) == {"text": WORDS, "link": LINK, "tag": "nr-1", "lang": "en"}
    assert (headers["ttl"], headers["urgency"]) == ("60", "high")
    assert headers["authorization"].startswith("vapid t=")
    assert webpush.public_key() in headers["authorization"]


def test_a_browser_that_unsubscribed_is_refused_for_good(
    gateway: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webpush.environment, "push_hosts", f"127.0.0.1:{gateway.port}")
    gateway.mood = "no"
    told = ports.send(
        letter(Browser(gateway.port).subscription),
        shape="webpush",
        settings={},
        secret="",
        time_left=lambda: 60,
    )
    assert told.did == Did.REFUSED


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("https://web.push.apple.com/x", True),
        ("http://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com.evil.example/x", False),
        ("https://fcm.googleapis.com:8080/x", False),
        ("https://127.0.0.1/x", False),
        ("https://user@10.0.0.1/x", False),
        ("", False),
    ],
)
def test_only_known_push_services_are_called(endpoint: str, *, known: bool) -> None:
    assert webpush.is_push_service(endpoint) is known


def test_receipts_and_answers_of_each_shape_are_read() -> None:
    generic = HOOKS["http"]([{"id": "a", "status": "DELIVRD"}, {"from": "+62", "text": "ok"}, 3])
    assert [(one.kind, one.message_id or one.sender) for one in generic] == [
        ("delivered", "a"),
        ("answer", "+62"),
    ]
    (twilio,) = HOOKS["twilio"]({"MessageSid": "SM1", "MessageStatus": "undelivered"})
    assert (twilio.kind, twilio.message_id) == ("failed", "SM1")
    value = {
        "statuses": [{"id": "wa1", "status": "read"}],
        "messages": [{"from": "62812", "id": "in1", "text": {"body": "8-6"}}],
    }
    whatsapp = list(HOOKS["whatsapp_cloud"]({"entry": [{"changes": [{"value": value}]}]}))
    assert [(one.kind, one.message_id, one.text) for one in whatsapp] == [
        ("delivered", "wa1", ""),
        ("answer", "in1", "8-6"),
    ]


@pytest.mark.parametrize("shape", sorted(HOOKS))
@pytest.mark.parametrize("told", [None, [], "x", 3, {}, {"entry": [3]}, [{"status": None}]])
def test_nonsense_from_a_gateway_is_nothing(shape: str, told: Any) -> None:
    assert list(HOOKS[shape](told)) == []
