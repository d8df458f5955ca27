"""Objectives off track are asked about, duties of nobody are named, all is given back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Incident, Objective
from narahubung.crisis.queries.steering import Steering, steering
from narahubung.crisis.rules import steering as rules
from narahubung.crisis.tests.test_switch import quake
from narahubung.crisis.timetable import objectives
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def row(lead: Actor) -> Incident:
    return quake(lead)


@pytest.fixture
def hotels(row: Incident, lead: Actor) -> Objective:
    return commands.set_objective(
        incident_id=row.pk,
        text="delegations in their hotels",
        target=12,
        owner="Sari",
        due_at=NOON + 60 * MINUTE,
        by=lead,
        at=NOON,
    )


def sheet(by: Actor, at: Any = NOON) -> Steering:
    return steering(number=1, by=by, at=at)


def test_off_track_asks_its_owner_once(hotels: Objective, lead: Actor) -> None:
    commands.measure_objective(objective_id=hotels.pk, reached=4, by=lead, at=NOON + 20 * MINUTE)
    objectives(at=NOON + 30 * MINUTE, key=uuid4())
    assert not StoredEntry.objects.filter(kind="crisis.objective_off_track").exists()
    for _ in range(2):
        objectives(at=NOON + 50 * MINUTE, key=uuid4())
    assert StoredEntry.objects.filter(kind="crisis.objective_off_track").count() == 1
    (line,) = sheet(lead, NOON + 50 * MINUTE).objectives
    assert (line.is_off_track, line.asks) == (True, True)


def test_an_answer_is_the_next_version(hotels: Objective, lead: Actor) -> None:
    late = NOON + 61 * MINUTE
    with pytest.raises(rules.HowMuchTime):
        commands.answer_objective(
            objective_id=hotels.pk, choice="time", why="traffic", by=lead, at=late
        )
    commands.answer_objective(
        objective_id=hotels.pk, choice="time", why="traffic", minutes=30, by=lead, at=late
    )
    (line,) = sheet(lead, late).objectives
    assert (line.version, line.is_off_track, line.due_at) == (2, False, late + 30 * MINUTE)
    commands.measure_objective(objective_id=hotels.pk, reached=12, by=lead, at=late)
    with pytest.raises(rules.ObjectiveIsOver):
        commands.answer_objective(
            objective_id=hotels.pk, choice="drop", why="done", by=lead, at=late
        )
    assert sheet(lead, late).objectives[0].state == "met"


def test_a_duty_of_nobody_is_named(row: Incident, lead: Actor) -> None:
    commands.make_matrix(incident_id=row.pk, by=lead, at=NOON)
    with pytest.raises(rules.MatrixIsMade):
        commands.make_matrix(incident_id=row.pk, by=lead, at=NOON)
    found = sheet(lead)
    assert list(found.uncovered) == ["Tell families"]
    of = {"incident_id": row.pk, "duty": found.duties[0].stored, "by": lead, "at": NOON}
    commands.give_duty(who="Embassies desk", share="R", **of)
    found = sheet(lead)
    assert list(found.uncovered) == []
    families = next(duty for duty in found.duties if duty.name == "Tell families")
    desk = families.parts[0]
    commands.acknowledge_duty(duty_part_id=desk.id, said_by="Arwen", by=lead, at=NOON)
    assert sheet(lead).unacknowledged == found.unacknowledged - 1
    commands.give_duty(who="Embassies desk", share="", **of)
    assert list(sheet(lead).uncovered) == ["Tell families"]


def test_each_thing_is_released_by_a_name_once(row: Incident, lead: Actor) -> None:
    commands.begin_release(incident_id=row.pk, by=lead, at=NOON)
    first = sheet(lead).releases[0]
    with pytest.raises(rules.NoName):
        commands.release_resource(releasing_id=first.id, said_by=" ", by=lead, at=NOON)
    commands.release_resource(releasing_id=first.id, said_by="Elrond", by=lead, at=NOON)
    with pytest.raises(rules.IsReleased):
        commands.release_resource(releasing_id=first.id, said_by="Elrond", by=lead, at=NOON)
    assert sheet(lead).to_release == len(sheet(lead).releases) - 1
