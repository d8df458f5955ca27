"""One thing goes along with a change, or back, by the command of its own room."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from narahubung.airports.commands import move_booking
from narahubung.airports.models import Booking
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.movements.commands import move_trip
from narahubung.movements.models import Trip
from narahubung.transport.commands import move_request
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


def put(thing: str, to: Mapping[str, Any], *, why: str, by: Actor, at: datetime) -> Refusal | None:
    """Give a thing what `to` says (moments, or the number of a car); return its room's refusal."""
    kind, _colon, number = thing.partition(":")
    try:
        with transaction.atomic():
            _PUT[kind](int(number), to, why, by, at)
    except Refusal as refusal:
        return refusal
    return None


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


def _trip(pk: int, to: Mapping[str, Any], why: str, by: Actor, at: datetime) -> None:
    move_trip(trip_id=pk, to=to, why=why, by=by, at=at)


def _booking(pk: int, to: Mapping[str, Any], why: str, by: Actor, at: datetime) -> None:
    move_booking(booking_id=pk, why=why, by=by, at=at, **to)


def _request(pk: int, to: Mapping[str, Any], why: str, by: Actor, at: datetime) -> None:
    move_request(request_id=pk, why=why, by=by, at=at, **to)


_PUT = {"trip": _trip, "booking": _booking, "request": _request}
