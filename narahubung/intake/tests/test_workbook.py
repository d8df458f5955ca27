"""The organiser's real workbook: every row accounted for, nothing twice, changes exactly."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from narahubung.accounts.models import Event
from narahubung.assignments.models import Preassignment
from narahubung.care.models import CareRecord
from narahubung.gifts.models import Gift
from narahubung.intake.difference import Difference
from narahubung.intake.from_shell import Outcome, take_in_file
from narahubung.intake.models import Import
from narahubung.journal.models import Act, StoredEntry
from narahubung.journal.verifying import verify
from narahubung.knowledge.models import Briefing, Rule
from narahubung.meetings.models import Meeting
from narahubung.movements.models import EscortUnit, Movement, TravelTime, Trip, Vehicle
from narahubung.needs.models import Need
from narahubung.parties.models import Contact, Department, Member, Officer, Party, Place
from narahubung.programme.models import Item
from narahubung.stays.models import Hotel, RoomBlock
from narahubung.training.models import LanguageSkill, ServiceRecord

COUNTS = {
    Party: 45,
    Member: 442,
    Officer: 160,
    ServiceRecord: 160,
    Item: 31,
    Movement: 172,
    Trip: 350,
    Place: 19 + 14,
    Hotel: 14,
    RoomBlock: 43,
    Vehicle: 186,
    EscortUnit: 47,
    TravelTime: 265,
    Department: 10,
    Contact: 80,
    Preassignment: 12,
    Meeting: 76,
    Need: 120,
    Gift: 55,
    Rule: 30,
    Briefing: 30,
}


def rows_of(difference: Difference, verdict: str) -> list[str]:
    return [f"{row.sheet} {row.code}" for row in difference.rows if row.verdict == verdict]


def told(outcome: Outcome) -> dict[str, tuple[str, str]]:
    return {
        f"{row.code} {one.field}": (one.old, one.new)
        for row in outcome.difference.rows
        for one in row.told
    }


def test_all_rows_of_all_sheets_are_stored(bali: Any) -> None:
    assert {model: model.objects.count() for model in COUNTS} == COUNTS
    assert LanguageSkill.objects.filter(officer__code="LO-001").count() == 3
    assert bali.zone == "Asia/Makassar"
    assert bali.facts["emergency_number"]["value"] == "112"
    assert str(bali.starts_on) == "2022-11-15"


def test_the_contract_of_the_json_answer(
    db: None, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_list", str(workbook), dry_run=True, json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer["lost"] == 0
    assert len(answer["sheets"]) == 21
    assert answer["sheets"]["Delegates"] == {
        "rows": 442, "new": 442, "same": 0, "changed": 0, "ignored": 0, "problems": 0
    }  # fmt: skip
    assert not Event.objects.exists()
    assert not Import.objects.exists()


def test_one_act_holds_it_all_and_the_chain_is_whole(bali: Any) -> None:
    assert Act.objects.count() == 1
    act = Act.objects.get()
    assert (act.event_id, act.command, act.by_name) == (bali.pk, "intake.take_in", "Narahubung")
    assert verify().whole
    assert Import.objects.get().state == "applied"


def test_the_same_file_again_writes_nothing(bali: Any, workbook: Path) -> None:
    before = (Act.objects.count(), StoredEntry.objects.count(), Import.objects.count())
    outcome = take_in_file(workbook)
    totals = outcome.difference.totals()
    assert totals["same"] == totals["rows"]
    assert not outcome.stored
    assert (Act.objects.count(), StoredEntry.objects.count(), Import.objects.count()) == before


def test_a_changed_file_shows_and_stores_exactly_the_changes(
    bali: Any,
    changed: Any,
) -> None:
    late = Movement.objects.get(code="MV-002")
    file = changed(
        ("Arrivals & Departures", "F3", "10:30"),  # MV-002: planned 08.30
        ("Vehicles", "B2", "DK 7 AA"),
        ("Delegates", "M3", "vegan"),  # P-IDN-01
        ("Officers", "G2", "id:C2; en:C2; fr:C1"),
        ("Event", "B5", "Another theme"),
    )
    outcome = take_in_file(file)
    assert outcome.stored
    assert outcome.difference.totals()["changed"] == 5
    assert outcome.difference.totals()["new"] == 0
    assert told(outcome) == {
        "MV-002 planned_at": ("2022-11-14 08.30 WITA", "2022-11-14 10.30 WITA"),
        "V001 plate": ("DK 0001 ZZ", "DK 7 AA"),
        "P-IDN-01 diet": ("•••", "•••"),
        "LO-001 languages": ("en:C1; fr:C1; id:C2", "en:C2; fr:C1; id:C2"),
        "theme theme": ("Recover Together, Recover Stronger", "Another theme"),
    }
    late.refresh_from_db()
    assert f"{late.expected_at:%H:%M}" == f"{late.planned_at:%H:%M}" == "02:30"  # UTC
    assert CareRecord.objects.get(member__code="P-IDN-01").diet == "vegan"
    kinds = StoredEntry.objects.filter(kind="journal.corrected").values_list("facts", flat=True)
    assert sorted(json.loads(facts)["code"] for facts in kinds) == [
        "LO-001", "MV-002", "P-IDN-01", "V001"
    ]  # fmt: skip
    assert take_in_file(file).difference.is_nothing


def test_a_told_delay_survives_the_same_list(bali: Any, workbook: Path) -> None:
    from datetime import timedelta

    late = Movement.objects.get(code="MV-002")
    late.expected_at += timedelta(minutes=95)
    late.save()
    assert take_in_file(workbook).difference.is_nothing


def test_what_people_told_stands_against_a_list_that_repeats_itself(
    bali: Any, workbook: Path, changed: Any
) -> None:
    need = Need.objects.get(code="RQ-002")
    need.state = "done"
    need.save()
    outcome = take_in_file(workbook)
    assert outcome.difference.is_nothing
    assert any(remark[0] == "kept_here" for remark in outcome.difference.remarks)
    outcome = take_in_file(changed(("Requests", "M3", "accepted")))  # the list knows something new
    assert told(outcome) == {"RQ-002 state": ("done", "accepted")}
    need.refresh_from_db()
    assert need.state == "accepted"


def test_every_column_of_the_workbook_is_described(whole: Any) -> None:
    from narahubung.intake.sheets import EVENT, recognise

    for sheet in whole.sheets:
        found = recognise(sheet)
        assert found is not None
        if found.sheet is not EVENT:
            assert set(found.header) <= found.sheet.columns


def test_a_row_that_is_gone_stays_and_is_named(
    bali: Any,
    changed: Any,
) -> None:
    outcome = take_in_file(changed(without=("Vehicles", 2)))
    assert outcome.difference.is_nothing
    sheet = next(one for one in outcome.difference.sheets if one.name == "Vehicles")
    assert sheet.gone == ("V001",)
    assert Vehicle.objects.filter(code="V001").exists()


def test_sheets_and_columns_may_stand_in_any_order_below_a_title(
    bali: Any,
    changed: Any,
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(changed(("Gifts", "A1", "gift_id")))
    sheet = book["Gifts"]
    rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
    book.remove(sheet)
    shuffled = book.create_sheet("Cinderamata", 0)
    shuffled.append(["Register of gifts, revision 4"])
    shuffled.append([])
    shuffled.append([f" {str(name).upper().replace('_', ' ')}\u00a0" for name in rows[0]])
    for row in rows[1:]:
        shuffled.append(row)
    book.save(tmp_path / "shuffled.xlsx")
    outcome = take_in_file(tmp_path / "shuffled.xlsx")
    assert outcome.difference.is_nothing
    assert outcome.difference.counters()["Cinderamata"]["same"] == 55


def test_problems_name_sheet_and_cell_and_nothing_is_stored(
    bali: Any,
    changed: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = changed(
        ("Arrivals & Departures", "G3", None),  # no zone
        ("Arrivals & Departures", "E4", "next Tuesday"),
        ("Trips", "E2", "V-NOWHERE"),
        ("Vehicles", "E2", "three"),
        ("Delegates", "A5", "P-IDN-01"),  # twice
        ("Gifts", "F14", "=1/0"),
    )
    before = Act.objects.count()
    with override("en"), pytest.raises(CommandError, match="Nothing was taken in"):
        call_command("import_list", str(file))
    says = capsys.readouterr().err.splitlines()
    assert (
        "Arrivals & Departures F3: On whose clock is 08.30? Name the time zone in this row." in says
    )
    assert any(s.startswith("Arrivals & Departures E4: “next Tuesday” is not a day.") for s in says)
    assert any(s.startswith("Trips E2: V-NOWHERE stands in no list of venues") for s in says)
    assert "Vehicles E2: “three” is not a number." in says
    assert any(s.startswith("Delegates A5: P-IDN-01 stands in the list already") for s in says)
    assert any(s.startswith("Gifts F14: The formula was never computed.") for s in says)
    assert Act.objects.count() == before


def test_columns_nobody_described_are_kept(
    bali: Any,
    changed: Any,
) -> None:
    file = changed(
        ("Vehicles", "P1", "Windows"),
        ("Vehicles", "P2", "tinted"),
        ("Delegates", "Z1", "Blood type"),
        ("Delegates", "Z3", "O+"),
    )
    outcome = take_in_file(file)
    assert outcome.stored
    assert Vehicle.objects.get(code="V001").note == "Windows: tinted"
    # About a person it may be anything: it goes where only medical staff look, sealed.
    assert CareRecord.objects.get(member__code="P-IDN-01").medical_note == "Blood type: O+"
    assert rows_of(outcome.difference, "changed") == ["Delegates P-IDN-01", "Vehicles V001"]


def test_a_sheet_nobody_knows_is_left_alone(
    bali: Any,
    changed: Any,
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(changed())
    extra = book.create_sheet("Seating draft")
    extra.append(["Table", "Who"])
    extra.append([1, "to be decided"])
    hidden = book.create_sheet("old")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "more.xlsx")
    outcome = take_in_file(tmp_path / "more.xlsx")
    counters = outcome.difference.counters()
    assert counters["Seating draft"]["ignored"] == counters["Seating draft"]["rows"] == 2
    assert counters["old"]["ignored"] == 1
    assert outcome.difference.lost == 0
    with override("en"):
        assert "not recognised: left alone" in outcome.table()


def test_certainty_is_what_the_list_says(bali: Any) -> None:
    of = dict(Movement.objects.values_list("time_status", "certainty"))
    assert of["assumed"] == of["day_known"] == of["order_known"] == "tentative"
    assert of["published"] == "confirmed"
    meetings = dict(Meeting.objects.values_list("status", "certainty"))
    assert meetings["requested"] == "tentative"
    assert meetings["declined"] == meetings["cancelled"] == "cancelled"
    assert Movement.objects.get(code="MV-002").note.endswith("synthetic: time assumed")


def test_who_attends_comes_from_the_words_and_from_the_trips(bali: Any) -> None:
    in_person = Party.objects.exclude(attendance="virtual").count()
    dinner = Item.objects.get(code="PRG-15")
    assert dinner.attending.count() == in_person
    assert dinner.kind == "gala"
    assert not Item.objects.get(code="PRG-21").attending.exists()


def test_members_know_their_movements_and_movements_their_passengers(bali: Any) -> None:
    member = Member.objects.get(code="P-ATC-07")
    assert sorted(m.code for m in member.movements.all()) == ["MV-170", "MV-171"]


def test_no_sealed_value_is_in_entries_or_staging_or_plain_at_rest(bali: Any) -> None:
    from django.db import connection

    kept = io.StringIO()
    for facts in StoredEntry.objects.values_list("facts", flat=True):
        kept.write(facts)
    kept.write(json.dumps(list(Import.objects.values_list("staging", flat=True))))
    with connection.cursor() as cursor:
        cursor.execute("SELECT diet, allergy, medical_note, accessibility FROM care_carerecord")
        kept.write(str(cursor.fetchall()))
        cursor.execute("SELECT passport_no FROM parties_memberpapers")
        kept.write(str(cursor.fetchall()))
        cursor.execute("SELECT value_idr FROM gifts_gift")
        kept.write(str(cursor.fetchall()))
    for canary in ("SPECIMEN000100", "pacemaker", "gluten", "large print", "1500000"):
        assert canary not in kept.getvalue()
    assert CareRecord.objects.get(member__code="P-IDN-04").accessibility.startswith("hearing aid")
    assert Gift.objects.get(code="G-055").value_idr == "1500000"


def test_a_workbook_in_another_layout_is_left_alone_and_said(bali: Any, workbook: Path) -> None:
    messy = workbook.with_name("g20-bali-2022-messy.xlsx")
    outcome = take_in_file(messy, slug="g20-bali-2022")
    totals = outcome.difference.totals()
    assert outcome.hindered
    assert not outcome.stored
    assert totals["rows"] == totals["ignored"] > 0
    assert outcome.difference.lost == 0
