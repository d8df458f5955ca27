"""A small stay of the delegation of Arda: it lands, drives, sits in a plenary, leaves."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON

ZONE = "Asia/Makassar"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def places(event: Any) -> dict[str, Any]:
    from narahubung.parties.models import Place

    kinds = {"V-VVIP": "airport", "H-SEA": "hotel", "V-HALL": "summit venue"}
    names = {"V-VVIP": "VVIP terminal", "H-SEA": "Hotel Sea", "V-HALL": "The Hall"}
    return {
        code: Place.objects.create(event=event, code=code, name=names[code], kind=kind)
        for code, kind in kinds.items()
    }


@pytest.fixture
def arrival(event: Any, arda: Any, places: Any) -> Any:
    """Arda's head lands at 16.00 WITA today."""
    from narahubung.movements.models import Movement

    return Movement.objects.create(
        event=event,
        code="MV-1",
        party=arda,
        travelling="head of delegation",
        direction="arrival",
        planned_at=NOON + timedelta(hours=4),
        expected_at=NOON + timedelta(hours=4),
        zone=ZONE,
        carrier="GA 101",
        flight_type="scheduled",
        terminal=places["V-VVIP"],
        greeter="Governor",
        pax=8,
        bags=27,
    )


@pytest.fixture
def stay(event: Any, arda: Any, places: Any, arrival: Any) -> Any:
    """From landing to leaving: two cars, a hotel, a plenary, a flight home."""
    from narahubung.movements.models import EscortUnit, Movement, Trip, Vehicle
    from narahubung.programme.models import Item
    from narahubung.stays.models import RoomBlock

    car = Vehicle.objects.create(event=event, code="V1", plate="DK 1 ZZ", party=arda)
    escort = EscortUnit.objects.create(event=event, code="E1", name="Patwal 1", party=arda)

    def trip(code: str, purpose: str, start: str, end: str, hours: float) -> Any:
        return Trip.objects.create(
            event=event,
            code=code,
            party=arda,
            purpose=purpose,
            from_place=places[start],
            to_place=places[end],
            departs_at=NOON + timedelta(hours=hours),
            arrives_at=NOON + timedelta(hours=hours, minutes=20),
            zone=ZONE,
            vehicle=car,
            escort=escort,
            passengers=8,
        )

    trip("TR-1", "arrival transfer", "V-VVIP", "H-SEA", 4.5)
    trip("TR-2", "session I", "H-SEA", "V-HALL", 20)
    trip("TR-3", "departure transfer", "H-SEA", "V-VVIP", 40)
    RoomBlock.objects.create(
        event=event,
        code="RB-1",
        party=arda,
        hotel=places["H-SEA"],
        rooms=8,
        check_in=date(2026, 11, 21),
        check_out=date(2026, 11, 23),
    )
    item = Item.objects.create(
        event=event,
        code="PRG-1",
        title_en="Plenary session I",
        title_id="Sidang pleno I",
        kind="plenary",
        starts_at=NOON + timedelta(hours=21),
        ends_at=NOON + timedelta(hours=23),
        zone=ZONE,
        place=places["V-HALL"],
        participants="heads of delegation",
    )
    item.attending.add(arda)
    Movement.objects.create(
        event=event,
        code="MV-2",
        party=arda,
        travelling="head of delegation",
        direction="departure",
        planned_at=NOON + timedelta(hours=43),
        zone=ZONE,
        carrier="GA 102",
        flight_type="scheduled",
        terminal=places["V-VVIP"],
        pax=8,
        bags=27,
    )
    return item


@pytest.fixture
def unfolded(stay: Any, arda: Any, house: Any) -> Any:
    """Arda's steps, laid out."""
    from narahubung.duties import commands

    commands.refold(party_ids=[arda.pk], by=house, at=NOON)
    return arda


@pytest.fixture
def step(unfolded: Any) -> Any:
    """Return a step by its code; of several anchors the first: step("A6")."""
    from narahubung.duties.models import Step

    def get(code: str) -> Any:
        return Step.objects.filter(party=unfolded, code=code).order_by("check_at")[0]

    return get
