"""Shuttles: seats, boarding, the list that closes itself, the next bus, and call rooms."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client

from conftest import NOON
from narahubung.accounts.rules import NotAllowed
from narahubung.parties.models import Member, Place
from narahubung.programme.models import Item
from narahubung.transport import commands
from narahubung.transport.models import ShuttlePassenger, ShuttleRun
from narahubung.transport.queries.shuttles import call_times, next_from, run_sheet
from narahubung.transport.rules import shuttles as rules
from narahubung.transport.timetable import let_buses_leave

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(teo: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(teo, event)


@pytest.fixture
def officer(lia: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(lia, event)


@pytest.fixture
def line(desk: Any, mulia: Any, apurva: Any) -> int:
    """From the hotel to the venue in 20 minutes; in an hour and in two hours, two seats each."""
    pk = commands.add_line(
        code="L1",
        name_en="Line 1",
        stops=[(apurva.pk, 20), (mulia.pk, 0)],
        zone="Asia/Makassar",
        by=desk,
        at=NOON,
    )
    commands.add_runs(line_id=pk, starts=[NOON + HOUR, NOON + 2 * HOUR], seats=2, by=desk, at=NOON)
    return pk


@pytest.fixture
def run(line: int) -> Any:
    return ShuttleRun.objects.filter(line=line).earliest("departs_at")


def sign(run: Any, party: Any, by: Any, name: str = "", **more: Any) -> int:
    stop = run.line.stops.get(minutes=0)
    asked = {"boards_id": stop.pk, "name": name, **more}
    return commands.sign_up(run_id=run.pk, party_id=party.pk, by=by, at=NOON, **asked)


def test_seats_are_taken_until_the_bus_is_full(
    run: Any, arda: Any, bree: Any, officer: Any, desk: Any
) -> None:
    member = Member.objects.create(event=arda.event, party=arda, code="M", full_name="Frodo")
    sign(run, arda, officer, member_id=member.pk)
    with pytest.raises(rules.SignedUpAlready):
        sign(run, arda, officer, member_id=member.pk)
    with pytest.raises(rules.NoWheelchair):
        sign(run, arda, officer, "Sam", wheelchair=True)
    with pytest.raises(rules.NobodyNamed):
        sign(run, arda, officer, " ")
    with pytest.raises(ObjectDoesNotExist):
        sign(run, bree, officer, "Barliman")
    merry = sign(run, bree, desk, "Merry")
    with pytest.raises(rules.RunIsFull):
        sign(run, arda, officer, "Sam")

    commands.remove_passenger(passenger_id=merry, by=desk, at=NOON)
    sign(run, arda, officer, "Sam")

    names = [rider.name for rider in run_sheet(by=officer, at=NOON, run_id=run.pk).riders]
    assert names == ["Frodo", "Sam"]


def test_the_list_closes_itself_when_the_last_bus_leaves(
    line: int, run: Any, arda: Any, officer: Any, lia: Any
) -> None:
    frodo, sam = sign(run, arda, officer, "Frodo"), sign(run, arda, officer, "Sam")
    commands.board(passenger_id=frodo, by=officer, at=NOON)
    let_buses_leave(at=NOON + HOUR + 4 * MINUTE, key=uuid4())
    run.refresh_from_db()
    assert run.left_at is None

    let_buses_leave(at=NOON + HOUR + 5 * MINUTE, key=uuid4())
    run.refresh_from_db()
    assert run.left_at == NOON + HOUR + 5 * MINUTE
    with pytest.raises(rules.RunHasLeft):
        sign(run, arda, officer, "Pippin")
    commands.board(passenger_id=sam, by=officer, at=NOON)  # told late: a fact all the same
    assert ShuttlePassenger.objects.get(pk=sam).boarded_at == NOON

    last = ShuttleRun.objects.get(line=line, departs_at=NOON + 2 * HOUR)
    late = sign(last, arda, officer, "Pippin")
    let_buses_leave(at=last.departs_at + 5 * MINUTE, key=uuid4())
    with pytest.raises(rules.ListIsClosed):
        commands.board(passenger_id=late, by=officer, at=NOON)


def test_a_slip_is_taken_back_and_only_desks_run_buses(
    line: int, run: Any, desk: Any, officer: Any
) -> None:
    with pytest.raises(NotAllowed):
        commands.let_leave(run_id=run.pk, by=officer, at=NOON)
    commands.let_leave(run_id=run.pk, by=desk, at=NOON)
    commands.let_stay(run_id=run.pk, by=desk, at=NOON + 9 * MINUTE)
    with pytest.raises(rules.NotLeft):
        commands.let_stay(run_id=run.pk, by=desk, at=NOON)
    commands.cancel_run(run_id=run.pk, by=desk, at=NOON)
    with pytest.raises(rules.RunIsCancelled):
        commands.let_leave(run_id=run.pk, by=desk, at=NOON)
    with pytest.raises(rules.NoRuns):
        commands.add_runs(line_id=line, starts=[NOON + HOUR], seats=2, by=desk, at=NOON)


def test_the_next_bus_from_here(run: Any, officer: Any, mulia: Any, apurva: Any) -> None:
    (bus,) = next_from(by=officer, at=NOON + HOUR + MINUTE, place_id=mulia.pk)
    assert (bus.at, bus.to, bus.run.left) == (NOON + 2 * HOUR, apurva.name, 2)
    assert not next_from(by=officer, at=NOON, place_id=apurva.pk)  # it ends there


def test_a_team_knows_its_call_and_the_bus_that_is_in_time(
    run: Any, event: Any, arda: Any, officer: Any, apurva: Any
) -> None:
    race = Item.objects.create(
        event=event,
        code="R",
        title_en="100 m",
        kind="competition",
        starts_at=NOON + 3 * HOUR,
        place=apurva,
        zone="Asia/Makassar",
    )
    race.attending.add(arda)
    (call,) = call_times(by=officer, at=NOON, event=event)
    # Call 14.20; the bus of 13.00 is there at 13.20, the one of 14.00 exactly at the call.
    assert (call.call_at, call.arrives_at) == (NOON + 140 * MINUTE, NOON + 140 * MINUTE)
    assert call.margin_min == 0

    event.policy = {"call_room_min": 60}
    (call,) = call_times(by=officer, at=NOON, event=event)
    assert (call.leaves_at, call.margin_min) == (NOON + HOUR, 40)
    (none,) = call_times(by=officer, at=NOON + 2 * HOUR, event=event)
    assert none.run is None


def test_the_pages_go_from_line_to_boarding(
    teo: Any, lia: Any, arda: Any, mulia: Any, apurva: Any
) -> None:
    desk, phone = Client(), Client()
    desk.force_login(teo)
    phone.force_login(lia)
    at = "/e/arda-2026/shuttles/"
    made = {
        "code": "L2",
        "name_en": "To the venue",
        "place1": mulia.pk,
        "minutes1": 0,
        "place2": apurva.pk,
        "minutes2": 15,
    }
    assert desk.post(f"{at}lines/add/", {**made, "minutes2": ""}).status_code == 422
    assert desk.post(f"{at}lines/add/", made).status_code == 302
    line = desk.get(at).context["lines"][0].id
    runs = {"line": line, "on": "2026-11-21", "first": "14.00", "last": "15.00", "every": 30}
    assert desk.post(f"{at}runs/add/", {**runs, "seats": 20}).status_code == 302
    page = phone.get(f"{at}?from={mulia.pk}").content.decode()
    assert ("14.30" in page, "20 seats left" in page) == (True, True)

    run = ShuttleRun.objects.earliest("departs_at")
    stop = run.line.stops.get(minutes=0)
    seat = {"party": arda.pk, "name": "Frodo", "boards": stop.pk}
    assert phone.post(f"{at}{run.pk}/sign-up/", {**seat, "boards": ""}).status_code == 422
    assert phone.post(f"{at}{run.pk}/sign-up/", seat).status_code == 302
    rider = ShuttlePassenger.objects.get()
    phone.post(f"{at}{run.pk}/passengers/{rider.pk}/on-board/")
    assert "1 of 1 on board" in phone.get(f"{at}{run.pk}/").content.decode()
    desk.post(f"{at}{run.pk}/leave/")
    assert "has left" in phone.get(f"{at}{run.pk}/").content.decode()


def test_a_stop_of_another_event_is_no_stop(desk: Any, other_event: Any, mulia: Any) -> None:
    there = Place.objects.create(event=other_event, code="X", name="X")
    with pytest.raises(ObjectDoesNotExist):
        commands.add_line(
            code="L",
            name_en="L",
            stops=[(mulia.pk, 0), (there.pk, 5)],
            zone="Asia/Makassar",
            by=desk,
            at=NOON,
        )
