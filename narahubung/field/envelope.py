"""The shape of what a phone sends, and the digest that holds it together."""

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.field.models import LaneClass

PROTO = 1
OLDEST = 1  # what a phone must speak at least
MOST_COMMANDS = 50
MOST_BYTES = 256 * 1024
MOST_EPOCHS = 20  # that ended since its owner threw them away
LONGEST_PATH = 300
LONGEST_SKEW_MS = 400 * 24 * 3600 * 1000  # a clock that is wrong by more than a year says nothing


class NotOurs(ValueError):  # noqa: N818 -- what it is
    """What came is not of the shape that our phones send. The text is for the log."""


class TooOld(NotOurs):
    """The phone speaks a protocol that is no longer understood."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """One form that waited on a phone. body: its fields in order, without key and token.

    at: by the phone's clock; at_text: the same, word for word. base: of each field of a three-way
    form, the digest of the value that the page showed. skew_ms: (lo, hi) to add to the phone's
    clock, as it stood when this was written; None: as that of the batch.
    """

    id: UUID
    seq: int
    kind: str
    v: int
    path: str
    after: tuple[UUID, ...]
    base: dict[str, str]
    body: tuple[tuple[str, str], ...]
    at: datetime
    at_text: str
    hash: str
    skew_ms: tuple[int, int] | None

    def is_whole(self) -> bool:
        """Tell whether the digest is that of the content."""
        return self.hash == digest_of(self.kind, self.v, self.path, self.body)


@dataclass(frozen=True, kw_only=True)
class Beacon:
    """What a phone says of its queue. Lost phones are judged by the last one.

    destroyed: how many commands its owner threw away, since its store was made; thrown: the same,
    of each epoch that ended so, by class.
    """

    unsent: dict[str, int]
    oldest_ms: int
    max_seq: dict[str, int]
    destroyed: int
    thrown: dict[str, dict[str, int]]
    persisted: bool | None
    installed: bool | None


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One request: some commands of one lane. skew_ms: (lo, hi) to add to the phone's clock."""

    person: int
    device: UUID
    epoch: UUID
    sort: str
    sent_at: datetime
    beacon: Beacon
    skew_ms: tuple[int, int] | None
    commands: tuple[Command, ...]


def digest_of(kind: str, v: int, path: str, body: Any) -> str:
    """Return `sha256:` and the digest of a command's content, as phone and server compute it."""
    text = json.dumps(
        [kind, v, path, [list(pair) for pair in body]],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def digest_of_value(value: str) -> str:
    """Return `sha256:` and the digest of what one field showed."""
    return "sha256:" + hashlib.sha256(value.encode()).hexdigest()


def unpacked(raw: bytes, most: int = MOST_BYTES) -> bytes:
    """Return what is in a gzip, of so many bytes at most. Raises NotOurs.

    It stops at the bound: a small body that unpacks to gigabytes costs no more than a large one.
    """
    unpacking = zlib.decompressobj(wbits=31)  # gzip
    try:
        inside = unpacking.decompress(raw, most + 1)
    except zlib.error as problem:
        raise NotOurs("no gzip") from problem
    if len(inside) > most:
        raise NotOurs("more bytes than one request may have")
    if not unpacking.eof:
        raise NotOurs("half a gzip")
    return inside


def read(raw: bytes) -> Batch:
    """Return the batch. Raises TooOld, NotOurs."""
    if len(raw) > MOST_BYTES:
        raise NotOurs("more bytes than one request may have")
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        raise NotOurs("not JSON") from problem
    try:
        return _batch(told)
    except NotOurs:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise NotOurs(f"{type(problem).__name__}: {problem}") from problem


def _batch(told: Any) -> Batch:
    if int(told["proto"]) < OLDEST:
        raise TooOld("an old protocol")
    if int(told["proto"]) > PROTO:
        raise NotOurs("a protocol of later")
    commands = told["commands"]
    if len(commands) > MOST_COMMANDS:
        raise NotOurs("more commands than one request may have")
    return Batch(
        person=int(told["person"]),
        device=UUID(told["device"]),
        epoch=UUID(told["epoch"]),
        sort=LaneClass(told["class"]).value,
        sent_at=_moment(told["sent_at"]),
        beacon=_beacon(told.get("beacon") or {}),
        skew_ms=_skew(told.get("skew")),
        commands=tuple(_command(each) for each in commands),
    )


def _command(told: Any) -> Command:
    at_text = str(told["at"])[:40]
    found = Command(
        id=UUID(told["id"]),
        seq=_natural(told["seq"], least=1),
        kind=str(told["kind"])[:80],
        v=_natural(told["v"], least=1),
        path=str(told["path"]),
        after=tuple(UUID(each) for each in told.get("after") or ()),
        base={str(name): str(value) for name, value in (told.get("base") or {}).items()},
        body=tuple((_text(name), _text(value)) for name, value in told["body"]),
        at=_moment(at_text),
        at_text=at_text,
        hash=str(told["hash"])[:71],
        skew_ms=_skew(told.get("skew")),
    )
    if found.id.int == 0 or len(found.path) > LONGEST_PATH or len(found.after) > MOST_COMMANDS:
        raise NotOurs("a command that no form makes")
    return found


def _beacon(told: Any) -> Beacon:
    return Beacon(
        unsent=_counts(told.get("unsent")),
        oldest_ms=_natural(told.get("oldest_ms") or 0),
        max_seq=_counts(told.get("max_seq")),
        destroyed=_natural(told.get("destroyed") or 0),
        thrown={str(UUID(epoch)): _counts(told) for epoch, told in _some(told.get("thrown"))},
        persisted=_yes_no(told.get("persisted")),
        installed=_yes_no(told.get("installed")),
    )


def _yes_no(told: Any) -> bool | None:
    return told if isinstance(told, bool) else None


def _counts(told: Any) -> dict[str, int]:
    return {sort: _natural((told or {}).get(sort) or 0) for sort in LaneClass.values}


def _some(told: Any) -> list[tuple[str, Any]]:
    return list((told or {}).items())[-MOST_EPOCHS:]


def _skew(told: Any) -> tuple[int, int] | None:
    if not told:
        return None
    lo, hi = int(told["lo_ms"]), int(told["hi_ms"])
    if lo > hi or max(abs(lo), abs(hi)) > LONGEST_SKEW_MS:
        return None  # it measured badly: no reason to refuse what it brings
    return lo, hi


def _natural(value: Any, *, least: int = 0) -> int:
    number = int(value)
    if not least <= number < 2**53:
        raise NotOurs("a number that no phone counts")
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise NotOurs("a field that is no text")
    value.encode()  # half of a character is no text either
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise NotOurs("a time without its zone")
    return moment
