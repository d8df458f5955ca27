"""Rumours step by step; what the press asks, and who may answer how."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.crisis.models import Incident
from narahubung.kit.actor import Actor
from narahubung.media import commands
from narahubung.media.models import Rumour
from narahubung.media.queries import asking, rumours
from narahubung.media.rules import asking as asking_rules
from narahubung.media.rules import rumours as rules
from narahubung.media.rules.statements import BothLanguages, MayNotBeCited, NotYourStep
from narahubung.media.tests.conftest import MINUTE, cleared, sure
from narahubung.parties.models import Party


def heard(by: Actor, **more: Any) -> Rumour:
    return commands.log_rumour(text="The hotel fell", by=by, at=NOON, **more)


def test_a_rumour_goes_its_way(quake: Incident, lead: Actor, desk: Actor, arda: Party) -> None:
    fact = sure(quake, lead, "The hotel stands")
    row = heard(desk, channel="chat", tone="worried", spread="local", touches=arda.pk)
    to = {"rumour_id": row.pk, "by": desk, "at": NOON}
    with pytest.raises(rules.NotThatStep):
        commands.check_rumour(**to)
    commands.sight_rumour(**to)
    commands.sort_rumour(risk="high", **to)
    commands.check_rumour(**to)
    with pytest.raises(rules.NeedsProof):
        commands.judge_rumour(verdict="false", facts=[], **to)
    with pytest.raises(rules.NotThatStep):
        commands.answer_rumour(**to)
    commands.judge_rumour(verdict="false", facts=[fact.pk], **to)
    commands.answer_rumour(where="radio", **to)
    commands.close_rumour(**to)
    found = rumours.rumour_sheet(rumour_id=row.pk, by=desk)
    assert (found.state, found.sightings, found.touches) == ("closed", 2, "ARD")
    assert found.proof == [(1, "The hotel stands")]
    assert found.verifier


def test_on_ordinary_days_a_source_by_name_proves_a_verdict(desk: Actor) -> None:
    row = heard(desk)
    to = {"rumour_id": row.pk, "by": desk, "at": NOON}
    commands.sort_rumour(risk="low", **to)
    commands.check_rumour(**to)
    with pytest.raises(rules.NeedsProof):
        commands.judge_rumour(verdict="false", facts=[], **to)
    commands.judge_rumour(verdict="false", facts=[], proof_text="The hotel's manager", **to)
    found = rumours.rumour_sheet(rumour_id=row.pk, by=desk)
    assert (found.state, found.proof_text) == ("false", "The hotel's manager")
    assert [one.id for one in rumours.rumour_log(by=desk, unanswered=True)] == [row.pk]
    commands.answer_rumour(where="radio", **to)
    assert rumours.rumour_log(by=desk, unanswered=True) == []


def test_while_an_incident_is_open_only_facts_prove_it(quake: Incident, desk: Actor) -> None:
    row = heard(desk)
    to = {"rumour_id": row.pk, "by": desk, "at": NOON}
    commands.sort_rumour(risk="low", **to)
    commands.check_rumour(**to)
    with pytest.raises(rules.OnlyFactsProve):
        commands.judge_rumour(verdict="false", facts=[], proof_text="A friend", **to)


def test_each_time_it_is_met_stands_with_its_channel_and_tone(desk: Actor) -> None:
    row = heard(desk, channel="chat", tone="calm", spread="local")
    to = {"rumour_id": row.pk, "by": desk}
    commands.sight_rumour(at=NOON, **to)
    far = {"channel": "news", "place_text": "A daily", "tone": "angry", "spread": "few"}
    commands.sight_rumour(at=NOON + MINUTE, **far, **to)
    newest, first = rumours.sightings(rumour_id=row.pk, by=desk)
    assert (newest.place, first.place) == ("A daily", "")
    assert [one.channel for one in row.met.order_by("pk")] == ["chat", "news"]
    row.refresh_from_db()
    assert (row.sightings, row.tone, row.spread) == (3, "angry", "local")


def test_a_verdict_needs_what_may_be_cited(quake: Incident, lead: Actor, desk: Actor) -> None:
    fact = sure(quake, lead, "The hotel stands")
    row = heard(desk)
    to = {"rumour_id": row.pk, "by": desk}
    commands.sort_rumour(risk="low", at=NOON, **to)
    commands.check_rumour(at=NOON, **to)
    with pytest.raises(MayNotBeCited):
        commands.judge_rumour(verdict="true", facts=[fact.pk], at=NOON + 30 * MINUTE, **to)
    commands.judge_rumour(verdict="unverifiable", facts=[], at=NOON, **to)
    commands.check_rumour(at=NOON, **to)  # new word: it is looked at again


def test_a_line_goes_out_once_it_is_approved(
    lead: Actor, desk: Actor, lia: Any, as_actor: Any, event: Any
) -> None:
    officer = as_actor(lia, event)
    row = heard(officer)  # officers hear most
    with pytest.raises(Rumour.DoesNotExist):
        rumours.rumour_sheet(rumour_id=row.pk, by=officer)
    to = {"rumour_id": row.pk, "at": NOON}
    with pytest.raises(rules.NoLine):
        commands.send_line(by=lead, **to)
    with pytest.raises(BothLanguages):
        commands.propose_line(indonesian="Ya", english="", by=desk, **to)
    commands.propose_line(indonesian="Hotel berdiri.", english="It stands.", by=desk, **to)
    assert rumours.lines_to_say(by=officer, language="en") == []
    with pytest.raises(NotYourStep):
        commands.send_line(by=desk, **to)
    commands.send_line(by=lead, **to)
    with pytest.raises(rules.LineWentOut):
        commands.send_line(by=lead, **to)
    assert rumours.lines_to_say(by=officer, language="en") == ["It stands."]


def test_an_officer_passes_a_question_on_and_sees_what_became_of_it(
    quake: Incident, lead: Actor, desk: Actor, lia: Any, as_actor: Any, event: Any
) -> None:
    officer = as_actor(lia, event)
    row = commands.receive_question(text="Is anybody hurt?", by=officer, at=NOON)
    assert [one.number for one in asking.receipts(by=officer, at=NOON)] == [1]
    (line,) = asking.questions(by=desk, at=NOON + 60 * MINUTE)
    assert line.is_late
    commands.take_question(press_id=row.pk, by=desk, at=NOON)
    answer = {"press_id": row.pk, "by": desk, "at": NOON}
    for wrong in ("granted", ""):
        with pytest.raises(asking_rules.NotThatAnswer):
            commands.answer_press(answer=wrong, **answer)
    sure(quake, lead, "The lobby is closed")
    text = commands.draft_statement(kind="holding", incident_id=quake.pk, by=desk, at=NOON)
    with pytest.raises(asking_rules.OnlyClearedText):
        commands.answer_press(answer="text", statement_id=text.pk, **answer)
    cleared(text, desk, lead)
    commands.publish(statement_id=text.pk, receivers=["Antara"], by=desk, at=NOON)
    commands.answer_press(answer="text", statement_id=text.pk, **answer)
    with pytest.raises(asking_rules.IsAnswered):
        commands.answer_press(answer="unknown", **answer)
    (receipt,) = asking.receipts(by=officer, at=NOON)
    assert (receipt.answer, receipt.statement) == ("text", 1)


def test_not_known_yet_is_an_answer_and_an_interview_is_granted(desk: Actor) -> None:
    one = commands.receive_question(text="Why?", by=desk, at=NOON)
    commands.answer_press(press_id=one.pk, answer="unknown", by=desk, at=NOON)
    two = commands.receive_question(kind="interview", text="The lead?", by=desk, at=NOON)
    commands.answer_press(press_id=two.pk, answer="declined", note="later", by=desk, at=NOON)
    assert asking.receipts(by=desk, at=NOON) == []  # what the desk itself took in
