"""A group that no car takes goes in several; trucks take nobody; what is held or named stays."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.movements.commands import hold_trip, move_trip
from narahubung.movements.models import Driver, Movement, Trip, Vehicle
from narahubung.movements.rules import NothingNew
from narahubung.transport import jobs
from narahubung.transport.commands import pooling, proposing
from narahubung.transport.models import Transfer
from narahubung.transport.pooling import usable_cars
from narahubung.transport.queries.pooling import pooled_day
from narahubung.transport.rules import pooling as rules
from narahubung.transport.rules import proposing as plan_rules
from narahubung.transport.tests.conftest import HOUR
from narahubung.transport.tests.test_pooling import DAY, asked, buses, plan, same_process

__all__ = ["asked", "buses", "same_process"]


@pytest.fixture
def group(as_actor: Any, teo: Any, event: Any, arda: Any, hotel: Any, hall: Any) -> Transfer:
    """Eleven of Arda with as many pieces of luggage."""
    to = {"from_place": hotel.pk, "to_place": hall.pk, "by_at": NOON + 3 * HOUR}
    to |= {"people": 11, "luggage": 11}
    return pooling.ask_transfer(party_id=arda.pk, to=to, by=as_actor(teo, event), at=NOON)


def parts() -> list[tuple[int, int, str]]:
    """Return the people, luggage and car of each transfer."""
    rows = Transfer.objects.order_by("pk").select_related("trip__vehicle")
    return [
        (row.people, row.luggage, row.trip.vehicle.plate if row.trip and row.trip.vehicle else "")
        for row in rows
    ]


def test_a_group_larger_than_every_car_goes_in_two_and_is_joined_again(
    signed_in: Any, as_actor: Any, teo: Any, event: Any, group: Any, buses: Any
) -> None:
    by, client = as_actor(teo, event), signed_in(teo)
    row = plan(by, buses)
    with translation.override("en"):
        shown = pooled_day(by=by, event=event, day=DAY, at=NOON).plan
    assert shown is not None
    why = {line.people: words for ride in shown.rides for line, words in ride.why}
    assert why[7].startswith("part 1 of 2: no car takes all 11")
    assert why[4].startswith("part 2 of 2")
    assert parts() == [(11, 11, "")]

    proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    assert parts() == [(7, 7, "DK 8 PO"), (4, 4, "DK 4 PO")]
    assert sorted(Trip.objects.values_list("passengers", flat=True)) == [4, 7]
    address = reverse("transport:pooled", kwargs={"slug": event.slug}) + f"?on={DAY}"
    assert "one car of a larger group" in client.get(address).content.decode()
    again = plan(by, buses)
    with pytest.raises(plan_rules.NothingToAdopt):
        proposing.adopt_plan(proposal_id=again.pk, by=by, at=NOON)

    proposing.take_back_plan(proposal_id=row.pk, by=by, at=NOON)
    assert parts() == [(11, 11, "")]
    assert set(Trip.objects.values_list("certainty", flat=True)) == {"cancelled"}
    with pytest.raises(plan_rules.OutOfDate):
        proposing.adopt_plan(proposal_id=again.pk, by=by, at=NOON)
    assert client.get(address).status_code == 200
    proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    pooling.withdraw_transfer(transfer_id=Transfer.objects.latest("pk").pk, by=by, at=NOON)
    with pytest.raises(plan_rules.OutOfDate):
        proposing.take_back_plan(proposal_id=row.pk, by=by, at=NOON)


def test_a_group_whose_car_is_gone_gets_the_trip_back_that_it_had(
    as_actor: Any, teo: Any, event: Any, group: Any, buses: Any, hotel: Any
) -> None:
    by = as_actor(teo, event)
    coach = Vehicle.objects.create(event=event, code="P-30", plate="DK 30 PO", seats=30, base=hotel)
    proposing.adopt_plan(proposal_id=plan(by, [coach]).pk, by=by, at=NOON)
    whole = Trip.objects.get()
    row = plan(by, buses)
    proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    assert parts() == [(7, 7, "DK 8 PO"), (4, 4, "DK 4 PO")]
    whole.refresh_from_db()
    assert whole.certainty == "cancelled"
    proposing.take_back_plan(proposal_id=row.pk, by=by, at=NOON)
    assert parts() == [(11, 11, "DK 30 PO")]
    whole.refresh_from_db()
    assert whole.certainty == "confirmed"


def test_a_truck_takes_nobody(
    as_actor: Any, teo: Any, event: Any, asked: Any, buses: Any, hotel: Any, arda: Any
) -> None:
    by = as_actor(teo, event)
    truck = Vehicle.objects.create(
        event=event, code="P-T", plate="DK 99 PO", seats=9, kind="truck", base=hotel
    )
    assert truck not in usable_cars(event)
    row = plan(by, [truck])
    assert row.plan["rides"] == []
    with pytest.raises(rules.CarriesNoGuests):
        pooling.pin_transfer(transfer_id=asked[0].pk, vehicle_id=truck.pk, by=by, at=NOON)
    own = Vehicle.objects.create(event=event, code="OWN", plate="DK 1 AR", seats=9, party=arda)
    with pytest.raises(Vehicle.DoesNotExist):  # a delegation's own car is not of the pool
        pooling.pin_transfer(transfer_id=asked[0].pk, vehicle_id=own.pk, by=by, at=NOON)


def test_who_holds_a_trip_or_names_its_driver_keeps_them(
    as_actor: Any, teo: Any, event: Any, asked: Any, buses: Any, arda: Any, hotel: Any, hall: Any
) -> None:
    by = as_actor(teo, event)
    ketut = Driver.objects.create(event=event, code="D-K", full_name="Ketut")
    pooling.withdraw_transfer(transfer_id=asked[1].pk, by=by, at=NOON)
    first = plan(by, buses[:1])
    proposing.adopt_plan(proposal_id=first.pk, by=by, at=NOON)
    trip = Trip.objects.get()
    move_trip(trip_id=trip.pk, to={"driver": ketut.pk}, by=by, at=NOON)
    hold_trip(trip_id=trip.pk, held=True, by=by, at=NOON)
    other = Vehicle.objects.create(event=event, code="P-9", plate="DK 9 PO", seats=9, base=hotel)
    to = {"from_place": hotel.pk, "to_place": hall.pk, "by_at": NOON + 3 * HOUR, "people": 4}
    pooling.ask_transfer(party_id=arda.pk, to=to, by=by, at=NOON)
    row = proposing.ask_plan(
        kind="pooled", day=DAY, anew=True, wishes={"vehicles": [other.pk]}, by=by, at=NOON
    )
    jobs.plan_now(row)
    proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    trip.refresh_from_db()
    assert (trip.vehicle, trip.driver) == (buses[0], ketut)


def test_a_car_whose_driver_is_off_is_not_proposed(
    as_actor: Any, teo: Any, event: Any, asked: Any, buses: Any
) -> None:
    by = as_actor(teo, event)
    night = Driver.objects.create(
        event=event, code="D-N", full_name="Wayan", shift_from=time(20), shift_to=time(4)
    )
    Vehicle.objects.update(usual_driver=night)
    assert plan(by, buses).plan["rides"] == []
    Driver.objects.update(shift_from=time(8), shift_to=time(18))
    assert plan(by, buses).plan["rides"]


def test_two_who_take_over_the_same_flight_make_one_transfer(
    as_actor: Any, teo: Any, event: Any, arda: Any, hotel: Any, hall: Any
) -> None:
    by = as_actor(teo, event)
    flight = Movement.objects.create(
        event=event, code="M-1", party=arda, direction="arrival", travelling="advance team",
        planned_at=NOON + HOUR, terminal=hall, zone=event.zone,
    )  # fmt: skip
    both = [
        Transfer(
            event=event, party=arda, movement=flight, from_place=hall, to_place=hotel,
            ready_at=NOON + HOUR + timedelta(minutes=45),
        )
        for _ in range(2)
    ]  # fmt: skip
    assert pooling.take_transfers(rows=both[:1], by=by, at=NOON) == 1
    with pytest.raises(NothingNew):
        pooling.take_transfers(rows=both[1:], by=by, at=NOON)
    assert Transfer.objects.count() == 1
