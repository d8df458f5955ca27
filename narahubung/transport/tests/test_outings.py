"""An outing has its drives, there and back with the delegation's car; they follow it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOON
from narahubung.journal.reacting import parked, react
from narahubung.movements import commands as movements
from narahubung.movements.models import Trip, Whereabouts
from narahubung.parties.models import Officer
from narahubung.programme import commands as programme
from narahubung.programme.models import PrivateItem
from narahubung.transport.tests.conftest import HOUR


@pytest.fixture
def at_hotel(event: Any, arda: Any, hotel: Any) -> None:
    Whereabouts.objects.create(event=event, party=arda, state="hotel", place=hotel, since=NOON)


def drives() -> list[tuple[Any, ...]]:
    rows = Trip.objects.exclude(certainty="cancelled").order_by("departs_at")
    return [
        (one.from_place_id, one.to_place_id, one.departs_at, one.arrives_at, one.vehicle_id)
        for one in rows
    ]


def test_one_tap_lays_the_drives_and_they_follow_the_outing(
    at_hotel: None, as_actor: Any, teo: Any, lia: Any, person: Any, event: Any, arda: Any,
    hotel: Any, hall: Any, cars: Any, trip: Any,
) -> None:  # fmt: skip
    by = as_actor(lia, event)
    way = timedelta(minutes=40)
    pippin = person("pippin", "officer", event, party=arda)
    Officer.objects.create(event=event, code="LO-2", full_name="Pippin", person=pippin)
    until = NOON + 6 * HOUR
    Trip.objects.filter(pk=trip.pk).update(departs_at=NOON - 3 * HOUR, arrives_at=NOON - 2 * HOUR)

    item = programme.begin_outing(party_id=arda.pk, where="great hall", until=until, by=by, at=NOON)
    react(at=NOON)
    assert parked() == []
    made = PrivateItem.objects.get(item_id=item)
    assert made.officer is not None
    assert made.cover is not None
    assert (made.officer.person, made.cover.person) == (lia, pippin)
    car = cars[0].pk  # which drove them last
    assert drives()[1:] == [
        (hotel.pk, hall.pk, NOON, NOON + way, car),
        (hall.pk, hotel.pk, until - way, until, car),
    ]
    out, back = Trip.objects.filter(item_id=item).order_by("departs_at")
    assert (out.purpose, out.party) == ("private outing", arda)

    movements.report_status(status="off", trip_id=out.pk, by=as_actor(teo, event), at=NOON)
    programme.change_private(private_id=item, to={"ends_at": until + HOUR}, by=by, at=NOON)
    react(at=NOON)
    assert drives()[1:] == [
        (hotel.pk, hall.pk, NOON, NOON + way, car),
        (hall.pk, hotel.pk, until + HOUR - way, until + HOUR, car),
    ]
    programme.end_private(private_id=item, by=by, at=NOON + 2 * HOUR)
    react(at=NOON)
    back.refresh_from_db()
    assert back.certainty == "cancelled"  # they are back
    assert len(drives()) == 2


def test_a_planned_item_gets_a_car_by_one_tap_and_loses_it_when_it_is_off(
    at_hotel: None, signed_in: Any, as_actor: Any, teo: Any, lia: Any, event: Any, arda: Any,
    cars: Any, hotel: Any,
) -> None:  # fmt: skip
    by = as_actor(lia, event)
    for car in cars:
        movements.take_out(
            vehicle_id=car.pk, since=NOON, why="wash", by=as_actor(teo, event), at=NOON
        )
    facts = {"title": "Batik", "room": "Market", "starts_at": NOON + 2 * HOUR}
    item = programme.plan_private(
        party_id=arda.pk, facts={**facts, "ends_at": NOON + 3 * HOUR}, by=by, at=NOON
    )
    react(at=NOON)
    assert drives() == []
    client = signed_in(lia)
    private = reverse("programme:private", kwargs={"slug": event.slug, "code": arda.code})
    tap = reverse("transport:outing_drive", kwargs={"slug": event.slug, "private_id": item})
    assert tap in client.get(private).content.decode()
    assert client.post(tap).status_code == 302
    half = HOUR / 2  # nobody knows the way
    start = NOON + 2 * HOUR
    assert drives() == [  # all cars are out: the desk finds one
        (hotel.pk, None, start - half, start, None),
        (None, hotel.pk, start + HOUR, start + HOUR + half, None),
    ]
    assert tap not in client.get(private).content.decode()
    assert client.post(tap).status_code == 409
    programme.cancel_private(private_id=item, by=by, at=NOON)
    react(at=NOON)
    assert drives() == []
    programme.put_back_private(private_id=item, by=by, at=NOON)
    react(at=NOON)
    assert len(drives()) == 2
