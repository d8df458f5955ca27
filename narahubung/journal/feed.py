"""Tells live screens that something changed: names of topics, never contents."""

from collections.abc import Callable, Iterable

from django.db import connection, transaction

Listener = Callable[[int, frozenset[str]], None]
CHANNEL = "narahubung_entries"  # PostgreSQL NOTIFY between processes; it carries "new id"
_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Call `listener(last entry id, topics)` after each commit of this process; returns the off."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def announce_after_commit(last_id: int, topics: Iterable[str]) -> None:
    """Announce once the transaction in force is safe; nothing when it rolls back."""
    names = frozenset(topics)
    if connection.vendor == "postgresql":
        # Inside the transaction: PostgreSQL delivers it at commit, to every process.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(last_id)])
    transaction.on_commit(lambda: announce(last_id, names))


def announce(last_id: int, topics: frozenset[str]) -> None:
    """Tell this process's listeners at once (jobs use it for progress, which is no entry)."""
    for listener in list(_listeners):
        listener(last_id, topics)
