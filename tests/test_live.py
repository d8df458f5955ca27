"""The live feed through real servers: what reaches whom, how soon, and what a broken line costs."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import Any
from uuid import uuid4

import pytest

from tests.servers import RIG, ROOT, Rig, Server, environment


class Screen:
    """A listening screen without a browser."""

    def __init__(self, answer: HTTPResponse) -> None:
        self.answer = answer
        self.last_id = 0
        self.heard = ""

    def next(self) -> set[str]:
        """Return the names of the next message; an empty set when the stream has ended."""
        told = json.loads(self.event("message") or "{}")
        self.last_id = told.get("id") or self.last_id
        return set(told.get("topics", ()))

    def word(self) -> dict[str, Any]:
        """Return the next word; {} when the stream has ended."""
        told: dict[str, Any] = json.loads(self.event("word") or "{}")
        return told

    def event(self, name: str) -> str:
        """Return what the next event of that name says; "" when the stream has ended."""
        while line := self.answer.readline().decode():
            self.heard += line
            if line.strip() == f"event: {name}":
                said = self.answer.readline().decode()
                self.heard += said
                return said.removeprefix("data: ").strip()
        return ""


@contextmanager
def listening(
    server: Server, cookie: str, topics: str, *, event: str = "arda-2026", last: int | None = None
) -> Iterator[Screen]:
    headers = {"cookie": cookie, **({"last-event-id": str(last)} if last is not None else {})}
    asked = urllib.request.Request(f"{server.url}/live/{event}/?topics={topics}", headers=headers)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        answer.readline()  # retry
        yield Screen(answer)


def refused(server: Server, cookie: str, topics: str, event: str = "arda-2026") -> bool:
    try:
        with listening(server, cookie, topics, event=event):
            return False
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code == 404


def test_a_commit_reaches_a_screen_that_may_see_it(rig: Rig) -> None:
    with listening(rig.server, rig.cookie["sari"], f"party:{rig.ids['ARD']},board") as screen:
        began = time.monotonic()
        entry = rig.fill(event_id=rig.ids["arda"], names=[f"party:{rig.ids['ARD']}", "board"])

        assert screen.next() == {f"party:{rig.ids['ARD']}", "board"}
        assert time.monotonic() - began < 1
        assert screen.last_id >= entry


def test_names_of_others_are_never_told(rig: Rig) -> None:
    """Lia serves Arda: nothing of Bree, no board; nothing of an event she is not in."""
    own, other = f"party:{rig.ids['ARD']}", f"party:{rig.ids['BRE']}"
    with listening(rig.server, rig.cookie["lia"], f"{own},{other},board") as screen:
        rig.fill(event_id=rig.ids["arda"], names=[other, "board"])
        rig.fill(event_id=rig.ids["arda"], names=[own, other])
        assert screen.next() == {own}
    assert refused(rig.server, rig.cookie["lia"], other)
    assert refused(rig.server, rig.cookie["lia"], own, event="other-2026")
    assert refused(rig.server, rig.cookie["bob"], own)
    assert refused(rig.server, "", own)


def test_a_page_of_who_has_signed_out_hears_nothing_of_who_signed_in(rig: Rig) -> None:
    assert refused(rig.server, rig.cookie["sari"], f"board&person={rig.ids['lia']}")
    with listening(rig.server, rig.cookie["sari"], f"board&person={rig.ids['sari']}"):
        pass


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_opens_no_stream(rig: Rig, site: str) -> None:
    headers = {"cookie": rig.cookie["sari"], "sec-fetch-site": site}
    asked = urllib.request.Request(f"{rig.server.url}/live/arda-2026/", headers=headers)
    with pytest.raises(urllib.error.HTTPError, match="404") as problem:
        urllib.request.urlopen(asked, timeout=10)
    problem.value.close()


def test_the_board_of_another_event_is_silent(rig: Rig) -> None:
    with listening(rig.server, rig.cookie["bob"], "board", event="other-2026") as screen:
        rig.fill(event_id=rig.ids["arda"], names=["board"])
        entry = rig.fill(event_id=rig.ids["other"], names=["board"])
        assert screen.next() == {"board"}
        assert screen.last_id >= entry
    with listening(rig.server, rig.cookie["bob"], "board", event="other-2026", last=0) as screen:
        assert screen.next() == {"board"}  # replay is cut to the event as well


def test_a_broken_line_misses_nothing(rig: Rig) -> None:
    names = [f"party:{rig.ids['ARD']}", f"party:{rig.ids['BRE']}"]
    with listening(rig.server, rig.cookie["sari"], ",".join(names)) as screen:
        rig.fill(event_id=rig.ids["arda"], names=names[:1])
        screen.next()
        last = screen.last_id
    rig.fill(event_id=rig.ids["arda"], names=names[1:])

    with listening(rig.server, rig.cookie["sari"], ",".join(names), last=last) as screen:
        assert screen.next() == {names[1]}


def test_a_commit_of_another_process_arrives_too(rig: Rig) -> None:
    with listening(rig.server, rig.cookie["sari"], "board") as screen:
        code = (
            "import django; django.setup(); from tests import rig\n"
            "from narahubung.kit import clock\n"
            f"rig.fill(party_id=None, tea='mint', names=['board'], at=clock.now(), key=None,"
            f" by=rig.the_house('shell', event_id={rig.ids['arda']}))"
        )
        env = environment(rig.server.home, rig.server.database, RIG)
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, check=True)
        assert screen.next() == {"board"}


CANARY = "Galadriel at Gate B"


def send(rig: Rig, to: str, text: str = CANARY) -> int:
    body = {"text": text, "audience": [f"person:{rig.ids[to]}"], "key": str(uuid4())}
    asked = urllib.request.Request(
        f"{rig.server.url}/e/arda-2026/rig/relay/",
        data=json.dumps(body).encode(),
        headers={"cookie": rig.cookie["sari"], "content-type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return int(json.load(answer)["relay"])


def states(rig: Rig, relay: int) -> dict[str, str]:
    asked = f"{rig.server.url}/e/arda-2026/rig/relay/?relay={relay}"
    cookie = {"cookie": rig.cookie["sari"]}
    with urllib.request.urlopen(urllib.request.Request(asked, headers=cookie)) as answer:
        return dict(json.load(answer))


def tell(rig: Rig, cookie: str, **told: Any) -> int:
    asked = urllib.request.Request(
        f"{rig.server.url}/live/?event=arda-2026",
        data=json.dumps(told).encode(),
        headers={"cookie": cookie},
    )
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code


def test_a_message_reaches_the_screens_of_its_addressee_and_no_other(rig: Rig) -> None:
    """The canary stands in one stream: not in the sender's, nor in that of another event."""
    party = f"party:{rig.ids['ARD']}"
    with (
        listening(rig.server, rig.cookie["lia"], party) as lia,
        listening(rig.server, rig.cookie["lia"], "") as page_without_topics,
        listening(rig.server, rig.cookie["sari"], party) as sari,
        listening(rig.server, rig.cookie["bob"], "board", event="other-2026") as bob,
    ):
        relay = send(rig, "lia")

        for screen in (lia, page_without_topics):
            word = screen.word()
            assert word["id"] == relay
            assert CANARY in word["html"]
        rig.fill(event_id=rig.ids["arda"], names=[party])
        rig.fill(event_id=rig.ids["other"], names=["board"])
        assert sari.next() == {party}
        assert bob.next() == {"board"}
        assert CANARY not in sari.heard + bob.heard


