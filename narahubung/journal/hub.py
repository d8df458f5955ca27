"""Carries news from the journal to listening screens: names, and words to their addressees.

Whatever wakes it (a commit of this process, PostgreSQL's NOTIFY, one second gone by), it looks into
the journal for what came after the last entry it knows. So a commit of any process reaches every
screen, and nothing can be missed or sent before it is safe.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import close_old_connections, connection

from narahubung.journal import carrying, feed
from narahubung.journal.carrying import Holder, Word
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import last_entry_id

log = logging.getLogger(__name__)
T = TypeVar("T")
FOLD_S = 0.1  # news of this span go out as one write per listener
POLL_S = 1.0  # commits of other processes on the same SQLite file
SWEEP_S = 30.0  # how long a session that ended elsewhere may still hear names
AT_ONCE = 5000  # entries looked up together
StillHold = Callable[[Collection[Holder]], set[Holder]]


def key_of(event_id: int | None, name: str) -> str:
    """Return the name as the hub knows it: `board` is one per event, `party:5` is one anyway."""
    return name if ":" in name else f"{event_id}/{name}"


class Listener:
    """One listening screen: what it was told and has not been sent yet."""

    def __init__(self, keys: dict[str, str], holder: Holder) -> None:
        """keys: the hub's key of each name that is listened to, and the name."""
        self.keys = keys
        self.holder = holder
        self.woken = asyncio.Event()
        self.closed = False
        self._told: dict[str, None] = {}
        self._last = 0
        self._parts: list[bytes] = []

    def tell(self, key: str, last_id: int) -> None:
        """Keep the news until the screen is ready to take it."""
        self._told[self.keys[key]] = None
        self._last = max(self._last, last_id)
        self.woken.set()

    def hand(self, part: bytes) -> None:
        """Keep a part that is written as it is."""
        self._parts.append(part)
        self.woken.set()

    def take(self) -> tuple[list[str], int, list[bytes]]:
        """Return what came since the last take: names, the newest entry's id (0: none), parts."""
        told, last, parts = list(self._told), self._last, self._parts
        self._told, self._last, self._parts = {}, 0, []
        self.woken.clear()
        return told, last, parts

    def close(self) -> None:
        """End the stream; the screen comes back by itself and asks anew."""
        self.closed = True
        self.woken.set()


