"""One thing goes along with a change, or back, by the command of its own room."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from narahubung.airports.commands import move_booking
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.movements.commands import move_trip
from narahubung.transport.commands import move_request


def put(thing: str, to: Mapping[str, Any], *, why: str, by: Actor, at: datetime) -> Refusal | None:
    """Give a thing what `to` says (moments, or the number of a car); return its room's refusal."""
    kind, _colon, number = thing.partition(":")
    try:
        with transaction.atomic():
            _PUT[kind](int(number), to, why, by, at)
    except Refusal as refusal:
        return refusal
    return None


def _trip(pk: int, to: Mapping[str, Any], why: str, by: Actor, at: datetime) -> None:
    move_trip(trip_id=pk, to=to, why=why, by=by, at=at)


def _booking(pk: int, to: Mapping[str, Any], why: str, by: Actor, at: datetime) -> None:
    move_booking(booking_id=pk, why=why, by=by, at=at, **to)


def _request(pk: int, to: Mapping[str, Any], why: str, by: Actor, at: datetime) -> None:
    move_request(request_id=pk, why=why, by=by, at=at, **to)


_PUT = {"trip": _trip, "booking": _booking, "request": _request}
