"""A drive is found by day, delegation and car; what a desk changes it sees first, and may undo."""

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.journal.reading import history
from narahubung.movements import commands, queries
from narahubung.movements.models import Movement, TravelTime, Trip, Vehicle
from narahubung.parties.models import Place
from narahubung.programme.models import Item


@pytest.fixture
def hotel(event: Any) -> Any:
    return Place.objects.create(event=event, code="H-1", name="Rivendell", kind="hotel")


@pytest.fixture
def hall(event: Any) -> Any:
    return Place.objects.create(event=event, code="V-1", name="Great Hall", kind="summit venue")


@pytest.fixture
def cars(event: Any, arda: Any) -> list[Any]:
    return [
        Vehicle.objects.create(
            event=event,
            code=f"V-{n}",
            plate=f"DK {n} ZZ",
            driver="Gimli",
            status=status,
            party=arda,
        )
        for n, status in ((1, "ready"), (2, "in repair"))
    ]


@pytest.fixture
def trip(event: Any, arda: Any, hotel: Any, hall: Any, cars: list[Any]) -> Any:
    return Trip.objects.create(
        event=event,
        code="T-1",
        party=arda,
        purpose="dinner",
        from_place=hotel,
        to_place=hall,
        departs_at=NOON + timedelta(hours=1),
        arrives_at=NOON + timedelta(hours=1, minutes=20),
        zone="Asia/Makassar",
        vehicle=cars[0],
    )


def url(name: str, **more: Any) -> str:
    return reverse(f"movements:{name}", kwargs={"slug": "arda-2026", **more})


def asked(trip: Any, **changed: Any) -> dict[str, Any]:
    """Return what the form sends when only these fields are touched."""
    return {
        "on": "2026-11-21",
        "departs": "13:00",
        "arrives": "13:20",
        "from_place": trip.from_place_id,
        "to_place": trip.to_place_id,
        "vehicle": trip.vehicle_id,
        "certainty": "confirmed",
        **changed,
    }


def test_list_is_cut_by_day_delegation_and_car(
    signed_in: Any, sari: Any, trip: Any, event: Any, bree: Any
) -> None:
    Trip.objects.create(
        event=event, code="T-2", party=bree, departs_at=NOON + timedelta(days=1), zone="UTC"
    )
    client = signed_in(sari)

    def shown(**query: str) -> list[bool]:
        html = client.get(url("trips"), query).content.decode()
        return [f'id="trip-{one.pk}"' in html for one in Trip.objects.order_by("code")]

    assert shown() == [True, False]
    assert shown(day="all") == [True, True]
    assert shown(day="2026-11-22") == [False, True]
    assert shown(party="BRE") == [False, True]
    assert shown(car="V-1") == [True, False]
    assert shown(car="V-1", day="2026-11-22") == [False, False]


def test_an_officer_finds_only_his_own(
    signed_in: Any, lia: Any, trip: Any, event: Any, bree: Any
) -> None:
    other = Trip.objects.create(event=event, code="T-2", party=bree, departs_at=NOON, zone="UTC")
    client = signed_in(lia)
    html = client.get(url("trips"), {"day": "all"}).content.decode()

    assert f"trip-{trip.pk}" in html
    assert f"trip-{other.pk}" not in html
    assert "BRE" not in html
    assert client.get(url("trip", trip_id=other.pk)).status_code == 404


def test_a_list_without_trips_says_so(signed_in: Any, sari: Any, event: Any) -> None:
    assert "Trips come in with the organiser" in signed_in(sari).get(url("trips")).content.decode()


@pytest.mark.parametrize("name", ["trips", "list"])
def test_lists_open_in_excel(
    signed_in: Any, lia: Any, trip: Any, arda: Any, bree: Any, event: Any, name: str
) -> None:
    for party in (arda, bree):
        Movement.objects.create(
            event=event,
            code=f"M-{party.code}",
            party=party,
            direction="arrival",
            planned_at=NOON,
            zone="Asia/Makassar",
            note="=1+1",
        )
    Trip.objects.filter(pk=trip.pk).update(note="=1+1")
    answer = signed_in(lia).get(url(name), {"as": "xlsx", "day": "all"})
    rows = list(
        openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    )

    assert any("(WITA)" in str(head) for head in rows[3])
    assert len(rows) == 5  # one line: that of the officer's own delegation
    assert "=1+1" in rows[4]


