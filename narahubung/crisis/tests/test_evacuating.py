"""Ways out, ready before they are needed, counted by head; urgent needs and their gap."""

from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Evacuation, Incident
from narahubung.crisis.queries import evacuating as queries
from narahubung.crisis.queries.facts import reports_of
from narahubung.crisis.rules import actions as rules
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.movements.models import Vehicle
from narahubung.needs.models import Need
from narahubung.parties.models import Member, Party


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def people(event: Any, arda: Any) -> list[Member]:
    return [
        Member.objects.create(event=event, party=arda, code=name, full_name=name)
        for name in ("Galadriel", "Celeborn", "Haldir")
    ]


@pytest.fixture
def coordinator(sari: Any, as_actor: Any, event: Any) -> Actor:
    return as_actor(sari, event)


def car(event: Any, plate: str, seats: int | None) -> Vehicle:
    return Vehicle.objects.create(event=event, code=plate, plate=plate, seats=seats, kind="van")


def planned(arda: Party, by: Actor, *cars: Vehicle, **more: Any) -> Evacuation:
    of = {
        "level": "hotel",
        "rally": "Gate 3",
        "safe_place": "The Mulia",
        "route": "the toll road",
        "authority": "Elrond",
    }
    ids = [one.pk for one in cars]
    return commands.plan_evacuation(
        party_id=arda.pk, vehicle_ids=ids, by=by, at=NOON, **(of | more)
    )


def line(by: Actor, code: str = "ARD") -> queries.EvacuationLine:
    found = queries.evacuations(by=by, at=NOON)
    return next(one for one in found.lines if one.code == code)


def test_seats_are_counted_against_people(
    people: list[Member], arda: Any, event: Any, coordinator: Actor
) -> None:
    assert line(coordinator).id is None
    small, open_ = car(event, "B 1", 2), car(event, "B 2", None)
    planned(arda, coordinator, small, rally="", authority="")
    assert line(coordinator).lacks == ["who decides", "rally point", "1 seats for 3 people"]
    planned(arda, coordinator, small, open_)
    assert "seats of 1 vehicles" in line(coordinator).lacks
    planned(arda, coordinator, small, car(event, "B 3", 4))
    ready = line(coordinator)
    assert (ready.lacks, ready.heads, ready.seats) == ([], 3, 6)
    planned(arda, coordinator, level="shelter")
    assert line(coordinator).lacks == []  # nobody drives


def test_the_roll_says_who_is_with_them(
    people: list[Member], arda: Any, lead: Actor, liaison: Actor, coordinator: Actor
) -> None:
    row = planned(arda, coordinator)
    assert not line(coordinator).by_roll
    switched(quake(lead), lead, liaison)
    react(at=NOON)
    from narahubung.crisis.models import Head

    head = Head.objects.get(member=people[2])
    commands.count_head(head_id=head.pk, state="hospital", by=coordinator, at=NOON)
    sheet = queries.evacuation_sheet(evacuation_id=row.pk, by=lead, at=NOON)
    assert sheet.line.by_roll
    assert [one.name for one in sheet.manifest.people] == ["Galadriel", "Celeborn"]
    assert [one.name for one in sheet.manifest.apart] == ["Haldir"]


