"""One question between two rooms: what is inside stays inside until somebody releases a text."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.relays import audiences
from narahubung.relays.commands.sending import put
from narahubung.relays.entries import ThreadClosed, ThreadOpened
from narahubung.relays.models import Lane, Precedence, Side, Thread
from narahubung.relays.rules import sending as rules
from narahubung.relays.rules import threads as thread_rules


@command
def open_thread(
    *,
    subject: str,
    party_id: int | None = None,
    lane: str = Lane.OPERATIONS,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Stand between an inside and an outside with one question; return its number.

    Raises MayNotSend, NothingSaid, WrongLane, NotYourParty.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_send(subject, by)
        thread_rules.check_party(party_id, by)
        rules.check_lane(lane, {party_id} if party_id else set())
        thread = Thread.objects.create(
            event_id=by.here,
            party_id=party_id,
            lane=Lane(lane).value,
            subject=subject.strip()[:200],
            kept_by_id=thread_rules.keeper(by),
            opened_at=at,
        )
        record(ThreadOpened(**_about(thread)))
    return thread.pk


@command
def release(  # noqa: PLR0913 -- a text with its translation
    *,
    thread_id: int,
    text: str,
    audience: list[str],
    language: str = "en",
    translation: str = "",
    translated_by: str = "",
    back_translation: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Send exactly this text to the outside of a question; return the message's number.

    The only way from the inside to the outside, and only for who keeps the question.
    audience may be empty: it was told to somebody who cannot sign in. Raises NothingSaid,
    OnlyByRelease, ThreadIsClosed, NotForYou, and what names something of ours; Thread.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_send(text, by)
        thread = Thread.objects.for_change(by, thread_id)
        rules.check_thread(thread, Side.OUTSIDE, by, released=True)
        rules.check_words_for_outside(thread.event_id, thread.party_id, text, translation)
        if not all(audiences.open_to(by, word, at) for word in audience):
            raise rules.NotForYou
        found = audiences.resolve(audience, event_id=by.here, at=at)
        told: dict[str, Any] = {} if found else {"spoken": "aloud", "heard_by": thread.subject}
        return put(
            record,
            by=by,
            at=at,
            found=found,
            text=text,
            precedence=Precedence.BIASA,
            lane=thread.lane,
            party_id=thread.party_id,
            thread=thread,
            side=Side.OUTSIDE.value,
            language=language,
            translation=translation.strip(),
            translated_by=translated_by,
            back_translation=back_translation.strip(),
            **told,
        ).pk


@command
def close_thread(*, thread_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that a question is answered. Raises NotYours, ThreadIsClosed; Thread.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        thread = Thread.objects.for_change(by, thread_id)
        thread_rules.check_can_close(thread, by)
        thread.closed_at = at
        thread.save(update_fields=["closed_at"])
        record(ThreadClosed(**_about(thread)))


def _about(thread: Thread) -> dict[str, Any]:
    return {
        "thread_id": thread.pk,
        "subject": thread.subject,
        "kept_by": thread.kept_by_id,
        "party_id": thread.party_id,
    }
