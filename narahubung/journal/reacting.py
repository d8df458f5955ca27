"""What a room does because something happened on a lower floor. Who reacts is above who acts."""

import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from narahubung.journal.acting import AlreadyDone, Entry
from narahubung.journal.models import Cursor, Parked, StoredEntry
from narahubung.journal.reading import decoded, entries_after, kinds_after, last_entry_id

log = logging.getLogger(__name__)
TRIES = 5
TURN_S = 0.5  # how long one reaction keeps the others waiting, while phones come back in a storm
_SPACE = UUID("6f0f7f0e-2b5c-4d6e-9a39-0e4f3f1c7a11")


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An entry as a reaction gets it: what, in which event, when it was done, its number.

    told: the people it leaves word for. by_id, by_name: who did it (None for the house); command:
    by which, so that a room can leave out what it did itself.
    """

    entry: Entry
    event_id: int | None
    at: datetime
    id: int
    told: tuple[int, ...] = ()
    by_id: int | None = None
    by_name: str = ""
    command: str = ""


@dataclass(frozen=True)
class _Reaction:
    name: str
    kinds: frozenset[str]
    run: Callable[..., object]
    in_batches: bool
    of_word: bool = False  # whatever kind leaves word for somebody
    is_urgent: bool = False


_REACTIONS: list[_Reaction] = []


def on(
    *entry_classes: type[Entry], urgent: bool = False
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register a function of (happened, *, at, key) to run once for each such entry.

    Its own act must use `key`, made from the entry: after a crash in between, it happens once.
    urgent: it goes before the others, and again after each of their turns.
    """
    return _register(entry_classes, in_batches=False, is_urgent=urgent)


def on_batch(
    *entry_classes: type[Entry],
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register a function of (list of happened, *, at) for up to 500 entries at a time.

    For reactions that bring something up to date and change nothing when run twice.
    """
    return _register(entry_classes, in_batches=True)


def on_word(function: Callable[..., object]) -> Callable[..., object]:
    """Register a function of (list of happened, *, at) for all that leaves word for people.

    Of every kind, in batches: it changes nothing when run twice.
    """
    return _register((), in_batches=True, of_word=True)(function)


class Reactions:
    """Runs every reaction over what it has not seen yet; kept by a worker from commit to commit.

    Each reaction has a stored cursor, at the last entry it digested. Here is kept besides, only to
    spare looking, up to where nothing waits for it: most commits concern few reactions.
    """

    def __init__(self, *, turn_s: float = TURN_S) -> None:
        self._turn_s = turn_s
        self._clear_to: dict[str, int] = {}

    def run(self, *, at: datetime, limit: int = 500) -> int:
        """Run them, the urgent ones first; return how many entries were digested.

        One that fails is tried five times, then the entry is parked with an alarm and it goes on;
        a broken one never stops the others. What is left after a turn waits for the next run.
        """
        urgent = [reaction for reaction in _REACTIONS if reaction.is_urgent]
        others = [reaction for reaction in _REACTIONS if not reaction.is_urgent]
        digested = self._run(urgent, at=at, limit=limit)
        return digested + self._run(others, at=at, limit=limit, between=urgent)

    def _run(
        self,
        reactions: Sequence[_Reaction],
        *,
        at: datetime,
        limit: int,
        between: Sequence[_Reaction] = (),
    ) -> int:
        head = last_entry_id()
        kinds = kinds_after(min((self._clear_to.get(r.name, 0) for r in reactions), default=head))
        digested = 0
        for reaction in reactions:
            concerned = reaction.of_word or reaction.kinds & kinds
            clear_to = self._clear_to.get(reaction.name, 0)
            found = None
            if concerned:
                found = _advance(reaction, clear_to, turn_s=self._turn_s, at=at, limit=limit)
            if found is None:
                self._clear_to[reaction.name] = head
                continue
            digested += found
            if between:
                digested += self._run(between, at=at, limit=limit)
        return digested


def react(*, at: datetime, limit: int = 500) -> int:
    """Run every reaction once, as `Reactions.run` does, however long a turn takes."""
    return Reactions(turn_s=math.inf).run(at=at, limit=limit)


def parked() -> list[Parked]:
    """Return what reactions could not digest, oldest first."""
    return list(Parked.objects.order_by("id"))


def _register(
    entry_classes: Sequence[type[Entry]],
    *,
    in_batches: bool,
    of_word: bool = False,
    is_urgent: bool = False,
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    def keep(function: Callable[..., object]) -> Callable[..., object]:
        name = f"{function.__module__}.{function.__qualname__}".removeprefix("narahubung.")
        kinds = frozenset(entry_class.kind for entry_class in entry_classes)
        if name not in {reaction.name for reaction in _REACTIONS}:
            _REACTIONS.append(_Reaction(name, kinds, function, in_batches, of_word, is_urgent))
        return function

    return keep


def _advance(
    reaction: _Reaction, clear_to: int, *, turn_s: float, at: datetime, limit: int
) -> int | None:
    """Return how many entries it digested (0: it stumbled), or None where none was waiting."""
    cursor, _ = Cursor.objects.get_or_create(name=reaction.name)
    after = max(cursor.entry_id, clear_to)
    rows = entries_after(
        after, kinds_wanted=reaction.kinds, with_word=reaction.of_word, limit=limit
    )
    if not rows:
        return None
    if reaction.in_batches:
        done = _try(reaction, cursor, rows[-1], _batch_call(reaction, rows, at=at), at=at)
        return len(rows) if done else 0
    digested, ends = 0, time.monotonic() + turn_s
    for row in rows:
        if not _try(reaction, cursor, row, _single_call(reaction, row, at=at), at=at):
            break
        digested += 1
        if time.monotonic() > ends:
            break
    return digested


def _batch_call(
    reaction: _Reaction, rows: list[StoredEntry], *, at: datetime
) -> Callable[[], object]:
    def call() -> object:
        return reaction.run([h for row in rows if (h := happened_of(row))], at=at)

    return call


def _single_call(reaction: _Reaction, row: StoredEntry, *, at: datetime) -> Callable[[], object]:
    def call() -> object:
        happened = happened_of(row)
        key = uuid5(_SPACE, f"{row.pk} {reaction.name}")
        return reaction.run(happened, at=at, key=key) if happened else None

    return call


def happened_of(row: StoredEntry) -> Happened | None:
    """Return the entry as a reaction gets it; None for a kind this version no longer knows."""
    entry = decoded(row)
    if entry is None:
        return None
    told = tuple(int(person_id) for person_id in row.tell.split())
    return Happened(
        entry=entry,
        event_id=row.event_id,
        at=row.act.at,
        id=row.pk,
        told=told,
        by_id=row.act.by_id,
        by_name=row.act.by_name,
        command=row.act.command,
    )


def _try(
    reaction: _Reaction, cursor: Any, row: StoredEntry, call: Callable[[], object], *, at: datetime
) -> bool:
    try:
        call()
    except AlreadyDone:
        pass
    except Exception as problem:
        log.exception("reaction %s stumbled over entry %s", reaction.name, row.pk)
        cursor.tries += 1
        cursor.trouble = f"{type(problem).__name__}: {problem}"[:2000]
        if cursor.tries < TRIES:
            cursor.save()
            return False
        Parked.objects.create(
            name=reaction.name, entry_id=row.pk, trouble=cursor.trouble, parked_at=at
        )
    cursor.entry_id, cursor.tries, cursor.trouble = row.pk, 0, ""
    cursor.save()
    return True
