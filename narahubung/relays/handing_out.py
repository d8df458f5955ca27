"""Messages onto screens: rendered once for each language, handed to those who must know them.

What still waits for a person is handed out again whenever he begins to listen, so a broken line, a
new page or a crash of the server loses nothing. FLASH and IMMEDIATE come back until they are
answered; the others until they were seen, then they wait in the inbox.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from narahubung.journal.carrying import Holder, Word, carries, says_at_start, server_event
from narahubung.journal.reacting import Happened
from narahubung.kit.zones import zone_label
from narahubung.relays.entries import (
    RelayAcknowledged,
    RelayConfirmed,
    RelayCorrected,
    RelayDone,
    RelayExpired,
    RelayHandedOn,
    RelayLetThrough,
    RelayPassedOn,
    RelayReadBack,
    RelayRefused,
    RelaySent,
)
from narahubung.relays.models import Precedence, Quiet, Recipient, Relay
from narahubung.relays.rules.quieting import held_relays, is_held
from narahubung.relays.rules.states import owes_answer, owing
from narahubung.relays.words import PRECEDENCE

AT_START = 20  # messages that are handed out when somebody begins to listen
_PRESSING = (Precedence.KILAT, Precedence.SEGERA)
_LOOKS = {
    "kilat": ("alarm", "urgent"),
    "segera": ("tight", "alert-triangle"),
    "penting": ("press", "message"),
    "biasa": ("press", "message"),
}


@dataclass(frozen=True, kw_only=True)
class Message:
    """All that is shown of a message; it never changes, a correction is another one."""

    relay_id: int
    code: str
    slug: str
    zone: str
    precedence: str
    text: str
    language: str
    translation: str
    translation_language: str
    must_read_back: bool
    has_voice: bool
    sender: str
    sent_at: datetime
    replaces_id: int | None
    replaces_code: str


@carries(RelaySent, RelayPassedOn, RelayHandedOn, RelayLetThrough)
def hand_out(happened: Happened) -> Word | None:
    """Hand a message to those it was sent or passed on to; what was said aloud needs no screen.

    What is held while the event is quiet waits in the inbox.
    """
    entry = happened.entry
    assert isinstance(  # noqa: S101 -- as registered
        entry, RelaySent | RelayPassedOn | RelayHandedOn | RelayLetThrough
    )
    people = entry.person_ids if isinstance(entry, RelaySent | RelayLetThrough) else entry.to_ids
    open_ = Relay.objects.filter(struck_at=None).select_related("event", "supersedes")
    relay = open_.filter(pk=entry.relay_id).first()
    if relay is None or (relay.spoken and isinstance(entry, RelaySent)):
        return None
    if is_held(relay, Quiet.objects.filter(event=relay.event_id, lifted_at=None).first()):
        return None
    message = _message(relay)
    parts = {language: part_of(message, language) for language, _ in settings.LANGUAGES}
    return Word(event_id=relay.event_id, addressees=frozenset(people), parts=parts)


@carries(
    RelayAcknowledged,
    RelayReadBack,
    RelayConfirmed,
    RelayDone,
    RelayRefused,
    RelayCorrected,
    RelayExpired,
)
def take_back(happened: Happened) -> Word | None:
    """Take a message from the other screens of those who no longer owe an answer to it."""
    entry = happened.entry
    one = getattr(entry, "person_id", None)
    people = [one] if one is not None else list(getattr(entry, "person_ids", ()))
    relay_id = int(getattr(entry, "relay_id", 0))
    rows = Recipient.objects.filter(relay_id=relay_id, person_id__in=people)
    told = frozenset(
        row.person_id
        for row in rows.select_related("relay")
        if not owes_answer(row.state, must_read_back=row.relay.must_read_back)
    )
    if not told or happened.event_id is None:
        return None
    gone = server_event("word", json.dumps({"id": relay_id}))
    parts = {language: gone for language, _ in settings.LANGUAGES}
    return Word(event_id=happened.event_id, addressees=told, parts=parts)


@says_at_start
def still_waiting(holder: Holder, at: datetime) -> list[bytes]:
    """Return what waits for a person in his event, the oldest first. One query."""
    rows = Recipient.objects.filter(
        owing(),
        ~held_relays(),
        Q(relay__precedence__in=_PRESSING) | Q(seen_at=None),
        Q(relay__expires_at=None) | Q(relay__expires_at__gt=at),
        Q(relay__spoken="") | ~Q(passed_by=None),
        person_id=holder.person_id,
        relay__event_id=holder.event_id,
        relay__struck_at=None,
    )
    rows = rows.select_related("relay__event", "relay__supersedes").order_by("-relay_id")
    newest = [_message(row.relay) for row in rows[:AT_START]]
    return [part_of(message, holder.language) for message in reversed(newest)]


@lru_cache(maxsize=512)
def part_of(message: Message, language: str) -> bytes:
    """Return the message as every screen of that language gets it: one server-sent event."""
    texts = [
        (message.language, message.text),
        (message.translation_language, message.translation),
    ]
    if message.translation and message.translation_language == language:
        texts.reverse()
    is_, icon = _LOOKS[message.precedence]
    with translation.override(language), timezone.override(message.zone):
        html = render_to_string(
            "relays/_word.html",
            {
                "message": message,
                "url": reverse("relays:relay", args=[message.slug, message.relay_id]),
                "answer_url": reverse("relays:acknowledge", args=[message.slug, message.relay_id]),
                "is_": is_,
                "icon_": icon,
                "precedence": PRECEDENCE[message.precedence],
                "zone": zone_label(message.zone, message.sent_at),
                "first": texts[0],
                "second": texts[1],
            },
        )
    return server_event("word", json.dumps({"id": message.relay_id, "html": html}))


def _message(relay: Relay) -> Message:
    replaced = relay.supersedes
    return Message(
        relay_id=relay.pk,
        code=relay.code,
        slug=relay.event.slug,
        zone=relay.event.zone,
        precedence=relay.precedence,
        text=relay.text,
        language=relay.language,
        translation=relay.translation,
        translation_language=relay.translation_language,
        must_read_back=relay.must_read_back,
        has_voice=bool(relay.voice),
        sender=relay.sender_name,
        sent_at=relay.sent_at,
        replaces_id=replaced.pk if replaced else None,
        replaces_code=replaced.code if replaced else "",
    )
