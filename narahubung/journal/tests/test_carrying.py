"""A word is made once and goes to the screens of its addressees, while they may hear anything."""

import asyncio
from collections.abc import Collection, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import pytest

from conftest import NOON
from narahubung.journal import carrying
from narahubung.journal.acting import Entry, act
from narahubung.journal.carrying import Holder, Word, carries, server_event, words_of
from narahubung.journal.hub import Hub, Listener
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import Happened
from narahubung.kit.actor import Actor

T = TypeVar("T")
TEXT = server_event("word", '{"id": 1}')


@dataclass(frozen=True, kw_only=True)
class BellRung(Entry):
    kind: ClassVar[str] = "tests.bell_rung"
    times: int

    def topics(self) -> list[str]:
        return ["bell"]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often each bell was made a word; the thirteenth cannot be."""
    monkeypatch.setattr(carrying, "_MAKERS", {})
    times: list[int] = []

    @carries(BellRung)
    def ring(happened: Happened) -> Word | None:
        assert isinstance(happened.entry, BellRung)
        times.append(happened.entry.times)
        if happened.entry.times == 13:
            raise ValueError
        parts = {"en": TEXT, "id": TEXT}
        return Word(event_id=1, addressees=frozenset({7}), parts=parts)

    return times


def test_each_entry_is_made_a_word_once_and_a_broken_one_stops_no_other(
    made: list[int], house: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    with act(by=house, at=NOON) as record:
        for times in (1, 13, 2):
            record(BellRung(times=times))

    words = words_of(list(StoredEntry.objects.values_list("pk", flat=True)))

    assert (made, len(words)) == ([1, 13, 2], 2)
    assert "cannot be handed out" in caplog.text


def listener(person_id: int, *, event_id: int = 1, session: str = "open") -> Listener:
    holder = Holder(
        person_id=person_id,
        event_id=event_id,
        language="id",
        session_key=f"{session} {person_id}",
        session_hash="",
    )
    return Listener({"1/board": "board"}, holder)


def still_hold(holders: Collection[Holder]) -> set[Holder]:
    return {holder for holder in holders if holder.session_key.startswith("open")}


def in_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a loop of its own: the thread of the tests may have one already, a browser's."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def handed(word: Word, *listeners: Listener) -> list[list[bytes]]:
    hub = Hub(still_hold)
    for one in listeners:
        hub.add(one)
    in_a_loop(hub._hand_out([word]))
    return [one.take()[2] for one in listeners]


def test_only_addressees_in_that_event_get_it_in_their_language() -> None:
    word = Word(event_id=1, addressees=frozenset({7, 8}), parts={"id": TEXT, "en": b"english"})
    phone, desk, second, other, elsewhere = handed(
        word, listener(7), listener(7), listener(8), listener(9), listener(7, event_id=2)
    )
    assert phone == desk == second == [TEXT]
    assert other == elsewhere == []


def test_an_ended_session_gets_nothing_and_is_closed() -> None:
    ended = listener(7, session="ended")
    word = Word(event_id=1, addressees=frozenset({7}), parts={"id": TEXT, "en": TEXT})
    assert handed(word, ended, listener(7)) == [[], [TEXT]]
    assert ended.closed


def test_the_sweep_closes_whose_session_has_ended() -> None:
    async def sweep() -> list[bool]:
        hub, here = Hub(still_hold), [listener(1), listener(2, session="ended")]
        for one in here:
            hub.add(one)
        assert hub.listeners == 2
        await hub._keep_only_valid(hub._all())
        return [one.closed for one in here]

    assert in_a_loop(sweep()) == [False, True]
