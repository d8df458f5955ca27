"""Voice notes: the sound itself, and those that nobody has written down yet."""

from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q, QuerySet

from narahubung.kit.actor import Actor
from narahubung.kit.files import path_of
from narahubung.kit.sounds import suffix_of
from narahubung.relays.models import Recipient, Relay
from narahubung.relays.queries.lists import Message, message_of


@dataclass(frozen=True, kw_only=True)
class Voice:
    """The sound of a voice note, to hand out."""

    path: Path
    name: str
    media_type: str


def voice_of(*, by: Actor, relay_id: int) -> Voice:
    """Return a message's voice note to who may see the message. Raises Relay.DoesNotExist."""
    relay = Relay.objects.visible_to(by).exclude(voice="").get(pk=relay_id)
    path = path_of(relay.voice)
    if not path.exists():
        raise Relay.DoesNotExist
    name = f"{relay.code}{suffix_of(relay.voice_type)}"
    return Voice(path=path, name=name, media_type=relay.voice_type)


def unwritten(*, by: Actor) -> list[Message]:
    """Return what this person said or heard and nobody has written down, oldest first."""
    rows = to_write_down(by).select_related("supersedes", "superseded_by")
    return [message_of(row) for row in rows.order_by("sent_at", "pk")]


def to_write_down(by: Actor) -> QuerySet[Relay]:
    """Return the voice notes without words of which this person is one of the two sides."""
    heard = Recipient.objects.filter(person_id=by.person_id or 0, relay__text="")
    sides = Q(sender_id=by.person_id or 0) | Q(pk__in=heard.values("relay_id"))
    return Relay.objects.filter(sides, event_id=by.event_id or 0, text="")
