"""Photos of the moments of a movement or a drive."""

from dataclasses import dataclass

from narahubung.documents.queries import DocumentLine, documents_about_all
from narahubung.kit.actor import Actor
from narahubung.movements.entries import word_of
from narahubung.movements.models import StatusMark


@dataclass(frozen=True, kw_only=True)
class MomentPhoto:
    """A photo with the status that it shows, in words."""

    status: str
    file: DocumentLine


def photos_of(*, by: Actor, thing: str) -> list[MomentPhoto]:
    """Return the photos of a thing's statuses, in order. Two queries.

    thing: `movement:5` or `trip:7`. What was taken back shows none.
    """
    kind, _colon, number = thing.partition(":")
    rows = StatusMark.objects.visible_to(by).filter(undone=False, **{kind: number})
    words = {}
    for mark in rows.select_related("movement").order_by("at", "pk"):
        move = mark.movement
        chain, mode = (move.direction, move.mode) if move else ("trip", "")
        words[f"statusmark:{mark.pk}"] = word_of(chain, mark.status, mode)
    if not words:
        return []
    files = documents_about_all(topics=words, by=by)
    return [
        MomentPhoto(status=word, file=file)
        for topic, word in words.items()
        for file in files.get(topic, [])
        if file.is_photo
    ]