def test_preview_says_old_and_new_and_lets_the_arrival_run_along(
    signed_in: Any, lia: Any, trip: Any
) -> None:
    seen = signed_in(lia).get(url("trip_preview", trip_id=trip.pk), asked(trip, departs="13:30"))
    html = seen.content.decode()

    for clock in ("13.00", "13.30", "13.20", "13.50"):
        assert clock in html
    trip.refresh_from_db()
    assert trip.departs_at == NOON + timedelta(hours=1)


def test_preview_warns_of_what_it_runs_into(
    signed_in: Any, sari: Any, trip: Any, event: Any, bree: Any, cars: list[Any]
) -> None:
    Trip.objects.create(
        event=event,
        code="T-2",
        party=bree,
        purpose="session I",
        departs_at=trip.arrives_at,
        arrives_at=trip.arrives_at + timedelta(minutes=30),
        zone="Asia/Makassar",
        vehicle=cars[1],
    )
    TravelTime.objects.create(
        event=event, code="W-1", from_place=trip.to_place, to_place=trip.from_place, normal_min=19
    )
    trip.item = Item.objects.create(
        event=event,
        code="I-1",
        title_en="Dinner",
        zone="Asia/Makassar",
        starts_at=trip.arrives_at + timedelta(minutes=5),
    )
    trip.save()
    client = signed_in(sari)

    def warned(**changed: Any) -> str:
        answer = client.get(url("trip_preview", trip_id=trip.pk), asked(trip, **changed))
        return str(answer.content.decode())

    assert "is-tight" not in warned(departs="12:50")
    later = warned(departs="13:10", vehicle=cars[1].pk)
    assert "DK 2 ZZ is not free then: BRE, session I, 13.20 to 13.50 WITA." in later
    assert "DK 2 ZZ is listed as: in repair." in later
    assert "It arrives after Dinner begins, at 13.25 WITA." in later
    assert "takes 19 min at best; 10 min are planned" in warned(departs="13:05", arrives="13:15")
    assert "is-tight" not in warned(departs="13:10", certainty="cancelled")


def test_a_desk_moves_a_trip_and_says_why(signed_in: Any, teo: Any, trip: Any, cars: Any) -> None:
    client = signed_in(teo)
    body = asked(trip, departs="13:30", vehicle=cars[1].pk, why="The road is closed")
    answer = client.post(url("move", trip_id=trip.pk), {**body, "key": str(uuid4())})

    assert answer.status_code == 302
    trip.refresh_from_db()
    assert trip.departs_at == NOON + timedelta(hours=1, minutes=30)
    assert trip.arrives_at == NOON + timedelta(hours=1, minutes=50)
    assert (trip.vehicle, trip.certainty) == (cars[1], "changed")
    html = client.get(url("trip", trip_id=trip.pk)).content.decode()
    assert "departure 13.00 WITA → 13.30 WITA" in html
    assert "car DK 1 ZZ → DK 2 ZZ" in html
    assert "The road is closed" in html


def test_another_day_is_said(as_actor: Any, lia: Any, event: Any, trip: Any, arda: Any) -> None:
    by = as_actor(lia, event)
    commands.move_trip(trip_id=trip.pk, to={"departs_at": None, "arrives_at": None}, by=by, at=NOON)
    commands.move_trip(trip_id=trip.pk, to={"departs_at": NOON + timedelta(days=1)}, by=by, at=NOON)
    commands.move_trip(trip_id=trip.pk, to={"departs_at": NOON + timedelta(days=2)}, by=by, at=NOON)
    with translation.override("en"):
        says = history(topic=f"party:{arda.pk}", by=by)[0].says or ""
    assert "22.11. 12.00 WITA → 23.11. 12.00 WITA" in says


