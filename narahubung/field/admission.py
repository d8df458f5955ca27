"""How many batches are worked on at once: when too many phones come back, the urgent go first.

Threads answer pages for people who look at a screen, too: phones never get all of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from narahubung.field.models import LaneClass

# Of each class, how many batches may be in hand, of whatever class, when one more begins.
ROOM = {LaneClass.MEDIA.value: 1, LaneClass.NORMAL.value: 3, LaneClass.URGENT.value: 5}


class Gate:
    """Counts what is in hand in this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.busy = 0

    @contextmanager
    def enter(self, sort: str) -> Iterator[bool]:
        """Tell whether there is room for a batch of this class, and hold a place for it."""
        with self._lock:
            is_in = self.busy < ROOM[sort]
            self.busy += is_in
        try:
            yield is_in
        finally:
            with self._lock:
                self.busy -= is_in


gate = Gate()
