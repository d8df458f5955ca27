"""What a voice note says is written down."""

from datetime import datetime
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.relays.entries import RelayWrittenDown
from narahubung.relays.models import Relay
from narahubung.relays.reading_back import facts_of
from narahubung.relays.rules import voices as rules


@command
def write_down(
    *, relay_id: int, text: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Write down what was said: only then is known what must not be misheard in it.

    By one of the two sides, once. Raises NotOfTheTwo, WrittenAlready, NothingSaid;
    Relay.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        relay = Relay.objects.for_change(by, relay_id)
        rules.check_can_write_down(relay, text, by)
        relay.text = text.strip()
        relay.facts = facts_of(relay.text)
        relay.written_by, relay.written_at = by.name[:200], at
        relay.save(update_fields=["text", "facts", "written_by", "written_at"])
        record(
            RelayWrittenDown(
                relay_id=relay.pk,
                code=relay.code,
                sender_id=relay.sender_id,
                party_id=relay.party_id,
                text=relay.text,
                name=by.name,
                person_ids=tuple(relay.recipients.values_list("person_id", flat=True)),
            )
        )
