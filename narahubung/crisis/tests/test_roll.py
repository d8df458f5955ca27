"""Who is safe: asked when a crisis begins, answered with one tap, asked again until complete."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.assignments.models import Attachment
from narahubung.crisis import commands
from narahubung.crisis.models import Head, Incident, Roll
from narahubung.crisis.queries import counting as queries
from narahubung.crisis.rules import counting as rules
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.crisis.timetable import rounds
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.movements.models import Whereabouts
from narahubung.parties.models import Member, Officer, Party, Place
from narahubung.relays.models import Recipient

MINUTE = timedelta(minutes=1)


@pytest.fixture
def people(event: Any, arda: Any, bree: Any) -> dict[str, Member]:
    made = {}
    for party, names in ((arda, ("Galadriel", "Celeborn")), (bree, ("Barliman",))):
        for name in names:
            made[name] = Member.objects.create(
                event=event, party=party, code=name.lower(), full_name=name
            )
    hotel = Place.objects.create(event=event, code="H1", name="The Mulia")
    Whereabouts.objects.create(
        event=event, party=arda, state="hotel", place=hotel, since=NOON - MINUTE, by_name="Lia"
    )
    return made


@pytest.fixture(autouse=True)
def attached(event: Any, arda: Any, lia: Any) -> None:
    officer = Officer.objects.get(person=lia)
    Attachment.objects.create(
        event=event,
        party=arda,
        officer=officer,
        position="lead",
        since=NOON - timedelta(days=1),
        until=NOON + timedelta(days=1),
    )


@pytest.fixture
def roll(people: dict[str, Member], lead: Actor, liaison: Actor, lia: Any) -> Roll:
    switched(quake(lead), lead, liaison)
    return Roll.objects.get()


def test_a_sponsor_with_a_lane_of_its_own_keeps_nobody_from_being_asked(
    event: Any, people: dict[str, Member], lead: Actor, liaison: Actor, lia: Any
) -> None:
    gondor = Party.objects.create(event=event, code="GON", name_en="Gondor", kind="sponsor")
    Member.objects.create(event=event, party=gondor, code="d", full_name="Denethor")
    switched(quake(lead), lead, liaison)
    roll = Roll.objects.get()
    assert roll.heads.filter(party=gondor).exists()
    assert Recipient.objects.filter(relay_id=roll.relay_id, person=lia).exists()


def test_everybody_here_is_asked_for(roll: Roll, lead: Actor, lia: Any) -> None:
    sheet = queries.roll_sheet(incident_number=1, by=lead, at=NOON)
    assert sheet is not None
    assert (sheet.heads, sheet.accounted) == (3, 0)
    assert {head.name for head in sheet.unreached} == {"Galadriel", "Celeborn", "Barliman"}
    seen = next(head for head in sheet.unreached if head.name == "Galadriel")
    assert "The Mulia" in seen.where
    asked = Recipient.objects.filter(relay_id=roll.relay_id).values_list("person_id", flat=True)
    assert list(asked) == [lia.pk]


def test_one_tap_counts_a_delegation_and_nobody_else(
    roll: Roll, arda: Party, bree: Party, lia: Any, as_actor: Any, event: Any, lead: Actor
) -> None:
    officer = as_actor(lia, event)
    with pytest.raises(Party.DoesNotExist):
        commands.count_party(roll_id=roll.pk, party_id=bree.pk, by=officer, at=NOON)
    assert commands.count_party(roll_id=roll.pk, party_id=arda.pk, by=officer, at=NOON) == 2
    with pytest.raises(rules.NobodyToCount):
        commands.count_party(roll_id=roll.pk, party_id=arda.pk, by=officer, at=NOON)
    (own,) = queries.own_rolls(by=officer)
    assert (own.party, own.missing) == ("ARD", 0)
    sheet = queries.roll_sheet(incident_number=1, by=lead, at=NOON)
    assert sheet is not None
    assert [head.name for head in sheet.unreached] == ["Barliman"]


def test_what_was_seen_later_stands(
    roll: Roll, lia: Any, as_actor: Any, event: Any, people: dict[str, Member]
) -> None:
    officer = as_actor(lia, event)
    head = Head.objects.get(member=people["Galadriel"])
    later = NOON + 3 * MINUTE
    commands.count_head(head_id=head.pk, state="hospital", by=officer, at=later)
    commands.count_head(head_id=head.pk, state="safe", by=officer, at=NOON + MINUTE)
    head.refresh_from_db()
    assert (head.state, head.seen_at) == ("hospital", later)
    with pytest.raises(rules.NotAState):
        commands.count_head(head_id=head.pk, state="fine", by=officer, at=later)


def test_it_is_asked_again_until_all_are_there(
    roll: Roll, lead: Actor, as_actor: Any, sari: Any, event: Any
) -> None:
    rounds(at=NOON + 19 * MINUTE, key=uuid4())
    roll.refresh_from_db()
    assert roll.cycle == 1
    rounds(at=NOON + 20 * MINUTE, key=uuid4())
    roll.refresh_from_db()
    assert roll.cycle == 2
    coordinator = as_actor(sari, event)
    for head in Head.objects.all():
        commands.count_head(head_id=head.pk, state="safe", by=coordinator, at=NOON + 21 * MINUTE)
    roll.refresh_from_db()
    assert roll.complete_at == NOON + 21 * MINUTE
    rounds(at=NOON + 60 * MINUTE, key=uuid4())
    roll.refresh_from_db()
    assert roll.cycle == 2
    head = Head.objects.first()
    assert head is not None
    commands.count_head(head_id=head.pk, state="unaccounted", by=coordinator, at=NOON + 22 * MINUTE)
    roll.refresh_from_db()
    assert roll.complete_at is None


def test_it_ends_with_the_crisis(roll: Roll, lead: Actor, arda: Party) -> None:
    row = Incident.objects.get()
    commands.end_crisis(incident_id=row.pk, why="all are safe", by=lead, at=NOON)
    react(at=NOON)
    head = Head.objects.first()
    assert head is not None
    with pytest.raises(rules.RollIsOver):
        commands.count_head(head_id=head.pk, state="safe", by=lead, at=NOON)
