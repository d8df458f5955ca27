"""The keys that parcels are sealed to: an installation's own, under keys/, one more each quarter.

Old ones stay: what was sealed to them may still be on its way. A copy of the data does not hold
them, so whoever has only that opens no parcel.
"""

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from narahubung.config.environment import environment

GOOD_FOR = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class SealingKey:
    """A key that parcels are sealed to. id: a name that tells it from others."""

    private: ec.EllipticCurvePrivateKey

    @property
    def point(self) -> bytes:
        """Return the public half, as a point (uncompressed)."""
        return point_of(self.private.public_key())

    @property
    def id(self) -> str:
        """Return its name."""
        return hashlib.sha256(self.point).hexdigest()[:16]


def current(at: datetime) -> SealingKey:
    """Return the key to seal to now, made where the newest is older than a quarter."""
    newest = max(_files(), default=None)
    if newest is None or _day_of(newest) < f"{at - GOOD_FOR:%Y-%m-%d}":
        newest = _make(environment.folder("keys") / f"parcels-{at:%Y-%m-%d}.pem")
    return _read(newest)


def find(name: str) -> SealingKey | None:
    """Return the key of that name, however old; None: it is no key of ours."""
    return next((key for path in _files() if (key := _read(path)).id == name), None)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as browsers write it."""
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def _files() -> list[Path]:
    return sorted(environment.folder("keys").glob("parcels-*.pem"))


def _day_of(path: Path) -> str:
    return path.stem.removeprefix("parcels-")


def _read(path: Path) -> SealingKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} is no key for parcels")
    return SealingKey(private=key)


def _make(path: Path) -> Path:
    """Write a new one, whole or not at all; of two that are made at once the first stays."""
    made = ec.generate_private_key(ec.SECP256R1()).private_bytes(
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
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path
