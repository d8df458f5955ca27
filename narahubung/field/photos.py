"""Bytes of files come ahead of the form they belong to, in parts that a cut line does not lose."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from narahubung.accounts.models import Person
from narahubung.field import storing
from narahubung.field.catalogue import Body
from narahubung.field.models import Photo

MOST_BYTES = 8 * 1024 * 1024
PART_BYTES = 256 * 1024
MOST_AT_ONCE = 60  # photos that one person may have on their way
_MARK = "photo:"


def missing(person: Person, body: Body) -> bool:
    """Tell whether a photo that a form names is not here as a whole."""
    wanted = _named(body)
    if not wanted:
        return False
    rows = Photo.objects.filter(pk__in=wanted, person=person).only("have", "size")
    return sum(row.have == row.size for row in rows) < len(wanted)


def files_of(person: Person, fields: Iterable[str], body: Body) -> "dict[str, UploadedFile[bytes]]":
    """Return the files that a form names, by field, as the form would have brought them."""
    found: dict[str, UploadedFile[bytes]] = {}
    for name, value in body:
        if name in fields and (number := _number(value)):
            row = Photo.objects.filter(pk=number, person=person).first()
            if row is not None:
                data = b"".join(bytes(part.data) for part in row.parts.order_by("start"))
                _mark, _id, _digest, media_type, given = (value.split(":", 4) + [""] * 4)[:5]
                found[name] = SimpleUploadedFile(given or "photo", data, content_type=media_type)
    return found


def without(fields: Iterable[str], body: Body) -> Body:
    """Return the body without its files."""
    return tuple((name, value) for name, value in body if name not in fields)


def forget(person: Person, body: Body) -> None:
    """Erase the parts of what a form brought: it lies with its thing now."""
    if wanted := _named(body):
        storing.erase_photos(Photo.objects.filter(pk__in=wanted, person=person))


def take_part(
    person: Person,
    *,
    number: UUID,
    size: int,
    digest: str,
    start: int,
    data: bytes,
    at: datetime,
) -> int:
    """Keep a part where it fits on; return how many bytes are here now. Raises TooMuch."""
    if not 0 < size <= MOST_BYTES or len(data) > PART_BYTES or start + len(data) > size:
        raise TooMuch
    with storing.in_one():
        row = storing.photo_of(
            person, number=number, size=size, digest=digest, at=at, most=MOST_AT_ONCE
        )
        if row is None or (row.size, row.digest) != (size, digest):
            raise TooMuch
        if start == row.have and data:
            storing.add_part(row, start=start, data=data)
            if row.have == row.size and not _is_whole(row):
                storing.begin_again(row)
    return row.have


class TooMuch(ValueError):  # noqa: N818 -- what it is
    """More than a phone sends, or another photo under the same name."""


def have(person: Person, number: UUID) -> int:
    """Return how many bytes of a photo are here."""
    return (
        Photo.objects.filter(pk=number, person=person).values_list("have", flat=True).first() or 0
    )


def _is_whole(row: Photo) -> bool:
    digest = hashlib.sha256()
    for part in row.parts.order_by("start").iterator():
        digest.update(bytes(part.data))
    return digest.hexdigest() == row.digest


def _named(body: Body) -> set[UUID]:
    return {number for _name, value in body if (number := _number(value))}


def _number(value: str) -> UUID | None:
    """Return the id in `photo:UUID:SHA256:TYPE:NAME`, None for any other text."""
    if not value.startswith(_MARK):
        return None
    try:
        return UUID(value.split(":", 2)[1])
    except ValueError:
        return None
