"""Authorities: proposed by kind and grade, each with the clock of its law, a letter, a proof."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Incident, Notice, Permission
from narahubung.crisis.notices import duties_to_tell
from narahubung.crisis.queries import notices as queries
from narahubung.crisis.rules import notices as rules
from narahubung.crisis.rules.incidents import NeedsAReason
from narahubung.crisis.tests.test_facts import told as fact
from narahubung.crisis.tests.test_pages import E, as_
from narahubung.crisis.timetable import notices as overdue
from narahubung.crisis.words import GRADES, KINDS
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def reported(by: Actor, kind: str = "data") -> Incident:
    row = commands.report_incident(kind=kind, what="A list is out.", by=by, at=NOON)
    react(at=NOON)
    return row


def board(by: Actor, at: Any = NOON) -> queries.NoticeBoard:
    return queries.notice_board(number=1, by=by, at=at)


def of(row: Incident, code: str) -> Notice:
    found: Notice = row.notices.get(code=code)
    return found


def test_every_duty_of_the_file_names_kinds_and_grades_there_are() -> None:
    for duty in duties_to_tell().values():
        assert duty.kinds <= set(KINDS)
        assert duty.from_grade in GRADES
        assert duty.to
        assert duty.law
        assert duty.how
        assert duty.within_min > 0


def test_a_breach_of_personal_data_is_to_be_told_in_three_days(lead: Actor) -> None:
    row = reported(lead)
    found = board(lead)
    agency = next(line for line in found.open if line.id == of(row, "pdp-agency").pk)
    assert agency.is_legal
    assert agency.due_at == NOON + timedelta(hours=72)
    assert "46" in agency.law
    assert [line.due_at for line in found.open] == sorted(line.due_at for line in found.open)


def test_a_higher_grade_proposes_more_and_nothing_twice(lead: Actor) -> None:
    row = reported(lead, "quake")
    assert not row.notices.filter(code="bpbd").exists()
    for grade in ("severe", "extreme"):
        commands.grade_incident(incident_id=row.pk, grade=grade, why="x", by=lead, at=NOON)
        react(at=NOON)
    assert row.notices.filter(code="bpbd").count() == 1
    with pytest.raises(rules.NothingToPropose):
        commands.propose_notices(incident_id=row.pk, by=lead, at=NOON)


def test_the_clock_runs_from_when_it_was_known_and_what_is_late_is_told_once(lead: Actor) -> None:
    row = reported(lead)
    police = of(row, "police")
    for later, times in ((29, 0), (30, 1), (60, 1)):
        overdue(at=NOON + later * MINUTE, key=uuid4())
        assert StoredEntry.objects.filter(kind="crisis.notice_overdue").count() == times
    first = board(lead, NOON + HOUR).open[0]
    assert (first.id, first.is_late, first.left_min) == (police.pk, True, -30)
    later = NOON + HOUR
    with pytest.raises(rules.KnownInTheFuture):
        commands.correct_knowledge(
            notice_id=police.pk, known_at=later + MINUTE, why="x", by=lead, at=later
        )
    commands.correct_knowledge(
        notice_id=police.pk, known_at=later, why="typed late", by=lead, at=later
    )
    assert board(lead, later).late == 0


def test_told_is_with_a_name_a_number_or_a_file_and_can_be_taken_back(lead: Actor) -> None:
    row = reported(lead)
    police = of(row, "police")
    with pytest.raises(rules.NotToldYet):
        commands.note_told(notice_id=police.pk, told_to=" ", way="phone", by=lead, at=NOON)
    early = {"told_at": NOON - MINUTE, "notice_id": police.pk, "by": lead, "at": NOON}
    with pytest.raises(rules.ToldTooEarly):
        commands.note_told(told_to="Bripka Adi", way="phone", **early)
    told = {"told_to": "Bripka Adi", "way": "phone", "number": "LP/12"}
    commands.note_told(notice_id=police.pk, **told, by=lead, at=NOON + HOUR)
    with pytest.raises(rules.NoticeIsSettled):
        commands.drop_notice(notice_id=police.pk, why="x", by=lead, at=NOON)
    (line,) = board(lead, NOON + HOUR).settled
    assert (line.told_to, line.number, line.is_late) == ("Bripka Adi", "LP/12", True)
    with pytest.raises(NeedsAReason):
        commands.reopen_notice(notice_id=police.pk, why="", by=lead, at=NOON)
    commands.reopen_notice(notice_id=police.pk, why="another office", by=lead, at=NOON)
    assert not board(lead).settled


def test_a_letter_is_ready_and_says_only_what_is_confirmed(lead: Actor) -> None:
    row = reported(lead)
    fact(row, lead, text="The list was online for an hour", source="BSSN", is_authority=True)
    fact(row, lead, text="A rumour of a hacker", source="A guest")
    notice = of(row, "pdp-agency")
    letter = queries.letter_to(notice_id=notice.pk, by=lead, at=NOON)
    assert "The list was online for an hour" in letter.text
    assert "hacker" not in letter.text
    assert "Data pribadi yang terungkap" in letter.text
    assert letter.has_blanks
    commands.write_letter(notice_id=notice.pk, text="All is known.", by=lead, at=NOON)
    letter = queries.letter_to(notice_id=notice.pk, by=lead, at=NOON)
    assert (letter.text, letter.is_draft, letter.has_blanks) == ("All is known.", False, False)


def test_a_duty_by_hand_and_permissions_with_their_state(lead: Actor) -> None:
    row = reported(lead)
    with pytest.raises(rules.NobodyNamed):
        commands.add_notice(incident_id=row.pk, to=" ", law="", within_min=9, by=lead, at=NOON)
    commands.add_notice(incident_id=row.pk, to="Harbour", law="", within_min=9, by=lead, at=NOON)
    assert board(lead).open[0].to == "Harbour"
    made = commands.need_permission(
        incident_id=row.pk, what="night flight", authority="Airport", by=lead, at=NOON
    )
    commands.move_permission(
        permission_id=made.pk,
        state="granted",
        number="7",
        valid_until=NOON + HOUR,
        by=lead,
        at=NOON,
    )
    assert [one.is_over for one in board(lead).permissions] == [False]
    assert [one.is_over for one in board(lead, NOON + HOUR).permissions] == [True]


def test_through_pages_with_a_photo_and_the_letter_as_pdf(
    person: Any, event: Any, lia: Any, lead: Actor
) -> None:
    chief, officer = as_(person("elrond", "crisis_lead", event)), as_(lia)
    row = reported(lead, "security")
    notice = of(row, "police")
    page = chief.get(f"{E}/incidents/1/notices/").content.decode()
    assert "110" in page
    assert officer.get(f"{E}/incidents/1/notices/").status_code == 404
    pdf = chief.get(f"{E}/paper/letter-{notice.pk}.pdf")
    assert pdf.content[:5] == b"%PDF-"
    assert officer.get(f"{E}/paper/letter-{notice.pk}.pdf").status_code == 404
    there = f"{E}/crisis/notice/{notice.pk}"
    assert chief.post(f"{there}/told/", {"way": "phone", "told_at": "soon"}).status_code == 422
    receipt = SimpleUploadedFile("r.pdf", b"%PDF-1.7 a receipt", "application/pdf")
    said = {"way": "letter", "told_to": "Bripka Adi", "proof": receipt}
    assert chief.post(f"{there}/told/", said).status_code == 302
    proof = chief.get(f"{there}/proof/")
    assert b"".join(proof).startswith(b"%PDF-")
    assert officer.get(f"{there}/proof/").status_code == 404
    notice.refresh_from_db()
    assert notice.letter  # as it was sent
    asked = {"what": "close the road", "authority": "Police"}
    assert chief.post(f"{E}/incidents/1/permissions/", asked).status_code == 302
    moved = f"{E}/crisis/permission/{Permission.objects.get().pk}/move/"
    assert chief.post(moved, {"state": "asked"}).status_code == 302
    assert "close the road" in chief.get(f"{E}/incidents/1/notices/").content.decode()
