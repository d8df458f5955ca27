"""A crisis through its pages: three officers, a chief, a liaison; one officer without a network."""

from typing import Any

import pytest
from django.test import Client

from conftest import NOON
from narahubung.crisis.models import Card, Incident, Roll, Switch
from narahubung.journal.reacting import react
from narahubung.parties.models import Member

E = "/e/arda-2026"


def as_(someone: Any) -> Client:
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_from_a_report_to_everybody_safe(lia: Any, person: Any, event: Any, arda: Any) -> None:
    Member.objects.create(event=event, party=arda, code="g", full_name="Galadriel")
    officer, chief = as_(lia), as_(person("elrond", "crisis_lead", event))
    second = as_(person("arwen", "crisis_liaison", event))

    told = {"kind": "quake", "what": "The ground shook.", "place_text": "lobby"}
    assert officer.post(f"{E}/incidents/report/", told).status_code == 302
    assert "The ground shook." in chief.get(f"{E}/incidents/").content.decode()
    why = {"why": "people are hurt"}
    assert chief.post(f"{E}/incidents/1/grade/", {"grade": "severe", **why}).status_code == 302
    assert chief.post(f"{E}/incidents/1/crisis/", why).status_code == 302
    switch = Switch.objects.get()
    assert chief.post(f"{E}/incidents/1/confirm/{switch.pk}/").status_code == 403
    assert second.post(f"{E}/incidents/1/confirm/{switch.pk}/").status_code == 302
    react(at=NOON)

    card = Card.objects.get(role="lead")
    assert "I take this card" in chief.get(f"{E}/crisis/card/{card.pk}/").content.decode()
    assert chief.post(f"{E}/crisis/card/{card.pk}/take/").status_code == 302
    assert officer.get(f"{E}/crisis/card/{card.pk}/").status_code == 404
    assert "0 of 1 accounted for" in second.get(f"{E}/incidents/1/roll/").content.decode()

    assert "Needed at once" in officer.get(f"{E}/crisis/parts/").content.decode()
    assert "1 person: safe" in officer.get(f"{E}/crisis/roll/").content.decode()
    roll = Roll.objects.get()
    assert officer.post(f"{E}/crisis/roll/{roll.pk}/{arda.pk}/").status_code == 302
    assert "1 of 1 accounted for" in second.get(f"{E}/incidents/1/roll/").content.decode()

    assert chief.post(f"{E}/incidents/1/close/", why).status_code == 409
    assert chief.post(f"{E}/incidents/1/end/", why).status_code == 302
    assert chief.post(f"{E}/incidents/1/close/", why).status_code == 302
    assert Incident.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("incidents/report/", {"what": "Smoke."}),
        ("incidents/report/", {"kind": "fire"}),
        ("incidents/1/grade/", {"grade": "severe"}),
        ("incidents/1/crisis/", {}),
    ],
)
def test_what_lacks_a_word_is_said_at_its_field(
    path: str, body: dict[str, str], person: Any, event: Any
) -> None:
    chief = as_(person("elrond", "crisis_lead", event))
    chief.post(f"{E}/incidents/report/", {"kind": "fire", "what": "Smoke."})
    answer = chief.post(f"{E}/{path}", body)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert Incident.objects.count() == 1