def test_what_is_not_ready_needs_a_reason_and_arrived_is_counted(
    people: list[Member], arda: Any, lead: Actor, coordinator: Actor, lia: Any, as_actor: Any
) -> None:
    row, incident = planned(arda, coordinator), quake(lead)
    order = {"evacuation_id": row.pk, "incident_id": incident.pk, "by": lead, "at": NOON}
    officer = as_actor(lia, arda.event)
    with pytest.raises(rules.EvacuationNotNow):
        commands.tell_evacuation_left(evacuation_id=row.pk, heads=3, by=officer, at=NOON)
    with pytest.raises(rules.NotReady) as told:
        commands.order_evacuation(decider="Elrond", **order)
    assert "vehicle" in str(told.value)
    with pytest.raises(rules.NoDecider):
        commands.order_evacuation(decider=" ", why="fire", **order)
    with pytest.raises(Incident.DoesNotExist):
        commands.order_evacuation(decider="Lia", why="fire", **{**order, "by": officer})
    commands.order_evacuation(decider="Elrond", why="fire", **order)
    with pytest.raises(rules.EvacuationNotNow):
        planned(arda, coordinator)
    with pytest.raises(rules.NotHowMany):
        commands.tell_evacuation_left(evacuation_id=row.pk, heads=-1, by=officer, at=NOON)
    commands.tell_evacuation_left(evacuation_id=row.pk, heads=3, by=officer, at=NOON)
    commands.tell_evacuation_arrived(evacuation_id=row.pk, heads=2, by=officer, at=NOON)
    assert line(lead).missing == 1
    commands.tell_evacuation_arrived(evacuation_id=row.pk, heads=3, by=officer, at=NOON)
    assert (line(lead).state, line(lead).missing) == ("arrived", 0)
    commands.call_off_evacuation(evacuation_id=row.pk, why="all safe", by=lead, at=NOON)
    with pytest.raises(rules.EvacuationIsOver):
        commands.tell_evacuation_left(evacuation_id=row.pk, heads=3, by=officer, at=NOON)
    planned(arda, coordinator)


def test_routes_and_cars_are_for_who_may_see_them(
    arda: Any, bree: Any, event: Any, lead: Actor, coordinator: Actor, lia: Any, as_actor: Any
) -> None:
    van = car(event, "B 9", 9)
    row = planned(arda, coordinator, van)
    seen = queries.evacuation_sheet(evacuation_id=row.pk, by=lead, at=NOON)
    assert (seen.route, list(seen.plates), seen.line.vehicles) == ("", [], 1)
    commands.plan_evacuation(party_id=arda.pk, level="leave", by=lead, at=NOON)
    row.refresh_from_db()
    assert (row.route, row.vehicles.count()) == ("the toll road", 1)  # he does not see them
    officer = as_actor(lia, event)
    own = queries.evacuation_sheet(evacuation_id=row.pk, by=officer, at=NOON)
    assert own.route == "the toll road"
    other = planned(bree, coordinator, van)
    with pytest.raises(Evacuation.DoesNotExist):
        queries.evacuation_sheet(evacuation_id=other.pk, by=officer, at=NOON)
    shared = queries.evacuation_sheet(evacuation_id=row.pk, by=coordinator, at=NOON).shared
    assert list(shared) == [("B 9", "BRE")]


def test_an_urgent_need_has_a_clock_and_stands_in_the_report(
    arda: Any, bree: Any, lead: Actor, liaison: Actor, lia: Any, as_actor: Any, transport: Any
) -> None:
    row = quake(lead)
    commands.ask_urgent(
        incident_id=row.pk,
        party_id=arda.pk,
        urgent="transport",
        quantity=4,
        place="Gate 3",
        text="the aide has asthma",
        by=liaison,
        at=NOON,
    )
    need = Need.objects.get()
    assert (need.priority, need.quantity, need.department) == ("critical", 4, transport)
    assert need.due_at is not None
    table = queries.urgent_table(number=1, by=lead, at=NOON)
    assert (table.needed, table.answered, table.gap) == (4, 0, 4)
    assert "asthma" not in repr(table)
    switched(row, lead, liaison)
    (report,) = reports_of(number=1, by=lead, at=NOON).reports
    assert [(one["party"], one["gap"]) for one in report.urgent] == [("ARD", 4)]
    need.state = "done"
    need.save()
    assert queries.urgent_table(number=1, by=lead, at=NOON).gap == 0
    officer = as_actor(lia, arda.event)
    commands.ask_urgent(incident_id=row.pk, party_id=arda.pk, urgent="word", by=officer, at=NOON)
    with pytest.raises(Party.DoesNotExist):
        commands.ask_urgent(
            incident_id=row.pk, party_id=bree.pk, urgent="word", by=officer, at=NOON
        )
