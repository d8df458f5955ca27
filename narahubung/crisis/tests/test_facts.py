"""What is known and how well; reports drafted from it, numbered, approved, with what is new."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Fact, Incident, Report
from narahubung.crisis.queries import facts as queries
from narahubung.crisis.rules import facts as rules
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.crisis.timetable import reports
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor

MINUTE = timedelta(minutes=1)


def told(row: Incident, by: Actor, text: str = "The lobby is closed", **more: Any) -> Fact:
    return commands.tell_fact(incident_id=row.pk, text=text, by=by, at=NOON, **more)


def stands(by: Actor, at: Any = NOON) -> dict[int, str]:
    board = queries.fact_board(number=1, by=by, at=at)
    return {line.number: line.standing for line in board.facts}


def test_two_sources_or_an_authority_confirm(lead: Actor) -> None:
    row = quake(lead)
    bare, one = told(row, lead), told(row, lead, source="A guest")
    told(row, lead, source="Fire brigade", is_authority=True)
    assert stands(lead) == {1: "open", 2: "open", 3: "confirmed"}
    with pytest.raises(rules.SaidBefore):
        commands.add_source(fact_id=one.pk, source="a guest ", by=lead, at=NOON)
    commands.add_source(fact_id=one.pk, source="Hotel security", by=lead, at=NOON)
    commands.add_source(fact_id=bare.pk, source="A guest", by=lead, at=NOON)
    assert stands(lead) == {1: "open", 2: "confirmed", 3: "confirmed"}
    assert queries.fact_board(number=1, by=lead, at=NOON).may_cite == 2


def test_a_contradiction_shakes_what_it_should(lead: Actor) -> None:
    row = quake(lead)
    sure = told(row, lead, source="Fire brigade", is_authority=True)
    open_ = told(row, lead, text="The lobby is open", source="A guest")
    commands.contradict(fact_id=open_.pk, other=sure.number, by=lead, at=NOON)
    assert stands(lead) == {1: "confirmed", 2: "against"}
    commands.add_source(fact_id=open_.pk, source="Police", is_authority=True, by=lead, at=NOON)
    assert stands(lead) == {1: "against", 2: "against"}
    commands.withdraw_fact(fact_id=open_.pk, why="misheard", by=lead, at=NOON)
    assert stands(lead) == {1: "confirmed", 2: "withdrawn"}
    with pytest.raises(rules.FactIsWithdrawn):
        commands.renew_fact(fact_id=open_.pk, by=lead, at=NOON)
    with pytest.raises(rules.NoSuchFact):
        commands.contradict(fact_id=sure.pk, other=7, by=lead, at=NOON)
    with pytest.raises(rules.NotItself):
        commands.contradict(fact_id=sure.pk, other=sure.number, by=lead, at=NOON)


def test_a_fact_grows_old(lead: Actor) -> None:
    row = quake(lead)
    fact = told(row, lead, source="Fire brigade", is_authority=True)
    assert stands(lead, NOON + 29 * MINUTE) == {1: "confirmed"}
    assert stands(lead, NOON + 30 * MINUTE) == {1: "expired"}
    commands.renew_fact(fact_id=fact.pk, by=lead, at=NOON + 31 * MINUTE)
    assert stands(lead, NOON + 60 * MINUTE) == {1: "confirmed"}


def test_the_first_report_is_there_with_the_switch(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    told(row, lead, source="Fire brigade", is_authority=True)
    with pytest.raises(rules.NotInACrisis):
        commands.draft_report(incident_id=row.pk, by=lead, at=NOON)
    switched(row, lead, liaison)
    (report,) = queries.reports_of(number=1, by=lead, at=NOON).reports
    assert (report.number, report.state) == (1, "draft")
    assert [fact["is"] for fact in report.facts] == ["confirmed"]
    with pytest.raises(rules.DraftWaits):
        commands.draft_report(incident_id=row.pk, by=lead, at=NOON)
    commands.write_report(report_id=report.id, text="Two buses wait.", by=liaison, at=NOON)
    commands.approve_report(report_id=report.id, by=lead, at=NOON + MINUTE)
    with pytest.raises(rules.NotADraft):
        commands.write_report(report_id=report.id, text="No.", by=liaison, at=NOON)
    row.refresh_from_db()
    assert row.report_due_at == NOON + 31 * MINUTE


def test_the_next_one_says_what_is_new(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    first = told(row, lead, source="A guest")
    switched(row, lead, liaison)
    commands.approve_report(report_id=Report.objects.get().pk, by=lead, at=NOON)
    commands.grade_incident(incident_id=row.pk, grade="severe", why="x", by=lead, at=NOON)
    commands.add_source(fact_id=first.pk, source="Police", by=lead, at=NOON)
    told(row, lead, text="The road is free")
    commands.draft_report(incident_id=row.pk, by=lead, at=NOON + MINUTE)
    second, _ = queries.reports_of(number=1, by=lead, at=NOON + MINUTE).reports
    assert len(second.news) == 3
    assert any("The road is free" in line for line in second.news)
    commands.approve_report(report_id=second.id, by=lead, at=NOON + MINUTE)
    commands.report_no_change(incident_id=row.pk, by=lead, at=NOON + 2 * MINUTE)
    third, *_ = queries.reports_of(number=1, by=lead, at=NOON + 2 * MINUTE).reports
    assert (third.number, third.state, third.news) == (3, "approved", [])


def test_a_late_report_is_told_once(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    switched(row, lead, liaison)
    for later, times in ((29, 0), (30, 1), (45, 1)):
        reports(at=NOON + later * MINUTE, key=uuid4())
        assert StoredEntry.objects.filter(kind="crisis.report_overdue").count() == times
    assert queries.reports_of(number=1, by=lead, at=NOON + 45 * MINUTE).is_late


def test_who_may_not_see_the_crisis_sees_no_fact(
    lead: Actor, lia: Any, as_actor: Any, event: Any
) -> None:
    officer = as_actor(lia, event)
    row = quake(officer)  # he reported it: its sheet he sees, its facts not
    told(row, lead)
    with pytest.raises(Incident.DoesNotExist):
        queries.fact_board(number=1, by=officer, at=NOON)
    with pytest.raises(Incident.DoesNotExist):
        told(row, officer)
