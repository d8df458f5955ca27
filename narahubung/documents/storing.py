"""Where files lie: under their own digest in the installation's folder, for nobody else to read."""

import hashlib
import os
from pathlib import Path

from django.conf import settings


def path_of(digest: str) -> Path:
    """Return where the file with this digest (64 hex digits) lies."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def keep(data: bytes) -> str:
    """Store bytes and return their digest; the same bytes are stored once.

    Written beside and put in place in one step: a cut leaves nothing half.
    """
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{digest}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return digest
