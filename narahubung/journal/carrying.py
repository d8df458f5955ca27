"""What the feed carries besides names: for its addressees alone, a message rendered once.

A name makes every screen come and fetch. Where one message goes to thousands at the same moment
that is thousands of pages of the same text; so the room of that message renders it, once for each
language, and the hub writes the same bytes to the screens of its addressees and to no other.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from narahubung.journal.acting import Entry
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import Happened, happened_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Word:
    """One message for some people in one event.

    addressees: ids of persons. parts: for every language of the installation the bytes of one
    server-sent event, as `server_event` makes them.
    """

    event_id: int
    addressees: frozenset[int]
    parts: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds a stream: the person, in which event, reading which language, by which session."""

    person_id: int
    event_id: int
    language: str
    session_key: str
    session_hash: str


Maker = Callable[[Happened], Word | None]
AtStart = Callable[[Holder, datetime], Collection[bytes]]
_MAKERS: dict[str, Maker] = {}
_AT_START: list[AtStart] = []


def carries(*entry_classes: type[Entry]) -> Callable[[Maker], Maker]:
    """Register a function of (happened) that returns the Word to hand out, or None.

    Each process asks it once for each such entry, in a thread. Whom it does not name never gets it.
    """

    def keep(function: Maker) -> Maker:
        for entry_class in entry_classes:
            _MAKERS[entry_class.kind] = function
        return function

    return keep


def says_at_start(function: AtStart) -> AtStart:
    """Register a function of (holder, at): the parts that still wait for who begins to listen.

    So whoever was away gets what stands open now, not what was said meanwhile.
    """
    _AT_START.append(function)
    return function


def carried_kinds() -> frozenset[str]:
    """Return the kinds of entries that bring a word with them."""
    return frozenset(_MAKERS)


def words_of(entry_ids: Collection[int]) -> list[Word]:
    """Return the words that these entries bring; one that cannot be made stops no other."""
    found = []
    for row in StoredEntry.objects.filter(pk__in=entry_ids).select_related("act").order_by("id"):
        happened = happened_of(row)
        try:
            word = _MAKERS[row.kind](happened) if happened else None
        except Exception:
            log.exception("entry %s cannot be handed out to screens", row.pk)
            continue
        if word is not None:
            found.append(word)
    return found


def waiting_for(holder: Holder, *, at: datetime) -> list[bytes]:
    """Return every part that waits for who begins to listen."""
    return [part for function in _AT_START for part in function(holder, at)]


def server_event(name: str, data: str) -> bytes:
    """Return the bytes of one server-sent event; data: one line."""
    return f"event: {name}\ndata: {data}\n\n".encode()
