"""Leaving for good: what is owed before the flight, told by taps; airborne is told once."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.airports import commands
from narahubung.airports.models import DepartureLine, FarewellPlace
from narahubung.airports.queries import departing as queries
from narahubung.airports.rules import departing as rules
from narahubung.airports.tests.conftest import H, of_the_head
from narahubung.journal.reacting import react
from narahubung.journal.reading import history
from narahubung.journal.watching import allowed
from narahubung.movements import commands as movements

MIN = timedelta(minutes=1)


@pytest.fixture
def by(lia: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(lia, event)


@pytest.fixture
def departure(arda: Any) -> Any:
    """The head of Arda leaves three hours after noon."""
    return of_the_head(arda, code="D-1", direction="departure", planned_at=NOON + 3 * H)


@pytest.fixture
def planned(by: Any, departure: Any) -> Any:
    commands.plan_departure(movement_id=departure.pk, by=by, at=NOON)
    return departure


def plan_of(departure: Any, by: Any) -> Any:
    return queries.departure_plan(by=by, at=NOON, movement_id=departure.pk)


def line(departure: Any, kind: str) -> int:
    return DepartureLine.objects.get(movement=departure, kind=kind).pk


def test_due_times_are_counted_backward_and_follow_the_flight(planned: Any, by: Any) -> None:
    topics = {"leaving", f"leaving:{planned.pk}"}
    assert allowed(topics, by=by) == topics
    due = {one.kind: one.due_at for one in plan_of(planned, by).lines}
    assert due["passports"] == NOON - H
    assert due["bill"] == NOON - 18 * H  # the evening before, 18.00 on the clock there
    assert due["boarding"] == NOON + 3 * H - 25 * MIN
    assert len(plan_of(planned, by).missing) == 5  # check-out, bill, sweep, passports, gifts
    with pytest.raises(rules.PlannedAlready):
        commands.plan_departure(movement_id=planned.pk, by=by, at=NOON)
    commands.tell_leaving(leaving_id=line(planned, "passports"), by=by, at=NOON)
    movements.tell_delay(movement_id=planned.pk, minutes=95, by=by, at=NOON)
    react(at=NOON)
    moved = {one.kind: one.due_at for one in plan_of(planned, by).lines}
    assert moved["boarding"] == due["boarding"] + 95 * MIN
    assert moved["passports"] == due["passports"]  # done is done
    movements.tell_delay(movement_id=planned.pk, minutes=66, by=by, at=NOON)
    react(at=NOON)
    with translation.override("en"):
        told = [row.says or "" for row in history(topic=f"leaving:{planned.pk}", by=by)]
    assert any("comes 29 minutes earlier" in says for says in told)
    assert any("comes 95 minutes later" in says for says in told)


def test_a_bill_names_who_pays_and_a_slip_is_taken_back(planned: Any, by: Any) -> None:
    bill = line(planned, "bill")
    with pytest.raises(rules.PayerMissing):
        commands.tell_leaving(leaving_id=bill, by=by, at=NOON)
    commands.tell_leaving(leaving_id=bill, payer="shared", by=by, at=NOON)
    with pytest.raises(rules.DoneAlready):
        commands.tell_leaving(leaving_id=bill, payer="host", by=by, at=NOON)
    assert plan_of(planned, by).lines[1].payer == "shared"
    commands.take_back_leaving(leaving_id=bill, by=by, at=NOON)
    with pytest.raises(rules.NotDone):
        commands.take_back_leaving(leaving_id=bill, by=by, at=NOON)
    assert plan_of(planned, by).done == 0


def test_airborne_is_one_fact_wherever_it_is_told(planned: Any, by: Any) -> None:
    airborne = line(planned, "airborne")
    commands.tell_leaving(leaving_id=airborne, witness="the tower", by=by, at=NOON)
    planned.refresh_from_db()
    assert (planned.status, planned.actual_at) == ("airborne", NOON)
    react(at=NOON)
    done = {one.kind for one in plan_of(planned, by).lines if one.done_at}
    assert done == {"boarding", "airborne"}
    commands.take_back_leaving(leaving_id=airborne, by=by, at=NOON)
    planned.refresh_from_db()
    assert planned.status == ""
    react(at=NOON)
    movements.report_status(movement_id=planned.pk, status="boarded", by=by, at=NOON)
    react(at=NOON)
    assert [one.by_name for one in plan_of(planned, by).lines if one.done_at] == [by.name]


def test_a_status_is_taken_back_in_the_order_in_which_it_was_told(planned: Any, by: Any) -> None:
    boarding, airborne = line(planned, "boarding"), line(planned, "airborne")
    for leaving in (boarding, airborne):
        commands.tell_leaving(leaving_id=leaving, by=by, at=NOON)
    react(at=NOON)
    with pytest.raises(rules.ToldSince):
        commands.take_back_leaving(leaving_id=boarding, by=by, at=NOON)
    assert plan_of(planned, by).done == 2
    for leaving in (airborne, boarding):
        commands.take_back_leaving(leaving_id=leaving, by=by, at=NOON)
        react(at=NOON)
    assert plan_of(planned, by).done == 0

    commands.tell_leaving(leaving_id=airborne, by=by, at=NOON)
    movements.report_status(movement_id=planned.pk, status="boarded", by=by, at=NOON)  # late
    react(at=NOON)
    with pytest.raises(rules.ToldSince):
        commands.take_back_leaving(leaving_id=airborne, by=by, at=NOON)
    planned.refresh_from_db()
    assert planned.status == "airborne"


def test_a_plan_laid_out_late_knows_what_was_told(departure: Any, by: Any) -> None:
    movements.report_status(movement_id=departure.pk, status="boarded", by=by, at=NOON - MIN)
    commands.plan_departure(movement_id=departure.pk, by=by, at=NOON)
    (done,) = (one for one in plan_of(departure, by).lines if one.done_at)
    assert (done.kind, done.done_at, done.by_name) == ("boarding", NOON - MIN, by.name)


def test_the_list_of_departures_costs_the_same_however_long_it_is(
    planned: Any, arda: Any, by: Any, django_assert_num_queries: Any
) -> None:
    for hours in (9, 1):
        goes = {"code": f"D{hours}", "direction": "departure", "planned_at": NOON + hours * H}
        commands.plan_departure(movement_id=of_the_head(arda, **goes).pk, by=by, at=NOON)
    with django_assert_num_queries(4):
        plans = queries.departures_of(by=by, at=NOON)
    assert [plan.movement.code for plan in plans] == ["D1", "D-1", "D9"]
    assert all(len(plan.lines) == 8 for plan in plans)


def test_farewell_line_stands_by_rank_and_says_why(planned: Any, by: Any, bree: Any) -> None:
    for name, rank in (("The governor", 2), ("The mayor", 3), ("The minister", 2)):
        commands.stand_in_line(movement_id=planned.pk, name=name, rank=rank, by=by, at=NOON)
    commands.stand_in_line(movement_id=planned.pk, name="The president", rank=1, by=by, at=NOON)
    names = [one.name for one in plan_of(planned, by).farewell]
    assert names == ["The president", "The governor", "The minister", "The mayor"]
    with translation.override("id"):  # in the reader's language, whoever wrote it
        whys = [one.why for one in plan_of(planned, by).farewell]
    named = "peringkat 2, menurut urutan disebut"
    assert whys == ["peringkat 1", named, named, "peringkat 3"]
    with pytest.raises(rules.InLineAlready):
        commands.stand_in_line(movement_id=planned.pk, name="The mayor", rank=1, by=by, at=NOON)
    first = FarewellPlace.objects.get(name="The president")
    commands.leave_line(farewell_id=first.pk, by=by, at=NOON)
    assert [one.place for one in plan_of(planned, by).farewell] == [1, 2, 3]
    with pytest.raises(rules.NameMissing):
        commands.stand_in_line(movement_id=planned.pk, name=" ", rank=1, by=by, at=NOON)
    planned.direction = "arrival"
    planned.save()
    with pytest.raises(rules.NoDeparture):
        commands.stand_in_line(movement_id=planned.pk, name="X", rank=1, by=by, at=NOON)


def test_pages(signed_in: Any, lia: Any, departure: Any, by: Any) -> None:
    def url(name: str, **more: Any) -> str:
        return reverse(f"airports:{name}", kwargs={"slug": "arda-2026", **more})

    client = signed_in(lia)
    page = url("leaving", movement_id=departure.pk)
    assert b"Lay out the departure" in client.get(page).content
    client.post(url("leaving_plan", movement_id=departure.pk))
    bill = line(departure, "bill")
    tell = url("leaving_tell", leaving_id=bill)
    assert client.post(tell, {}).status_code == 422
    client.post(tell, {"payer": "party"})
    assert b"the delegation" in client.get(page).content
    client.post(url("leaving_take_back", leaving_id=bill))
    client.post(url("leaving_stand", movement_id=departure.pk), {"name": "A mayor", "rank": 3})
    place = FarewellPlace.objects.get()
    assert b"A mayor" in client.get(page).content
    assert b"check-out" in client.get(url("leavings")).content
    client.post(url("leaving_leave", farewell_id=place.pk))
    assert not FarewellPlace.objects.exists()
