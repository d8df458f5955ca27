"""One record on screen: shown as the workbook would, corrected by the same way as a list."""

import json
from datetime import time
from typing import Any

import pytest
from django.utils.text import slugify
from django.utils.translation import override

from narahubung.care.models import CareRecord
from narahubung.intake.comparing import compare_row
from narahubung.intake.from_shell import take_in_file
from narahubung.intake.records.labels import column_word
from narahubung.intake.records.showing import row_of
from narahubung.intake.sheets import SHEETS
from narahubung.intake.sheets.moving import VEHICLES
from narahubung.intake.stored import Stored
from narahubung.journal.models import Act, StoredEntry
from narahubung.movements.models import Driver, Movement, Vehicle
from narahubung.parties.models import Member, Party
from narahubung.programme.models import Item


@pytest.fixture
def ketut(bali: Any) -> Any:
    """A driver with his hours: the example names drivers beside their cars only."""
    return Driver.objects.create(
        event=bali,
        code="DRV-001",
        full_name="Ketut",
        licence_no="KT-1",
        shift_from=time(18),
        shift_to=time(2, 30),
        max_hours_day=7.5,
    )


@pytest.mark.usefixtures("ketut")
def test_what_is_shown_says_what_is_stored(bali: Any) -> None:
    for sheet in SHEETS:
        codes = list(Stored(bali.pk).of(sheet.parts[-1 if not sheet.parts[-1].owner else 0]))
        assert codes, sheet.name
        for code in codes[:: max(1, len(codes) // 25)]:
            cells = row_of(sheet, code, bali)
            assert cells is not None, (sheet.name, code)
            difference = compare_row(sheet, cells, counts=sheet.columns, event=bali)
            assert not difference.problems, (sheet.name, code, cells, difference.problems)
            assert difference.is_nothing, (sheet.name, code, cells, difference.changes)


def send(client: Any, path: str, form: dict[str, str]) -> Any:
    return client.post(f"/e/g20-bali-2022/records/{path}", form)


def opened(client: Any, path: str) -> dict[str, str]:
    """Return what the form of a page holds, as a browser would send it unchanged."""
    page = client.get(f"/e/g20-bali-2022/records/{path}")
    assert page.status_code == 200
    controls = [c for section in page.context["sections"] for row in section.rows for c in row]
    return {c.name: c.value for c in controls if not c.is_fixed} | {"seen": page.context["seen"]}


@pytest.fixture
def rini(bali: Any, person: Any, signed_in: Any) -> Any:
    return signed_in(person("rini", "organiser", bali))


@pytest.mark.usefixtures("ketut")
def test_every_kind_has_a_list_and_both_forms(bali: Any, rini: Any) -> None:
    for kind in (slugify(sheet.name) for sheet in SHEETS):
        listing = rini.get(f"/e/g20-bali-2022/records/{kind}/")
        assert listing.status_code == 200, kind
        code = listing.context["listing"].rows[0].code
        form = opened(rini, f"{kind}/of/{code}/")
        before = Act.objects.count()
        answer = send(rini, f"{kind}/of/{code}/", form)
        assert "Nothing changed" in answer.content.decode(), kind
        assert Act.objects.count() == before, kind
        assert rini.get(f"/e/g20-bali-2022/records/{kind}/add/").status_code == 200, kind


VEHICLE = "vehicles/of/V001/"


def test_a_delegation_and_its_first_member_are_added_to_an_empty_event(
    event: Any, person: Any, signed_in: Any
) -> None:
    client = signed_in(person("rini", "organiser", event))
    assert "How to begin" in client.get("/e/arda-2026/records/").content.decode()
    page = client.get("/e/arda-2026/records/delegations/add/")
    assert page.status_code == 200
    answer = client.post(
        "/e/arda-2026/records/delegations/add/",
        {
            "delegation_id": "ELR",
            "name_en": "Elrond",
            "party_kind": "vip",
            "certainty": "tentative",
        },
    )
    assert answer.url == "/e/arda-2026/records/delegations/of/ELR/"
    elrond = Party.objects.get(event=event, code="ELR")
    assert (elrond.kind, elrond.certainty, elrond.source) == ("vip", "tentative", "by hand: Rini")
    after = client.get(answer.url).context["after"]
    member = after[0][0]
    assert member == "/e/arda-2026/records/delegates/add/?delegation_id=ELR"
    answer = client.post(member, {"delegation_id": "ELR", "full_name": "Arwen", "phone": "112"})
    assert answer.url.endswith("/delegates/of/P-ELR-01/")
    arwen = Member.objects.get(code="P-ELR-01")
    assert (arwen.party, arwen.papers.phone) == (elrond, "112")
    assert client.post(member, {"delegation_id": "ELR", "full_name": "Elladan"}).url.endswith(
        "-02/"
    )
    recorded = StoredEntry.objects.filter(kind="journal.recorded").values_list("facts", flat=True)
    assert all(json.loads(facts)["source"] == "by hand: Rini" for facts in recorded)


def test_a_correction_shows_old_and_new_and_is_put_back(bali: Any, rini: Any) -> None:
    form = opened(rini, VEHICLE)
    was = row_of(VEHICLES, "V001", bali)
    page = send(rini, VEHICLE, {**form, "plate": "DK 7 AA", "seats": "4"})
    assert [(c["name"], c["old"], c["new"]) for c in page.context["changes"]] == [
        ("plate", "DK 0001 ZZ", "DK 7 AA"),
        ("seats", "3", "4"),
    ]
    assert Vehicle.objects.get(code="V001").plate == "DK 7 AA"
    told = json.loads(StoredEntry.objects.filter(kind="journal.corrected").last().facts)
    assert told["changes"] == {"plate": ["DK 0001 ZZ", "DK 7 AA"], "seats": ["3", "4"]}
    undo = {c["name"]: c["cell"] for c in page.context["changes"]}
    page = send(rini, VEHICLE, {**undo, "seen": page.context["seen"]})
    assert row_of(VEHICLES, "V001", bali) == was
    assert [line.by for line in page.context["history"]][:2] == ["Rini", "Rini"]


def test_a_corrected_record_is_from_who_corrected_it(bali: Any, rini: Any) -> None:
    path = "delegations/of/JPN/"
    page = send(rini, path, {**opened(rini, path), "hod_office": "PM"})
    assert Party.objects.get(code="JPN").source == "by hand: Rini"
    undo = {c["name"]: c["cell"] for c in page.context["changes"]}
    send(rini, path, {**undo, "seen": page.context["seen"]})
    assert Party.objects.get(code="JPN").source == "F005 F050"
    send(rini, path, {**opened(rini, path), "hod_office": "PM", "source": "embassy"})
    assert Party.objects.get(code="JPN").source == "embassy"


def test_a_form_that_is_old_overwrites_nothing_silently(bali: Any, rini: Any) -> None:
    mine, other = opened(rini, VEHICLE), opened(rini, VEHICLE)
    send(rini, VEHICLE, {**other, "driver": "Sari", "plate": "DK 8 BB"})
    page = send(rini, VEHICLE, {**mine, "plate": "DK 9 CC", "seats": "4"})
    assert page.status_code == 422
    assert "Meanwhile it became: DK 8 BB" in page.content.decode()
    assert "DK 9 CC" in page.content.decode()
    assert Vehicle.objects.get(code="V001").plate == "DK 8 BB"
    again = {c.name: c.value for s in page.context["sections"] for r in s.rows for c in r}
    page = send(rini, VEHICLE, {**again, "seen": page.context["seen"]})
    changed = Vehicle.objects.get(code="V001")
    assert (changed.plate, changed.seats, changed.driver) == ("DK 9 CC", 4, "Sari")


def test_an_allergy_that_somebody_wrote_meanwhile_is_not_overwritten(
    bali: Any, person: Any, signed_in: Any
) -> None:
    person("sari", "coordinator", bali)
    doctor, path = signed_in(person("sari", "medical", bali)), "delegates/of/P-IDN-01/"
    mine, other = opened(doctor, path), opened(doctor, path)
    send(doctor, path, {**other, "allergy": "nuts"})
    page = send(doctor, path, {**mine, "allergy": "shellfish"})
    assert page.status_code == 422
    assert "Meanwhile it became: nuts" in page.content.decode()
    assert CareRecord.objects.get(member__code="P-IDN-01").allergy == "nuts"


def test_what_others_changed_elsewhere_in_the_record_stays(bali: Any, rini: Any) -> None:
    mine, other = opened(rini, VEHICLE), opened(rini, VEHICLE)
    send(rini, VEHICLE, {**other, "driver": "Sari"})
    page = send(rini, VEHICLE, {**mine, "seats": "4"})
    assert [c["name"] for c in page.context["changes"]] == ["seats"]
    assert Vehicle.objects.get(code="V001").driver == "Sari"


def test_problems_stand_at_the_field_and_nothing_is_stored(bali: Any, rini: Any) -> None:
    before = Act.objects.count()
    path = "arrivals-departures/of/MV-002/"
    form = opened(rini, path)
    bad = {"timezone": "", "delegation_id": "XXX", "pax": "many", "carrier": "x" * 61}
    page = send(rini, path, {**form, **bad})
    assert page.status_code == 422
    assert page.context["problems"] == {
        "delegation_id": ["XXX stands in no list of delegations. Correct the code or add the row."],
        "time_local": ["On whose clock is 08.30? Name the time zone in this row."],
        "carrier": ["61 characters; at most 60 fit. Shorten it."],
        "pax": ["“many” is not a number."],
    }
    assert 'aria-describedby="wrong-pax"' in page.content.decode()
    page = send(rini, "vehicles/add/", {"vehicle_id": "V001", "plate": "DK 1"})
    assert "V001 exists already" in page.content.decode()
    page = send(rini, "delegates/add/", {})
    assert {"delegation_id", "full_name"} == set(page.context["problems"])
    page = send(rini, "delegations/add/", {})
    assert page.status_code == 422
    assert Act.objects.count() == before


def test_a_record_is_cancelled_by_how_sure_it_is(bali: Any, rini: Any) -> None:
    for path, column in (
        (VEHICLE, "certainty"),
        ("trips/of/TR-0001/", "status"),
        ("arrivals-departures/of/MV-001/", "time_status"),
    ):
        send(rini, path, {**opened(rini, path), column: "cancelled"})
        assert opened(rini, path)[column] == "cancelled"
    assert Vehicle.objects.get(code="V001").certainty == "cancelled"
    assert Movement.objects.get(code="MV-001").certainty == "cancelled"


def test_what_one_may_not_see_is_neither_shown_nor_written(
    bali: Any, person: Any, signed_in: Any
) -> None:
    path = "delegates/of/P-IDN-01/"
    sari = signed_in(person("sari", "coordinator", bali))
    form = opened(sari, path)
    assert "passport_no" in form
    assert {"diet", "allergy", "medical_note"}.isdisjoint({*form, *json.loads(form["seen"])})
    send(sari, path, {**form, "diet": "vegan", "position": "Adviser"})
    care = CareRecord.objects.get(member__code="P-IDN-01")
    assert (care.diet, care.member.position) == ("halal", "Adviser")
    assert sari.get("/e/g20-bali-2022/records/gifts/").status_code == 404
    both = person("sari", "medical", bali)
    doctor = signed_in(both)
    send(doctor, path, {**opened(doctor, path), "diet": "vegan"})
    assert CareRecord.objects.get(member__code="P-IDN-01").diet == "vegan"
    told = json.loads(StoredEntry.objects.filter(kind="journal.corrected").last().facts)
    assert told["changes"] == {"diet": ["•••", "•••"]}


def test_a_later_list_shows_old_by_hand_and_new(
    bali: Any, rini: Any, workbook: Any, changed: Any
) -> None:
    send(rini, VEHICLE, {**opened(rini, VEHICLE), "plate": "DK 7 AA"})
    outcome = take_in_file(workbook)  # the list says nothing new
    assert outcome.difference.is_nothing
    assert any(remark[0] == "kept_here" for remark in outcome.difference.remarks)
    assert Vehicle.objects.get(code="V001").plate == "DK 7 AA"
    outcome = take_in_file(changed(("Vehicles", "B2", "DK 1 XX")))
    row = next(row for row in outcome.difference.rows if row.verdict == "changed")
    assert (row.told[0].old, row.told[0].new) == ("DK 7 AA", "DK 1 XX")


def test_a_list_finds_a_record_made_by_hand(bali: Any, rini: Any, changed: Any) -> None:
    send(rini, "vehicles/add/", {"vehicle_id": "V900", "plate": "DK 900"})
    outcome = take_in_file(changed(("Vehicles", "A2", "V900"), ("Vehicles", "B2", "DK 901")))
    row = next(row for row in outcome.difference.rows if row.verdict == "changed")
    assert (row.code, row.told[0].old, row.told[0].new) == ("V900", "DK 900", "DK 901")


def test_a_party_typed_here_attends_what_all_attend(bali: Any, rini: Any) -> None:
    who = {"delegation_id": "ELR", "name_en": "Elrond"}
    send(rini, "delegations/add/", {**who, "attendance": "in_person"})
    dinner = Item.objects.get(code="PRG-15")  # heads of delegation, spouses, invited guests
    assert dinner.attending.filter(code="ELR").exists()
    briefing = Item.objects.get(code="PRG-02")  # for officers
    assert not briefing.attending.exists()
    trip = {"delegation_id": "ELR", "depart": "2022-11-12T08:30", "programme_item": "PRG-02"}
    send(rini, "trips/add/", {**trip, "status": "planned"})
    assert [party.code for party in briefing.attending.all()] == ["ELR"]
    path = "delegations/of/ELR/"
    send(rini, path, {**opened(rini, path), "attendance": "virtual"})
    assert not dinner.attending.filter(code="ELR").exists()
    assert briefing.attending.filter(code="ELR").exists()


def test_lists_are_searched_and_sorted(bali: Any, rini: Any) -> None:
    page = rini.get("/e/g20-bali-2022/records/delegates/?q=jpn+security&sort=-full_name")
    rows = list(page.context["listing"].rows)
    assert rows
    assert all(row.code.startswith("P-JPN") for row in rows)
    names = [dict(row.told)["Name"] for row in rows]
    assert names == sorted(names, reverse=True)
    empty = rini.get("/e/g20-bali-2022/records/delegates/?q=nobody+here&sort=nonsense")
    assert "Nothing here holds all of these words." in empty.content.decode()


def test_a_closed_event_is_read_only(bali: Any, rini: Any) -> None:
    form = opened(rini, VEHICLE)
    type(bali).objects.update(state="closed")
    assert (
        "This event is closed" in rini.get(f"/e/g20-bali-2022/records/{VEHICLE}").content.decode()
    )
    assert send(rini, VEHICLE, {**form, "plate": "DK 7 AA"}).status_code == 409
    assert Vehicle.objects.get(code="V001").plate == "DK 0001 ZZ"


def test_every_column_has_a_word_in_both_languages() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            words = []
            for language in ("en", "id"):
                with override(language):
                    words.append(column_word(sheet, column))
            assert "_" not in "".join(words), (sheet.name, column)
