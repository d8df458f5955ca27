"""Word of what happened is put on its way: of messages, and of every entry that leaves word."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from narahubung.journal.reacting import Happened, on, on_word
from narahubung.relays.commands.delivering import (
    Told,
    deliver_by_next,
    queue_notices,
    queue_relay,
)
from narahubung.relays.entries import (
    RelayHandedOn,
    RelayPassedOn,
    RelaySent,
    RelayUnanswered,
)
from narahubung.relays.models import Relay
from narahubung.relays.rules.quieting import is_pressing

STALE = timedelta(hours=24)  # after a long stillness nobody is woken for the day before


@on(RelaySent)
def tell_them(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Queue word of a new message; what was said aloud needs no channel any more."""
    entry = cast("RelaySent", happened.entry)
    if not entry.spoken:
        queue_relay(relay=_relay(entry.relay_id), person_ids=entry.person_ids, at=at)


@on(RelayUnanswered)
def try_the_next_channel(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Queue word by the next channel of who did not answer."""
    entry = cast("RelayUnanswered", happened.entry)
    deliver_by_next(relay=_relay(entry.relay_id), person_id=entry.person_id, at=at)


@on(RelayPassedOn, RelayHandedOn)
def tell_the_next_people(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Queue word for those who must know it in somebody's stead, or to whom it was passed on."""
    entry = cast("RelayPassedOn | RelayHandedOn", happened.entry)
    queue_relay(relay=_relay(entry.relay_id), person_ids=entry.to_ids, at=at)


@on_word
def leave_word(happened: Sequence[Happened], *, at: datetime) -> None:
    """Queue a notice for everybody for whom an entry of any room leaves word."""
    queue_notices(
        told=[
            Told(one.id, one.event_id, one.told, is_pressing(one.entry.kind))
            for one in happened
            if one.event_id is not None and at - one.at < STALE
        ],
        at=at,
    )


def _relay(relay_id: int) -> Relay:
    return Relay.objects.select_related("event").get(pk=relay_id)