class Hub:
    """All listeners of one process. Lives in the server's event loop."""

    def __init__(self, still_hold: StillHold) -> None:
        """still_hold: of these holders, those whose session and part in the event are in force.

        It is asked in a thread, for all at once: before each word, and every 30 s.
        """
        self._still_hold = still_hold
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._of_person: dict[tuple[int, int], set[Listener]] = defaultdict(set)
        self._tasks: list[asyncio.Task[None]] = []
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="live")
        # News never wait behind the thousands who come back at once after a broken line.
        self._ear = ThreadPoolExecutor(1, thread_name_prefix="live news")
        self._last = 0
        self._off: Callable[[], None] = lambda: None

    @property
    def listeners(self) -> int:
        """Return how many screens are listening."""
        return sum(len(group) for group in self._of_person.values())

    async def in_thread(self, look: Callable[[], T]) -> T:
        """Ask the database without holding up the loop, and give its connection back."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, looked_up, look)

    async def _hear_in_thread(self, look: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._ear, looked_up, look)

    async def start(self) -> None:
        """Begin to carry news; what happened before is not news."""
        self._woken = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._last = await self.in_thread(last_entry_id)
        self._off = feed.listen(self._hear)
        self._tasks = [asyncio.create_task(self._run()), asyncio.create_task(self._sweep())]
        if connection.vendor == "postgresql":
            self._tasks.append(asyncio.create_task(self._hear_postgres()))

    async def stop(self) -> None:
        """Let every screen go; they come back to the next server."""
        self._off()
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        self.let_go()
        self._threads.shutdown(wait=False)
        self._ear.shutdown(wait=False)

    def let_go(self) -> None:
        """Close every stream."""
        for listener in self._all():
            listener.close()

    def add(self, listener: Listener) -> None:
        """Begin to tell this screen."""
        for key in listener.keys:
            self._listeners[key].add(listener)
        self._of_person[_who(listener)].add(listener)

    def remove(self, listener: Listener) -> None:
        """Stop telling it."""
        for key in listener.keys:
            self._listeners[key].discard(listener)
            if not self._listeners[key]:
                del self._listeners[key]
        self._of_person[_who(listener)].discard(listener)
        if not self._of_person[_who(listener)]:
            del self._of_person[_who(listener)]

    def _all(self) -> set[Listener]:
        return {listener for group in self._of_person.values() for listener in group}

    def _hear(self, last_id: int, topics: frozenset[str]) -> None:
        # Called in the thread that committed.
        self._loop.call_soon_threadsafe(self._wake, last_id, topics)

    def _wake(self, last_id: int, topics: Iterable[str]) -> None:
        if last_id:
            self._woken.set()
        else:  # progress of a job is no entry
            self._spread(topics, 0)

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), POLL_S)
            self._woken.clear()
            try:
                last, keys, words = await self._hear_in_thread(lambda: _news_after(self._last))
                await self._hand_out(words)
                self._spread(keys, last)
                self._last = max(self._last, last)
            except Exception:
                log.exception("the live feed could not read the journal")
                await asyncio.sleep(POLL_S)
            await asyncio.sleep(FOLD_S)

    def _spread(self, keys: Iterable[str], last_id: int) -> None:
        for key in keys:
            for listener in self._listeners.get(key, ()):
                listener.tell(key, last_id)

    async def _hand_out(self, words: list[Word]) -> None:
        """Give each word to the screens of its addressees, if they still may hear anything."""
        there = [(word, screen) for word in words for screen in self._screens_of(word)]
        valid = await self._keep_only_valid({screen for _, screen in there})
        for word, screen in there:
            if screen in valid:
                screen.hand(word.parts[screen.holder.language])

    def _screens_of(self, word: Word) -> Iterator[Listener]:
        for person_id in word.addressees:
            yield from self._of_person.get((word.event_id, person_id), ())

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            try:
                await self._keep_only_valid(self._all())
            except Exception:
                log.exception("the live feed could not see whose sessions have ended")

    async def _keep_only_valid(self, listeners: set[Listener]) -> set[Listener]:
        """Close those whose session or part in the event has ended; return the others."""
        if not listeners:
            return set()
        holders = {listener.holder for listener in listeners}
        valid = await self._hear_in_thread(lambda: self._still_hold(holders))
        ended = {listener for listener in listeners if listener.holder not in valid}
        for listener in ended:
            listener.close()
        return listeners - ended

    async def _hear_postgres(self) -> None:
        """Wake up when another process commits. Opens a connection of its own."""
        import psycopg  # noqa: PLC0415 -- 10 MB that a server on SQLite can do without

        asked = connection.get_connection_params()
        wanted = {name: asked.get(name) for name in ("dbname", "user", "password", "host", "port")}
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    autocommit=True, **{name: value for name, value in wanted.items() if value}
                ) as line:
                    await line.execute(f"LISTEN {feed.CHANNEL}")
                    self._woken.set()
                    async for notice in line.notifies():
                        number, _, names = notice.payload.partition(" ")
                        self._wake(int(number), names.split())
            except psycopg.Error as problem:
                log.warning("PostgreSQL cannot be heard, trying again: %s", problem)
                await asyncio.sleep(1)


def looked_up(look: Callable[[], T]) -> T:
    """Ask the database from a thread that is no page's, and give its connection back."""
    close_old_connections()
    try:
        return look()
    finally:
        close_old_connections()


def _who(listener: Listener) -> tuple[int, int]:
    return listener.holder.event_id, listener.holder.person_id


def _news_after(last_id: int) -> tuple[int, set[str], list[Word]]:
    rows = StoredEntry.objects.filter(pk__gt=last_id).order_by("id")
    keys: set[str] = set()
    bring: list[int] = []
    carried = carrying.carried_kinds()
    for number, event_id, names, kind in rows.values_list("id", "event_id", "topics", "kind")[
        :AT_ONCE
    ]:
        last_id = number
        keys.update(key_of(event_id, name) for name in names.split())
        if kind in carried:
            bring.append(number)
    return last_id, keys, carrying.words_of(bring) if bring else []
