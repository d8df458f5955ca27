"""Pages of the run of show and of the private programme, as they are used."""

from typing import Any

from django.urls import reverse

from narahubung.programme.models import Cue, Item
from narahubung.programme.tests.conftest import later


def url(name: str, **more: Any) -> str:
    return reverse(f"programme:{name}", kwargs={"slug": "arda-2026", **more})


def test_a_run_of_show_is_pasted_typed_given_and_moved(
    dinner: Any, signed_in: Any, sari: Any, lia: Any
) -> None:
    client, edit = signed_in(sari), url("run_edit", item=dinner.pk)
    empty = {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}
    html = client.post(edit, {**empty, "pasted": "12.00\tkoki\tSup"}).content.decode()
    assert "is none of these" in html
    sheet = "11.55\t5\tdapur\tLobby\tDoors open\tLia\n12.10\tServe soup\n00.15\tmusic ends"
    assert client.post(edit, {**empty, "pasted": sheet}).status_code == 302
    doors, soup, music = dinner.cues.all()
    assert (doors.planned_at, doors.role, doors.minutes) == (later(-5), "kitchen", 5)
    assert (doors.owner, soup.role, music.planned_at) == (lia, "all", later(735))

    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "1"}
    rows |= {"form-0-cue": str(soup.pk), "form-0-text": ""}
    rows |= {"form-1-text": "Toast", "form-1-at": "12:30", "form-1-owner": "Chef"}
    assert client.post(edit, rows).status_code == 302
    assert [cue.text for cue in dinner.cues.all()] == ["Doors open", "Toast", "music ends"]
    late = client.post(edit, {**rows, "form-0-cue": "", "form-1-at": ""}).content.decode()
    assert "A line needs its clock time" in late

    page = signed_in(lia).get(url("run", item=dinner.pk)).content.decode()
    assert "Doors open" in page
    assert "Toast" in page
    assert signed_in(lia).post(url("cue_give", cue_id=doors.pk)).status_code == 302
    doors.refresh_from_db()
    assert (doors.given_by, doors.pushed_min) == ("Lia", 5)
    assert signed_in(lia).post(url("cue_take_back", cue_id=doors.pk)).status_code == 302
    assert client.post(url("cue_slip", cue_id=doors.pk), {"minutes": "x"}).status_code == 422
    client.post(url("cue_slip", cue_id=doors.pk), {"minutes": "7"})
    assert Cue.objects.get(text="Toast").planned_at == later(37)
    assert (
        "Doors open"
        not in signed_in(lia).get(url("run", item=dinner.pk) + "?role=stage").content.decode()
    )


def test_the_private_programme_is_planned_and_begun(
    dinner: Any, signed_in: Any, lia: Any, arda: Any, person: Any, event: Any
) -> None:
    client, page = signed_in(lia), url("private", code="ARD")
    facts = {
        "title": "Temple",
        "kind": "tour",
        "on": "2026-11-21",
        "start": "13.00",
        "end": "14.00",
    }
    assert client.post(url("private_plan", code="ARD"), facts).status_code == 302
    html = client.get(page).content.decode()
    assert "same time as Gala dinner" in html
    assert client.post(url("private_plan", code="ARD"), {}).status_code == 422

    assert client.post(url("outing", code="ARD"), {"where": "Ubud"}).status_code == 422
    slip = client.post(url("outing", code="ARD"), {"where": "Ubud", "until": "11.00"})
    assert "This time is over today" in slip.content.decode()
    client.post(url("outing", code="ARD"), {"where": "Ubud", "until": "15.00"})
    outing = Item.objects.get(room="Ubud")
    assert (outing.title_en, outing.ends_at) == ("Busy", later(180))
    assert "Out now" in client.get(page).content.decode()
    client.post(url("private_end", private_id=outing.pk))
    client.post(url("private_put_back", private_id=outing.pk))
    client.post(url("private_cancel", private_id=outing.pk))
    outing.refresh_from_db()
    assert outing.certainty == "cancelled"
    item = url("private_item", private_id=outing.pk)
    assert "Ubud" in client.get(item).content.decode()
    assert client.post(item, {**facts, "title": "Market"}).status_code == 302

    desk = signed_in(person("frodo", "protocol", event))
    assert desk.get(page).status_code == desk.get(item).status_code == 404
    shown = desk.get(url("list")).content.decode()
    assert "Busy" in shown
    assert "Temple" not in shown


def test_an_end_before_the_start_is_a_slip_unless_midnight_lies_between(
    signed_in: Any, lia: Any, arda: Any
) -> None:
    client, plan = signed_in(lia), url("private_plan", code="ARD")
    facts = {"title": "Supper", "kind": "tour", "on": "2026-11-21", "start": "10.00"}
    for end in ("10.00", "09.00"):
        answer = client.post(plan, {**facts, "end": end})
        assert answer.status_code == 422
        assert "It ends before it starts" in answer.content.decode()
    assert not Item.objects.exists()
    client.post(plan, {**facts, "start": "21.30", "end": "00.15"})
    assert Item.objects.get().ends_at == later(735)  # on the next day, and said so
    assert "Sun 22 Nov" in client.get(url("private", code="ARD")).content.decode()
