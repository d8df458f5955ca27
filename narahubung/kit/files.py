"""Files as bytes: how large, where they lie, and how they are handed out.

They lie under their own digest in the installation's folder, for nobody else to read. What a file
is about, and who may have it, the rooms know.
"""

import hashlib
import os
import re
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal

MOST_BYTES = 12 * 1024 * 1024
_PART = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


class NothingAttached(Refusal):
    """No file came."""

    says = _("No file arrived.")
    advice = _("Choose a photo or a voice note and send it again.")


class TooBig(Refusal):
    """More bytes than a phone's photo has."""

    says = _("This file is larger than 12 MB.")
    advice = _("Send a smaller photo or a shorter voice note.")


def check_size(data: bytes) -> None:
    """Raise NothingAttached or TooBig."""
    if not data:
        raise NothingAttached
    if len(data) > MOST_BYTES:
        raise TooBig


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


def handed_out(request: HttpRequest, path: Path, *, media_type: str, name: str) -> HttpResponse:
    """Answer with a file, in a way that no browser runs or keeps it; `?download` saves it.

    A player may ask for a part (RFC 9110, 14.2): Safari plays no sound that cannot be had so.
    """
    asked = _PART.fullmatch(request.headers.get("Range", ""))
    response = _part(path, asked, media_type) if asked else _whole(request, path, media_type, name)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Kept by no browser: who may not have it any more must not find it on his phone.
    response["Cache-Control"] = "private, no-store"
    return response


def _whole(request: HttpRequest, path: Path, media_type: str, name: str) -> HttpResponse:
    saved = "download" in request.GET
    answer = FileResponse(
        path.open("rb"), content_type=media_type, filename=name, as_attachment=saved
    )
    return cast("HttpResponse", answer)  # it streams; pages are typed by what they mostly give


def _part(path: Path, asked: re.Match[str], media_type: str) -> HttpResponse:
    data = path.read_bytes()
    first, last = int(asked[1]), min(int(asked[2] or len(data)), len(data) - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
    answer = HttpResponse(data[first : last + 1], status=206, content_type=media_type)
    answer["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return answer
