"""Everything that changes documents."""

from datetime import datetime
from uuid import UUID

from narahubung.documents import entries, rules
from narahubung.documents.models import Document
from narahubung.documents.reading import Received
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party


@command
def attach(
    *,
    party_id: int,
    about: str,
    file: Received,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Put a received photo or voice note to a thing of a party; return its number.

    about: a topic, `step:12`. file: of `reading.receive(bytes)`. What the phone called it does not
    matter. Raises NotYoursToAttach; Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        rules.check_can_attach(party.pk, by)
        made = Document.objects.create(
            event_id=party.event_id,
            party=party,
            kind=file.kind,
            about=about,
            name=f"{party.code} {at:%Y-%m-%d %H.%M.%S}{file.suffix}",
            media_type=file.media_type,
            size=file.size,
            digest=file.digest,
            by_name=by.name,
            at=at,
        )
        record(
            entries.DocumentAttached(
                document_id=made.pk,
                party_id=party.pk,
                about=about,
                document_kind=made.kind,
                size=made.size,
                digest=file.digest,
            )
        )
    return made.pk
