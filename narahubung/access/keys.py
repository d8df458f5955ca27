"""The keys that sign badges and gate lists: an installation's own, under keys/, each with an id.

The newest signs; older ones stay, for badges printed with them are still worn. A copy of the data
does not hold them, so whoever has only that makes no badge.
"""

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from narahubung.config.environment import environment

_known: dict[Path, "SigningKey"] = {}


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """One key. id: eight hex digits, a name that tells it from others."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> Ed25519PublicKey:
        """Return what verifies."""
        return self.private.public_key()

    @property
    def raw(self) -> bytes:
        """Return the public half as 32 bytes."""
        return self.public.public_bytes_raw()

    @property
    def id(self) -> str:
        """Return its name."""
        return hashlib.sha256(self.raw).hexdigest()[:8]


def current() -> SigningKey:
    """Return the key that signs now, made at first use."""
    files = _files()
    return _read(files[-1] if files else make())


def by_id() -> dict[str, SigningKey]:
    """Return every key there is, by its id."""
    return {key.id: key for key in map(_read, _files())}


def make(after: str = "") -> Path:
    """Make one more key, which signs from now on; written whole or not at all.

    after: the id of the key that it follows; where that has a follower already, this is it.
    """
    folder = environment.folder("keys")
    files = _files()
    if after and files and _read(files[-1]).id != after:
        return files[-1]
    path = folder / f"badges-{len(files) + 1:03}.pem"
    made = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # of two that are made at once the first stays
        os.link(draft, path)
    draft.unlink()
    return path


def _files() -> list[Path]:
    return sorted(environment.folder("keys").glob("badges-*.pem"))


def _read(path: Path) -> SigningKey:
    if found := _known.get(path):
        return found
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} is no key for badges")
    _known[path] = SigningKey(private=key)
    return _known[path]
