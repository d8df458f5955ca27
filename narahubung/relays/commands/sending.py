"""A message is sent, or one that was said aloud is recorded."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from narahubung.accounts.models import Event, Person, Reach
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.inserting import insert_rows
from narahubung.kit.sounds import Sound
from narahubung.relays import audiences
from narahubung.relays.audiences import Found
from narahubung.relays.entries import RelayAcknowledged, RelayConfirmed, RelaySent
from narahubung.relays.models import (
    Lane,
    Precedence,
    Recipient,
    RecipientState,
    Relay,
    Side,
    Thread,
)
from narahubung.relays.reading_back import facts_of, times_without_zone
from narahubung.relays.rules import sending as rules
from narahubung.relays.rules.states import answer_due
from narahubung.relays.rules.threads import check_party


@command
def send(  # noqa: PLR0913 -- a message is all of this at once
    *,
    text: str,
    audience: list[str],
    precedence: str = Precedence.BIASA,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    language: str = "id",
    lane: str = Lane.OPERATIONS,
    must_read_back: bool | None = None,
    also: tuple[str, ...] = (),
    translation: str = "",
    translation_language: str = "",
    translated_by: str = "",
    back_translation: str = "",
    expires_at: datetime | None = None,
    party_id: int | None = None,
    thread_id: int | None = None,
    side: str = "",
    link: str = "",
    said_by: str = "",
    said_at: datetime | None = None,
    said_how: str = "",
    heard_by: str = "",
    spoken: str = "",
    voice: Sound | None = None,
) -> int:
    """Send a message to whom the words of `audience` mean at this second; return its number.

    must_read_back: None lets the rule decide (urgent, and with facts). also: words to be repeated
    besides. spoken: it was said already ("aloud", "phone", "radio"), so no channel carries it.
    voice: a voice note that goes with the text.

    Raises MayNotSend, NothingSaid, NotForYou, NobodyThere, TimeWithoutZone, WrongLane,
    OnlyByRelease, ThreadIsClosed, OutsiderInside, NotYourParty; Thread.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_send(text, by)
        if not all(audiences.open_to(by, word, at) for word in audience):
            raise rules.NotForYou
        thread = Thread.objects.visible_to(by).get(pk=thread_id) if thread_id else None
        if thread is not None:
            lane, party_id = thread.lane, thread.party_id
            rules.check_thread(thread, side, by, released=False)
        else:  # who is on the inside of a question may not even see its party
            check_party(party_id, by)
        rules.check_lane(lane, parties_in(audience, party_id))
        found = audiences.resolve(audience, event_id=by.here, at=at)
        return put(
            record,
            by=by,
            at=at,
            found=found,
            text=text,
            audience=audiences.words_of(audience, by, at),
            precedence=precedence,
            must_read_back=must_read_back,
            also=also,
            language=language,
            lane=lane,
            translation=translation.strip(),
            translation_language=translation_language,
            translated_by=translated_by,
            back_translation=back_translation.strip(),
            expires_at=expires_at,
            party_id=party_id,
            thread=thread,
            side=side,
            link=link,
            said_by=said_by,
            said_at=said_at,
            said_how=said_how,
            heard_by=heard_by,
            spoken=spoken,
            **_columns(voice),
        ).pk


