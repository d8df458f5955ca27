"""A correction takes the place of a message, in every copy."""

from datetime import datetime
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.relays.commands.sending import put
from narahubung.relays.entries import RelayCorrected
from narahubung.relays.models import RecipientState, Relay
from narahubung.relays.rules import answering, sending
from narahubung.relays.rules.voices import check_is_written

_KEPT = (
    *("lane", "language", "audience", "party_id", "thread", "side", "link"),
    *("said_by", "said_at", "said_how", "heard_by"),
)


@command
def correct(  # noqa: PLR0913 -- a message is all of this at once
    *,
    relay_id: int,
    text: str,
    translation: str = "",
    translation_language: str = "",
    translated_by: str = "",
    back_translation: str = "",
    expires_at: datetime | None = None,
    endless: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Strike a message in every copy and ask all its people anew; return the new one's number.

    It keeps precedence, lane, thread and source, and goes to everybody who had the old one, also
    to whom it was passed on. translation_language: by default that of the old translation.
    expires_at: by default the old end if it is still to come; endless: it has none any more.
    Raises NothingSaid, NotYourMessage, Replaced, SameText, NotWrittenDown, TimeWithoutZone;
    Relay.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        old = Relay.objects.for_change(by, relay_id)
        sending.check_can_send(text, by)
        if expires_at is None and not endless and old.expires_at and old.expires_at > at:
            expires_at = old.expires_at
        said = {"text": text.strip(), "translation": translation.strip(), "expires_at": expires_at}
        answering.check_can_correct(old, said, by)
        check_is_written(old)
        people = list(old.recipients.order_by("pk").values_list("person_id", "why"))
        if old.sender_id not in {None, by.person_id}:
            people.append((old.sender_id, ""))  # he, too, must know that his word is void
        new = put(
            record,
            by=by,
            at=at,
            found=people,
            text=text,
            precedence=old.precedence,
            must_read_back=old.must_read_back,
            replaces=old,
            translation=said["translation"],
            translation_language=(translation_language or old.translation_language)
            if said["translation"]
            else "",
            translated_by=translated_by,
            back_translation=back_translation.strip(),
            expires_at=expires_at,
            **{name: getattr(old, name) for name in _KEPT},
        )
        _stay_passed_on(old, new)
        old.struck_at = at
        old.save(update_fields=["struck_at"])
        old.recipients.update(state=RecipientState.SUPERSEDED.value, answer_due_at=None)
        record(
            RelayCorrected(
                relay_id=old.pk,
                code=old.code,
                sender_id=old.sender_id,
                party_id=old.party_id,
                by_relay=new.pk,
                by_code=new.code,
                person_ids=tuple(person_id for person_id, _ in people),
            )
        )
    return new.pk


def _stay_passed_on(old: Relay, new: Relay) -> None:
    """Let the new copies say, too, who passed them on."""
    passed = old.recipients.exclude(passed_by=None).order_by()
    for who, when in list(passed.values_list("passed_by_id", "passed_at").distinct()):
        to = passed.filter(passed_by_id=who, passed_at=when).values("person_id")
        new.recipients.filter(person_id__in=to).update(passed_by_id=who, passed_at=when)
