"""The one way to change anything: a `@command` that opens `with act(...) as record:`."""

import dataclasses
import functools
import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, ParamSpec, TypeVar
from uuid import UUID, uuid4

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _

from narahubung.journal import chain, feed, writing
from narahubung.journal.facts import to_text
from narahubung.journal.models import Act, StoredEntry, Topic
from narahubung.journal.turns import Turns
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Base of every entry a room can record. Subclasses are the room's vocabulary.

    kind: room and what happened, `needs.declined`. right: who may read its facts. A fact that must
    be forgettable is declared `field(metadata={"seal": "party_id"})`: sealed for that subject.
    Raise `version` and add an upcast in `facts.UPCASTS` when the shape changes.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    right: ClassVar[str] = "see_party"
    known: ClassVar[dict[str, type["Entry"]]] = {}
    """Every kind that the rooms declare, by its name."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "kind" in cls.__dict__:
            Entry.known[cls.kind] = cls

    def topics(self) -> list[str]:
        """Name what changed on screens, as `need:42`. Live pages re-fetch on these names."""
        raise NotImplementedError

    def sentence(self) -> str:
        """Say it as a person reads it, in the language in force."""
        raise NotImplementedError

    def about_party(self) -> int | None:
        """Return the party it concerns, for who may read it. None: the event as a whole."""
        return getattr(self, "party_id", None)

    def readable_with(self) -> str:
        """Return the right needed to read the facts, or several with spaces between: all of them.

        Most kinds have one fixed right.
        """
        return self.right


class AlreadyDone(Refusal):
    """The act reached us twice; the first one stands."""

    says = _("This was already done.")
    status = 200


class KeyTaken(Refusal):
    """One key, but another person or another content: a broken or a copied device."""

    says = _("This device used a key that belongs to something else. Nothing was changed.")
    advice = _("Reload the page and try once more.")
    status = 409


class NothingRecorded(RuntimeError):  # noqa: N818 -- says what happened
    """A command changed something and told nobody: a bug in the command."""


class Record:
    """Collects what happened during one act. Call it once per entry."""

    def __init__(self) -> None:
        self.rows: list[tuple[Entry, list[int]]] = []

    def __call__(self, entry: Entry, *, tell: Iterable[int] = ()) -> None:
        """Record it, and leave word for the people `tell` (ids of persons)."""
        self.rows.append((entry, list(tell)))


@dataclass(frozen=True)
class _Doing:
    name: str
    body: str


Kept = dict[Hashable, tuple[Callable[[list[Any]], None], list[Any]]]


@dataclass(frozen=True)
class _Running:
    record: Record
    by: Actor
    kept: Kept = field(default_factory=dict)


@dataclass(frozen=True)
class _Share:
    """What commits together. acts: those that are done, by key. found: see `found_once`."""

    acts: dict[UUID, tuple[Act, Record]] = field(default_factory=dict)
    kept: Kept = field(default_factory=dict)
    found: dict[Hashable, Any] = field(default_factory=dict)


_doing: ContextVar[_Doing | None] = ContextVar("doing", default=None)
_running: ContextVar[_Running | None] = ContextVar("running", default=None)
_share: ContextVar[_Share | None] = ContextVar("share", default=None)
_joined: ContextVar[tuple[UUID, Callable[[Record], None]] | None] = ContextVar(
    "joined", default=None
)


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a room's command: its name and a digest of what was asked go into the act.

    The digest tells an honest resend (same key, same content) from a false one.
    """
    room = function.__module__.split(".")[1]
    name = f"{room}.{function.__name__}"

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        asked = {k: v for k, v in kwargs.items() if k not in {"by", "at", "key"}}
        token = _doing.set(_Doing(name, _digest(name, asked)))
        try:
            return function(*args, **kwargs)
        finally:
            _doing.reset(token)

    run.is_command = True  # type: ignore[attr-defined]
    return run


@contextmanager
def act(
    *,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    founding: Callable[[], int] | None = None,
    bare: bool = False,
) -> Iterator[Record]:
    """Open one transaction for one gesture; what is recorded commits with what is saved.

    A command called inside another command joins the outer act. After the commit the topics are
    announced to live screens. founding: makes the event the act belongs to, as the first thing in
    the transaction, and returns its id; for the one command that brings an event into being. bare:
    the command writes nothing but the journal, so there is nothing to go back where it is refused.

    Raises AlreadyDone when `key` was acted on before, KeyTaken when by somebody else or with
    another content, NothingRecorded when the command recorded no entry.
    """
    if outer := _running.get():
        if outer.by.person_id != by.person_id:
            raise RuntimeError("a nested command must be done by the same person")
        yield outer.record
        return
    doing = _doing.get() or _Doing("unnamed", "")
    record, share = Record(), _share.get()
    with turn(), _atomic(share, bare=bare):
        if founding is not None:
            by = dataclasses.replace(by, event_id=founding())
        the_act = _begin(doing, by=by, at=at, key=key, share=share)
        running = _Running(record, by)
        token = _running.set(running)
        try:
            yield record
            if (join := _joined.get()) and join[0] == key:
                join[1](record)
        finally:
            _running.reset(token)
        if not record.rows:
            raise NothingRecorded(doing.name)
        if share is None:
            _write(running.kept)
            _append([(the_act, record)])
    if share is not None:
        share.acts[the_act.pk] = the_act, record


