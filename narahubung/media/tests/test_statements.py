"""From a draft to the public: the chain, the mandate, what falls, what is withdrawn."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.crisis import commands as crisis
from narahubung.crisis.models import Incident
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.media import commands
from narahubung.media.models import Handout, Sentence, Statement, StatementVersion
from narahubung.media.queries import statements as queries
from narahubung.media.rules import statements as rules
from narahubung.media.tests.conftest import MINUTE, both, cleared, sure
from narahubung.parties.models import Member


def holding(row: Incident, by: Actor, at: Any = NOON) -> Statement:
    return commands.draft_statement(
        kind="holding", incident_id=row.pk, contact="Media desk, +62 361 000", by=by, at=at
    )


def refusal(row: Statement, by: Actor) -> type:
    with pytest.raises(rules.Refusal) as found:
        commands.hand_on(statement_id=row.pk, by=by, at=NOON)
    return found.type


def test_a_holding_statement_is_drafted_from_what_is_confirmed(
    quake: Incident, lead: Actor, desk: Actor
) -> None:
    sure(quake, lead, "The lobby is closed")
    crisis.tell_fact(incident_id=quake.pk, text="A wall fell", source="A guest", by=lead, at=NOON)
    sheet = queries.statement_sheet(statement_id=holding(quake, desk).pk, by=desk, at=NOON)
    assert [one.part for one in sheet.sentences] == ["confirmed", "concern", "next", "contact"]
    assert [fact.number for fact in sheet.sentences[0].facts] == [1]
    assert sheet.sentences[2].text_en == "We will tell more by 13:00 WITA."
    assert "13:00 WITA" in sheet.sentences[2].text_id
    assert "Media desk" in sheet.sentences[3].text_en


def test_both_languages_say_the_same(quake: Incident, lead: Actor, desk: Actor) -> None:
    sure(quake, lead, "Two lifts are closed until 14:00")
    row = holding(quake, desk)
    assert refusal(row, desk) is rules.BothLanguages  # its fact's words stand there twice
    one = Sentence.objects.get(statement=row, part="confirmed")
    words = {"sentence_id": one.pk, "by": desk, "at": NOON}
    commands.change_sentence(
        text_id="Dua lift ditutup sampai pukul 15.00 WITA.",
        text_en="Two lifts are closed until 14:00 WITA.",
        **words,
    )
    assert refusal(row, desk) is rules.SaysAnother
    commands.change_sentence(
        text_id="Dua lift ditutup sampai pukul 14.00 WITA.",
        text_en="Two lifts are closed until 14:00 WITA.",
        **words,
    )
    commands.hand_on(statement_id=row.pk, by=desk, at=NOON)
    assert StatementVersion.objects.get().sentences[0]["facts"] == [1]


@pytest.mark.parametrize(
    "text", ["It was caused by the hotel.", "Galadriel is safe.", "Owner at FAULT."]
)
def test_a_holding_statement_says_no_cause_no_blame_no_name(
    text: str, quake: Incident, lead: Actor, desk: Actor, event: Any, arda: Any
) -> None:
    Member.objects.create(event=event, party=arda, code="g", full_name="Galadriel")
    sure(quake, lead, "x")
    row = holding(quake, desk)
    one = Sentence.objects.get(statement=row, part="confirmed")
    commands.change_sentence(sentence_id=one.pk, text_id="Ya.", text_en=text, by=desk, at=NOON)
    assert refusal(row, desk) is rules.SaysTooMuch


def test_each_step_of_the_chain_has_its_role_and_another_person(
    quake: Incident, lead: Actor, liaison: Actor, desk: Actor, protocol: Actor
) -> None:
    sure(quake, lead, "The lobby is closed")
    row = holding(quake, liaison)
    both(row, liaison)
    commands.hand_on(statement_id=row.pk, by=liaison, at=NOON)
    with pytest.raises(rules.OwnWords):
        commands.sign(statement_id=row.pk, by=liaison, at=NOON)
    for other in (desk, protocol):  # facts are not theirs to check
        with pytest.raises(rules.NotYourStep):
            commands.sign(statement_id=row.pk, by=other, at=NOON)
    commands.sign(statement_id=row.pk, by=lead, at=NOON)
    commands.sign(statement_id=row.pk, by=protocol, at=NOON)
    with pytest.raises(rules.NotYourStep):
        commands.sign(statement_id=row.pk, by=protocol, at=NOON)
    with pytest.raises(rules.NotNow):
        commands.publish(statement_id=row.pk, receivers=["Antara"], by=desk, at=NOON)
    commands.send_back(statement_id=row.pk, why="The lobby has a name", by=protocol, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.version) == ("draft", 2)
    commands.hand_on(statement_id=row.pk, by=liaison, at=NOON)
    sheet = queries.statement_sheet(statement_id=row.pk, by=desk, at=NOON)
    assert [sign.version for sign in sheet.signs] == [1, 1, 1, 1, 2]
    assert sheet.line.state == "facts"  # the whole chain again


def test_nothing_goes_out_on_a_fact_that_is_too_old(
    quake: Incident, lead: Actor, desk: Actor
) -> None:
    fact = sure(quake, lead, "The lobby is closed")
    row = holding(quake, desk)
    cleared(row, desk, lead)
    late = NOON + 31 * MINUTE
    with pytest.raises(rules.Fell):
        commands.publish(statement_id=row.pk, receivers=["Antara"], by=desk, at=late)
    crisis.renew_fact(fact_id=fact.pk, by=lead, at=late)
    with pytest.raises(rules.NoReceiver):
        commands.publish(statement_id=row.pk, receivers=[" "], by=desk, at=late)
    commands.publish(statement_id=row.pk, receivers=["Antara", "Antara"], by=desk, at=late)
    assert Handout.objects.count() == 1


def test_the_liaison_hands_out_only_under_a_mandate(
    quake: Incident, lead: Actor, desk: Actor, liaison: Actor
) -> None:
    sure(quake, lead, "The lobby is closed")
    row = holding(quake, desk)
    cleared(row, desk, lead)
    hand = {"statement_id": row.pk, "receivers": ["Embassy"], "by": liaison}
    with pytest.raises(rules.NeedsAMandate):
        commands.publish(at=NOON, **hand)
    given = {"scope": "holding statement", "channel": "embassies", "until": NOON + 20 * MINUTE}
    person_id = liaison.person_id or 0
    with pytest.raises(rules.NotYourStep):
        commands.give_mandate(person_id=person_id, by=desk, at=NOON, **given)
    commands.give_mandate(person_id=person_id, by=lead, at=NOON, **given)
    with pytest.raises(rules.NeedsAMandate):
        commands.publish(at=NOON + 20 * MINUTE, **hand)
    commands.publish(at=NOON, **hand)
    assert Handout.objects.get().mandate is not None
    commands.end_mandate(mandate_id=Handout.objects.get().mandate_id, by=lead, at=NOON)  # type: ignore[arg-type]
    with pytest.raises(rules.NeedsAMandate):
        commands.publish(at=NOON, **hand)


def test_a_contradiction_is_corrected_as_a_doubt_and_a_cure_is_seen(
    quake: Incident, lead: Actor, desk: Actor
) -> None:
    fact = sure(quake, lead, "The lobby is closed")
    row = holding(quake, desk)
    cleared(row, desk, lead)
    commands.publish(statement_id=row.pk, receivers=["Antara"], by=desk, at=NOON)
    other = sure(quake, lead, "The lobby is open")
    crisis.contradict(fact_id=other.pk, other=fact.number, by=lead, at=NOON)
    react(at=NOON)
    row.refresh_from_db()
    assert row.fallen == {"1": [[1, "against"]]}
    correction = Statement.objects.get(corrects=row)
    assert "is in doubt" in correction.sentences.get().text_en
    crisis.withdraw_fact(fact_id=other.pk, why="a slip", by=lead, at=NOON)
    react(at=NOON)
    row.refresh_from_db()
    assert row.fallen == {}


def test_who_received_a_withdrawn_text_must_be_told(
    quake: Incident, lead: Actor, desk: Actor, liaison: Actor
) -> None:
    sure(quake, lead, "The lobby is closed")
    row = holding(quake, desk)
    cleared(row, desk, lead)
    commands.publish(statement_id=row.pk, receivers=["Antara", "Kompas"], by=desk, at=NOON)
    with pytest.raises(rules.NotYourStep):
        commands.withdraw_statement(statement_id=row.pk, why="x", by=liaison, at=NOON)
    commands.withdraw_statement(statement_id=row.pk, why="another quake", by=desk, at=NOON)
    commands.recall(handout_id=Handout.objects.get(receiver="Kompas").pk, by=desk, at=NOON)
    sheet = queries.statement_sheet(statement_id=row.pk, by=desk, at=NOON)
    assert [one.recalled_at is None for one in sheet.handouts] == [True, False]


def test_an_embargo_hides_it_from_who_is_not_in_the_chain(
    quake: Incident, lead: Actor, desk: Actor, lia: Any, as_actor: Any, event: Any
) -> None:
    officer = as_actor(lia, event)
    sure(quake, lead, "The lobby is closed")
    row = holding(quake, desk)
    commands.set_embargo(statement_id=row.pk, until=NOON + 10 * MINUTE, by=desk, at=NOON)
    cleared(row, desk, lead)
    assert queries.said(by=officer, at=NOON) == []
    commands.publish(statement_id=row.pk, receivers=["Antara"], by=desk, at=NOON)
    assert queries.said(by=officer, at=NOON + 9 * MINUTE) == []
    assert [one.number for one in queries.said(by=officer, at=NOON + 10 * MINUTE)] == [1]
    with pytest.raises(Statement.DoesNotExist):
        queries.statement_sheet(statement_id=row.pk, by=officer, at=NOON + timedelta(days=1))
