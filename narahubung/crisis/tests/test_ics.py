"""The ICS forms: the standard's blocks in their order, filled from what is known."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import CheckIn, GeneralMessage
from narahubung.crisis.queries.check_ins import check_in_list, message_list
from narahubung.crisis.queries.ics import Block, IcsForm
from narahubung.crisis.queries.ics_forms import NoSuchForm, ics_form, log_names, message_form
from narahubung.crisis.rules import ics as rules
from narahubung.crisis.tests.test_facts import told
from narahubung.crisis.tests.test_pages import as_
from narahubung.crisis.tests.test_stakeholders import body
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer

E = "/e/arda-2026"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The forms of this reader are English."""
    with override("en"):
        yield


def form(code: str, by: Actor, **more: Any) -> IcsForm:
    return ics_form(code=code, number=1, by=by, at=NOON, **more)


def block(of: IcsForm, number: str) -> Block:
    return next(one for one in of.blocks if one.number == number)


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("201", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
        ("203", ["1", "2", "3", "4", "5", "6", "7", "8", "9"]),
        ("205A", ["1", "2", "3", "4"]),
        ("211", ["1", "2", "3", "4", "5-16", "17"]),
        ("214", ["1", "2", "3", "4", "5", "6", "7", "8"]),
    ],
)
def test_a_form_has_the_standards_blocks(code: str, numbers: list[str], liaison: Actor) -> None:
    quake(liaison)
    found = form(code, liaison)
    assert [one.number for one in found.blocks] == numbers
    for one in found.blocks:
        assert not one.rows or {len(row) for row in one.rows} == {len(one.heads)}
        assert len(one.heads) == len(one.widths)


