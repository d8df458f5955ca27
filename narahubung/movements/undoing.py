"""Which change of a drive may be taken back, and how an entry keeps what stood before it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from narahubung.journal.reading import newest
from narahubung.kit.actor import Actor
from narahubung.movements.entries import MOMENTS, TripMoved

UNDO_FOR = timedelta(days=1)  # a slip is seen soon; later the road has other reasons


def last_move(*, trip_id: int, by: Actor, at: datetime) -> TripMoved | None:
    """Return the change of a trip that may be taken back: the last one of the last day. One query.

    None where there is none, or where it was taken back already.
    """
    last = newest(TripMoved, topic=f"trip:{trip_id}", since=at - UNDO_FOR, by=by)
    return last if isinstance(last, TripMoved) and last.stood and not last.taken_back else None


def stored(value: Any) -> Any:
    """Return a value as an entry can keep it: a row as its id, a moment as text."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value.pk if isinstance(value, models.Model) else value


def given(stood: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `stored` kept as `commands.move_trip` takes it."""
    return {
        name: datetime.fromisoformat(value) if name in MOMENTS and value else value
        for name, value in stood.items()
    }
