"""Nothing is in two places: what a trip is given must be free, and the refusal says what is."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.journal.commands import take_in
from narahubung.journal.reacting import react
from narahubung.journal.reading import history
from narahubung.journal.storing import Change
from narahubung.movements import commands, queries, rules
from narahubung.movements.models import (
    Driver,
    EscortUnit,
    TravelTime,
    Trip,
    Vehicle,
    VehiclePermit,
)
from narahubung.movements.suiting import on_shift
from narahubung.parties.models import Place


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def road(event: Any, arda: Any, bree: Any) -> dict[str, Any]:
    """Two places 20 minutes apart, three cars with drivers, and a trip of Bree with the first."""
    hotel, hall = (
        Place.objects.create(event=event, code=code, name=name, area=area)
        for code, name, area in (("H", "Inn", "Bree"), ("V", "Great Hall", "Arda"))
    )
    TravelTime.objects.create(event=event, code="W", from_place=hotel, to_place=hall, normal_min=20)
    drivers = [
        Driver.objects.create(event=event, code=f"D-{n}", full_name=name)
        for n, name in enumerate(("Gimli", "Merry", "Pippin"))
    ]
    cars = [
        Vehicle.objects.create(
            event=event, code=f"V-{n}", plate=f"DK {n} ZZ", seats=4, usual_driver=driver
        )
        for n, driver in enumerate(drivers)
    ]
    other = Trip.objects.create(
        event=event,
        code="T-B",
        party=bree,
        purpose="dinner",
        from_place=hotel,
        to_place=hall,
        departs_at=NOON,
        arrives_at=NOON + timedelta(minutes=20),
        zone=event.zone,
        vehicle=cars[0],
        escort=EscortUnit.objects.create(event=event, code="E", name="Patwal 1"),
    )
    return {"hotel": hotel, "hall": hall, "cars": cars, "drivers": drivers, "other": other}


def added(road: Any, arda: Any, by: Any, minutes: int, **more: Any) -> Trip:
    """Make a trip of Arda from the inn, so many minutes after noon."""
    why, overrule = more.pop("why", ""), more.pop("overrule", False)
    return commands.add_trip(
        party_id=arda.pk,
        to={
            "purpose": "shopping",
            "from_place": road["hotel"].pk,
            "to_place": road["hall"].pk,
            "departs_at": NOON + timedelta(minutes=minutes),
            **more,
        },
        why=why,
        overrule=overrule,
        by=by,
        at=NOON,
    )


def test_what_drives_somebody_else_is_refused_with_what_is_free(
    as_actor: Any, teo: Any, lia: Any, event: Any, arda: Any, road: Any
) -> None:
    by, car = as_actor(teo, event), road["cars"][0].pk
    with pytest.raises(rules.InUse) as no:
        added(road, arda, by, 10, vehicle=car)
    assert str(no.value) == "DK 0 ZZ is not free then: BRE, dinner, 12.00 to 12.20 WITA."
    assert no.value.advice == "Free then: DK 1 ZZ, DK 2 ZZ."
    with pytest.raises(rules.InUse, match=r"BRE, dinner, .*; the way between needs 15 min more"):
        added(road, arda, by, 25, vehicle=car)  # it stands at the hall, 20 minutes away
    with pytest.raises(rules.InUse, match="Gimli is not free then"):
        added(road, arda, by, 10, vehicle=road["cars"][1].pk, driver=road["drivers"][0].pk)
    with pytest.raises(rules.InUse, match="Patwal 1 is not free then"):
        added(road, arda, by, 10, escort=road["other"].escort_id)
    with pytest.raises(rules.InUse) as no:  # Bree is nothing to the officer of Arda
        added(road, arda, as_actor(lia, event), 10, vehicle=car)
    assert "BRE" not in str(no.value)
    assert "another trip, 12.00 to 12.20" in str(no.value)
    assert not Trip.objects.filter(party=arda).exists()

    made = added(road, arda, by, 40, vehicle=car)
    assert made.arrives_at == NOON + timedelta(minutes=60)
    with pytest.raises(rules.TwiceInOneTrip):
        commands.move_trip(trip_id=made.pk, to={"support_vehicle": car}, by=by, at=NOON)


def test_a_time_is_a_fact_and_a_cancelled_trip_gives_everything_back(
    as_actor: Any, teo: Any, event: Any, arda: Any, road: Any
) -> None:
    by, car = as_actor(teo, event), road["cars"][0].pk
    mine = added(road, arda, by, 60, vehicle=car)
    commands.move_trip(
        trip_id=mine.pk,
        to={"departs_at": NOON, "arrives_at": NOON + timedelta(minutes=20)},
        by=by,
        at=NOON,
    )
    told = queries.worries(by=by, trip=queries.trip_line(by=by, trip_id=mine.pk))
    assert "DK 0 ZZ is not free then: BRE, dinner, 12.00 to 12.20 WITA." in told

    commands.cancel_trip(trip_id=mine.pk, why="no wish", by=by, at=NOON)
    assert not queries.worries(by=by, trip=queries.trip_line(by=by, trip_id=mine.pk))
    with pytest.raises(rules.InUse):  # what was cancelled asks for its car again
        commands.take_back_move(trip_id=mine.pk, by=by, at=NOON)
    commands.cancel_trip(trip_id=road["other"].pk, by=by, at=NOON)
    commands.take_back_move(trip_id=mine.pk, by=by, at=NOON)
    Trip.objects.filter(pk=mine.pk).update(left_at=NOON)
    with pytest.raises(rules.AlreadyOnTheRoad):
        commands.cancel_trip(trip_id=mine.pk, by=by, at=NOON)


def test_a_permit_tells_its_ends_in_the_zone_of_the_place(
    as_actor: Any, teo: Any, event: Any, road: Any
) -> None:
    to = {"zone": "Arda", "number": "7", "valid_until": NOON}
    by = as_actor(teo, event)
    car = road["cars"][0]
    commands.give_permit(vehicle_id=car.pk, to=to, by=by, at=NOON)
    [line] = history(topic=f"vehicle:{car.pk}", by=by)
    assert line.says
    assert line.says.endswith("Valid until 21.11.2026 12.00 WITA.")


def test_hours_licence_and_permits_need_a_reason(
    signed_in: Any, as_actor: Any, teo: Any, event: Any, arda: Any, road: Any
) -> None:
    by, merry = as_actor(teo, event), road["drivers"][1]
    Driver.objects.filter(pk=merry.pk).update(
        max_hours_day=0.5, licence_until=date(2026, 11, 1), shift_from=time(20), shift_to=time(4)
    )
    VehiclePermit.objects.create(event=event, vehicle=road["cars"][2], zone="Arda", number="7")
    added(road, arda, by, -60, vehicle=road["cars"][2].pk)
    commands.move_trip(  # the way back of 20 minutes and this drive of 20 more
        trip_id=Trip.objects.get(vehicle=road["cars"][2]).pk, to={"driver": merry.pk},
        why="nobody else", overrule=True, by=by, at=NOON,
    )  # fmt: skip
    made = added(road, arda, by, 30, vehicle=road["cars"][2].pk)
    page = reverse("movements:move", kwargs={"slug": event.slug, "trip_id": made.pk})
    body = {
        "on": "2026-11-21", "departs": "12:30", "arrives": "12:50", "certainty": "confirmed",
        "from_place": road["hotel"].pk, "to_place": road["hall"].pk,
        "vehicle": road["cars"][1].pk, "driver": merry.pk,
    }  # fmt: skip
    says = signed_in(teo).post(page, body).content.decode()
    assert "DK 1 ZZ has no permit for Arda." in says
    assert "The licence of Merry has expired." in says
    assert "Merry is on duty from 20.00 to 04.00 WITA." in says
    assert "Merry would drive 1.0 hours that day; the limit is 0.5." in says
    assert signed_in(teo).post(page, {**body, "overrule": "on"}).status_code == 422
    done = signed_in(teo).post(page, {**body, "overrule": "on", "why": "The road is closed"})
    assert done.status_code == 302
    made.refresh_from_db()
    assert (made.driver, made.vehicle) == (merry, road["cars"][1])
    assert on_shift(Driver(shift_from=time(20), shift_to=time(4)), time(23), time(1))


def test_a_car_out_of_use_is_not_given(
    as_actor: Any, teo: Any, event: Any, arda: Any, road: Any
) -> None:
    by, car = as_actor(teo, event), road["cars"][1]
    commands.take_out(
        vehicle_id=car.pk,
        since=NOON,
        until=NOON + timedelta(hours=2),
        why="flat tyre",
        by=by,
        at=NOON,
    )
    with pytest.raises(rules.OutOfUse, match="DK 1 ZZ is out of use then: flat tyre"):
        added(road, arda, by, 30, vehicle=car.pk)
    added(road, arda, by, 150, vehicle=car.pk)
    commands.put_back(vehicle_id=car.pk, by=by, at=NOON)
    added(road, arda, by, 30, vehicle=car.pk)


def test_a_driver_stands_for_each_name_of_a_list(
    as_actor: Any, sari: Any, event: Any, arda: Any
) -> None:
    by = as_actor(sari, event)

    def car(code: str, name: str, pk: int | None = None) -> None:
        values = {"plate": code, "driver": name, "driver_phone": "+44 7700 900123"}
        now = Vehicle.objects.get(pk=pk).driver if pk else ""
        take_in(
            changes=[
                Change(
                    model="movements.Vehicle",
                    code=code,
                    pk=pk,
                    values={"driver": name} if pk else values,
                    old={"driver": now} if pk else {},
                )
            ],
            source="list",
            by=by,
            at=NOON,
        )
        react(at=NOON)

    car("V-1", "Gimli")
    car("V-2", "Gimli")
    car("V-2", "Legolas", Vehicle.objects.get(code="V-2").pk)
    drivers = Vehicle.objects.order_by("code").values_list("code", "usual_driver__full_name")
    assert list(drivers) == [
        ("V-1", "Gimli"),
        ("V-2", "Legolas"),
    ]
    assert Driver.objects.count() == 2

    listed = {"full_name": "Gimli", "phone": "+44 7700 900123", "max_hours_day": 6.0}
    change = Change(model="movements.Driver", code="DRV-1", pk=None, values=listed)
    take_in(changes=[change], source="list of drivers", by=by, at=NOON)
    react(at=NOON)
    gimli = Vehicle.objects.get(code="V-1").usual_driver
    assert gimli is not None
    assert (gimli.code, gimli.max_hours_day) == ("DRV-1", 6.0)
    assert Driver.objects.get(code="D-V-1").certainty == "cancelled"


def test_a_car_that_is_out_overnight_names_both_days(
    as_actor: Any, teo: Any, event: Any, road: Any
) -> None:
    by, car = as_actor(teo, event), road["cars"][1]
    until = NOON + timedelta(hours=20)
    commands.take_out(vehicle_id=car.pk, since=NOON, until=until, why="tyre", by=by, at=NOON)
    [line] = history(topic=f"vehicle:{car.pk}", by=by)
    assert line.says
    assert "21.11. 12.00 WITA" in line.says
    assert "22.11. 08.00 WITA" in line.says
