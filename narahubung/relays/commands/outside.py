"""Word from outside, kept as it was said."""

from datetime import datetime
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.relays import audiences
from narahubung.relays.commands.sending import put
from narahubung.relays.models import Lane, Precedence, Side, Thread
from narahubung.relays.rules import sending as rules
from narahubung.relays.rules import threads as thread_rules


@command
def take_word(  # noqa: PLR0913 -- word and source are kept as one
    *,
    text: str,
    said_by: str,
    said_how: str,
    said_at: datetime | None = None,
    heard_by: str = "",
    party_id: int | None = None,
    thread_id: int | None = None,
    lane: str = Lane.OPERATIONS,
    precedence: str = Precedence.BIASA,
    language: str = "en",
    translation: str = "",
    translation_language: str = "",
    translated_by: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Take down what somebody outside said, word for word, and give it to the inside team.

    Who gets it follows from lane and party (`rules.threads.goes_to`), of a question from those of
    the question, and its keeper gets it too. heard_by: who heard it, by
    default the one who takes it down. said_at: by default now. Return the message's number.
    Raises MayNotSend, NothingSaid, NobodySaid, SaidLater, WrongLane, NotYourParty, NobodyThere,
    ThreadIsClosed; Thread.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_send(text, by)
        thread_rules.check_source(said_by, said_at or at, at)
        thread = Thread.objects.visible_to(by).get(pk=thread_id) if thread_id else None
        if thread is not None:
            rules.check_thread(thread, Side.INSIDE, by, released=False)
            lane, party_id = thread.lane, thread.party_id
        else:  # who is on the inside of a question may not even see its party
            thread_rules.check_party(party_id, by)
        rules.check_lane(lane, {party_id} if party_id else set())
        words = thread_rules.goes_to(lane, party_id)
        if thread is not None:
            words.append(f"person:{thread.kept_by_id}")
        found = audiences.resolve(words, event_id=by.here, at=at)
        return put(
            record,
            by=by,
            at=at,
            found=found,
            text=text,
            audience=audiences.together(found),
            precedence=precedence,
            must_read_back=False,
            lane=lane,
            party_id=party_id,
            thread=thread,
            side=Side.INSIDE.value,
            language=language,
            translation=translation.strip(),
            translation_language=translation_language if translation.strip() else "",
            translated_by=translated_by,
            said_by=said_by.strip()[:200],
            said_at=said_at or at,
            said_how=said_how[:40],
            heard_by=(heard_by.strip() or by.name)[:200],
        ).pk
