"""A report as EDXL-SitRep: valid, cut as its reader's own page, marked in an exercise."""

from typing import Any

import pytest
from lxml import etree

from narahubung.accounts.models import Person
from narahubung.crisis import commands
from narahubung.crisis.edxl.sitrep import SCHEMA, SITREP, TYPES
from narahubung.crisis.models import Report
from narahubung.crisis.queries.exporting import exported
from narahubung.crisis.rules.circulating import NotApproved
from narahubung.crisis.tests.test_circulating import NOON, focal, handed_out, report
from narahubung.kit import exercise
from narahubung.kit.actor import Actor

__all__ = ["focal", "report"]  # the fixtures
NAMES = {"sr": SITREP, "ct": TYPES}


def read(report: Report, by: Actor) -> Any:
    """Return the letter, valid against the schema."""
    name, letter = exported(report_id=report.pk, by=by)
    assert name == "sitrep-1-1.xml"
    root = etree.fromstring(letter)
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)
    return root


def said(root: Any, path: str) -> list[str]:
    return [each.text for each in root.iterfind(path, NAMES)]


def test_who_sees_the_crisis_hands_on_the_whole_report(report: Report, lead: Actor) -> None:
    root = read(report, lead)
    assert said(root, "sr:messageID") == ["arda-2026.1.1"]
    assert said(root, "sr:reportVersion") == ["Initial"]
    assert said(root, "sr:reportConfidence") == ["SomewhatConfident"]  # one is not confirmed
    assert said(root, "sr:actionPlan") == ["We ask for a second bus"]
    (text,) = said(root, ".//sr:observationText")
    assert "The road is closed" in text
    assert "Bree has seven hurt (" in text
    (moment,) = said(root, ".//sr:forTimePeriod/ct:toDateTime")
    assert moment.endswith("+08:00")


def test_a_reader_hands_on_what_he_reads_and_no_more(
    report: Report, lead: Actor, focal: Person, as_actor: Any, event: Any, arda: Any, bree: Any
) -> None:
    by = as_actor(focal, event)
    with pytest.raises(Report.DoesNotExist):
        exported(report_id=report.pk, by=by)
    handed_out(report, lead, f"focal:{arda.pk}")
    root = read(report, by)
    whole = etree.tostring(root, encoding="unicode")
    assert "Stay inside" in whole
    assert said(root, "sr:reportConfidence") == ["HighlyConfident"]
    for hidden in ("Bree", "seven hurt", "second bus", "Elrond", "lobby"):
        assert hidden not in whole


def test_what_is_no_xml_and_too_long_does_not_break_it(report: Report, lead: Actor) -> None:
    Report.objects.filter(pk=report.pk).update(text="\x0b<b>& " + "x" * 5000)
    (plan,) = said(read(report, lead), "sr:actionPlan")
    assert plan.startswith("<b>& x")
    assert len(plan) == 1023


def test_in_an_exercise_every_text_says_so(
    report: Report, lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exercise, "_is_on", True)
    root = read(report, lead)
    paths = ("sr:reportPurpose", "sr:reportTitle", "sr:actionPlan", ".//sr:immediateNeeds")
    for path in (*paths, ".//sr:observationText"):
        (text,) = said(root, path)
        assert text.startswith(exercise.MARK), path


def test_a_draft_stays_inside_and_its_page_has_no_button(
    report: Report, lead: Actor, client: Any
) -> None:
    client.force_login(
        Person.objects.get(pk=lead.person_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    page = f"/e/arda-2026/crisis/report/{report.pk}/"
    assert f"{page}edxl/" in client.get(page).content.decode()
    answer = client.get(f"{page}edxl/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sitrep-1-1.xml"'
    draft = commands.draft_report(incident_id=report.incident_id, by=lead, at=NOON)
    with pytest.raises(NotApproved):
        exported(report_id=draft.pk, by=lead)
    page = f"/e/arda-2026/crisis/report/{draft.pk}/"
    assert f"{page}edxl/" not in client.get(page).content.decode()
    assert client.get(f"{page}edxl/").status_code == 409
