"""Writers of one process take turns on SQLite, in the order in which they came."""

from collections import deque
from threading import Lock


class Turns:
    """A lock that goes to who has waited longest: who has much to write does not keep it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_taken = False

    def __enter__(self) -> None:
        self.acquire(timeout=-1)

    def __exit__(self, *_: object) -> None:
        self.release()

    def acquire(self, timeout: float) -> bool:
        """Wait for one's turn; False when it did not come in time."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=timeout):
            return True
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # it was given away at the last moment

    def release(self) -> None:
        """Let the next one write."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
