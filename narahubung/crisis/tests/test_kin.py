"""Family, then the embassy's word, then the press; the person's wish before all; need to know."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Fate, Head, Incident, Kin
from narahubung.crisis.queries import kin as queries
from narahubung.crisis.rules import kin as rules
from narahubung.crisis.tests.test_pages import E, as_
from narahubung.crisis.tests.test_switch import quake, switched
from narahubung.crisis.timetable import kin_calls
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member

MINUTE = timedelta(minutes=1)


@pytest.fixture
def guest(event: Any, arda: Any) -> Member:
    return Member.objects.create(event=event, party=arda, code="g", full_name="Galadriel")


@pytest.fixture
def row(guest: Member, lead: Actor, liaison: Actor) -> Incident:
    row = quake(lead)
    switched(row, lead, liaison)
    return row


def counted(by: Actor, state: str = "hospital") -> Fate:
    head = Head.objects.get()
    commands.count_head(head_id=head.pk, state=state, how="sighted", by=by, at=NOON)
    react(at=NOON)
    return Fate.objects.get()


def says(fate: Fate, by: Actor, answer: str = "given", **more: str) -> None:
    said = {"kin": answer, "embassy": answer, "press": answer, "heard": "Dr. Adi", **more}
    commands.note_consent(fate_id=fate.pk, by=by, at=NOON, **said)


def family(fate: Fate, by: Actor) -> list[Kin]:
    return [
        commands.add_kin(fate_id=fate.pk, name=name, phone="+1 555 0100", by=by, at=NOON)
        for name in ("Celeborn", "Celebrian")
    ]


def test_who_is_counted_as_hurt_is_taken_up_by_itself(
    row: Incident, lead: Actor, guest: Member
) -> None:
    fate = counted(lead)
    assert (fate.member_id, fate.kin) == (guest.pk, "unasked")
    counted(lead, "injured")
    board = queries.kin_board(number=1, by=lead, at=NOON)
    assert [(line.name, line.state) for line in board.fates] == [("Galadriel", "injured")]
    assert not board.missing


def test_who_is_missing_is_taken_up_by_hand_and_cannot_be_asked(row: Incident, lead: Actor) -> None:
    board = queries.kin_board(number=1, by=lead, at=NOON)
    ((head_id, *_),) = board.missing
    fate = commands.open_fate(head_id=head_id, by=lead, at=NOON)
    assert {fate.kin, fate.embassy, fate.press} == {"unable"}
    again = commands.open_fate(head_id=head_id, by=lead, at=NOON)
    assert again.pk == fate.pk


def test_who_can_speak_is_asked_first_and_a_no_stands(row: Incident, lead: Actor) -> None:
    fate = counted(lead)
    first, _ = family(fate, lead)
    call = {"fate_id": fate.pk, "kin_id": first.pk, "by": lead, "at": NOON}
    with pytest.raises(rules.AskThePerson):
        commands.call_kin(reached=True, **call)
    with pytest.raises(rules.NobodyHeardIt):
        says(fate, lead, heard=" ")
    says(fate, lead, "refused")
    with pytest.raises(rules.PersonSaysNo):
        commands.call_kin(reached=True, **call)
    with pytest.raises(rules.PersonSaysNo):
        commands.tell_embassy(fate_id=fate.pk, told_to="the consul", by=lead, at=NOON)


def test_the_family_is_called_in_its_order_until_somebody_is_reached(
    row: Incident, lead: Actor
) -> None:
    fate = counted(lead)
    first, second = family(fate, lead)
    says(fate, lead)
    call = {"fate_id": fate.pk, "by": lead}
    with pytest.raises(rules.CallFirst) as refused:
        commands.call_kin(kin_id=second.pk, reached=True, at=NOON, **call)
    assert "Celeborn" in str(refused.value)
    later = NOON + 10 * MINUTE
    commands.call_kin(kin_id=first.pk, reached=False, next_try_at=later, at=NOON, **call)
    (line,) = queries.kin_board(number=1, by=lead, at=later).fates
    assert line.is_try_due
    assert [one.is_next for one in line.kin] == [False, True]
    commands.call_kin(kin_id=second.pk, reached=True, at=later, **call)
    (line,) = queries.kin_board(number=1, by=lead, at=later).fates
    assert (line.kin_settled, line.kin_told_at, line.next_try_at) == (True, later, None)


def test_the_press_comes_last(row: Incident, lead: Actor, guest: Member, as_actor: Any) -> None:
    def named() -> bool:
        return queries.may_be_named(member_id=guest.pk, by=lead)

    assert not named()  # not accounted for
    fate = counted(lead)
    assert not named()
    says(fate, lead)
    assert not named()
    with pytest.raises(rules.EmbassyNotTold):
        commands.free_embassy(fate_id=fate.pk, by=lead, at=NOON)
    commands.tell_embassy(fate_id=fate.pk, told_to="the consul", by=lead, at=NOON)
    with pytest.raises(rules.FamilyFirst):
        commands.free_embassy(fate_id=fate.pk, by=lead, at=NOON)
    first, _ = family(fate, lead)
    call = {"kin_id": first.pk, "reached": True, "by": lead, "at": NOON}
    commands.call_kin(fate_id=fate.pk, **call)
    assert not named()
    commands.free_embassy(fate_id=fate.pk, by=lead, at=NOON)
    assert named()
    says(fate, lead, press="unable")
    assert not named()  # the family was not asked for the name
    commands.call_kin(fate_id=fate.pk, agree=True, **call)
    assert named()
    says(fate, lead, press="refused")
    assert not named()


def test_nobody_to_tell_needs_a_reason_and_lets_go_on(
    row: Incident, lead: Actor, guest: Member
) -> None:
    fate = counted(lead)
    says(fate, lead)
    for whom in ("kin", "embassy"):
        commands.note_nobody(fate_id=fate.pk, whom=whom, why="none there", by=lead, at=NOON)
    assert queries.may_be_named(member_id=guest.pk, by=lead)


def test_an_embassy_sees_its_own_nationals_and_only_with_consent(
    row: Incident, lead: Actor, person: Any, event: Any, arda: Any, bree: Any, as_actor: Any
) -> None:
    own = as_actor(person("consul", "focal_point", event, party=arda), event)
    other = as_actor(person("theoden", "focal_point", event, party=bree), event)
    fate = counted(lead)
    assert not queries.nationals(by=own)
    says(fate, lead)
    assert [one.name for one in queries.nationals(by=own)] == ["Galadriel"]
    assert not queries.nationals(by=other)
    says(fate, lead, embassy="refused")
    assert not queries.nationals(by=own)


def test_health_is_for_medical_staff_and_families_are_not(
    row: Incident, lead: Actor, person: Any, event: Any, lia: Any
) -> None:
    fate = counted(lead)
    family(fate, lead)
    doctor, chief = (
        as_(person("doc", "medical", event)),
        as_(person("elrond", "crisis_lead", event)),
    )
    there = f"{E}/crisis/fate/{fate.pk}"
    assert chief.post(f"{there}/condition/", {"text": "broken arm"}).status_code == 404
    assert doctor.post(f"{there}/condition/", {"text": "broken arm"}).status_code == 302
    page = f"{E}/incidents/1/kin/"
    assert "broken arm" in doctor.get(page).content.decode()
    assert "Celeborn" not in doctor.get(page).content.decode()
    assert "Celeborn" in chief.get(page).content.decode()
    assert "broken arm" not in chief.get(page).content.decode()
    officer = as_(lia)
    assert officer.get(page).status_code == 404
    assert officer.post(f"{E}/crisis/head/{Head.objects.get().pk}/fate/").status_code == 404
    stored = " ".join(StoredEntry.objects.values_list("facts", flat=True))
    assert "Celeborn" not in stored
    assert "broken arm" not in stored


def test_through_the_pages(row: Incident, lead: Actor, person: Any, event: Any, arda: Any) -> None:
    fate = counted(lead)
    chief = as_(person("arwen", "crisis_liaison", event))
    there = f"{E}/crisis/fate/{fate.pk}"
    said = {"kin": "given", "embassy": "given", "press": "refused"}
    assert chief.post(f"{there}/says/", said).status_code == 422
    assert chief.post(f"{there}/says/", {**said, "heard": "me"}).status_code == 302
    assert chief.post(f"{there}/kin/", {"name": "Celeborn", "phone": "+1"}).status_code == 302
    assert chief.post(f"{there}/take/").status_code == 302
    kin = Kin.objects.get()
    assert chief.post(f"{there}/embassy/", {"told_to": "the consul"}).status_code == 302
    assert chief.post(f"{there}/free/").status_code == 409
    assert chief.post(f"{there}/call/", {"kin_id": kin.pk, "reached": "on"}).status_code == 302
    assert chief.post(f"{there}/free/").status_code == 302
    page = chief.get(f"{E}/incidents/1/kin/").content.decode()
    assert "Not to the press" in page
    consul = as_(person("consul", "focal_point", event, party=arda))
    assert "Galadriel" in consul.get(f"{E}/nationals/").content.decode()
    assert consul.get(f"{E}/incidents/1/kin/").status_code == 404


def test_the_call_that_is_due_is_pushed_to_who_makes_it(
    row: Incident, guest: Member, lead: Actor, liaison: Actor
) -> None:
    fate = counted(lead)

    def told(at: Any) -> list[list[str]]:
        kin_calls(at=at, key=uuid4())
        kin_calls(at=at, key=uuid4())
        rows = StoredEntry.objects.filter(kind="crisis.kin_calls_due").order_by("pk")
        assert not rows.filter(facts__contains="Galadriel").exists()
        return [row.tell.split() for row in rows]

    both = {str(lead.person_id), str(liaison.person_id)}
    assert [set(people) for people in told(NOON)] == [both]  # nobody took it: all who may
    commands.take_kin_call(fate_id=fate.pk, by=lead, at=NOON)
    says(fate, lead)
    (first, _) = family(fate, lead)
    later = NOON + 20 * MINUTE
    commands.call_kin(
        fate_id=fate.pk, kin_id=first.pk, reached=False, next_try_at=later, by=lead, at=NOON
    )
    assert len(told(later - MINUTE)) == 1
    assert told(later)[1:] == [[str(lead.person_id)]]
    commands.call_kin(fate_id=fate.pk, kin_id=first.pk, reached=True, by=lead, at=later)
    assert len(told(later + 60 * MINUTE)) == 2
