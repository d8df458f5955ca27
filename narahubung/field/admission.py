"""Who is let in when too many phones come back: what is urgent and new first, photos last.

A phone says in the header `Narahubung-Class` what waits on it, so that it can be turned away before
a thread, a session or the database is asked for it (`crowd`); the door asks once more, of what the
batch is (`gate`): threads answer pages for people who look at a screen, too.
"""

import secrets
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock

CLASS = b"narahubung-class"
NEW = "new"  # urgent, and written within the last minute: somebody stands there and waits
URGENT, NORMAL, MEDIA = "urgent", "normal", "media"
ADDRESSES = {"/field/proto/": URGENT, "/field/outbox/": URGENT, "/field/photo/": MEDIA}
A_SECOND = 20  # how many of those who were turned away may ask again in one
LONGEST_S = 60.0


class Gate:
    """Counts what is in hand in this process.

    room: of each class, how many may be in hand, of whatever class, when one more begins.
    """

    def __init__(self, room: Mapping[str, int]) -> None:
        self._lock = Lock()
        self._room = room
        self._coming: deque[float] = deque()
        self.busy = 0

    @contextmanager
    def enter(self, sort: str) -> Iterator[bool]:
        """Tell whether there is room for one of this class, and hold a place for it."""
        with self._lock:
            is_in = self.busy < self._room[sort]
            self.busy += is_in
        try:
            yield is_in
        finally:
            with self._lock:
                self.busy -= is_in

    def come_in_s(self) -> float:
        """Return in how many seconds one who is turned away comes again.

        The more are out there, the later: else the answers to those who ask in vain would be all
        that is done. Each at another moment.
        """
        now = time.monotonic()
        with self._lock:
            self._coming = deque(at for at in self._coming if at > now)
            spread = min(1.0 + len(self._coming) / A_SECOND, LONGEST_S)
            wait = spread * (0.5 + secrets.randbelow(1000) / 1000)
            self._coming.append(now + wait)
        return wait


gate = Gate({MEDIA: 1, NORMAL: 3, URGENT: 8})
crowd = Gate({MEDIA: 2, NORMAL: 3, URGENT: 6, NEW: 40})


def class_of(path: str, told: str) -> str:
    """Return what a request to one of our addresses counts as; without a word: urgent."""
    return told if told in {NEW, URGENT, NORMAL, MEDIA} else ADDRESSES[path]
