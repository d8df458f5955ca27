"""The transport desk: who drives whom, what is in two places, and giving a drive another car."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.movements.models import EscortUnit, Trip, Vehicle
from narahubung.transport.queries.desk import Asked, transport_desk
from narahubung.transport.tests.conftest import HOUR, drive


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def url(name: str, **more: Any) -> str:
    return reverse(f"transport:{name}", kwargs={"slug": "arda-2026", **more})


@pytest.fixture
def pool(event: Any) -> Any:
    return Vehicle.objects.create(
        event=event, code="V-9", plate="DK 9 ZZ", kind="van", seats=8, status="ready"
    )


def test_rows_say_what_they_drive_what_is_free_and_what_is_in_two_places(
    as_actor: Any, teo: Any, lia: Any, event: Any, arda: Any, bree: Any, trip: Any, cars: Any,
    pool: Any, hotel: Any, hall: Any,
) -> None:  # fmt: skip
    other = drive(event, bree, hotel, hall, code="T-2", vehicle=cars[0])
    late = drive(event, bree, hall, hotel, code="T-3")
    Trip.objects.filter(pk=late.pk).update(departs_at=NOON - timedelta(minutes=5))
    by = as_actor(teo, event)

    def desk(**asked: Any) -> Any:
        return transport_desk(event=event, by=by, at=NOON, asked=Asked(**asked))

    all_ = desk()
    assert [line.name for line in all_.lines] == [
        "No car yet",
        "DK 1 ZZ",
        "DK 2 ZZ",
        "DK 9 ZZ",
        "DK 3 ZZ",
    ]
    assert (all_.free, all_.rows, all_.without, all_.clashing) == (4, 4, 1, 1)
    assert all_.lines[0].bars[0].state == "late"
    assert all_.lines[1].bars[0].clash == "BRE, dinner, 13.00 to 13.20 WITA"
    assert [bar.field for bar in all_.lines[2].bars] == ["support_vehicle"]
    assert [line.name for line in desk(shown="clashes").lines] == ["DK 1 ZZ"]
    assert [line.name for line in desk(kind="van").lines][1:] == ["DK 9 ZZ"]
    assert [line.name for line in desk(view="drivers", shown="clashes").lines] == ["Driver 1"]

    mine = transport_desk(event=event, by=as_actor(lia, event), at=NOON, asked=Asked())
    assert {bar.trip.pk for line in mine.lines for bar in line.bars} == {trip.pk}
    assert other.party.code not in str(mine)


def test_a_trip_is_given_another_car_looked_at_before_and_taken_back(
    signed_in: Any, teo: Any, event: Any, arda: Any, trip: Any, cars: Any, hotel: Any, hall: Any
) -> None:
    drive(event, arda, hotel, hall, code="T-2", vehicle=cars[2])
    client = signed_in(teo)
    swap = {"headers": {"HX-Request": "true"}}
    ask = url("trip_try", trip_id=trip.pk, what="vehicle")
    no = client.get(ask, {"row": cars[2].pk}).content.decode()
    assert 'data-allowed="no"' in no
    assert "DK 3 ZZ is not free then" in no
    Trip.objects.filter(code="T-2").update(departs_at=NOON + 4 * HOUR, arrives_at=NOON + 5 * HOUR)
    assert 'data-allowed="yes"' in client.get(ask, {"row": cars[2].pk}).content.decode()
    assert client.get(url("trip_try", trip_id=trip.pk, what="party")).status_code == 404

    moved = client.post(
        url("trip_give", trip_id=trip.pk, what="vehicle"), {"row": cars[2].pk}, **swap
    )
    assert "DK 1 ZZ" in moved.content.decode()
    trip.refresh_from_db()
    assert trip.vehicle == cars[2]
    assert client.post(url("trip_take_back", trip_id=trip.pk), **swap).status_code == 204
    trip.refresh_from_db()
    assert trip.vehicle == cars[0]
    page = client.get(url("desk"), {"view": "drivers"}).content.decode()
    assert "Driver 1" in page
    assert f'data-path="/e/arda-2026/transport/trips/{trip.pk}/driver/"' in page


def test_the_desk_makes_and_cancels_a_trip_and_takes_a_car_out(
    signed_in: Any, teo: Any, event: Any, arda: Any, hotel: Any, hall: Any, cars: Any
) -> None:
    client = signed_in(teo)
    body = {
        "party": arda.pk, "purpose": "shopping", "from_place": hotel.pk, "to_place": hall.pk,
        "on": "2026-11-21", "departs": "15.00", "vehicle": cars[0].pk,
    }  # fmt: skip
    assert client.post(url("trip_add"), body).status_code == 302
    made = Trip.objects.get(purpose="shopping")
    assert made.arrives_at == NOON + 3 * HOUR + timedelta(minutes=40)
    assert client.post(url("trip_add"), {**body, "departs": "15.10"}).status_code == 409
    assert "Departure" in client.post(url("trip_add"), {**body, "departs": ""}).content.decode()
    slip = client.post(url("trip_add"), {**body, "departs": "16.00", "arrives": "15.00"})
    assert "The arrival must be later than the departure." in slip.content.decode()

    out = {"why": "flat tyre"}
    assert client.post(url("vehicle_out", vehicle_id=cars[1].pk), out).status_code == 302
    page = client.get(url("vehicle", vehicle_id=cars[1].pk)).content.decode()
    assert "flat tyre" in page
    no = client.post(url("trip_add"), {**body, "departs": "18.00", "vehicle": cars[1].pk})
    assert "DK 2 ZZ is out of use then: flat tyre." in no.content.decode()
    client.post(url("vehicle_back", vehicle_id=cars[1].pk))

    client.post(url("trip_hold", trip_id=made.pk), {"held": "yes"})
    client.post(url("trip_cancel", trip_id=made.pk), {"why": "no wish"})
    made.refresh_from_db()
    assert (made.held, made.certainty) == (True, "cancelled")


def test_the_hours_of_an_escort_are_written_as_all_times(
    as_actor: Any, teo: Any, event: Any, unit: Any
) -> None:
    by = as_actor(teo, event)
    for shift, told in (
        ("05:00-23:59", "05.00\N{EN DASH}23.59 WITA"),
        ("6.30 - 18.00", "06.30\N{EN DASH}18.00 WITA"),
        ("nights", "nights"),
    ):
        EscortUnit.objects.update(shift=shift)
        lines = transport_desk(event=event, by=by, at=NOON, asked=Asked(view="escorts")).lines
        assert [line.detail for line in lines] == [told]


def test_an_officer_gives_only_what_he_may_see_and_no_day_breaks_a_page(
    signed_in: Any, lia: Any, teo: Any, event: Any, trip: Any, pool: Any
) -> None:
    client = signed_in(lia)
    ask = url("trip_try", trip_id=trip.pk, what="vehicle")
    assert client.get(ask, {"row": trip.vehicle.pk}).status_code == 200
    assert client.get(ask, {"row": pool.pk}).status_code == 404
    give = url("trip_give", trip_id=trip.pk, what="vehicle")
    assert client.post(give, {"row": pool.pk}).status_code == 404
    trip.refresh_from_db()
    assert trip.vehicle != pool
    desk = signed_in(teo)
    for name in ("desk", "pooled", "fleet"):
        for day in ("9999-12-31", "0001-01-01"):
            assert desk.get(url(name), {"on": day}).status_code == 200
    told = {
        "party": trip.party_id, "people": "2", "from_place": trip.from_place_id,
        "to_place": trip.to_place_id, "on": "0001-01-01", "ready": "08.00",
    }  # fmt: skip
    assert desk.post(url("transfer_add"), told).status_code in {200, 422}
