"""The rows that go along with a change, as they are stored, and as a wave keeps them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from narahubung.airports.models import Booking
from narahubung.movements.models import Trip
from narahubung.transport.models import EscortRequest

# The rows that go along, and the fields that say when.
ROWS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "trip": (Trip, ("departs_at", "arrives_at")),
    "booking": (Booking, ("starts_at", "ends_at")),
    "request": (EscortRequest, ("starts_at",)),
}


def stored(thing: str) -> dict[str, Any] | None:
    """Return what is stored of a thing now, None where nothing is (or it is gone)."""
    kind, _colon, number = thing.partition(":")
    if kind not in ROWS:
        return None
    model, fields = ROWS[kind]
    row: Any = model.objects.filter(pk=int(number)).first()
    return {name: getattr(row, name) for name in fields} if row else None


def as_text(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as a wave keeps them: moments as text."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def as_value(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `as_text` made."""
    return {
        name: datetime.fromisoformat(value) if isinstance(value, str) else value
        for name, value in kept.items()
    }
