"""What an officer says in a crisis without a network: counted at its time, in his name, once."""

from typing import Any

from django.test import Client

from conftest import NOON
from narahubung.crisis.models import Head, Incident, Roll, Switch
from narahubung.field.tests.phones import VirtualPhone
from narahubung.journal.reacting import react
from narahubung.parties.models import Member

E = "/e/arda-2026"


def as_(someone: Any) -> Client:
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_answer_from_a_basement_is_counted_at_its_time(
    lia: Any, person: Any, event: Any, arda: Any
) -> None:
    Member.objects.create(event=event, party=arda, code="g", full_name="Galadriel")
    chief = as_(person("elrond", "crisis_lead", event))
    second = as_(person("arwen", "crisis_liaison", event))
    phone = VirtualPhone(as_(lia), lia.pk)
    told = phone.write(
        "crisis:report",
        f"{E}/incidents/report/",
        ("kind", "fire"),
        ("what", "Smoke."),
        lane="urgent",
    )
    (result,) = phone.post(phone.letter("urgent", [told])).json()["results"]
    assert result["status"] == "applied"
    assert Incident.objects.get().reported_by == lia
    chief.post(f"{E}/incidents/1/crisis/", {"why": "it spreads"})
    second.post(f"{E}/incidents/1/confirm/{Switch.objects.get().pk}/")
    react(at=NOON)
    path = f"{E}/crisis/roll/{Roll.objects.get().pk}/{arda.pk}/"
    told = phone.write("crisis:count_party", path, lane="urgent")
    (result,) = phone.post(phone.letter("urgent", [told])).json()["results"]
    assert result["status"] == "applied"
    head = Head.objects.get()
    assert (head.state, head.seen_by) == ("safe", "Lia")
    again = phone.write("crisis:count_party", path, lane="urgent")
    (result,) = phone.post(phone.letter("urgent", [again])).json()["results"]
    assert result["status"] == "merged"
