"""The import by page: bring, read, look, take in; for whom, and in both languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from narahubung.accounts.models import Event, Reach
from narahubung.intake import jobs, keeping
from narahubung.intake.models import Import
from narahubung.journal.models import Act, StoredEntry
from narahubung.parties.models import Member, Party


@pytest.fixture(autouse=True)
def quiet_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are done by hand here."""
    for job in (jobs.read_list, jobs.take_in_list):
        monkeypatch.setattr(type(job), "enqueue", lambda *_a, **_k: None)


def post_file(client: Any, url: str, file: Path) -> Any:
    return client.post(url, {"file": SimpleUploadedFile(file.name, file.read_bytes())})


@pytest.fixture
def organiser(bali: Any, person: Any) -> Any:
    return person("rini", "organiser", bali)


def test_a_list_is_brought_read_looked_at_and_taken_in(
    bali: Any,
    organiser: Any,
    changed: Any,
    signed_in: Any,
) -> None:
    client = signed_in(organiser)
    file = changed(("Delegates", "F3", "Chief of protocol"), ("Delegates", "M3", "vegan"))
    answer = post_file(client, "/e/g20-bali-2022/import/", file)
    row = Import.objects.get(state="reading")
    assert answer.url == f"/e/g20-bali-2022/import/{row.pk}/"
    assert 'hx-trigger="live:import:' in client.get(answer.url).content.decode()

    jobs.read_list.call(row.pk)
    page = client.get(answer.url).content.decode()
    assert "Chief of protocol" in page
    assert "Protocol and advance officer" in page  # the old one
    assert "vegan" not in page
    before = Act.objects.count()
    assert Member.objects.get(code="P-IDN-01").position == "Protocol and advance officer"

    client.post(f"{answer.url}take-in/")
    jobs.take_in_list.call(row.pk)
    row.refresh_from_db()
    assert (row.state, row.progress) == ("applied", 100)
    assert Member.objects.get(code="P-IDN-01").position == "Chief of protocol"
    assert Act.objects.count() == before + 1
    assert Act.objects.get(command="intake.take_in", by=organiser).door == "job"
    assert keeping.kept(row.pk) is None
    assert "Taken in" in client.get(answer.url).content.decode()


def test_the_brought_file_is_sealed_until_it_is_put_away(
    bali: Any,
    organiser: Any,
    changed: Any,
    signed_in: Any,
    settings: Any,
) -> None:
    client = signed_in(organiser)
    post_file(client, "/e/g20-bali-2022/import/", changed(("Delegates", "M3", "vegan")))
    row = Import.objects.get(state="reading")
    lying = Path(settings.HOME) / "lists" / f"{row.pk}.sealed"
    assert lying.read_text().startswith("nh1|")
    assert oct(lying.stat().st_mode)[-3:] == "600"
    jobs.read_list.call(row.pk)
    client.post(f"/e/g20-bali-2022/import/{row.pk}/dismiss/")
    row.refresh_from_db()
    assert row.state == "dismissed"
    assert not lying.exists()
    assert "vegan" not in json.dumps(row.staging)


