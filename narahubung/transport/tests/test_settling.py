"""What the transport desk must settle: cars out of use, permits, drivers' hours, with offers."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.movements import commands
from narahubung.movements.models import Driver, Trip, Vehicle, VehiclePermit
from narahubung.parties.models import Place
from narahubung.transport.queries.desk import Asked, transport_desk
from narahubung.transport.tests.conftest import HOUR, drive


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def url(name: str, **more: Any) -> str:
    return reverse(f"transport:{name}", kwargs={"slug": "arda-2026", **more})


@pytest.fixture
def settle(as_actor: Any, teo: Any, event: Any) -> Any:
    """Return what is to be settled: trip, sentence, and the names offered."""

    def now() -> list[tuple[str, str, list[str]]]:
        desk = transport_desk(event=event, by=as_actor(teo, event), at=NOON, asked=Asked())
        return [
            (one.trip.code, one.text, [offer.name for offer in one.offers]) for one in desk.matters
        ]

    return now


def test_a_car_out_of_use_shows_its_trips_and_one_tap_gives_another(
    signed_in: Any, as_actor: Any, teo: Any, event: Any, arda: Any, bree: Any, trip: Any,
    cars: Any, hotel: Any, hall: Any, settle: Any,
) -> None:  # fmt: skip
    Vehicle.objects.create(event=event, code="V-9", plate="DK 9 ZZ", seats=8, party=bree)
    Vehicle.objects.create(event=event, code="V-8", plate="DK 8 ZZ", seats=9, kind="truck")
    with CaptureQueriesContext(connection) as few:
        assert settle() == []
    by = as_actor(teo, event)
    commands.take_out(vehicle_id=cars[0].pk, since=NOON, why="flat tyre", by=by, at=NOON)
    drive(event, bree, hotel, hall, code="T-2", passengers=9)
    assert settle() == [
        ("T-1", "DK 1 ZZ is out of use: flat tyre.", ["DK 3 ZZ"]),  # DK 2 ZZ drives beside it
        ("T-2", "No car yet.", []),
    ]
    with CaptureQueriesContext(connection) as more:
        settle()
    assert len(more) == len(few)  # not one for each
    client = signed_in(teo)
    page = client.get(url("desk")).content.decode()
    assert "Give DK 3 ZZ" in page
    client.post(url("trip_give", trip_id=trip.pk, what="vehicle"), {"row": cars[2].pk})
    trip.refresh_from_db()
    assert trip.vehicle == cars[2]
    Vehicle.objects.filter(pk=cars[2].pk).update(status="in repair")
    assert settle()[0][:2] == ("T-1", "DK 3 ZZ is listed as: in repair.")


def test_permits_are_kept_on_the_page_of_a_car_and_named_where_one_is_missing(
    signed_in: Any, teo: Any, lia: Any, event: Any, trip: Any, cars: Any, hall: Any, settle: Any
) -> None:
    Place.objects.filter(pk=hall.pk).update(area="Ring 1")
    client = signed_in(teo)
    add = url("permit_add", vehicle_id=cars[2].pk)
    body = {"zone": "Ring 1", "number": "R-7", "valid_until": "2026-11-21"}
    assert "Into" in client.post(add, {**body, "zone": "Mordor"}).content.decode()
    wrong = client.post(add, {**body, "valid_from": "2026-11-22"})
    assert "The end must be later than the beginning." in wrong.content.decode()
    assert client.post(add, body).status_code == 302
    permit = VehiclePermit.objects.get()
    text = "DK {n} ZZ has no permit for Ring 1."
    assert settle() == [
        ("T-1", text.format(n=1), ["DK 3 ZZ"]),
        ("T-1", text.format(n=2), ["DK 3 ZZ"]),
    ]
    page = client.get(url("vehicle", vehicle_id=cars[2].pk)).content.decode()
    assert "R-7" in page

    change = url("permit_change", permit_id=permit.pk)
    assert client.post(change, {**body, "valid_until": "2026-11-20"}).status_code == 302
    assert settle()[0] == ("T-1", text.format(n=1), [])  # not valid that day
    assert client.post(change, {**body, "valid_until": "2026-11-20"}).status_code == 422
    assert signed_in(lia).post(url("permit_remove", permit_id=permit.pk)).status_code == 302
    assert settle() == []
    assert StoredEntry.objects.filter(kind="movements.permit_set").count() == 3


def test_a_driver_over_his_hours_is_named_at_the_trip_that_is_too_much(
    event: Any, arda: Any, cars: Any, hotel: Any, hall: Any, settle: Any
) -> None:
    first = cars[0].usual_driver
    Driver.objects.filter(pk=first.pk).update(max_hours_day=1.5)
    for n in range(4):
        one = drive(event, arda, hotel, hall, code=f"T-{n}", vehicle=cars[0])
        start = NOON + (2 * n + 1) * HOUR
        ends = start + timedelta(minutes=20)
        Trip.objects.filter(pk=one.pk).update(departs_at=start, arrives_at=ends)
    over = "Driver 1 would drive 3.3 hours that day; the limit is 1.5."  # back 40 min each
    assert settle() == [
        ("T-2", over, ["Driver 2", "Driver 3"]),
        ("T-3", over, ["Driver 2", "Driver 3"]),
    ]
    Driver.objects.filter(pk=first.pk).update(
        max_hours_day=None, shift_from="06:00", shift_to="18:00"
    )
    off = "Driver 1 is on duty from 06.00 to 18.00 WITA."
    assert settle() == [("T-3", off, ["Driver 2", "Driver 3"])]
