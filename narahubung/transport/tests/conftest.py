"""A drive to the dinner, cars, drivers, an escort, and the desks that deal with them."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.movements.models import Driver, EscortUnit, TravelTime, Trip, Vehicle
from narahubung.parties.models import Department, Place

HOUR = timedelta(hours=1)


@pytest.fixture
def hotel(event: Any) -> Any:
    return Place.objects.create(event=event, code="H-1", name="Rivendell", kind="hotel")


@pytest.fixture
def hall(event: Any, hotel: Any) -> Any:
    """The hall, 20 minutes from the hotel with an escort, and a gate between them."""
    hall = Place.objects.create(event=event, code="V-1", name="Great Hall", kind="summit venue")
    gate = Place.objects.create(event=event, code="V-2", name="North Gate", kind="gate")
    for code, here, there, minutes in (
        ("W-1", hotel, hall, 20),
        ("W-2", hotel, gate, 8),
        ("W-3", gate, hall, 14),
    ):
        TravelTime.objects.create(
            event=event,
            code=code,
            from_place=here,
            to_place=there,
            normal_min=minutes * 2,
            escorted_min=minutes,
        )
    return hall


@pytest.fixture
def patwal(event: Any) -> Any:
    return Department.objects.create(event=event, code="PTW", name_en="Patwal", name_id="Patwal")


@pytest.fixture
def cars(event: Any, arda: Any) -> list[Any]:
    """Three cars of Arda, each with who usually drives it."""
    made = []
    for n, use in ((1, "lead car"), (2, "spare car"), (3, "delegates")):
        driver = Driver.objects.create(
            event=event, code=f"D-{n}", full_name=f"Driver {n}", phone=f"+44 7700 90010{n}"
        )
        made.append(
            Vehicle.objects.create(
                event=event,
                code=f"V-{n}",
                plate=f"DK {n} ZZ",
                seats=3,
                use=use,
                usual_driver=driver,
                party=arda,
            )
        )
    return made


@pytest.fixture
def unit(event: Any, arda: Any) -> Any:
    return EscortUnit.objects.create(
        event=event, code="E-1", name="Unit 1", party=arda, radio_channel="CH-04"
    )


@pytest.fixture
def trip(event: Any, arda: Any, hotel: Any, hall: Any, cars: list[Any]) -> Any:
    return drive(event, arda, hotel, hall, code="T-1", vehicle=cars[0], support_vehicle=cars[1])


def drive(event: Any, party: Any, here: Any, there: Any, **more: Any) -> Any:
    """Make a drive to the dinner, an hour after noon, 20 minutes long."""
    return Trip.objects.create(
        event=event,
        party=party,
        purpose="dinner",
        from_place=here,
        to_place=there,
        departs_at=NOON + HOUR,
        arrives_at=NOON + HOUR + timedelta(minutes=20),
        zone="Asia/Makassar",
        **more,
    )


@pytest.fixture
def mulia(event: Any) -> Any:
    return Place.objects.create(
        event=event, code="H", name="The Mulia", kind="hotel", latitude=-8.80, longitude=115.22
    )


@pytest.fixture
def apurva(event: Any) -> Any:
    return Place.objects.create(
        event=event, code="V", name="Apurva", kind="venue", latitude=-8.83, longitude=115.22
    )


@pytest.fixture
def ride(event: Any, arda: Any, mulia: Any, apurva: Any) -> Any:
    """Has just left; the list says that it takes 20 minutes."""
    TravelTime.objects.create(
        event=event, code="T", from_place=mulia, to_place=apurva, km=5, normal_min=20
    )
    car = Vehicle.objects.create(event=event, code="C", plate="DK 12 AR", driver="Ketut")
    return Trip.objects.create(
        event=event,
        code="TR",
        party=arda,
        purpose="to the opening",
        from_place=mulia,
        to_place=apurva,
        departs_at=NOON,
        arrives_at=NOON + timedelta(minutes=30),
        left_at=NOON,
        zone="Asia/Makassar",
        vehicle=car,
        passengers=3,
    )
