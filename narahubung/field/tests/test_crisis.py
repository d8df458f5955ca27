"""What an officer says in a crisis without a network: counted at its time, in his name, once."""

import json
from typing import Any

import pytest
from django.test import Client

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Action, Evacuation, Head, Incident, Roll, Switch
from narahubung.crisis.tests.test_switch import quake
from narahubung.field.tests.phones import VirtualPhone, later
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.parties.models import Member

E = "/e/arda-2026"


@pytest.fixture
def lead(person: Any, event: Any, as_actor: Any) -> Any:
    """Elrond leads in a crisis."""
    return as_actor(person("elrond", "crisis_lead", event), event)


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


def part_of(arda: Any, lead: Any) -> Action:
    plan = commands.make_action_plan(
        incident_id=quake(lead).pk, template="shelter", party_ids=[arda.pk], by=lead, at=NOON
    )
    return Action.objects.get(plan=plan, party=arda)


def way_out(arda: Any, lead: Any) -> Evacuation:
    way = commands.plan_evacuation(
        party_id=arda.pk, level="hotel", authority="Elrond", by=lead, at=NOON
    )
    commands.order_evacuation(
        evacuation_id=way.pk,
        incident_id=quake(lead).pk,
        decider="Elrond",
        why="Now.",
        by=lead,
        at=NOON,
    )
    return way


def brought(phone: VirtualPhone, kind: str, path: str, *body: Any, at: Any = NOON) -> Any:
    """Send a form that waited; return how it ended."""
    told = phone.write(kind, path, *body, lane="urgent", at=at)
    (result,) = phone.post(phone.letter("urgent", [told])).json()["results"]
    return result


def test_a_part_is_confirmed_in_ones_own_words_without_a_network(
    lia: Any, arda: Any, lead: Any
) -> None:
    part = part_of(arda, lead)
    phone = VirtualPhone(as_(lia), lia.pk)
    page, right = f"{E}/crisis/action/{part.pk}/", part.answers[0]
    told = phone.client.get("/field/keep/").json()["pages"]
    assert {page, f"{E}/crisis/parts/"} <= set(told)
    shown = phone.client.get(page).content.decode()
    assert f'name="version" value="{part.version}"' in shown
    words = "We stay inside, count everybody and leave the lifts alone."
    said = (("version", f"{part.version}"), ("answer", right), ("said_back", words))
    wrong = (said[0], ("answer", part.answers[1]), said[2])
    kind, to = "crisis:confirm_action", f"{page}confirm/"

    refused = brought(phone, kind, to, *wrong, at=later(-9))
    assert (refused["status"], refused["go"]) == ("rejected", page)
    assert not part.confirmations.exists()
    assert brought(phone, kind, to, *said, at=later(-4))["status"] == "applied"
    found = part.confirmations.get()
    assert (found.said_back, found.said_by, found.at) == (words, "Lia", later(-4))
    assert brought(phone, kind, to, *said)["status"] == "merged"  # a colleague did so before


def test_who_read_an_older_part_has_not_confirmed_the_new_one(
    lia: Any, arda: Any, lead: Any
) -> None:
    part = part_of(arda, lead)
    phone = VirtualPhone(as_(lia), lia.pk)
    said = (
        ("version", f"{part.version}"),
        ("answer", part.answers[0]),
        ("said_back", "We stay inside and count everybody."),
    )
    values = {"text": "Leave by the north stairs."}
    commands.change_action(action_id=part.pk, values=values, by=lead, at=NOON)

    page = f"{E}/crisis/action/{part.pk}/"
    result = brought(phone, "crisis:confirm_action", f"{page}confirm/", *said)

    assert (result["status"], result["code"]) == ("rejected", "crisis.ChangedSince")
    assert "Leave by the north stairs." in result["says"]
    assert not part.confirmations.exists()


def test_left_and_arrived_come_in_any_order_and_what_was_counted_later_stands(
    lia: Any, arda: Any, lead: Any
) -> None:
    way = way_out(arda, lead)
    phone = VirtualPhone(as_(lia), lia.pk)
    page = f"{E}/crisis/evacuation/{way.pk}/"
    assert page in phone.client.get("/field/keep/").json()["pages"]
    tap = {name: (f"crisis:evacuation_{name}", f"{page}{name}/") for name in ("left", "arrived")}

    for name, heads, minutes in (("arrived", 2, -10), ("left", 3, -30), ("left", 5, -35)):
        another = VirtualPhone(phone.client, lia.pk)
        ended = brought(another, *tap[name], ("heads", f"{heads}"), at=later(minutes))
        assert ended["status"] == "applied"

    way.refresh_from_db()
    assert (way.state, way.left_heads, way.left_at) == ("arrived", 3, later(-30))
    assert (way.arrived_heads, way.arrived_by) == (2, "Lia")
    fewer = StoredEntry.objects.filter(kind="crisis.evacuation_told").order_by("pk")
    assert [json.loads(entry.facts)["late"] for entry in fewer] == [False, False, True]


def test_what_was_counted_of_an_evacuation_called_off_is_kept_in_the_log(
    lia: Any, arda: Any, lead: Any
) -> None:
    way = way_out(arda, lead)
    phone = VirtualPhone(as_(lia), lia.pk)
    commands.call_off_evacuation(evacuation_id=way.pk, why="All clear.", by=lead, at=NOON)
    page = f"{E}/crisis/evacuation/{way.pk}/"
    result = brought(phone, "crisis:evacuation_left", f"{page}left/", ("heads", "3"))
    assert (result["status"], result["code"]) == ("conflict", "crisis.EvacuationIsOver")
    note = StoredEntry.objects.get(kind="duties.noted", party_id=arda.pk)
    assert "3" in json.loads(note.facts)["note"]
