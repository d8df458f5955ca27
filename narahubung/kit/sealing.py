"""Sealing: sensitive text is kept encrypted under a key per subject; destroying the key forgets it.

Keys live in a small file of their own (0600) beside the data and in no backup of the data.
A sealed text carries its subject's name, so that it can be opened wherever it is found.
"""

import os
import secrets
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pysqlite3.dbapi2 import connect  # type: ignore[attr-defined]

_MARK = "nh1"
FORGOTTEN = "\N{EM DASH}"  # what is shown where a key was destroyed


class KeyStore:
    """Keys by subject, such as `member:17`, in one file. Safe for threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[str, bytes] = {}

    def key_of(self, subject: str) -> bytes:
        """Return the subject's key, made at first use. 32 bytes."""
        if key := self._known.get(subject):
            return key
        with self._lock, self._open() as db:
            db.execute(
                "INSERT OR IGNORE INTO keys (subject, key) VALUES (?, ?)",
                (subject, secrets.token_bytes(32)),
            )
            row = db.execute("SELECT key FROM keys WHERE subject = ?", (subject,)).fetchone()
        if row[0] is None:
            raise Forgotten(subject)
        self._known[subject] = bytes(row[0])
        return self._known[subject]

    def prepare(self, subjects: Iterable[str]) -> None:
        """Make the keys of many subjects at once: one write instead of one for each."""
        wanted = [subject for subject in subjects if subject not in self._known]
        with self._lock, self._open() as db:
            db.executemany(
                "INSERT OR IGNORE INTO keys (subject, key) VALUES (?, ?)",
                [(subject, secrets.token_bytes(32)) for subject in wanted],
            )
            rows = db.execute("SELECT subject, key FROM keys WHERE key IS NOT NULL").fetchall()
        known = {subject: bytes(key) for subject, key in rows}
        self._known.update({subject: known[subject] for subject in wanted if subject in known})

    def find(self, subject: str) -> bytes | None:
        """Return the subject's key, or None when there is none (any more)."""
        if key := self._known.get(subject):
            return key
        with self._lock, self._open() as db:
            row = db.execute("SELECT key FROM keys WHERE subject = ?", (subject,)).fetchone()
        if row is None or row[0] is None:
            return None
        self._known[subject] = bytes(row[0])
        return self._known[subject]

    def destroy(self, subject: str) -> None:
        """Destroy the subject's key for good: what it sealed can never be read again."""
        with self._lock, self._open() as db:
            db.execute(
                "INSERT INTO keys (subject, key) VALUES (?, NULL) "
                "ON CONFLICT (subject) DO UPDATE SET key = NULL",
                (subject,),
            )
        self._known.pop(subject, None)

    def _open(self) -> Any:
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        db: Any = connect(str(self._path), timeout=20)
        db.execute("PRAGMA secure_delete=ON")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE IF NOT EXISTS keys (subject TEXT PRIMARY KEY, key BLOB)")
        return _Closing(db)


class _Closing:
    """Commit and close; pysqlite's own context manager leaves the file open."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def __enter__(self) -> Any:
        return self._db

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._db.commit()
        self._db.close()


class Forgotten(LookupError):  # noqa: N818 -- what happened, not a fault
    """The subject's key was destroyed: nothing new may be sealed for it."""


_store: KeyStore | None = None


def use_store(store: KeyStore) -> None:
    """Say where the keys are. Called once by the settings."""
    global _store
    _store = store


def store() -> KeyStore:
    """Return the key store in use."""
    if _store is None:
        raise RuntimeError("no key store: settings call kit.sealing.use_store first")
    return _store


def seal(text: str, subject: str) -> str:
    """Return the text encrypted for the subject, as `nh1|subject|hex`."""
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(store().key_of(subject)).encrypt(nonce, text.encode(), subject.encode())
    return f"{_MARK}|{subject}|{(nonce + sealed).hex()}"


def unseal(sealed: str) -> str:
    """Return what was sealed, or FORGOTTEN when its key is gone. Raises ValueError when damaged."""
    mark, subject, body = sealed.split("|", 2)
    if mark != _MARK:
        raise ValueError("not a sealed text")
    key = store().find(subject)
    if key is None:
        return FORGOTTEN
    raw = bytes.fromhex(body)
    try:
        return AESGCM(key).decrypt(raw[:12], raw[12:], subject.encode()).decode()
    except InvalidTag as problem:
        raise ValueError(f"the sealed text of {subject} is damaged") from problem


def is_sealed(text: object) -> bool:
    """Tell whether this is a sealed text."""
    return isinstance(text, str) and text.startswith(f"{_MARK}|")
