"""Every page says that a crisis is on, and where to look; every screen has it without asking."""

import json
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.accounts.models import Person
from narahubung.crisis import commands
from narahubung.crisis.handing_out import how_it_stands
from narahubung.crisis.models import Incident
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.journal.carrying import Holder, words_of
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor

PAGE = "/e/arda-2026/who/"


@pytest.fixture
def row(lead: Actor, liaison: Actor, lia: Any) -> Incident:
    found = quake(lead)
    switched(found, lead, liaison)
    return found


def told(part: bytes) -> str:
    name, data = part.decode().splitlines()[:2]
    assert name == "event: banner"
    return str(json.loads(data.removeprefix("data: "))["html"])


def last_word(kind: str) -> Any:
    [word] = words_of(StoredEntry.objects.filter(kind=kind).values_list("pk", flat=True))
    return word


def test_every_page_says_so_and_only_who_sees_it_reads_when_a_report_is_due(
    row: Incident, lia: Any, lead: Actor, signed_in: Any
) -> None:
    page = signed_in(lia).get(PAGE).content.decode()
    assert "Crisis mode since" in page
    assert "12.00 WITA" in page
    assert "next report due" not in page
    page = signed_in(Person.objects.get(pk=lead.person_id)).get(PAGE).content.decode()
    assert "next report due" in page
    assert "12.30 WITA" in page


def test_every_screen_has_it_at_once_and_loses_it_at_the_end(
    row: Incident, lia: Any, lead: Actor, event: Any
) -> None:
    word = last_word("crisis.begun")
    assert {lia.pk, lead.person_id} <= word.addressees
    html = told(word.parts["en"])
    assert "Crisis mode since" in html
    assert "felt" not in html
    assert "Mode krisis sejak" in told(word.parts["id"])
    commands.end_crisis(incident_id=row.pk, why="x", by=lead, at=NOON + timedelta(hours=1))
    assert told(last_word("crisis.ended").parts["en"]) == ""
    holder = Holder(
        person_id=lia.pk, event_id=event.pk, language="en", session_key="", session_hash=""
    )
    assert [told(part) for part in how_it_stands(holder, NOON)] == [""]


def test_where_there_was_none_nothing_is_said(lia: Any, event: Any, signed_in: Any) -> None:
    holder = Holder(
        person_id=lia.pk, event_id=event.pk, language="en", session_key="", session_hash=""
    )
    assert how_it_stands(holder, NOON) == []
    assert "Crisis mode" not in signed_in(lia).get(PAGE).content.decode()


def test_it_leads_to_what_one_has_to_do(
    row: Incident, lia: Any, lead: Actor, signed_in: Any
) -> None:
    page = signed_in(lia).get("/e/arda-2026/crisis/now/").content.decode()
    assert "You hold no card" in page
    page = signed_in(Person.objects.get(pk=lead.person_id)).get("/e/arda-2026/crisis/now/")
    assert "Open the card and take it" in page.content.decode()
