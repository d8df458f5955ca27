"""The airport of Arda: one stand that lies on the apron, one lounge, and who comes."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.airports.commands import book, keep_facility
from narahubung.movements.models import Movement

H = timedelta(hours=1)


@pytest.fixture
def boss(sari: Any, event: Any, as_actor: Any) -> Any:
    """The coordinator, as actor."""
    return as_actor(sari, event)


def of_the_head(party: Any, **facts: Any) -> Any:
    """Make a movement of the head of a party."""
    facts |= {"event": party.event, "party": party, "zone": "Asia/Makassar"}
    return Movement.objects.create(travelling="head of delegation", **facts)


@pytest.fixture
def arrival(arda: Any) -> Any:
    """The head of Arda lands two hours after noon, in a state aircraft."""
    facts = {"mode": "state", "planned_at": NOON + 2 * H, "pax": 8, "bags": 20}
    return of_the_head(arda, code="M-1", direction="arrival", **facts)


@pytest.fixture
def stand(boss: Any) -> int:
    """Stand A 1: one aircraft at a time."""
    return keep_facility(kind="stand", name="Stand A 1", by=boss, at=NOON)


@pytest.fixture
def lounge(boss: Any) -> int:
    """The VIP lounge: two bookings at once, the head and one more of each."""
    return keep_facility(
        kind="lounge", name="VIP lounge", capacity=2, with_head=1, by=boss, at=NOON
    )


@pytest.fixture
def at_lounge(boss: Any, lounge: int, arda: Any, arrival: Any) -> int:
    """Arda's booking of the lounge for its landing."""
    return book(
        kind="lounge",
        facility_id=lounge,
        party_id=arda.pk,
        movement_id=arrival.pk,
        starts_at=NOON + 2 * H,
        ends_at=NOON + 3 * H,
        by=boss,
        at=NOON,
    )
