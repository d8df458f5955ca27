"""A police escort is asked for, answered by its desk alone, moved with the delay, withdrawn."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from conftest import NOON
from narahubung.journal.reading import newest
from narahubung.journal.watching import allowed
from narahubung.kit.actor import the_house
from narahubung.movements.rules import InUse
from narahubung.transport import commands
from narahubung.transport.entries.escorts import EscortMoved
from narahubung.transport.models import EscortRequest
from narahubung.transport.queries import escorts as queries
from narahubung.transport.rules import escorts as rules
from narahubung.transport.tests.conftest import HOUR, drive

MIN = timedelta(minutes=1)


@pytest.fixture
def people(person: Any, as_actor: Any, event: Any, arda: Any, transport: Any, patwal: Any) -> Any:
    """The officer of Arda, the desks of the cars and of the escort, the focal point."""
    lia = person("lia", "officer", event, party=arda)
    teo = person("teo", "desk", event, department=transport)
    ptw = person("ptw", "desk", event, department=patwal)
    focal = person("focal", "focal_point", event, party=arda)
    return {
        name: as_actor(who, event)
        for name, who in (("lia", lia), ("teo", teo), ("ptw", ptw), ("focal", focal))
    }


@pytest.fixture
def asked(people: Any, trip: Any) -> Any:
    return commands.ask_escort(trip_id=trip.pk, call_sign="Garuda 1", by=people["lia"], at=NOON)


def test_request_names_the_points_in_time(people: Any, asked: Any, trip: Any, hall: Any) -> None:
    line, points = queries.request_sheet(by=people["ptw"], request_id=asked.pk)
    assert [(point.place, (point.due_at - NOON) / MIN) for point in points] == [
        ("Rivendell", 45),
        ("Rivendell", 60),
        ("Great Hall", 80),
    ]
    assert (line.motorcycles, line.lead_cars, line.waits) == (6, 1, True)
    with pytest.raises(rules.AskedAlready):
        commands.ask_escort(trip_id=trip.pk, by=people["teo"], at=NOON)


def test_who_may_see_a_request_hears_what_becomes_of_it(people: Any, asked: Any) -> None:
    names = {f"escort:{asked.pk}", "escorts", "motorcades", "fleet_proposals"}
    for name in ("lia", "teo"):
        assert allowed(names, by=people[name]) == names
    assert allowed(names, by=people["focal"]) == set()


def test_a_way_by_a_gate_takes_the_time_of_its_legs(people: Any, trip: Any) -> None:
    gate = trip.to_place.__class__.objects.get(code="V-2")
    lost = trip.to_place.__class__.objects.create(event=trip.event, code="V-9", name="Nowhere")
    with pytest.raises(rules.NoTravelTime, match="Nowhere"):
        commands.ask_escort(trip_id=trip.pk, via=[lost.pk], by=people["lia"], at=NOON)
    made = commands.ask_escort(trip_id=trip.pk, via=[gate.pk], by=people["lia"], at=NOON)
    _line, points = queries.request_sheet(by=people["lia"], request_id=made.pk)
    assert [(point.due_at - NOON) / MIN for point in points] == [45, 60, 68, 82]


def test_only_the_desk_of_the_escort_answers(
    people: Any, asked: Any, trip: Any, unit: Any, transport: Any
) -> None:
    yes: dict[str, Any] = {"request_id": asked.pk, "escort_id": unit.pk, "number": "R/1"}
    for name in ("lia", "teo", "focal"):
        with pytest.raises(EscortRequest.DoesNotExist):
            commands.approve_escort(**yes, by=people[name], at=NOON)
    commands.approve_escort(**yes, by=people["ptw"], at=NOON)
    trip.refresh_from_db()
    assert trip.escort == unit
    assert queries.requests(by=people["teo"], at=NOON)[0].number == "R/1"
    assert queries.requests(by=people["focal"], at=NOON) == []
    commands.take_back_answer(request_id=asked.pk, by=people["ptw"], at=NOON)
    trip.refresh_from_db()
    assert trip.escort is None
    with pytest.raises(rules.SaysNothing):
        commands.refuse_escort(request_id=asked.pk, note=" ", by=people["ptw"], at=NOON)
    commands.refuse_escort(request_id=asked.pk, note="none left", by=people["ptw"], at=NOON)
    assert queries.requests(by=people["lia"], at=NOON) == []


def test_a_unit_escorts_one_trip_at_a_time(
    people: Any, asked: Any, unit: Any, event: Any, bree: Any, hotel: Any, hall: Any
) -> None:
    drive(event, bree, hotel, hall, code="T-2", escort=unit)
    line, _points = queries.request_sheet(by=people["ptw"], request_id=asked.pk)
    assert queries.free_units(by=people["ptw"], line=line) == []
    with pytest.raises(InUse):
        commands.approve_escort(request_id=asked.pk, escort_id=unit.pk, by=people["ptw"], at=NOON)
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_approval_follows_a_small_delay_and_is_asked_anew_after_a_large_one(
    people: Any, asked: Any, unit: Any, trip: Any
) -> None:
    commands.approve_escort(request_id=asked.pk, escort_id=unit.pk, by=people["ptw"], at=NOON)
    house = the_house("test", event_id=trip.event_id)
    states = []
    for minutes in (20, 95, 20):
        new = asked.starts_at + minutes * MIN
        moved = commands.move_request(
            request_id=asked.pk, starts_at=new, why="Rain. || Hujan.", by=house, at=NOON
        )
        states.append(moved.state)
        assert moved.points.last().due_at == NOON + HOUR + (20 + minutes) * MIN
    assert states == ["approved", "asked", "approved"]
    last = newest(EscortMoved, topic=f"escort:{asked.pk}", since=NOON, by=people["lia"])
    assert last is not None
    assert last.sentence().endswith(" WITA. Hujan.")
    with pytest.raises(rules.SameTime):
        commands.move_request(
            request_id=asked.pk, starts_at=asked.starts_at + 20 * MIN, by=house, at=NOON
        )
    commands.withdraw_escort(request_id=asked.pk, why="by bus", by=people["lia"], at=NOON)
    trip.refresh_from_db()
    assert trip.escort is None
    with pytest.raises(rules.NotOpen):
        commands.move_request(request_id=asked.pk, starts_at=NOON, by=house, at=NOON)


def test_pages(client: Any, people: Any, person: Any, trip: Any, unit: Any) -> None:
    def url(name: str, **more: Any) -> str:
        return reverse(f"transport:{name}", kwargs={"slug": "arda-2026", **more})

    client.force_login(person("lia"))
    ask = url("escort_ask", trip_id=trip.pk)
    assert b"6 motorcycles" in client.get(ask).content
    assert client.post(ask, {"grade": "VVIP", "rear_cars": 2, "key": uuid4()}).status_code == 302
    made = EscortRequest.objects.get()
    assert (made.rear_cars, made.motorcycles) == (2, 6)
    sheet = url("escort", request_id=made.pk)
    assert b"Approve" not in client.get(sheet).content
    client.force_login(person("ptw"))
    assert b"Great Hall" in client.get(url("escorts")).content
    assert b"Unit 1" in client.get(sheet).content
    client.post(url("escort_approve", request_id=made.pk), {"escort_id": unit.pk, "number": "R/1"})
    client.post(url("escort_move", request_id=made.pk), {"starts": "13.05"})
    made.refresh_from_db()
    assert (made.state, made.starts_at - NOON) == ("approved", 65 * MIN)
    client.post(url("escort_take_back", request_id=made.pk))
    refuse = url("escort_refuse", request_id=made.pk)
    assert client.post(refuse, {}).status_code == 422
    client.post(refuse, {"note": "none"})
    made.refresh_from_db()
    assert made.state == "refused"