@contextmanager
def one_commit() -> Iterator[None]:
    """Let the acts within commit together; one that is refused goes back by itself.

    They and their entries are written at the end, each sort in one statement, and so that the
    journal is locked no longer than by one act: nothing that is called within may read what an act
    within has recorded. What is raised here takes all of them back; so also an IntegrityError,
    where an act with one of their keys was there before.
    """
    with turn(), transaction.atomic(durable=True):
        share = _Share()
        token = _share.set(share)
        try:
            yield
        finally:
            _share.reset(token)
        _write(share.kept)
        if share.acts:
            acts = list(share.acts.values())
            writing.insert([the_act for the_act, _record in acts])
            _append(acts)


def kept_for_the_end(name: Hashable, item: T, write: Callable[[list[T]], None]) -> None:
    """Let `write` have this just before the commit, with all that was kept under this name.

    Of one act, or of all that commit together: what follows from many is then done once. It may be
    called for what went back by itself as well. Outside of any act it is written at once.
    """
    share, running = _share.get(), _running.get()
    holder = share or running
    if holder is None:
        write([item])
    else:
        holder.kept.setdefault(name, (write, []))[1].append(item)


def write_what_was_kept() -> None:
    """Write now what was kept for the end, for whoever wants to read it before."""
    if share := _share.get():
        _write(share.kept)


def found_once(name: Hashable, look: Callable[[], T]) -> T:
    """Return what `look` finds: looked up once for all that commits together, else each time.

    The name tells all that it depends on, also who asks.
    """
    share = _share.get()
    if share is None:
        return look()
    if name not in share.found:
        share.found[name] = look()
    found: T = share.found[name]
    return found


def _write(kept: Kept) -> None:
    while kept:  # in one order for everybody, so that two never wait for each other
        write, items = kept.pop(min(kept, key=repr))
        write(items)


@contextmanager
def joined(key: UUID, also: Callable[[Record], None]) -> Iterator[None]:
    """Let `also` write in the transaction of the act with this key, just before it ends.

    It sees what was recorded, and may call commands, which join the act. For a door that must
    remember, with the act or not at all, that it was done. Where it raises, nothing was done.
    """
    token = _joined.set((key, also))
    try:
        yield
    finally:
        _joined.reset(token)


@contextmanager
def turn() -> Iterator[None]:
    """Let the writers of one process take turns on SQLite, which has a single writer anyway.

    Its own way of waiting sleeps ever longer between tries, so a busy moment would stretch.
    """
    if connection.vendor != "sqlite" or _share.get() is not None:
        yield
        return
    if not _WRITERS.acquire(timeout=WAIT_S):
        raise OperationalError("database is locked")
    try:
        yield
    finally:
        _WRITERS.release()


_WRITERS = Turns()
WAIT_S = 20.0


def _atomic(share: _Share | None, *, bare: bool) -> AbstractContextManager[None]:
    """Return the transaction of one act; of acts that commit together, a savepoint of its own."""
    return nullcontext() if share and bare else transaction.atomic(durable=share is None)


def _begin(
    doing: _Doing, *, by: Actor, at: datetime, key: UUID | None, share: _Share | None
) -> Act:
    the_act = Act(
        id=key or uuid4(),
        event_id=by.event_id,
        by_id=by.person_id,
        by_name=by.name,
        command=doing.name,
        door=by.door,
        body=doing.body,
        at=at,
        recorded_at=clock.now(),
    )
    if share is not None:
        if known := share.acts.get(the_act.pk):
            raise _seen(known[0], doing, by)
        return the_act
    # Of two requests with one key at the same moment PostgreSQL lets the second wait and lose here.
    if not writing.insert_new(the_act):
        raise _seen(Act.objects.get(pk=the_act.pk), doing, by)
    return the_act


def _seen(known: Act, doing: _Doing, by: Actor) -> Refusal:
    """Say whether a key that was used before came again honestly."""
    same = (known.by_id, known.command, known.body) == (by.person_id, doing.name, doing.body)
    return AlreadyDone(key=str(known.pk)) if same else KeyTaken(key=str(known.pk))


def _append(acts: Sequence[tuple[Act, Record]]) -> None:
    number, mark = writing.last_entry() or (0, chain.START)
    rows, topics = [], []
    for the_act, record in acts:
        for entry, tell in record.rows:
            number += 1
            names = list(dict.fromkeys(entry.topics()))
            row = StoredEntry(
                id=number,
                act=the_act,
                event_id=the_act.event_id,
                party_id=entry.about_party(),
                kind=entry.kind,
                version=entry.version,
                right=entry.readable_with(),
                facts=to_text(entry),
                topics=" ".join(names),
                tell=" ".join(str(person) for person in tell),
            )
            mark = row.mark = chain.mark_of(row, the_act, mark)
            rows.append(row)
            topics += [Topic(entry=row, name=name) for name in names]
    writing.insert(rows)
    writing.insert(topics)
    feed.announce_after_commit(number, [topic.name for topic in topics])


def _digest(name: str, asked: dict[str, Any]) -> str:
    text = json.dumps([name, asked], sort_keys=True, default=_plain, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return str(value)