def test_the_briefing_is_filled_from_what_is_known(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    told(row, lead, source="Fire brigade", is_authority=True)
    told(row, lead, text="A rumour")
    commands.grade_incident(incident_id=row.pk, grade="severe", why="x", by=lead, at=NOON)
    switched(row, lead, liaison)
    card = row.cards.get(role="liaison")
    commands.take_card(card_id=card.pk, by=liaison, at=NOON)
    commands.write_brief(
        incident_id=row.pk, objectives="Everybody out.", safety="Helmets.", by=liaison, at=NOON
    )
    brief = form("201", liaison)
    situation = block(brief, "5").text
    for part in ("The ground shook", "severe", "The lobby is closed", "Helmets."):
        assert part in situation
    assert "A rumour" not in situation  # only what is confirmed
    assert block(brief, "7").text == "Everybody out."
    assert ("Crisis liaison", liaison.name) in block(brief, "9").pairs
    assert any("severe" in said for _, said in block(brief, "8").rows)
    assert ("Position", "Crisis liaison") in block(brief, "6").pairs
    assert ("Liaison officer", liaison.name) in block(form("203", lead), "3").pairs


def test_the_contacts_stand_by_name_and_say_when_they_are_sensitive(liaison: Actor) -> None:
    row = quake(liaison)
    fire = body(liaison, representative="Zirak", role="Chief")
    media = body(liaison, "Media", kind="media")
    body(liaison, "Guests", kind="guests")  # nobody to call
    commands.add_way(stakeholder_id=media.pk, kind="place", value="Hall B", by=liaison, at=NOON)
    commands.check_in(incident_id=row.pk, who="Balin", contact="CH 2", by=liaison, at=NOON)
    found = form("205A", liaison)
    assert [line[1] for line in block(found, "3").rows] == ["Balin", "Media", "Zirak"]
    assert not found.sensitive
    commands.add_way(
        stakeholder_id=fire.pk, kind="phone", value="0811", is_private=True, by=liaison, at=NOON
    )
    assert form("205A", liaison).sensitive
    (*_, last) = block(form("205A", liaison), "3").rows
    assert "0811" in last[2]


def test_an_officers_number_makes_it_sensitive(lead: Actor, liaison: Actor, event: Any) -> None:
    row = quake(lead)
    switched(row, lead, liaison)
    commands.take_card(card_id=row.cards.get(role="lead").pk, by=lead, at=NOON)
    assert not form("205A", lead).sensitive
    Officer.objects.create(
        event=event, code="O-9", full_name="Elrond", person_id=lead.person_id, phone="0812"
    )
    found = form("205A", lead)
    assert found.sensitive
    assert ["Crisis lead", lead.name, "0812"] in block(found, "3").rows


def test_who_checks_in_stands_on_211_and_among_the_resources(liaison: Actor) -> None:
    row, fire = quake(liaison), body(liaison)
    of = {"incident_id": row.pk, "by": liaison, "at": NOON}
    commands.check_in(who="Balin", stakeholder_id=fire.pk, order_no="R-1", **of)
    late = commands.check_in(who="Two engines", people=8, expected_at=NOON + HOUR, **of)
    with pytest.raises(rules.NobodyCame):
        commands.check_in(who=" ", **of)
    assert [line[0] for line in block(form("211", liaison), "5-16").rows] == ["Balin, Fire brigade"]
    assert len(block(form("201", liaison), "10").rows) == 2
    assert block(form("203", liaison), "4").rows == [["Fire brigade", "Balin"]]
    commands.note_arrived(check_in_id=late.pk, by=liaison, at=NOON + HOUR)
    with pytest.raises(rules.IsHere):
        commands.note_arrived(check_in_id=late.pk, by=liaison, at=NOON + HOUR)
    assert len(block(form("211", liaison), "5-16").rows) == 2
    commands.check_out(check_in_id=late.pk, by=liaison, at=NOON + 2 * HOUR)
    with pytest.raises(rules.IsNotHere):
        commands.check_out(check_in_id=late.pk, by=liaison, at=NOON + 2 * HOUR)
    places = check_in_list(number=1, by=liaison)
    assert ([one.who for one in places.here], len(places.left)) == (["Balin"], 1)


def test_a_general_message_is_written_approved_answered(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    of = {"to_name": "Balin", "to_role": "Chief", "subject": "Gate 3", "by": liaison, "at": NOON}
    with pytest.raises(rules.MessageIsEmpty):
        commands.write_message(incident_id=row.pk, text="", **of)
    one = commands.write_message(incident_id=row.pk, text="Open it.", **of)
    with pytest.raises(rules.NotApproved):
        commands.note_reply(message_id=one.pk, reply="Done", by=liaison, at=NOON)
    commands.rewrite_message(message_id=one.pk, text="Open gate 3.", **of)
    commands.approve_message(message_id=one.pk, role="Crisis lead", by=lead, at=NOON + HOUR)
    with pytest.raises(rules.IsApproved):
        commands.rewrite_message(message_id=one.pk, text="Close it.", **of)
    commands.note_reply(message_id=one.pk, reply="Open.", by=liaison, at=NOON + 2 * HOUR)
    with pytest.raises(rules.HasAReply):
        commands.note_reply(message_id=one.pk, reply="Again.", by=liaison, at=NOON + 2 * HOUR)
    found = message_form(message_id=one.pk, by=lead, at=NOON)
    assert [one.number for one in found.blocks] == [str(number) for number in range(1, 11)]
    assert block(found, "2").text == "Balin, Chief"
    assert block(found, "6").text == "12.00 WITA"
    assert block(found, "7").text == "Open gate 3."
    assert ("Name", lead.name) in block(found, "8").pairs
    assert ("Name", "Balin") in block(found, "10").pairs
    assert [line.state for line in message_list(number=1, by=lead)] == ["answered"]


def test_the_log_is_the_journals(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    fire = body(liaison)
    commands.tell_stakeholder(
        stakeholder_id=fire.pk, incident_id=row.pk, text="Come.", by=liaison, at=NOON
    )
    assert log_names(number=1, by=lead, at=NOON) == sorted({lead.name, liaison.name})
    everybody = [said for _, said in block(form("214", lead), "7").rows]
    assert len(everybody) == 2
    assert everybody[1].startswith(f"{liaison.name}: ")
    ((_, own),) = block(form("214", lead, of=liaison.name), "7").rows
    assert "Come." in own


def test_what_is_no_form_is_not_found(liaison: Actor, person: Any, event: Any) -> None:
    quake(liaison)
    with pytest.raises(NoSuchForm):
        form("999", liaison)
    client = as_(person("arwen", "crisis_liaison", event))
    assert client.get(f"{E}/incidents/1/ics/999/").status_code == 404
    assert client.get(f"{E}/paper/incident-1-ics-999.pdf").status_code == 404


def test_the_forms_through_their_pages(liaison: Actor, person: Any, event: Any) -> None:
    quake(liaison)
    fire = body(liaison, representative="Balin", role="Chief")
    client = as_(person("arwen", "crisis_liaison", event))
    backwards = {"period_from": "2026-11-20T12:00", "period_until": "2026-11-20T11:00"}
    assert client.post(f"{E}/incidents/1/ics/", backwards).status_code == 422
    told = {"period_from": "2026-11-20T12:00", "objectives": "Everybody out.", "planning": "Gimli"}
    assert client.post(f"{E}/incidents/1/ics/", told).status_code == 302
    page = client.get(f"{E}/incidents/1/ics/203/").content.decode()
    for part in ("Organization Assignment List", "Daftar Penugasan Organisasi", "Gimli", "12.00"):
        assert part in page
    assert client.post(f"{E}/incidents/1/check-in/", {"role": "x"}).status_code == 422
    came = {"who": "Two engines", "stakeholder": fire.pk, "expected_at": "2026-11-20T13:00"}
    assert client.post(f"{E}/incidents/1/check-in/", came).status_code == 302
    one = CheckIn.objects.get()
    assert client.post(f"{E}/crisis/check-in/{one.pk}/arrived/").status_code == 302
    assert "Two engines" in client.get(f"{E}/incidents/1/ics/211/").content.decode()
    assert client.post(f"{E}/incidents/1/messages/", {"subject": "x"}).status_code == 422
    wrote = {"stakeholder": fire.pk, "subject": "Gate", "text": "Open gate 3."}
    assert client.post(f"{E}/incidents/1/messages/", wrote).status_code == 302
    message = GeneralMessage.objects.get()
    assert (message.to_name, message.to_role) == ("Balin", "Chief, Fire brigade")
    at = f"{E}/crisis/message/{message.pk}"
    assert client.post(f"{at}/approve/", {"role": "Liaison"}).status_code == 302
    assert client.post(f"{at}/reply/", {"reply": "Open."}).status_code == 302
    assert "Open gate 3." in client.get(f"{at}/").content.decode()
