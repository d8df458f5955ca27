"""Lessons, improvements, reviews and the calendar through their pages, in the real house."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.crisis import commands as crisis
from narahubung.learning.models import Improvement, Lesson, Review
from narahubung.learning.queries.reviews import review_sheet

E = "/e/arda-2026"
DAY = NOON.date().isoformat()


def as_(someone: Any) -> Client:
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def elrond(person: Any, event: Any) -> Any:
    return person("elrond", "crisis_lead", event)


@pytest.fixture
def chief(elrond: Any) -> Client:
    return as_(elrond)


def test_an_improvement_is_not_closed_by_hand(chief: Client, elrond: Any, lia: Any) -> None:
    told = {"what": "2 of 3 buses not reached", "measure": "reached", "within_min": 10, "of": 3}
    assert chief.post(f"{E}/lessons/new/", told | {"people": [lia.pk]}).status_code == 302
    assert Lesson.objects.get().people == [lia.pk]
    plan = {"action": "Two ways to call", "element": "planning", "owner": elrond.pk}
    plan |= {"changed": "procedure:airport-arrival", "starts_on": DAY, "due_on": DAY}
    assert chief.post(f"{E}/lessons/1/improve/", plan).status_code == 302
    row = Improvement.objects.get()
    page = chief.get(f"{E}/lessons/1/").content.decode()
    assert "a drill that meets the target" in page
    assert "narahubung drill make --event arda-2026 --lesson 1" in page

    no = chief.post(f"{E}/improvements/{row.pk}/close/")
    assert no.status_code == 409
    assert "not closed by hand" in no.content.decode()
    new = {"says": "radio", "roles": ["officer"]}
    assert chief.post(f"{E}/improvements/{row.pk}/announce/", new).status_code == 409  # NothingNew
    Improvement.objects.update(was="of before")
    assert chief.post(f"{E}/improvements/{row.pk}/announce/", new).status_code == 302
    assert "I know the new version" in as_(lia).get(f"{E}/lessons/known/").content.decode()
    assert as_(lia).post(f"{E}/improvements/{row.pk}/known/").status_code == 302
    assert as_(lia).post(f"{E}/improvements/{row.pk}/known/").status_code == 409
    assert Improvement.objects.get().closed_at is None


def test_a_review_takes_its_times_from_the_record(
    chief: Client, elrond: Any, person: Any, event: Any
) -> None:
    by = actor_of(elrond, event_id=event.pk, at=NOON)
    second = actor_of(person("arwen", "crisis_liaison", event), event_id=event.pk, at=NOON)
    incident = crisis.report_incident(kind="quake", what="It shook.", by=by, at=NOON)
    switch = crisis.ask_for_crisis(incident_id=incident.pk, why="hurt", by=by, at=NOON)
    late = NOON + timedelta(seconds=45)
    crisis.confirm_crisis(switch_id=switch.pk, by=second, at=late)

    assert chief.post(f"{E}/reviews/1/begin/").status_code == 302
    page = chief.get(f"{E}/reviews/1/").content.decode()
    assert "0:45 min, target 0:30 min" in page
    assert "It shook." in page
    assert chief.post(f"{E}/reviews/1/sign/").status_code == 409
    for one in review_sheet(number=1, by=by).rated:
        rating = {"objective": one.timing.code, "rating": "S", "why": "slow"}
        assert chief.post(f"{E}/reviews/1/rate/", rating).status_code == 302
    point = {"kind": "well", "text": "Everybody knew the place"}
    assert chief.post(f"{E}/reviews/1/point/", point).status_code == 302
    assert chief.post(f"{E}/reviews/1/sign/").status_code == 302
    assert Review.objects.get().timings[0]["took_s"] == 45
    assert chief.post(f"{E}/reviews/1/point/", point).status_code == 409
    assert "signed by Elrond" in chief.get(f"{E}/reviews/1/").content.decode()


def test_the_calendar_takes_no_other_file_for_a_result(chief: Client) -> None:
    plan = {"title": "Buses", "kind": "tabletop", "on": DAY}
    assert chief.post(f"{E}/exercises/plan/", plan).status_code == 302
    assert "Buses" in chief.get(f"{E}/exercises/").content.decode()
    for content in (b"\x00", b"[]", b"{"):
        file = SimpleUploadedFile("result.json", content)
        no = chief.post(f"{E}/exercises/result/", {"file": file})
        assert no.status_code == 422
    file = SimpleUploadedFile("result.json", b'{"format": 1, "code": "D-1", "seal": ""}')
    assert chief.post(f"{E}/exercises/result/", {"file": file}).status_code == 409


def test_a_training_expires(sari: Any, lia: Any, lia_officer: Any) -> None:
    told = {"name": "First aid", "passed_on": "2024-01-01", "expires_on": "2025-01-01"}
    path = f"{E}/competence/{lia_officer.pk}/course/"
    assert as_(sari).post(path, told).status_code == 302
    assert as_(sari).post(path, told | {"expires_on": "2023-01-01"}).status_code == 422
    page = as_(lia).get(f"{E}/competence/").content.decode()  # one's own map
    assert "First aid" in page
    assert "expired" in page


def test_there_is_no_drill_in_the_real_house(chief: Client) -> None:
    assert chief.get(f"{E}/drill/").status_code == 404
    assert "LATIHAN" not in chief.get(f"{E}/lessons/").content.decode()
