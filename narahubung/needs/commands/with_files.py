"""A need is raised together with what shows it: a photo, a voice note."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.documents.commands import attach
from narahubung.documents.reading import Received
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.needs.commands.asking import raise_need


@command
def raise_with_files(
    *,
    party_id: int,
    asked: Mapping[str, Any],
    files: Sequence[Received] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Raise a need and attach its files in one act; return its number.

    asked: the rest of what `raise_need` takes. Raises what it and `documents.attach` raise.
    """
    with act(by=by, at=at, key=key):
        need_id = raise_need(party_id=party_id, **asked, by=by, at=at)
        for file in files:
            attach(party_id=party_id, about=f"need:{need_id}", file=file, by=by, at=at)
    return need_id