def test_a_session_that_ended_gets_no_word(rig: Rig) -> None:
    """At once, not at the next look: the row of the session is asked before each word."""
    _, body = rig.server.post("/rig/sign-in/", person_id=rig.ids["lia"])
    cookie = json.loads(body)["cookie"]
    with (
        listening(rig.server, cookie, "") as left,
        listening(rig.server, rig.cookie["lia"], "") as here,
    ):
        here.event("ticket")
        left.event("ticket")
        rig.server.post("/rig/sign-in/", cookie=cookie)
        text = f"{CANARY} only here"
        relay = send(rig, "lia", text)
        while (word := here.word())["id"] != relay:
            pass  # what still waits from before
        assert text in word["html"]
        while left.word():
            pass
        assert text not in left.heard
    assert refused(rig.server, cookie, "")


def test_what_a_screen_tells_is_booked_and_moves_the_senders_ticks(rig: Rig) -> None:
    with listening(rig.server, rig.cookie["lia"], "") as lia:
        ticket = lia.event("ticket")
        relay = send(rig, "lia")
        with listening(rig.server, rig.cookie["sari"], f"relay:{relay}") as sari:
            assert tell(rig, rig.cookie["lia"], ticket=ticket, delivered=[relay]) == 204
            while states(rig, relay) != {"lia": "delivered"}:
                assert sari.next() == {f"relay:{relay}"}
            assert tell(rig, rig.cookie["lia"], ticket=ticket, seen=[relay, 99999]) == 204
            while states(rig, relay) != {"lia": "seen"}:
                assert sari.next() == {f"relay:{relay}"}


