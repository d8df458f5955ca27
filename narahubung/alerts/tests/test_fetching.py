"""Nothing is fetched unless listed; nothing inside a network is ever asked."""

import socket
from typing import Any

import pytest

from conftest import NOON
from narahubung.alerts import commands, jobs, timetable
from narahubung.alerts.fetching import NotFetched, fetch, is_public, safe_address
from narahubung.alerts.models import Alert, WarningFeed
from narahubung.alerts.rules.feeds import NotAnAddress, host_of
from narahubung.alerts.tests.test_feeds import LIST
from narahubung.config.environment import environment
from narahubung.journal.models import StoredEntry

LISTED = "https://warnings.example/id/rss.xml"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.bmkg.go.id/",
        "file:///etc/passwd",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://localhost/",
        "https://user:secret@www.bmkg.go.id/",
        "https://www.bmkg.go.id:8443/",
        "https://www.bmkg.go.id\n.evil.example/",
        "https:///nothing",
        "ftp://www.bmkg.go.id/",
        "",
    ],
)
@pytest.mark.usefixtures("no_network")
def test_an_address_that_is_none_is_not_asked(url: str) -> None:
    with pytest.raises(NotAnAddress):
        host_of(url)
    with pytest.raises(NotFetched):
        fetch(url)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0"),
        *("fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a00:1"),
        *("2002:7f00:1::", "2001:db8::1", "no address"),
    ],
)
def test_an_address_inside_is_refused(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(NotFetched):  # also where another of its addresses is good
        safe_address("warnings.example", lambda _host: ["8.8.8.8", address])


def test_the_line_goes_to_the_address_that_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, named = [], []

    def connect(address: Any, _timeout: float) -> Any:
        asked.append(address)
        raise TimeoutError

    def lookup(host: str) -> list[str]:  # a second question would be answered otherwise
        named.append(host)
        return ["8.8.8.8"] if len(named) == 1 else ["127.0.0.1"]

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NotFetched):
        fetch(LISTED, lookup=lookup)
    assert (asked, named) == ([("8.8.8.8", 443)], ["warnings.example"])


class Answer:
    def __init__(self, status: int, body: bytes) -> None:
        self.status, self.body, self.length = status, body, 0

    def read(self, most: int) -> bytes:
        return self.body[:most]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(302, b""), "answered 302"),
        (Answer(500, b""), "answered 500"),
        (Answer(200, b"x" * 1_000_001), "larger than 1 MB"),
    ],
)
def test_redirects_are_not_followed_and_too_much_is_not_taken(
    answer: Answer, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "narahubung.alerts.fetching._Pinned"
    monkeypatch.setattr(f"{line}.connect", lambda _self: None)
    monkeypatch.setattr(f"{line}.request", lambda *_, **__: None)
    monkeypatch.setattr(f"{line}.getresponse", lambda _self: answer)
    with pytest.raises(NotFetched, match=why):
        fetch(LISTED, lookup=lambda _host: ["8.8.8.8"])


@pytest.fixture
def feed(rini: Any, event: Any, as_actor: Any) -> WarningFeed:
    by = as_actor(rini, event)
    number = commands.list_feed(name="BMKG", url=LISTED, by=by, at=NOON)
    return WarningFeed.objects.get(pk=number)


def test_only_what_is_listed_and_due_is_asked(
    event: Any, request: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(timetable, "ask_feed", type("Job", (), {"enqueue": asked.append}))
    monkeypatch.setattr(environment, "sends", True)
    timetable.feeds(at=NOON, key=None)  # type: ignore[arg-type]
    assert asked == []
    feed = request.getfixturevalue("feed")
    monkeypatch.setattr("narahubung.kit.exercise._is_on", True)
    timetable.feeds(at=NOON, key=None)  # type: ignore[arg-type]
    assert asked == []
    monkeypatch.setattr("narahubung.kit.exercise._is_on", False)
    timetable.feeds(at=NOON, key=None)  # type: ignore[arg-type]
    timetable.feeds(at=NOON, key=None)  # type: ignore[arg-type]
    assert asked == [feed.pk]


def test_a_list_brings_what_is_new_from_listed_hosts_only(
    feed: WarningFeed, letter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = "<item><link>https://evil.example/x</link><guid>z</guid></item></channel>"
    told = {LISTED: LIST.replace("</channel>", bad), "https://warnings.example/2": letter("y")}
    name = "2.49.0.1.360.0.2026.11.21.04.51.001"
    told["https://warnings.example/id/CBA20261121001_alert.xml"] = letter(name)
    asked: list[str] = []

    def fetched(url: str) -> bytes:
        asked.append(url)
        return told[url].encode()

    monkeypatch.setattr(jobs, "fetch", fetched)
    jobs.ask_feed.func(feed.pk)
    assert set(Alert.objects.values_list("identifier", flat=True)) == {name, "y"}
    jobs.ask_feed.func(feed.pk)
    assert len(asked) == 4
    assert asked[3] == LISTED
    assert "evil" not in "".join(asked)


def test_a_silent_feed_is_said_once(feed: WarningFeed, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_url: str) -> bytes:
        raise NotFetched("answered 503")

    monkeypatch.setattr(jobs, "fetch", silent)
    jobs.ask_feed.func(feed.pk)
    jobs.ask_feed.func(feed.pk)
    feed.refresh_from_db()
    assert feed.silent_since
    assert feed.trouble == "answered 503"
    told = StoredEntry.objects.filter(kind="alerts.feed_silent").order_by("pk")
    assert [bool(entry.tell) for entry in told] == [True, False]
    monkeypatch.setattr(
        jobs, "fetch", lambda _url: LIST.split("<item>")[0].encode() + b"</channel></rss>"
    )
    jobs.ask_feed.func(feed.pk)
    feed.refresh_from_db()
    assert feed.silent_since is None
