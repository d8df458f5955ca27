"""The one command of the journal: records of a list come in, whatever room they belong to."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.journal.storing import Change, store
from narahubung.kit.actor import Actor


@command
def take_in(
    *, changes: Sequence[Change], source: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Store what an organiser's list brought: new records and changed facts, each with its entry.

    Rows go to the rooms' tables as the room's own commands would leave them; upper rooms react to
    `journal.recorded` and `journal.corrected`. Raises KeyError as `storing.store` does.
    """
    with act(by=by, at=at, key=key) as record:
        store(changes, record, event_id=by.event_id or 0, source=source)
