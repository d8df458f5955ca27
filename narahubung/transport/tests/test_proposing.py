"""A plan of cars: for trips without one, after a breakdown; adopted in one act, taken back."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.movements.commands import add_trip, give_permit, hold_trip, take_out
from narahubung.movements.models import Driver, Trip, Vehicle
from narahubung.movements.rules import NeedsReason
from narahubung.parties.models import Place
from narahubung.transport import jobs
from narahubung.transport.commands import proposing
from narahubung.transport.models import Proposal
from narahubung.transport.queries.proposing import fleet_sheet
from narahubung.transport.rules import proposing as rules
from narahubung.transport.tests.conftest import HOUR, drive

DAY = NOON.date()


def test_a_broken_car_is_replaced_with_few_changes_and_given_back(
    signed_in: Any, as_actor: Any, teo: Any, event: Any, arda: Any, trip: Any, cars: Any,
    hotel: Any, hall: Any,
) -> None:  # fmt: skip
    by = as_actor(teo, event)
    new = drive(event, arda, hall, hotel, code="T-2")
    later = {"departs_at": NOON + 5 * HOUR, "arrives_at": NOON + 5 * HOUR + timedelta(minutes=20)}
    Trip.objects.filter(pk=new.pk).update(**later, passengers=3)
    held = drive(event, arda, hotel, hall, code="T-3", vehicle=cars[2], held=True)
    Trip.objects.filter(pk=held.pk).update(departs_at=NOON + 8 * HOUR, arrives_at=NOON + 9 * HOUR)
    take_out(vehicle_id=cars[0].pk, since=NOON, why="flat tyre", by=by, at=NOON)

    row = proposing.ask_plan(day=DAY, by=by, at=NOON)
    jobs.plan_now(row)
    with translation.override("en"):
        sheet = fleet_sheet(by=by, day=DAY)
        page = signed_in(teo).get(reverse("transport:fleet", kwargs={"slug": event.slug}))
    assert sheet is not None
    assert not sheet.without
    changes = {one.trip.code: (one.old, one.new) for one in sheet.changes}
    assert changes["T-1"] == ("DK 1 ZZ", "DK 3 ZZ")  # the second car is bound beside it
    assert set(changes) == {"T-1", "T-2"}
    assert "DK 3 ZZ" in page.content.decode()

    proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    trip.refresh_from_db()
    assert trip.vehicle == cars[2]
    with pytest.raises(rules.NotReady):
        proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    Trip.objects.filter(pk=new.pk).update(vehicle=None)
    with pytest.raises(rules.OutOfDate):
        proposing.take_back_plan(proposal_id=row.pk, by=by, at=NOON)


def test_a_trip_that_no_car_can_do_says_why(
    as_actor: Any, teo: Any, event: Any, bree: Any, cars: Any, hotel: Any, hall: Any
) -> None:
    by = as_actor(teo, event)
    drive(event, bree, hotel, hall, code="T-1")  # all cars are Arda's
    row = proposing.ask_plan(day=DAY, anew=True, by=by, at=NOON)
    jobs.plan_now(row)
    with translation.override("en"):
        sheet = fleet_sheet(by=by, day=DAY)
    assert sheet is not None
    assert [one.trip.code for one in sheet.without] == ["T-1"]
    assert "for another delegation, or no permit" in sheet.without[0].why[0]
    with pytest.raises(rules.NothingToAdopt):
        proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    proposing.dismiss_plan(proposal_id=row.pk, by=by, at=NOON)
    assert fleet_sheet(by=by, day=DAY) is None
    assert Proposal.objects.count() == 1


def test_the_plan_keeps_to_permits_shifts_and_hours(
    as_actor: Any, teo: Any, event: Any, arda: Any, cars: Any, hotel: Any, hall: Any
) -> None:
    by = as_actor(teo, event)
    Place.objects.filter(pk=hall.pk).update(area="Ring 1")
    evening = NOON + 10 * HOUR  # 22.00
    for n, ends in ((0, NOON + 6 * HOUR), (1, None), (2, None)):
        to = {"zone": "Ring 1", "valid_until": ends}
        give_permit(vehicle_id=cars[n].pk, to=to, by=by, at=NOON)
    _, second, third = (car.usual_driver_id for car in cars)
    Driver.objects.filter(pk=second).update(shift_from=time(20), shift_to=time(4))
    Driver.objects.filter(pk=third).update(max_hours_day=0.5)
    drive(event, arda, hotel, hall, code="T-1")  # 13.00
    late = drive(event, arda, hotel, hall, code="T-2")
    Trip.objects.filter(pk=late.pk).update(departs_at=evening, arrives_at=evening + HOUR)

    def planned() -> tuple[dict[str, str], list[Any]]:
        row = proposing.ask_plan(day=DAY, anew=True, by=by, at=NOON)
        jobs.plan_now(row)
        with translation.override("en"):
            sheet = fleet_sheet(by=by, day=DAY)
        assert sheet is not None
        return {one.trip.code: one.new for one in sheet.changes}, list(sheet.without)

    # the permit of the first is over by then, the second comes at 20.00, the third has half an hour
    found, without = planned()
    assert found["T-2"] == "DK 2 ZZ"
    assert found["T-1"] in {"DK 1 ZZ", "DK 3 ZZ"}
    assert without == []
    Driver.objects.filter(pk=second).update(shift_to=time(22, 30))
    found, without = planned()
    assert set(found) == {"T-1"}
    assert {why for one in without for why in one.why} == {
        "1 cars: its driver is not on duty",
        "1 cars: for another delegation, or no permit",
        "1 cars: too long at the wheel in a day",
    }


def planned(by: Any, *, anew: bool = False) -> Proposal:
    """Ask for a plan of the day and have it computed."""
    row = proposing.ask_plan(day=DAY, anew=anew, by=by, at=NOON)
    jobs.plan_now(row)
    return row


def test_a_truck_drives_luggage_and_nobody_else(
    as_actor: Any, teo: Any, event: Any, bree: Any, hotel: Any, hall: Any
) -> None:
    by = as_actor(teo, event)
    truck = Vehicle.objects.create(event=event, code="K", plate="DK 99", seats=3, kind="truck")
    people = drive(event, bree, hotel, hall, code="T-1")
    luggage = drive(event, bree, hotel, hall, code="T-2", passengers=0)
    planned(by)
    with translation.override("en"):
        sheet = fleet_sheet(by=by, day=DAY)
    assert sheet is not None
    assert [(one.trip.code, one.new) for one in sheet.changes] == [("T-2", "DK 99")]
    assert "a truck for guests" in sheet.without[0].why[0]
    sedan = Vehicle.objects.create(event=event, code="S", plate="DK 98", seats=4, kind="sedan")
    Trip.objects.filter(pk=luggage.pk).update(vehicle=truck, passengers=None)
    row = planned(by, anew=True)
    row.refresh_from_db()
    driven = {one["trip"]: one["vehicle"] for one in row.plan["rides"]}
    assert driven == {str(people.pk): str(sedan.pk), str(luggage.pk): str(truck.pk)}
    to = {
        "purpose": "dinner", "from_place": hotel.pk, "to_place": hall.pk, "vehicle": truck.pk,
        "departs_at": NOON + 6 * HOUR,
    }  # fmt: skip
    with translation.override("en"), pytest.raises(NeedsReason, match="carries luggage"):
        add_trip(party_id=bree.pk, to={**to, "passengers": 2}, by=by, at=NOON)
    add_trip(party_id=bree.pk, to={**to, "passengers": 0}, by=by, at=NOON)


def test_a_plan_leaves_alone_what_began_or_was_held_since(
    as_actor: Any, teo: Any, event: Any, trip: Any, cars: Any
) -> None:
    by = as_actor(teo, event)
    take_out(vehicle_id=cars[0].pk, since=NOON, why="flat tyre", by=by, at=NOON)
    row = planned(by)
    hold_trip(trip_id=trip.pk, held=True, by=by, at=NOON)
    with pytest.raises(rules.OutOfDate):
        proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    hold_trip(trip_id=trip.pk, held=False, by=by, at=NOON)
    for since in ({"left_at": NOON}, {"departs_at": NOON + timedelta(minutes=50)}):
        old = {name: getattr(trip, name) for name in since}
        Trip.objects.filter(pk=trip.pk).update(**since)
        with pytest.raises(rules.OutOfDate):
            proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
        Trip.objects.filter(pk=trip.pk).update(**old)
    proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    Trip.objects.filter(pk=trip.pk).update(left_at=NOON)
    with pytest.raises(rules.HasBegun):
        proposing.take_back_plan(proposal_id=row.pk, by=by, at=NOON)


def test_an_adopted_plan_can_be_taken_back_after_a_newer_one_was_asked_for(
    signed_in: Any, as_actor: Any, teo: Any, event: Any, trip: Any, cars: Any
) -> None:
    by = as_actor(teo, event)
    named = Driver.objects.create(event=event, code="D-X", full_name="Named")
    Trip.objects.filter(pk=trip.pk).update(driver=named)
    take_out(vehicle_id=cars[0].pk, since=NOON, why="flat tyre", by=by, at=NOON)
    first = planned(by)
    proposing.adopt_plan(proposal_id=first.pk, by=by, at=NOON)
    proposing.ask_plan(day=DAY, by=by, at=NOON)
    address = reverse("transport:fleet", kwargs={"slug": event.slug}) + f"?on={DAY}"
    back = reverse("transport:proposal_take_back", args=[event.slug, first.pk])
    client = signed_in(teo)
    assert back in client.get(address).content.decode()
    Vehicle.objects.update(out_from=None)
    assert client.post(back).status_code == 302
    trip.refresh_from_db()
    assert (trip.vehicle, trip.driver) == (cars[0], named)
    assert back not in client.get(address).content.decode()


def test_a_plan_put_aside_while_it_is_computed_stays_there(
    as_actor: Any, teo: Any, event: Any, trip: Any
) -> None:
    by = as_actor(teo, event)
    row = proposing.ask_plan(day=DAY, by=by, at=NOON)
    proposing.dismiss_plan(proposal_id=row.pk, by=by, at=NOON)
    jobs.plan_now(row)
    row.refresh_from_db()
    assert row.state == "dismissed"
