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

from tests.servers import RIG, ROOT, Rig, Server, environment


class Screen:
    """A listening screen without a browser."""

    def __init__(self, answer: HTTPResponse) -> None:
        self.answer = answer
        self.last_id = 0
        self.heard = ""

    def next(self) -> set[str]:
        """Return the names of the next message; an empty set when the stream has ended."""
        told = self.event("message")
        self.last_id = (told and told["id"]) or self.last_id
        return set(told["topics"]) if told else set()

    def word(self) -> Any:
        """Return the next word for this person; None when the stream has ended."""
        return self.event("word")

    def event(self, name: str) -> Any:
        """Return what the next event of that name says; None when the stream has ended."""
        while line := self.answer.readline().decode():
            self.heard += line
            if line.strip() == f"event: {name}":
                said = self.answer.readline().decode()
                self.heard += said
                return (
                    json.loads(said.removeprefix("data: "))
                    if name != "ticket"
                    else said[6:].strip()
                )
        return None


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
