"""A flight with the drive from it and a session after it."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.movements.models import Movement, TravelTime, Trip, Vehicle
from narahubung.parties.models import Place
from narahubung.programme.models import Item
from narahubung.ripple.tests.doing import MINUTE


@pytest.fixture
def flight(event: Any, arda: Any, lia: Any, teo: Any) -> Any:
    """Arda lands in an hour, is at its hotel an hour after that, and has a session then."""
    terminal = Place.objects.create(event=event, code="T", name="Terminal", kind="terminal")
    hotel = Place.objects.create(event=event, code="H", name="Hotel", kind="hotel")
    TravelTime.objects.create(
        event=event,
        code="TT",
        from_place=terminal,
        to_place=hotel,
        normal_min=30,
        rush_min=30,
        escorted_min=20,
    )
    row = Movement.objects.create(
        event=event,
        code="M1",
        party=arda,
        travelling="head of delegation",
        direction="arrival",
        planned_at=NOON + 60 * MINUTE,
        expected_at=NOON + 60 * MINUTE,
        zone=event.zone,
        terminal=terminal,
    )
    Trip.objects.create(
        event=event,
        code="T1",
        party=arda,
        purpose="arrival transfer",
        from_place=terminal,
        to_place=hotel,
        departs_at=NOON + 90 * MINUTE,
        arrives_at=NOON + 120 * MINUTE,
        vehicle=Vehicle.objects.create(event=event, code="V1", plate="DK 1 ZZ", party=arda),
        zone=event.zone,
    )
    session = Item.objects.create(
        event=event,
        code="S1",
        title_en="Session",
        starts_at=NOON + 140 * MINUTE,
        ends_at=NOON + 200 * MINUTE,
        zone=event.zone,
        place=hotel,
    )
    session.attending.set([arda])
    return row


@pytest.fixture
def by(sari: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(sari, event)