def test_a_change_is_taken_back_once(signed_in: Any, teo: Any, trip: Any, cars: Any) -> None:
    client = signed_in(teo)
    client.post(url("move", trip_id=trip.pk), asked(trip, departs="13:30", vehicle=cars[1].pk))
    assert client.post(url("take_back", trip_id=trip.pk)).status_code == 302

    trip.refresh_from_db()
    assert trip.departs_at == NOON + timedelta(hours=1)
    assert trip.arrives_at == NOON + timedelta(hours=1, minutes=20)
    assert (trip.vehicle, trip.certainty) == (cars[0], "confirmed")
    assert client.post(url("take_back", trip_id=trip.pk)).status_code == 422
    assert "taken back" in client.get(url("trip", trip_id=trip.pk)).content.decode()


def test_what_somebody_changed_later_is_not_wiped_out(signed_in: Any, teo: Any, trip: Any) -> None:
    client = signed_in(teo)
    client.post(url("move", trip_id=trip.pk), asked(trip, departs="13:30"))
    Trip.objects.filter(pk=trip.pk).update(departs_at=NOON)  # a list came in

    assert client.post(url("take_back", trip_id=trip.pk)).status_code == 409


def test_an_old_change_is_not_offered(as_actor: Any, teo: Any, event: Any, trip: Any) -> None:
    by = as_actor(teo, event)
    commands.move_trip(trip_id=trip.pk, to={"departs_at": NOON}, by=by, at=NOON)

    assert queries.last_move(trip_id=trip.pk, by=by, at=NOON) is not None
    assert queries.last_move(trip_id=trip.pk, by=by, at=NOON + timedelta(hours=25)) is None


def test_a_car_of_the_pool_stays_when_an_officer_changes_the_time(
    signed_in: Any, lia: Any, trip: Any, event: Any
) -> None:
    pool = Vehicle.objects.create(event=event, code="V-9", plate="DK 9 ZZ")
    Trip.objects.filter(pk=trip.pk).update(vehicle=pool)
    client = signed_in(lia)

    assert "DK 9 ZZ" in client.get(url("trip", trip_id=trip.pk)).content.decode()
    client.post(url("move", trip_id=trip.pk), asked(trip, departs="13:30", vehicle=pool.pk))
    trip.refresh_from_db()
    assert trip.vehicle == pool


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"on": ""}, "Day: A clock time needs its day."),
        ({"departs": ""}, "Departure: An arrival needs its departure."),
        ({"arrives": "12:50"}, "Arrival: The arrival must be later than the departure."),
        ({"departs": "late"}, "Departure: "),
        ({"vehicle": "999999"}, "Car: "),
    ],
)
def test_bad_input_names_its_field(
    signed_in: Any, lia: Any, trip: Any, changed: dict[str, str], says: str
) -> None:
    client = signed_in(lia)
    seen = client.get(url("trip_preview", trip_id=trip.pk), asked(trip, **changed))
    answer = client.post(url("move", trip_id=trip.pk), asked(trip, **changed))

    assert says in seen.content.decode()
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_drive_over_midnight_arrives_the_next_day(signed_in: Any, lia: Any, trip: Any) -> None:
    body = asked(trip, departs="23:50", arrives="00:15")
    signed_in(lia).post(url("move", trip_id=trip.pk), body)

    trip.refresh_from_db()
    assert trip.arrives_at - trip.departs_at == timedelta(minutes=25)


def test_the_list_costs_the_same_for_many(
    signed_in: Any, sari: Any, trip: Any, event: Any, arda: Any, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(sari)
    client.get(url("trips"))
    Trip.objects.bulk_create(
        Trip(event=event, code=f"T-{n}", party=arda, departs_at=NOON, zone="UTC")
        for n in range(10, 40)
    )
    with django_assert_max_num_queries(12):
        client.get(url("trips"), {"day": "all"})
