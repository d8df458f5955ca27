"""The code that lets the first person in, printed where the server runs: no stranger begins.

It lies beside the other secrets of the installation (0600) until it is used.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

from narahubung.accounts.models import Person


def is_needed() -> bool:
    """Tell whether nobody has an account yet. One query."""
    return not Person.objects.exists()


def code() -> str:
    """Return the code, made at first use; `narahubung init` and the server's console print it."""
    path = _path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(8))
    return path.read_text().strip()


def is_right(given: str) -> bool:
    """Tell whether this is the code."""
    return secrets.compare_digest(given.strip().encode(), code().encode())


def forget() -> None:
    """Forget the code once it was used."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.HOME) / "keys" / "first-run"
