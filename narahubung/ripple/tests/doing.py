"""What the tests of waves do again and again."""

from datetime import timedelta
from typing import Any

from conftest import NOON
from narahubung.journal.reacting import parked, react
from narahubung.movements.commands import tell_delay
from narahubung.movements.models import Trip, Vehicle
from narahubung.parties.models import Party
from narahubung.relays.models import Recipient, RecipientState
from narahubung.ripple.models import Wave

MINUTE = timedelta(minutes=1)


def settle() -> None:
    for _ in range(4):
        react(at=NOON)
    assert parked() == []


def delay(flight: Any, minutes: int, by: Any) -> Wave:
    tell_delay(movement_id=flight.pk, minutes=minutes, by=by, at=NOON)
    settle()
    return Wave.objects.latest("pk")


def trip() -> Any:
    return Trip.objects.get(code="T1")


def drive(
    party: Party, leaves: int, comes: int, *, car: bool = False, code: str = "T2", **more: Any
) -> Trip:
    """Return a second drive, so many minutes after noon; car: with the car of the first."""
    return Trip.objects.create(
        event=party.event,
        code=code,
        party=party,
        purpose="dinner",
        departs_at=NOON + leaves * MINUTE,
        arrives_at=NOON + comes * MINUTE,
        vehicle=Vehicle.objects.get(code="V1") if car else None,
        zone=party.event.zone,
        **more,
    )


def leaves(row: Trip) -> Any:
    row.refresh_from_db()
    return row.departs_at


def text_to(person: Any) -> str:
    """Return the last message to somebody that still stands."""
    copies = Recipient.objects.filter(person=person).exclude(state=RecipientState.SUPERSEDED)
    return copies.select_related("relay").latest("pk").relay.text
