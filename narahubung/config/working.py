"""The worker: reactions after each commit, timetables, jobs, the sender, and the chain's anchors.

It runs as three threads inside `narahubung serve`, or alone as `narahubung work`. Three threads: a
job of a minute must not hold up a reaction, nor a mail server that hangs either of them.
"""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.db import close_old_connections, connection

from narahubung.journal import feed
from narahubung.journal.jobs import BEAT_S, Jobs, take_back
from narahubung.journal.reacting import Reactions
from narahubung.journal.reading import last_entry_id
from narahubung.journal.timing import every, run_due
from narahubung.journal.verifying import anchor
from narahubung.kit import clock
from narahubung.learning.separation import check_together
from narahubung.relays.working import Sender

log = logging.getLogger(__name__)
LOOK_S = 1.0  # for commits of other processes
FOLD_S = 0.05  # commits of this span are reacted to together
TRY_AGAIN_S = 5.0  # reactions that failed, timetables, jobs of the dead
JOBS_S = 0.5
SEND_S = 0.3
STOP_SENDING_S = 0.8  # what is under way; the rest is sent again when its lease runs out
ANCHOR_EVERY = timedelta(minutes=10)
_ONE_REACTS = 7_402  # any constant; PostgreSQL advisory lock: reactions run in one worker at a time


class Worker:
    """Its threads. `start` returns at once; `stop` waits a moment: a job is taken up later."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._jobs = Jobs()
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._threads: list[threading.Thread] = []
        self._lock: int | None = None
        self._off: Callable[[], None] = lambda: None

    def start(self) -> bool:
        """Begin to work; False when another process works on the same SQLite file.

        Raises a refusal where a drill's database stands in a real folder, or the other way round.
        """
        check_together()
        if connection.vendor == "sqlite":
            self._lock = hold(self._home / "worker.lock")
            if self._lock is None:
                return False
        anchors = self._home / "anchors.log"
        every(ANCHOR_EVERY)(_anchoring(anchors))
        self._off = feed.listen(lambda *_: self._woken.set())
        for run in (self._steadily, self._do_jobs, self._send):
            thread = threading.Thread(target=self._guarded, args=[run], daemon=True)
            thread.name = f"worker {run.__name__.strip('_')}"
            thread.start()
            self._threads.append(thread)
        return True

    def stop(self, *, wait_s: float = 1.0) -> None:
        """Finish what is at hand; what takes longer is begun anew by the next worker."""
        self._stopping.set()
        self._woken.set()
        self._off()
        until = time.monotonic() + wait_s
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        if self._lock is not None:
            os.close(self._lock)

    def wait(self) -> None:
        """Wait until somebody stops the worker."""
        self._stopping.wait()

    def _guarded(self, run: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            try:
                run()
            except Exception:
                log.exception("the worker stumbled; it goes on")
                self._stopping.wait(LOOK_S)
        connection.close()

    def _steadily(self) -> None:
        reactions, seen, try_at = Reactions(), -1, 0.0
        while not self._stopping.is_set():
            close_old_connections()
            self._woken.clear()
            head = last_entry_id()
            is_time = time.monotonic() >= try_at
            if head != seen or is_time:
                seen = head
                with _only_here() as mine:
                    if mine and reactions.run(at=clock.now()):
                        self._woken.set()  # there may be more than one helping
            if is_time:
                self._look_after()
                try_at = time.monotonic() + min(TRY_AGAIN_S, BEAT_S)
            self._woken.wait(LOOK_S)
            self._stopping.wait(FOLD_S)

    def _look_after(self) -> None:
        at = clock.now()
        run_due(at=at)
        take_back(at=at)
        if self._jobs.busy:
            self._jobs.beat()

    def _do_jobs(self) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            if not self._jobs.do_next(at=clock.now()):
                self._stopping.wait(JOBS_S)

    def _send(self) -> None:
        sender = Sender()
        try:
            while not self._stopping.is_set():
                close_old_connections()
                if not sender.round():
                    self._stopping.wait(SEND_S)
        finally:
            sender.stop(wait_s=STOP_SENDING_S)


def hold(path: Path) -> int | None:
    """Take the lock file for this process until it ends; None when another process holds it."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    os.ftruncate(handle, 0)
    os.write(handle, f"{os.getpid()}\n".encode())
    return handle


@contextmanager
def _only_here() -> Iterator[bool]:
    """Let one worker react at a time; on SQLite there is only one."""
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_REACTS])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_REACTS])


def _anchoring(path: Path) -> Callable[..., None]:
    def write_anchor(**_: object) -> None:
        anchor(path)

    return write_anchor