@command
def record_spoken(  # noqa: PLR0913 -- what was said, to whom, and how
    *,
    text: str,
    audience: list[str],
    how: str,
    repeated: bool,
    heard_by: str = "",
    party_id: int | None = None,
    precedence: str = Precedence.BIASA,
    voice: Sound | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Record what was said aloud, by phone or by radio: to whom, what, and if it was repeated back.

    What was not, and holds something that must not be misheard, still waits for its read-back.
    heard_by: somebody who cannot sign in. voice: with it the text may be empty, until one of the
    two sides writes it down (`write_down`). Return the message's number. Raises as `send`.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_send(text, by, heard=voice is not None)
        if not all(audiences.open_to(by, word, at) for word in audience):
            raise rules.NotForYou
        check_party(party_id, by)
        rules.check_lane(Lane.OPERATIONS, parties_in(audience, party_id))
        relay = put(
            record,
            by=by,
            at=at,
            found=audiences.resolve(audience, event_id=by.here, at=at),
            text=text,
            audience=audiences.words_of(audience, by, at),
            precedence=precedence,
            must_read_back=True if repeated else None,
            party_id=party_id,
            heard_by=heard_by.strip(),
            spoken=how,
            **_columns(voice),
        )
        heard = list(relay.recipients.select_related("person"))
        _heard_aloud(heard, relay, record, at=at, repeated=repeated)
    return relay.pk


def put(
    record: Record,
    *,
    by: Actor,
    at: datetime,
    found: Found,
    text: str,
    precedence: str,
    must_read_back: bool | None = None,
    also: Iterable[str] = (),
    replaces: Relay | None = None,
    **facts: Any,
) -> Relay:
    """Store a message and whom it is for, and record that it was sent. Inside an act.

    found: the people, with the words by which each was found; the sender is left out.
    """
    found = [(person_id, why) for person_id, why in found if person_id != by.person_id]
    if not found and not (facts.get("spoken") and facts.get("heard_by")):
        raise rules.NobodyThere
    if not facts.get("said_by"):  # what somebody outside said stands as he said it
        rules.check_zone(precedence, times_without_zone(text))
    if facts.get("side") == Side.INSIDE:
        rules.check_stays_inside(outsiders(by.here, found, at))
    to_repeat = facts_of(text, also)
    relay = Relay.objects.create(
        event=Event(pk=by.here),
        code=uuid4().hex,  # its short code is made of its number, so two never meet
        text=text.strip(),
        precedence=Precedence(precedence).value,
        facts=to_repeat,
        must_read_back=rules.must_read_back(precedence, to_repeat)
        if must_read_back is None
        else must_read_back,
        sender_id=by.person_id,
        sender_name=by.name,
        sent_at=at,
        supersedes=replaces,
        **facts,
    )
    relay.code = f"M-{relay.pk}"
    relay.save(update_fields=["code"])
    due = None if relay.spoken else answer_due(relay.precedence, at)
    insert_rows(
        [
            Recipient(relay=relay, person_id=person_id, why=why[:200], answer_due_at=due)
            for person_id, why in found
        ]
    )
    record(
        RelaySent(
            relay_id=relay.pk,
            code=relay.code,
            sender_id=relay.sender_id,
            party_id=relay.party_id,
            precedence=relay.precedence,
            lane=relay.lane,
            text=relay.text,
            audience=relay.audience,
            person_ids=tuple(person_id for person_id, _ in found),
            replaces=replaces.pk if replaces else None,
            thread_id=relay.thread_id,
            side=relay.side,
            spoken=relay.spoken,
            voice=relay.voice,
            expires_at=relay.expires_at,
        )
    )
    return relay


def _heard_aloud(
    heard: list[Recipient], relay: Relay, record: Record, *, at: datetime, repeated: bool
) -> None:
    if relay.must_read_back and not repeated:
        due = answer_due(relay.precedence, at)
        relay.recipients.update(state=RecipientState.SEEN, seen_at=at, answer_due_at=due)
        return
    state = RecipientState.CONFIRMED if repeated else RecipientState.ACKNOWLEDGED
    moments = ["acknowledged_at", *(["read_back_at", "confirmed_at"] if repeated else [])]
    relay.recipients.update(state=state.value, **dict.fromkeys(["seen_at", *moments], at))
    known: dict[str, Any] = {"relay_id": relay.pk, "code": relay.code, "sender_id": relay.sender_id}
    if repeated and heard:
        record(
            RelayConfirmed(
                **known,
                party_id=relay.party_id,
                person_ids=tuple(one.person_id for one in heard),
                names=", ".join(str(one.person) for one in heard),
            )
        )
    for one in heard if not repeated else []:
        record(
            RelayAcknowledged(
                **known,
                party_id=relay.party_id,
                recipient_id=one.pk,
                person_id=one.person_id,
                name=str(one.person),
            )
        )


def _columns(voice: Sound | None) -> dict[str, Any]:
    return {"voice": voice.digest, "voice_type": voice.media_type} if voice else {}


def outsiders(event_id: int, found: Found, at: datetime) -> list[str]:
    """Return the names of those among them who hold nothing but an outside role."""
    rows = Reach.objects.in_force(at).filter(
        event_id=event_id, person_id__in=[person_id for person_id, _ in found]
    )
    inside = set(rows.exclude(role__in=rules.OUTSIDE_ROLES).values_list("person_id", flat=True))
    outside = {person_id for person_id, _ in found} - inside
    return [str(person) for person in Person.objects.filter(pk__in=outside)]


def parties_in(audience: list[str], party_id: int | None = None) -> set[int]:
    """Return the parties a message is addressed to, and the one it is about."""
    numbers = {
        audiences.number(argument)
        for kind, _colon, argument in (word.partition(":") for word in audience)
        if kind in {"party", "lead", "deputy"}
    }
    return {pk for pk in [*numbers, party_id] if pk}