def test_who_begins_to_listen_gets_what_still_waits(rig: Rig) -> None:
    relay = send(rig, "lia", text := f"{CANARY} while away")
    with listening(rig.server, rig.cookie["lia"], "") as lia:
        while (word := lia.word())["id"] != relay:
            pass
        assert text in word["html"]


def test_only_the_stream_itself_can_tell(rig: Rig) -> None:
    relay = send(rig, "lia")
    with listening(rig.server, rig.cookie["sari"], "board") as sari:
        hers = sari.event("ticket")
    with listening(rig.server, rig.cookie["lia"], "") as lia:
        ticket = lia.event("ticket")
    for cookie, told in [
        (rig.cookie["sari"], {"ticket": ticket, "seen": [relay]}),  # from another session
        ("", {"ticket": ticket, "seen": [relay]}),
        (rig.cookie["lia"], {"ticket": ticket[:-1], "seen": [relay]}),
        (rig.cookie["lia"], {"seen": [relay]}),
        (rig.cookie["lia"], {"ticket": ticket, "seen": "all"}),
        (rig.cookie["lia"], {"ticket": ticket, "seen": list(range(1, 600))}),
        (rig.cookie["lia"], {"ticket": ticket, "seen": [True]}),
        (rig.cookie["lia"], {"ticket": ticket, "padding": "x" * 20_000}),
    ]:
        assert tell(rig, cookie, **told) == 404
    assert tell(rig, rig.cookie["sari"], ticket=hers, seen=[relay]) == 204  # not for her: nothing
    time.sleep(0.7)  # longer than what came is kept
    assert states(rig, relay) == {"lia": "sent"}


def test_a_server_that_stops_books_what_it_holds(rig: Rig) -> None:
    with listening(rig.server, rig.cookie["lia"], "") as lia:
        ticket, relay = lia.event("ticket"), send(rig, "lia")
        assert tell(rig, rig.cookie["lia"], ticket=ticket, seen=[relay]) == 204
        rig.server.stop()
    rig.server.start()
    assert states(rig, relay) == {"lia": "seen"}


def test_who_loses_his_role_stops_hearing_within_two_seconds(rig: Rig) -> None:
    with listening(rig.server, rig.cookie["lia"], f"party:{rig.ids['ARD']}") as screen:
        began = time.monotonic()
        assert rig.server.post("/rig/end/", person_id=rig.ids["lia"])[0] == 200
        assert screen.next() == set()
        assert time.monotonic() - began < 2
    assert refused(rig.server, rig.cookie["lia"], f"party:{rig.ids['ARD']}")


def test_listeners_cost_neither_threads_nor_much_memory(rig: Rig) -> None:
    threads, memory = rig.server.threads(), rig.server.memory_mb()
    opened: list[Any] = []
    try:
        for _ in range(60):
            made = listening(rig.server, rig.cookie["sari"], "board")
            opened.append((made, made.__enter__()))
        rig.fill(event_id=rig.ids["arda"], names=["board"])
        assert all(screen.next() == {"board"} for _, screen in opened)
        assert rig.server.threads() <= threads + 8  # pages' own, never one per listener
        assert rig.server.memory_mb() < min(200, memory + 20)
        assert rig.server.stop() < 3.5  # with all of them listening
        rig.server.start()
    finally:
        for made, _ in opened:
            made.__exit__(None, None, None)
