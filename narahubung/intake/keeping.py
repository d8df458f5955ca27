"""The brought file itself, kept sealed until it is taken in or put away, then forgotten.

It holds passports and health notes in plain, so it is never on disk as such: it is encrypted under
a key of its own, and destroying the key forgets it wherever a copy went.
"""

import base64
from pathlib import Path
from uuid import uuid4

from narahubung.config.environment import environment
from narahubung.kit import sealing


def keep(import_id: int, body: bytes) -> None:
    """Keep the file of an import, sealed, readable for the owner of the installation only."""
    path = _path(import_id)
    path.touch(mode=0o600)
    # A key of its own for each bringing: a destroyed one is never asked for again.
    path.write_text(sealing.seal(base64.b64encode(body).decode(), f"import:{uuid4().hex}"))


def kept(import_id: int) -> bytes | None:
    """Return the file of an import, None when it is gone."""
    path = _path(import_id)
    if not path.exists():
        return None
    text = sealing.unseal(path.read_text())
    return None if text == sealing.FORGOTTEN else base64.b64decode(text)


def forget(import_id: int) -> None:
    """Destroy the file of an import and its key."""
    path = _path(import_id)
    if path.exists():
        sealing.store().destroy(path.read_text().split("|", 2)[1])
        path.unlink(missing_ok=True)


def _path(import_id: int) -> Path:
    return environment.folder("lists") / f"{import_id}.sealed"
