"""An incident is reported and graded; two people make it a crisis; each role finds its person."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.accounts.models import Reach
from narahubung.crisis import commands
from narahubung.crisis.models import Card, Incident, Switch
from narahubung.crisis.playbook import playbook
from narahubung.crisis.queries import incidents as queries
from narahubung.crisis.rules import incidents as rules
from narahubung.crisis.timetable import cards_nobody_took, second_person
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.relays.models import Recipient, Relay

SECOND = timedelta(seconds=1)


def quake(by: Actor) -> Incident:
    return commands.report_incident(
        kind="quake", what="The ground shook, a wall fell.", place_text="lobby", by=by, at=NOON
    )


def switched(row: Incident, first: Actor, second: Actor) -> Switch:
    switch = commands.ask_for_crisis(incident_id=row.pk, why="people are hurt", by=first, at=NOON)
    commands.confirm_crisis(switch_id=switch.pk, by=second, at=NOON)
    switch.refresh_from_db()
    react(at=NOON)
    return switch


def test_a_report_has_a_number_and_reaches_who_leads(
    lead: Actor, lia: Any, as_actor: Any, event: Any
) -> None:
    officer = as_actor(lia, event)
    first, second = quake(officer), quake(officer)
    assert (first.number, second.number) == (1, 2)
    told = StoredEntry.objects.filter(kind="crisis.reported").first()
    assert told is not None
    open_, closed = queries.incident_list(by=lead)
    assert [line.number for line in open_] == [2, 1]
    assert not closed
    assert [line.number for line in queries.incident_list(by=officer)[0]] == [2, 1]


def test_what_others_reported_an_officer_does_not_see(
    lead: Actor, lia: Any, as_actor: Any, event: Any
) -> None:
    quake(lead)
    officer = as_actor(lia, event)
    assert queries.incident_list(by=officer) == ([], [])
    with pytest.raises(Incident.DoesNotExist):
        queries.incident_sheet(number=1, by=officer, at=NOON)
    with pytest.raises(Incident.DoesNotExist):
        commands.grade_incident(incident_id=1, grade="minor", why="x", by=officer, at=NOON)


def test_a_grade_needs_its_reason_and_keeps_its_history(lead: Actor) -> None:
    row = quake(lead)
    with pytest.raises(rules.NeedsAReason):
        commands.grade_incident(incident_id=row.pk, grade="severe", why=" ", by=lead, at=NOON)
    for number, (grade, why) in enumerate([("severe", "a wall fell"), ("extreme", "two are dead")]):
        at = NOON + number * SECOND
        commands.grade_incident(incident_id=row.pk, grade=grade, why=why, by=lead, at=at)
    sheet = queries.incident_sheet(number=1, by=lead, at=NOON)
    assert [line.why for line in sheet.gradings] == ["two are dead", "a wall fell"]
    assert sheet.line.grade == "extreme"


def test_the_switch_takes_two_people(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    switch = commands.ask_for_crisis(incident_id=row.pk, why="people are hurt", by=lead, at=NOON)
    row.refresh_from_db()
    assert row.state == "reported"
    with pytest.raises(rules.SecondPerson):
        commands.confirm_crisis(switch_id=switch.pk, by=lead, at=NOON)
    with pytest.raises(rules.AlreadyAsked):
        commands.ask_for_crisis(incident_id=row.pk, why="me too", by=liaison, at=NOON)
    commands.confirm_crisis(switch_id=switch.pk, by=liaison, at=NOON + SECOND)
    row.refresh_from_db()
    assert (row.state, row.crisis_since) == ("crisis", NOON + SECOND)
    assert row.report_due_at == NOON + SECOND + timedelta(minutes=30)
    now = queries.crisis_now(event_id=row.event_id, by=lead)
    assert now is not None
    assert now.number == row.number


def test_nobody_confirms_and_all_are_told_once_more(
    lead: Actor, liaison: Actor, sari: Any, event: Any
) -> None:
    row = quake(lead)
    commands.ask_for_crisis(incident_id=row.pk, why="people are hurt", by=lead, at=NOON)
    for later, times in ((29, 1), (30, 2), (90, 2)):
        second_person(at=NOON + later * SECOND, key=uuid4())
        assert StoredEntry.objects.filter(kind="crisis.switch_asked").count() == times


def test_it_can_be_taken_back_for_thirty_seconds(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    switch = switched(row, lead, liaison)
    late = NOON + 31 * SECOND
    with pytest.raises(rules.TooLateToTakeBack):
        commands.take_crisis_back(switch_id=switch.pk, why="a slip", by=lead, at=late)
    commands.take_crisis_back(switch_id=switch.pk, why="a slip", by=lead, at=NOON + 30 * SECOND)
    row.refresh_from_db()
    assert (row.state, row.crisis_since, row.report_due_at) == ("reported", None, None)
    assert not Card.objects.filter(over_at=None).exists()
    switched(row, liaison, lead)  # and it can be switched again
    assert Card.objects.filter(over_at=None).count() == len(playbook().roles)


def test_one_crisis_at_a_time(lead: Actor, liaison: Actor) -> None:
    one, other = quake(lead), quake(lead)
    switched(one, lead, liaison)
    with pytest.raises(rules.AnotherCrisis):
        commands.ask_for_crisis(incident_id=other.pk, why="this, too", by=lead, at=NOON)
    with pytest.raises(rules.IsACrisis):
        commands.close_incident(incident_id=one.pk, why="over", by=lead, at=NOON)
    commands.end_crisis(incident_id=one.pk, why="all are safe", by=lead, at=NOON)
    commands.close_incident(incident_id=one.pk, why="over", by=lead, at=NOON)
    with pytest.raises(rules.IncidentIsOver):
        commands.close_incident(incident_id=one.pk, why="over", by=lead, at=NOON)
    commands.reopen_incident(incident_id=one.pk, why="an aftershock", by=lead, at=NOON)
    switched(other, lead, liaison)


def test_each_role_finds_one_person(lead: Actor, liaison: Actor) -> None:
    row = quake(lead)
    switched(row, lead, liaison)
    cards = {card.role: card for card in Card.objects.all()}
    assert set(cards) == set(playbook().roles)
    message = Relay.objects.get(pk=cards["lead"].relay_id)
    assert message.precedence == "kilat"
    assert [each.person_id for each in message.recipients.all()] == [lead.person_id]
    with pytest.raises(rules.NotYourCard):
        commands.take_card(card_id=cards["lead"].pk, by=liaison, at=NOON)
    commands.take_card(card_id=cards["lead"].pk, by=lead, at=NOON)
    mine = Recipient.objects.get(relay=message, person_id=lead.person_id)
    assert mine.state == "acknowledged"
    with pytest.raises(rules.CardIsTaken):
        commands.take_card(card_id=cards["lead"].pk, by=lead, at=NOON)
    line = queries.own_card(card_id=cards["lead"].pk, by=lead, at=NOON)
    assert line.is_mine
    assert len(line.first) == 5


def test_a_card_that_nobody_takes_goes_to_who_stands_behind(
    lead: Actor, liaison: Actor, sari: Any, event: Any, as_actor: Any
) -> None:
    row = quake(lead)
    switched(row, lead, liaison)
    card = Card.objects.get(role="liaison")
    later = NOON + playbook().pass_on
    cards_nobody_took(at=later - SECOND, key=uuid4())
    card.refresh_from_db()
    assert card.passed_on_at is None
    cards_nobody_took(at=later, key=uuid4())
    card.refresh_from_db()
    assert card.passed_on_at == later
    coordinator = as_actor(sari, event)
    commands.take_card(card_id=card.pk, by=coordinator, at=later)
    commands.give_card_back(card_id=card.pk, by=coordinator, at=later)
    react(at=later)
    card.refresh_from_db()
    assert card.held_by_id is None
    asked = Recipient.objects.filter(relay_id=card.relay_id).values_list("person_id", flat=True)
    assert list(asked) == [liaison.person_id]


def test_a_role_that_nobody_holds_stops_nothing(lead: Actor, liaison: Actor) -> None:
    switched(quake(lead), lead, liaison)
    card = Card.objects.get(role="medical")
    assert (card.relay_id, card.told) == (None, 0)
    assert Reach.objects.filter(role="medical").count() == 0