def test_what_changed_since_it_was_shown_is_not_overwritten(
    bali: Any,
    organiser: Any,
    changed: Any,
    signed_in: Any,
) -> None:
    client = signed_in(organiser)
    post_file(client, "/e/g20-bali-2022/import/", changed(("Delegates", "F3", "Chief")))
    row = Import.objects.get(state="reading")
    jobs.read_list.call(row.pk)
    Member.objects.filter(code="P-IDN-01").update(position="Somebody else wrote this")
    client.post(f"/e/g20-bali-2022/import/{row.pk}/take-in/")
    jobs.take_in_list.call(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"
    assert "changed here since" in row.trouble
    assert Member.objects.get(code="P-IDN-01").position == "Somebody else wrote this"


def test_rows_with_a_problem_are_left_out_only_when_said(
    bali: Any,
    organiser: Any,
    changed: Any,
    signed_in: Any,
) -> None:
    client = signed_in(organiser)
    file = changed(("Vehicles", "B2", "DK 7 AA"), ("Vehicles", "E3", "three"))
    post_file(client, "/e/g20-bali-2022/import/", file)
    row = Import.objects.get(state="reading")
    jobs.read_list.call(row.pk)
    here = f"/e/g20-bali-2022/import/{row.pk}/"
    page = client.get(here + "?show=problems").content.decode()
    assert "Vehicles E3: “three” is not a number." in page
    assert client.post(here + "take-in/").status_code == 422
    client.post(here + "take-in/", {"leave_out": "on"})
    jobs.take_in_list.call(row.pk, leave_out=True)
    row.refresh_from_db()
    assert row.state == "applied"
    assert StoredEntry.objects.filter(kind="journal.corrected").count() == 1


def test_a_bad_file_fails_with_its_reason_in_the_readers_language(
    bali: Any,
    organiser: Any,
    tmp_path: Path,
    signed_in: Any,
) -> None:
    organiser.language = "id"
    organiser.save()
    bad = tmp_path / "daftar.xlsx"
    bad.write_text("<html>")
    client = signed_in(organiser)
    post_file(client, "/e/g20-bali-2022/import/", bad)
    row = Import.objects.get(state="reading")
    jobs.read_list.call(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"
    assert "Simpan di Excel sebagai .xlsx" in row.trouble
    assert (
        "Baca dan bandingkan lagi"
        in client.get(f"/e/g20-bali-2022/import/{row.pk}/").content.decode()
    )


def test_the_list_page_refuses_an_empty_file_in_place(
    bali: Any,
    organiser: Any,
    tmp_path: Path,
    signed_in: Any,
) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"")
    answer = post_file(signed_in(organiser), "/e/g20-bali-2022/import/", tmp_path / "x.xlsx")
    assert answer.status_code == 422
    assert "The file is empty" in answer.content.decode()


@pytest.mark.parametrize("role", ["officer", "desk", "protocol", "auditor", "gate"])
def test_others_find_no_import_pages(
    bali: Any,
    organiser: Any,
    person: Any,
    role: str,
    changed: Any,
    signed_in: Any,
) -> None:
    post_file(signed_in(organiser), "/e/g20-bali-2022/import/", changed())
    row = Import.objects.get(state="reading")
    party = Party.objects.first() if role == "officer" else None
    department = None
    if role == "desk":
        from narahubung.parties.models import Department

        department = Department.objects.first()
    client = signed_in(person("x", role, bali, party=party, department=department))
    for url in ("", f"{row.pk}/", f"{row.pk}/take-in/", f"{row.pk}/dismiss/", f"{row.pk}/again/"):
        for way in (client.get, client.post):
            assert way(f"/e/g20-bali-2022/import/{url}").status_code in {404, 405}
    assert client.get("/import/").status_code == 404
    assert client.get(f"/import/{row.pk}/").status_code == 404


def test_the_coordinator_takes_in_lists_but_not_the_event_itself(
    bali: Any,
    person: Any,
    changed: Any,
    signed_in: Any,
) -> None:
    client = signed_in(person("sari", "coordinator", bali))
    post_file(client, "/e/g20-bali-2022/import/", changed(("Event", "B3", "Another name")))
    row = Import.objects.get(state="reading")
    jobs.read_list.call(row.pk)
    client.post(f"/e/g20-bali-2022/import/{row.pk}/take-in/")
    jobs.take_in_list.call(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"
    bali.refresh_from_db()
    assert bali.name_en.startswith("G20 Leaders")


def test_a_list_of_another_event_is_named_as_a_problem(
    bali: Any,
    event: Any,
    rini: Any,
    changed: Any,
    signed_in: Any,
) -> None:
    client = signed_in(rini)
    post_file(client, "/e/arda-2026/import/", changed())
    row = Import.objects.get(state="reading")
    jobs.read_list.call(row.pk)
    page = client.get(f"/e/arda-2026/import/{row.pk}/").content.decode()
    assert "The Event sheet is about g20-bali-2022" in page
    assert "take-in" not in page


def test_an_administrator_makes_the_event_out_of_the_workbook(
    db: None, person: Any, workbook: Path, signed_in: Any
) -> None:
    someone = person("ada")
    from conftest import LONG_AGO

    Reach.objects.create(person=someone, event=None, role="administrator", since=LONG_AGO)
    client = signed_in(someone)
    answer = post_file(client, "/import/", workbook)
    row = Import.objects.get()
    assert answer.url == f"/import/{row.pk}/"
    jobs.read_list.call(row.pk)
    assert "This makes a new event: g20-bali-2022" in client.get(answer.url).content.decode()
    client.post(f"{answer.url}take-in/")
    jobs.take_in_list.call(row.pk)
    event = Event.objects.get(slug="g20-bali-2022")
    assert Reach.objects.get(event=event).role == "organiser"
    assert client.get(answer.url).url == f"/e/g20-bali-2022/import/{row.pk}/"
    with override("id"):
        assert client.get(f"/e/g20-bali-2022/import/{row.pk}/").status_code == 200
