"""Pooled transfers: taken over or typed, planned, pinned, adopted in one act, repaired, undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.accounts.rules import NotAllowed
from narahubung.movements.models import Movement, Trip, Vehicle
from narahubung.stays.models import RoomBlock
from narahubung.transport import jobs
from narahubung.transport.commands import pooling, proposing
from narahubung.transport.models import Proposal, Transfer
from narahubung.transport.planning import fleet_problem
from narahubung.transport.queries.pooling import pooled_day
from narahubung.transport.queries.rides import ride_sheet
from narahubung.transport.rules import pooling as rules
from narahubung.transport.rules import proposing as plan_rules
from narahubung.transport.tests.conftest import HOUR

DAY = NOON.date()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def buses(event: Any, hotel: Any) -> list[Any]:
    """Two vans of nobody at the hotel: eight seats and four."""
    return [
        Vehicle.objects.create(
            event=event, code=f"P-{seats}", plate=f"DK {seats} PO", seats=seats, base=hotel
        )
        for seats in (8, 4)
    ]


@pytest.fixture
def asked(as_actor: Any, teo: Any, event: Any, arda: Any, bree: Any, hotel: Any, hall: Any) -> Any:
    """Five of Arda and three of Bree, from the hotel to the hall at the same hour."""
    by = as_actor(teo, event)
    to = {"from_place": hotel.pk, "to_place": hall.pk, "by_at": NOON + 3 * HOUR}
    return [
        pooling.ask_transfer(party_id=party.pk, to={**to, "people": people}, by=by, at=NOON)
        for party, people in ((arda, 5), (bree, 3))
    ]


def plan(by: Any, cars: list[Any], **wishes: Any) -> Proposal:
    """Ask for a plan and have it computed."""
    wishes = {"vehicles": [car.pk for car in cars], "wait_min": 30, **wishes}
    row = proposing.ask_plan(kind="pooled", day=DAY, wishes=wishes, by=by, at=NOON)
    jobs.plan_now(row)
    row.refresh_from_db()
    return row


@pytest.fixture(autouse=True)
def same_process(monkeypatch: Any) -> None:
    """The solver runs here: its child process is tried where the engine is."""
    from narahubung.plans.movements.pooling import plan_pool

    monkeypatch.setattr(
        "narahubung.plans.movements.pooling.run_pool_in_child",
        lambda problem, **_more: plan_pool(problem, effort=0.1, wall_guard_s=10),
    )


def test_two_delegations_share_a_van_in_one_act_and_it_is_taken_back(
    signed_in: Any, as_actor: Any, teo: Any, lia: Any, event: Any, asked: Any, buses: Any
) -> None:
    by = as_actor(teo, event)
    row = plan(by, buses)
    with translation.override("en"):
        day = pooled_day(by=by, event=event, day=DAY, at=NOON)
    assert day.plan is not None
    assert [(ride.most, ride.seats) for ride in day.plan.rides] == [(8, 8)]
    why = {line.party.code: words for line, words in day.plan.rides[0].why}
    assert "shares with BRE" in why["ARD"]
    page = signed_in(teo).get(
        reverse("transport:pooled", kwargs={"slug": event.slug}) + f"?on={DAY}"
    )
    assert "DK 8 PO" in page.content.decode()

    proposing.adopt_plan(proposal_id=row.pk, by=by, at=NOON)
    trips = list(Trip.objects.order_by("party__code"))
    assert {trip.vehicle for trip in trips} == {buses[0]}
    assert len({trip.ride for trip in trips}) == 1
    assert all(trip.arrives_at and trip.arrives_at <= NOON + 3 * HOUR for trip in trips)
    sheet = ride_sheet(by=as_actor(lia, event), trip_id=trips[0].pk)
    assert {trip.party.code for trip in sheet.trips} == {"ARD"}  # an officer: his own alone
    stops = ride_sheet(by=by, trip_id=trips[0].pk).stops
    assert [(len(stop.gets_in), len(stop.gets_out)) for stop in stops] == [(2, 0), (0, 2)]
    blocks = fleet_problem(event, DAY, at=NOON)  # to the plan of cars the ride is one
    assert [one.vehicle for one in blocks.present] == [str(buses[0].pk)]

    again = plan(by, buses)
    with pytest.raises(plan_rules.NothingToAdopt):
        proposing.adopt_plan(proposal_id=again.pk, by=by, at=NOON)
    proposing.take_back_plan(proposal_id=row.pk, by=by, at=NOON)
    assert set(Trip.objects.values_list("certainty", flat=True)) == {"cancelled"}
    assert not any(trip for trip in Transfer.objects.values_list("trip", flat=True))


def test_pins_and_who_must_not_meet_are_kept_and_a_change_is_repaired(
    as_actor: Any, teo: Any, event: Any, asked: Any, buses: Any, arda: Any, hotel: Any, hall: Any
) -> None:
    by = as_actor(teo, event)
    pooling.pin_transfer(transfer_id=asked[1].pk, vehicle_id=buses[1].pk, by=by, at=NOON)
    proposing.adopt_plan(proposal_id=plan(by, buses).pk, by=by, at=NOON)
    cars = {row.pk: row.trip and row.trip.vehicle for row in Transfer.objects.all()}
    assert cars == {asked[0].pk: buses[0], asked[1].pk: buses[1]}

    to = {"from_place": hotel.pk, "to_place": hall.pk, "by_at": NOON + 3 * HOUR, "people": 3}
    more = pooling.ask_transfer(party_id=arda.pk, to=to, by=by, at=NOON)
    repaired = plan(by, buses)
    proposing.adopt_plan(proposal_id=repaired.pk, by=by, at=NOON)
    more.refresh_from_db()
    first = Transfer.objects.get(pk=asked[0].pk)
    assert more.trip is not None
    assert first.trip is not None
    assert more.trip.ride == first.trip.ride
    pooling.withdraw_transfer(transfer_id=more.pk, by=by, at=NOON)
    assert Trip.objects.get(pk=more.trip.pk).certainty == "cancelled"
    with pytest.raises(plan_rules.OutOfDate):
        proposing.take_back_plan(proposal_id=repaired.pk, by=by, at=NOON)

    pooling.pin_transfer(transfer_id=asked[1].pk, vehicle_id=None, by=by, at=NOON)
    row = plan(by, buses[:1], apart=[["ARD", "BRE"]], wait_min=5)
    assert row.state == "ready"
    aboard = [{int(stop["request"]) for stop in ride["stops"]} for ride in row.plan["rides"]]
    assert {asked[0].pk, asked[1].pk} not in aboard


def test_who_flies_without_a_car_is_offered_and_goes_along_with_the_flight(
    signed_in: Any, as_actor: Any, sari: Any, event: Any, bree: Any, hotel: Any, hall: Any
) -> None:
    RoomBlock.objects.create(event=event, code="RB", party=bree, hotel=hotel)
    flight = Movement.objects.create(
        event=event, code="M-1", party=bree, direction="arrival", travelling="advance team",
        planned_at=NOON + HOUR, terminal=hall, pax=2, bags=5, zone=event.zone,
    )  # fmt: skip
    client, names = signed_in(sari), {"slug": event.slug}
    page = client.get(reverse("transport:pooled", kwargs=names) + f"?on={DAY}").content.decode()
    assert f'value="movement:{flight.pk}"' in page
    told = {"on": str(DAY), "what": [f"movement:{flight.pk}", "movement:999"]}
    assert client.post(reverse("transport:transfer_take", kwargs=names), told).status_code == 302
    row = Transfer.objects.get()
    assert (row.from_place, row.to_place, row.people, row.luggage) == (hall, hotel, 2, 5)
    flight.expected_at = NOON + 2 * HOUR
    flight.save()
    line = pooled_day(by=as_actor(sari, event), event=event, day=DAY, at=NOON).lines[0]
    assert line.ready_at == NOON + 2 * HOUR + 45 * MINUTE
    asked = client.post(
        reverse("transport:pooled_ask", kwargs=names),
        {"on": str(DAY), "wait_min": "30", "apart": "BRE-XXX"},
    )
    assert "BRE-XXX" in asked.content.decode()
    assert not Proposal.objects.exists()


def test_a_transfer_says_when_and_where_to(
    as_actor: Any, lia: Any, event: Any, arda: Any, bree: Any, hotel: Any, hall: Any
) -> None:
    by = as_actor(lia, event)
    to = {"from_place": hotel.pk, "to_place": hall.pk, "by_at": NOON + HOUR}
    with pytest.raises(rules.NoWay):
        pooling.ask_transfer(party_id=arda.pk, to={**to, "to_place": hotel.pk}, by=by, at=NOON)
    late = {**to, "ready_at": NOON + 2 * HOUR}
    with pytest.raises(rules.NoTimes):
        pooling.ask_transfer(party_id=arda.pk, to=late, by=by, at=NOON)
    with pytest.raises(type(bree).DoesNotExist):
        pooling.ask_transfer(party_id=bree.pk, to=to, by=by, at=NOON)
    pooling.ask_transfer(party_id=arda.pk, to=to, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        proposing.ask_plan(kind="pooled", day=DAY, by=by, at=NOON)
