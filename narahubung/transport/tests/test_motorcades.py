"""A motorcade is laid out by an order, filled, called, printed; nothing in it is used twice."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.movements import commands as movements
from narahubung.movements.rules import InUse
from narahubung.parties.models import Member
from narahubung.transport import commands
from narahubung.transport.models import Motorcade, MotorcadeCar
from narahubung.transport.queries import doubts
from narahubung.transport.queries import motorcades as queries
from narahubung.transport.rules import motorcades as rules
from narahubung.transport.tests.conftest import drive


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(lia: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(lia, event)


@pytest.fixture
def head(event: Any, arda: Any) -> Any:
    return Member.objects.create(
        event=event,
        code="M-1",
        party=arda,
        full_name="Galadriel Arwen",
        role="head_of_delegation",
        needs_interpreter=True,
    )


@pytest.fixture
def motorcade(by: Any, trip: Any, head: Any) -> Any:
    return commands.make_motorcade(trip_id=trip.pk, order="summit", by=by, at=NOON)


def sheet_of(motorcade: Any, by: Any) -> Any:
    return queries.motorcade_sheet(by=by, motorcade_id=motorcade.pk)


def car(motorcade: Any, role: str) -> Any:
    return motorcade.cars.get(role=role)


def test_own_cars_take_the_places_they_are_meant_for(motorcade: Any, by: Any, trip: Any) -> None:
    sheet = sheet_of(motorcade, by)
    assert [(one.role, one.plate, one.driver) for one in sheet.cars] == [
        ("lead", "", ""),
        ("principal", "DK 1 ZZ", "Driver 1"),
        ("spare", "DK 2 ZZ", "Driver 2"),
        ("delegation", "DK 3 ZZ", "Driver 3"),
        ("rear", "", ""),
    ]
    assert [(one.seat, one.name) for one in sheet.cars[1].seats] == [
        ("rear_right", "Galadriel Arwen")
    ]
    with pytest.raises(rules.HasOne):
        commands.make_motorcade(trip_id=trip.pk, order="summit", by=by, at=NOON)


def test_what_does_not_fit_is_said_with_its_source(motorcade: Any, by: Any, head: Any) -> None:
    def told() -> list[str]:
        sheet = sheet_of(motorcade, by)
        return [one.text for one in doubts.warnings(by=by, sheet=sheet, policy={})]

    assert told() == [
        "No police escort is asked for.",
        "Car 1, car in the lead: no car is given yet.",
        "The way is not written down.",
        "No hospital on the way is named.",
        "No radio channel is named.",
        "No interpreter rides with the head of the delegation.",
    ]
    first = car(motorcade, "principal")
    commands.seat(
        car_id=first.pk, seat="rear_left", name="Pippin", role="interpreter", by=by, at=NOON
    )
    ids = [one.pk for one in motorcade.cars.all()]
    swapped = [ids[0], ids[2], ids[1], *ids[3:]]
    commands.order_cars(motorcade_id=motorcade.pk, cars=swapped, by=by, at=NOON)
    commands.add_car(motorcade_id=motorcade.pk, role="media", by=by, at=NOON)
    now = told()
    assert "6 cars; at most 5 are foreseen." in now
    assert "The order differs from that of Guest of a summit." in now
    assert "No interpreter rides with the head of the delegation." not in now
    with pytest.raises(rules.NotTheseCars):
        commands.order_cars(motorcade_id=motorcade.pk, cars=swapped, by=by, at=NOON)


def test_a_car_of_a_motorcade_is_bound(
    motorcade: Any, by: Any, event: Any, arda: Any, hotel: Any, hall: Any, cars: list[Any]
) -> None:
    other = drive(event, arda, hotel, hall, code="T-2")
    with pytest.raises(InUse, match="DK 3 ZZ"):
        movements.move_trip(trip_id=other.pk, to={"vehicle": cars[2].pk}, by=by, at=NOON)
    lead = car(motorcade, "lead")
    with pytest.raises(rules.TwiceInTheOrder):
        commands.set_car(
            car_id=lead.pk, role="lead", vehicle_id=cars[2].pk, driver_id=None, by=by, at=NOON
        )
    second = commands.make_motorcade(trip_id=other.pk, order="summit", by=by, at=NOON)
    assert [one.plate for one in sheet_of(second, by).cars] == ["", "", "", "", ""]
    with pytest.raises(InUse):
        commands.set_car(
            car_id=car(second, "principal").pk,
            role="principal",
            vehicle_id=cars[2].pk,
            driver_id=None,
            by=by,
            at=NOON,
        )
    with pytest.raises(rules.NotOurCar):
        commands.set_car(
            car_id=car(second, "rear").pk,
            role="rear",
            vehicle_id=cars[2].pk,
            driver_id=None,
            by=by,
            at=NOON,
        )


def test_the_spare_car_takes_over_with_its_driver_and_the_roll_starts_anew(
    motorcade: Any, by: Any, trip: Any, cars: list[Any]
) -> None:
    first = car(motorcade, "principal")
    commands.call_car(car_id=first.pk, by=by, at=NOON)
    with pytest.raises(rules.AlreadyCalled):
        commands.call_car(car_id=first.pk, by=by, at=NOON)
    with pytest.raises(rules.NobodyInIt):
        commands.call_car(car_id=car(motorcade, "spare").pk, by=by, at=NOON)
    before = sheet_of(motorcade, by)
    assert before.missing_calls == 0
    commands.take_spare(motorcade_id=motorcade.pk, by=by, at=NOON)
    now = sheet_of(motorcade, by)
    assert [(one.plate, one.driver) for one in now.cars[1:3]] == [
        ("DK 2 ZZ", "Driver 2"),
        ("DK 1 ZZ", "Driver 1"),
    ]
    assert now.cars[1].seats[0].name == "Galadriel Arwen"
    assert (now.missing_calls, now.order_mark != before.order_mark) == (1, True)
    assert now.seats_mark == before.seats_mark
    mine = queries.car_of_trip(trip_id=trip.pk, vehicle_id=cars[1].pk)
    assert mine is not None
    assert (mine.number, mine.of, mine.before) == (2, 5, "car in the lead")


def test_seats(motorcade: Any, by: Any, head: Any, bree: Any, event: Any) -> None:
    first, last = car(motorcade, "principal"), car(motorcade, "delegation")
    with pytest.raises(rules.SeatTaken):
        commands.seat(car_id=first.pk, seat="rear_right", name="Merry", by=by, at=NOON)
    with pytest.raises(rules.NoOneNamed):
        commands.seat(car_id=first.pk, seat="row", name=" ", by=by, at=NOON)
    stranger = Member.objects.create(event=event, code="M-9", party=bree, full_name="Barliman")
    with pytest.raises(Member.DoesNotExist):
        commands.seat(car_id=last.pk, seat="row", member_id=stranger.pk, by=by, at=NOON)
    made = commands.seat(car_id=last.pk, seat="row", member_id=head.pk, by=by, at=NOON)
    assert not first.places.exists()  # one person, one seat
    commands.unseat(seat_id=made.pk, by=by, at=NOON)
    commands.take_out_car(car_id=car(motorcade, "lead").pk, by=by, at=NOON)
    assert [one.order for one in motorcade.cars.all()] == [1, 2, 3, 4]
    commands.disband(motorcade_id=motorcade.pk, by=by, at=NOON)
    assert not MotorcadeCar.objects.exists()


def test_only_who_needs_it_sees_routes_and_seats(
    motorcade: Any, by: Any, event: Any, person: Any, as_actor: Any, teo: Any, arda: Any
) -> None:
    commands.write_route(
        motorcade_id=motorcade.pk, facts={"route_main": "by the coast"}, by=by, at=NOON
    )
    strangers = [
        person("prot", "protocol", event),
        person("focal", "focal_point", event, party=arda),
        teo,  # the motorcade was made before the event had a desk for cars that is his
    ]
    for stranger in strangers:
        with pytest.raises(Motorcade.DoesNotExist):
            sheet_of(motorcade, as_actor(stranger, event))
    Motorcade.objects.update(car_desk_id=teo.reach.get().object_id)
    assert sheet_of(motorcade, as_actor(teo, event)).route_main == "by the coast"


def test_pages(signed_in: Any, lia: Any, trip: Any, head: Any, by: Any) -> None:
    def url(name: str, **more: Any) -> str:
        return reverse(f"transport:{name}", kwargs={"slug": "arda-2026", **more})

    client = signed_in(lia)
    make = url("motorcade_make", trip_id=trip.pk)
    assert b"PP 56/2019" in client.get(make).content
    assert client.post(make, {"order": "summit"}).status_code == 302
    made = Motorcade.objects.get()
    page = url("motorcade", motorcade_id=made.pk)
    assert b"Galadriel Arwen" in client.get(page).content
    ids = [one.pk for one in made.cars.all()]
    turned = ",".join(str(pk) for pk in reversed(ids))
    client.post(url("motorcade_order", motorcade_id=made.pk), {"cars": turned})
    assert [one.pk for one in made.cars.all()] == ids[::-1]
    client.post(
        url("motorcade_route", motorcade_id=made.pk),
        {"route_main": "by the coast", "grade": "VIP", "distance_km": "9.5"},
    )
    client.post(url("motorcade_add", motorcade_id=made.pk), {"role": "luggage"})
    last = made.cars.last()
    client.post(url("motorcade_car", car_id=last.pk), {"role": "luggage", "call_sign": "Bag 1"})
    seat = url("motorcade_seat", car_id=last.pk)
    assert client.post(seat, {"seat": "row"}).status_code == 422
    client.post(seat, {"seat": "row", "name": "Samwise", "role": "aide"})
    client.post(url("motorcade_call", car_id=last.pk))
    sheet = sheet_of(made, by)
    assert (sheet.route_main, sheet.cars[-1].call_sign) == ("by the coast", "Bag 1")
    assert sheet.cars[-1].all_in_at == NOON
    client.post(url("motorcade_uncall", car_id=last.pk))
    client.post(url("motorcade_unseat", seat_id=last.places.get().pk))
    client.post(url("motorcade_out", car_id=last.pk))
    client.post(url("motorcade_spare", motorcade_id=made.pk))
    assert sheet_of(made, by).cars[3].plate == "DK 2 ZZ"
    assert all(place.name != "Samwise" for one in sheet_of(made, by).cars for place in one.seats)
    assert b"Arda" in client.get(url("motorcades")).content
    client.post(url("motorcade_disband", motorcade_id=made.pk))
    assert not Motorcade.objects.exists()
