"""The liaison's desk: who must be told, by which way, who is overdue, what is asked."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.models import Incident, Stakeholder, Telling, Way
from narahubung.crisis.queries import stakeholders as queries
from narahubung.crisis.rules import stakeholders as rules
from narahubung.crisis.rules.incidents import IncidentIsOver
from narahubung.crisis.tests.test_pages import as_
from narahubung.crisis.tests.test_switch import quake
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.parties.models import Contact, Department

E = "/e/arda-2026"
MINUTE = timedelta(minutes=1)


def body(by: Actor, name: str = "Fire brigade", **more: Any) -> Stakeholder:
    given = {"kind": "assisting", **more}
    return commands.add_stakeholder(name=name, by=by, at=NOON, **given)


def names(by: Actor, number: int | None = 1, at: Any = NOON) -> list[str]:
    desk = queries.liaison_desk(number=number, by=by, at=at)
    return [line.name for line in desk.lines]


def test_who_is_overdue_stands_on_top_until_told(liaison: Actor) -> None:
    body(liaison, "Airport authority", kind="authority")
    embassy = body(liaison, "Embassy of Gondor", kind="embassy", every_min=30, must_know="Who.")
    row = quake(liaison)
    assert names(liaison) == ["Embassy of Gondor", "Airport authority"]
    late = queries.liaison_desk(number=1, by=liaison, at=NOON + 30 * MINUTE)
    assert (late.late, late.lines[0].is_late, late.lines[0].told) == (1, True, None)

    of = {"stakeholder_id": embassy.pk, "incident_id": row.pk, "by": liaison}
    with pytest.raises(rules.NothingToTell):
        commands.tell_stakeholder(text=" ", at=NOON, **of)
    commands.tell_stakeholder(text="All safe.", at=NOON + 31 * MINUTE, **of)
    (first, _) = queries.liaison_desk(number=1, by=liaison, at=NOON + 32 * MINUTE).lines
    assert first.told is not None
    assert (first.is_late, first.due_at) == (False, NOON + 61 * MINUTE)
    assert (first.told.text, first.told.by) == ("All safe.", liaison.name)
    # When they hear again can be said each time.
    commands.tell_stakeholder(text="Still.", next_min=90, at=NOON + 61 * MINUTE, **of)
    (first, _) = queries.liaison_desk(number=1, by=liaison, at=NOON + 62 * MINUTE).lines
    assert first.due_at == NOON + 151 * MINUTE
    assert StoredEntry.objects.filter(kind="crisis.stakeholder_told").count() == 2


def test_the_way_that_works_comes_first(liaison: Actor) -> None:
    row = body(liaison)
    phone, radio, mail = (
        commands.add_way(stakeholder_id=row.pk, kind=kind, value=value, by=liaison, at=NOON)
        for kind, value in (("phone", "113"), ("radio", "CH 5"), ("mail", "fire@example.org"))
    )

    def first() -> str:
        (line,) = queries.liaison_desk(number=None, by=liaison, at=NOON).lines
        return line.way.value if line.way else ""

    assert first() == "113"
    commands.try_way(way_id=phone.pk, works=False, by=liaison, at=NOON)
    assert first() == "CH 5"  # nobody tried it
    commands.try_way(way_id=mail.pk, works=True, by=liaison, at=NOON + MINUTE)
    assert first() == "fire@example.org"
    commands.remove_way(way_id=mail.pk, by=liaison, at=NOON)
    commands.remove_way(way_id=radio.pk, by=liaison, at=NOON)
    assert first() == "113"  # it failed, but there is no other
    with pytest.raises(rules.IsGone):
        commands.try_way(way_id=mail.pk, works=True, by=liaison, at=NOON)
    # No number stands in the journal.
    assert not StoredEntry.objects.filter(facts__contains="113").exists()


def test_a_private_number_is_for_who_leads(liaison: Actor, as_actor: Any, event: Any) -> None:
    row = body(liaison)
    commands.add_way(
        stakeholder_id=row.pk, kind="phone", value="0811", is_private=True, by=liaison, at=NOON
    )
    watching = Actor(
        person_id=7, name="W", event_id=event.pk, everywhere=frozenset({Right.SEE_CRISIS})
    )
    for by, value in ((liaison, "0811"), (watching, "")):
        (line,) = queries.liaison_desk(number=None, by=by, at=NOON).lines
        assert line.way is not None
        assert line.way.value == value


def test_a_question_is_open_until_answered(liaison: Actor) -> None:
    row, incident = body(liaison), quake(liaison)
    asked = commands.take_question(
        stakeholder_id=row.pk, incident_id=incident.pk, text="Which gate?", by=liaison, at=NOON
    )
    assert queries.liaison_desk(number=1, by=liaison, at=NOON).asked == 1
    commands.answer_question(question_id=asked.pk, answer="Gate 3", by=liaison, at=NOON + MINUTE)
    with pytest.raises(rules.IsAnswered):
        commands.answer_question(question_id=asked.pk, answer="4", by=liaison, at=NOON)
    sheet = queries.stakeholder_sheet(stakeholder_id=row.pk, number=1, by=liaison, at=NOON)
    assert (sheet.questions[0].answer, sheet.line.open) == ("Gate 3", [])


def test_what_belongs_to_one_incident_stays_there(lead: Actor, liaison: Actor) -> None:
    first, second = quake(lead), quake(lead)
    body(liaison, "Standing")
    own = body(liaison, "Only of two", incident_id=second.pk)
    assert names(liaison, 1) == ["Standing"]
    assert names(liaison, 2) == ["Only of two", "Standing"]
    assert names(liaison, None) == ["Standing"]
    of = {"stakeholder_id": own.pk, "text": "x", "by": liaison, "at": NOON}
    with pytest.raises(rules.OfAnotherIncident):
        commands.tell_stakeholder(incident_id=first.pk, **of)
    commands.close_incident(incident_id=second.pk, why="over", by=lead, at=NOON)
    with pytest.raises(IncidentIsOver):
        commands.tell_stakeholder(incident_id=second.pk, **of)


def test_the_events_contacts_are_taken_over_once(liaison: Actor, event: Any, arda: Any) -> None:
    desk = Department.objects.create(event=event, code="D-1", name_en="Transport", duty_phone="1")
    Contact.objects.create(event=event, code="C-1", name="Shift", department=desk)
    Contact.objects.create(event=event, code="C-2", name="Embassy of Gondor", phone="22")
    assert commands.take_over_contacts(by=liaison, at=NOON) == 3
    assert commands.take_over_contacts(by=liaison, at=NOON) == 0
    found = {row.name: row for row in Stakeholder.objects.all()}
    assert found["Embassy of Gondor"].kind == "embassy"
    assert found["Transport"].kind == "department"
    assert found[arda.name].kind == "delegation"
    ways = Way.objects.filter(stakeholder=found["Transport"]).order_by("pk")
    assert [way.value for way in ways] == [f"desk:{desk.pk}", "1"]


def test_who_may_not_see_the_crisis_sees_no_desk(
    liaison: Actor, lia: Any, as_actor: Any, event: Any
) -> None:
    officer = as_actor(lia, event)
    quake(officer)
    row = body(liaison)
    assert names(officer, None) == []
    with pytest.raises(Incident.DoesNotExist):
        names(officer)
    with pytest.raises(Stakeholder.DoesNotExist):
        commands.remove_stakeholder(stakeholder_id=row.pk, why="x", by=officer, at=NOON)


def test_the_desk_through_its_pages(liaison: Actor, person: Any, event: Any) -> None:
    quake(liaison)
    client = as_(person("arwen", "crisis_liaison", event))
    assert "Nobody is on the list." in client.get(f"{E}/incidents/1/desk/").content.decode()
    assert client.post(f"{E}/stakeholders/add/", {"kind": "media"}).status_code == 422
    told = {"kind": "embassy", "name": "Embassy of Gondor", "every_min": "30"}
    assert client.post(f"{E}/stakeholders/add/", told).status_code == 302
    row = Stakeholder.objects.get()
    way = {"kind": "phone", "value": "+62 811 22"}
    assert client.post(f"{E}/stakeholders/{row.pk}/way/", way).status_code == 302
    of = {"incident": "1"}
    tried = client.post(f"{E}/crisis/way/{Way.objects.get().pk}/try/", {"works": "yes", **of})
    assert tried["Location"] == f"{E}/incidents/1/desk/{row.pk}/"
    page = client.get(f"{E}/incidents/1/desk/").content.decode()
    assert "works" in page
    assert 'href="tel:+6281122"' in page
    assert "Not told yet." in page
    one = f"{E}/incidents/1/desk/{row.pk}"
    assert client.post(f"{one}/tell/", {"text": "", "how": "phone"}).status_code == 422
    assert client.post(f"{one}/tell/", {"text": "All safe.", "how": "phone"}).status_code == 302
    assert Telling.objects.get().text == "All safe."
    assert client.post(f"{one}/ask/", {"text": "Which hospital?"}).status_code == 302
    page = client.get(f"{one}/").content.decode()
    assert "Which hospital?" in page
    assert "by telephone" in page
    assert client.post(f"{E}/stakeholders/{row.pk}/remove/", {"why": ""}).status_code == 422
    assert client.post(f"{E}/stakeholders/{row.pk}/remove/", {"why": "left"}).status_code == 302
    assert names(liaison) == []
