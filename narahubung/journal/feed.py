"""Tells live screens that something changed: names of topics, never contents."""

from collections.abc import Callable, Iterable

from django.db import connection, transaction

Listener = Callable[[int, frozenset[str]], None]
CHANNEL = "narahubung_entries"  # PostgreSQL NOTIFY between processes: "<entry id>" or "0 <names>"
_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Call `listener(last entry id, topics)` after each commit of this process; returns the off."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def announce_after_commit(last_id: int, topics: Iterable[str]) -> None:
    """Announce once the transaction in force is safe; nothing when it rolls back."""
    names = frozenset(topics)
    # Inside the transaction: PostgreSQL delivers it at commit, to every process.
    _notify(str(last_id))
    transaction.on_commit(lambda: _tell(last_id, names))


def announce(topics: Iterable[str]) -> None:
    """Tell that something moved which is no entry, such as the progress of `job:5`.

    Names need a number. It is not replayed: whoever was away sees the present state anyway.
    """
    names = frozenset(topics)
    _notify(f"0 {' '.join(sorted(names))}")
    _tell(0, names)


def _tell(last_id: int, topics: frozenset[str]) -> None:
    for listener in list(_listeners):
        listener(last_id, topics)


def _notify(payload: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
