"""What a principal's own security asks for in the car is put on record."""

from datetime import datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.protocol import entries
from narahubung.protocol.models import SeatAsk
from narahubung.protocol.rules.seats import check_ask


@command
def ask_seats(  # noqa: PLR0913 -- what may be asked for
    *,
    party_id: int,
    told_by: str,
    seat: str = "",
    front: str = "",
    beside: str = "",
    officer_in: bool = False,
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> SeatAsk:
    """Note what a party's security asks for; it goes before the custom of the event.

    Raises NobodyAsked; Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.for_change(by, party_id, Right.SEE_PLACES)
        check_ask(told_by)
        row, _made = SeatAsk.objects.update_or_create(
            party=party,
            defaults={
                "event_id": party.event_id,
                "seat": seat,
                "front": front,
                "beside": beside,
                "officer_in": officer_in,
                "note": note.strip()[:200],
                "told_by": told_by.strip()[:120],
                "at": at,
                "by_name": by.name,
            },
        )
        record(entries.SeatsAsked(party_id=party.pk, told_by=row.told_by))
    return row
