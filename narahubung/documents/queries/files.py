"""Frozen answers about documents, already cut to what a person may see."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from narahubung.documents.models import Document, DocumentKind
from narahubung.journal.watching import allowed
from narahubung.kit.actor import Actor
from narahubung.kit.files import path_of


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """One photo or voice note."""

    id: int
    kind: str
    name: str
    media_type: str
    size: int
    by: str
    at: datetime

    @property
    def is_photo(self) -> bool:
        """Tell a photo from a voice note."""
        return self.kind == DocumentKind.PHOTO


@dataclass(frozen=True, kw_only=True)
class File:
    """A file to hand out."""

    path: Path
    name: str
    media_type: str


def documents_about(*, topic: str, by: Actor) -> list[DocumentLine]:
    """Return what was attached to a thing, oldest first. One query."""
    return documents_about_all(topics=[topic], by=by).get(topic, [])


def documents_about_all(*, topics: Collection[str], by: Actor) -> dict[str, list[DocumentLine]]:
    """Return what was attached to several things, by topic, oldest first. One query."""
    found: dict[str, list[DocumentLine]] = defaultdict(list)
    for row in Document.objects.visible_to(by).filter(about__in=topics).order_by("pk"):
        line = DocumentLine(
            id=row.pk,
            kind=row.kind,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            by=row.by_name,
            at=row.at,
        )
        found[row.about].append(line)
    return found


def file_of(*, document_id: int, by: Actor) -> File:
    """Return a document's file. Raises Document.DoesNotExist for who may not see it.

    What is attached to a thing is for who may see that thing: a request's photo for its desk.
    """
    row = Document.objects.visible_to(by).get(pk=document_id)
    path = path_of(row.digest)
    is_for_others = ":" in row.about and not allowed([row.about], by=by)
    if is_for_others or not path.exists():
        raise Document.DoesNotExist
    return File(path=path, name=row.name, media_type=row.media_type)
