"""The pages: the ten-second form, the register, the pulse, the book; with a script and without."""

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from conftest import NOON
from narahubung.documents.models import Document
from narahubung.kit import clock
from narahubung.needs.models import (
    BookEntry,
    Expectation,
    Need,
    Negotiation,
    Preference,
    Pulse,
)
from narahubung.needs.queries import templates
from narahubung.parties.models import Department


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    templates._taught.cache_clear()  # events of other tests had this one's number


@pytest.fixture
def hospitality(event: Any) -> Any:
    return Department.objects.create(event=event, code="HOS", name_en="Hospitality Desk")


def url(*parts: str) -> str:
    return "/e/arda-2026/" + "/".join(parts) + "/"


def a_photo() -> Any:
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(made, "JPEG")
    made.seek(0)
    made.name = "photo.jpg"
    return made


@pytest.mark.usefixtures("arda", "transport", "hospitality")
def test_one_tap_fills_the_form_also_without_a_script(lia: Any, signed_in: Any) -> None:
    page = signed_in(lia).get(url("day", "ARD", "ask") + "?usual=car").content.decode()

    assert "One more car for …" in page
    assert 'name="template" value="car"' in page
    assert page.count("data-usual=") >= 14
    assert "Wanted at (WITA)" in page
    assert 'name="direction"' not in page  # an officer speaks for no department


def test_a_request_carries_time_number_photo_and_voice(
    lia: Any, signed_in: Any, arda: Any, transport: Any
) -> None:
    asked = {
        "text": "Three cars",
        "priority": "high",
        "department": transport.pk,
        "wanted_at": "2026-11-21T22:30",
        "quantity": "3",
        "template": "car",
        "category": "vehicle",
        "key": str(uuid4()),
    }
    client = signed_in(lia)
    for _ in range(2):
        sound = io.BytesIO(b"OggS" + b"\0" * 60)
        sound.name = "voice"
        sent = {**asked, "photo": a_photo(), "voice": sound}
        assert client.post(url("day", "ARD", "ask", "send"), sent).status_code == 302

    need = Need.objects.get()
    assert (need.quantity, need.template, need.category) == (3, "car", "vehicle")
    assert need.wanted_at is not None
    assert need.wanted_at.isoformat() == "2026-11-21T14:30:00+00:00"  # 22.30 WITA
    assert {(one.kind, one.about) for one in Document.objects.all()} == {
        ("photo", f"need:{need.pk}"),
        ("voice", f"need:{need.pk}"),
    }


def test_its_photo_is_for_the_desk_that_answers_and_for_no_other(
    lia: Any, teo: Any, person: Any, event: Any, signed_in: Any, arda: Any, transport: Any
) -> None:
    asked = {"text": "Tea", "priority": "normal", "department": transport.pk, "photo": a_photo()}
    assert signed_in(lia).post(url("day", "ARD", "ask", "send"), asked).status_code == 302
    rooms = Department.objects.create(event=event, code="HOS", name_en="Hospitality")
    other = person("ayu", "desk", event, department=rooms)

    photo = url("documents", str(Document.objects.get().pk))
    for someone, status in ((lia, 200), (teo, 200), (other, 404)):
        answer = signed_in(someone).get(photo)
        assert b"".join(answer)  # to its end: closing it before would close the database, too
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"wanted_at": "soon"}, "Write day and time, as 2026-11-21 14:30."),
        ({"quantity": "0"}, "greater than or equal to 1"),
        ({"text": " "}, "Write what is needed first."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    lia: Any, signed_in: Any, arda: Any, wrong: dict[str, str], says: str
) -> None:
    asked = {"text": "Tea", "priority": "normal", **wrong}
    answer = signed_in(lia).post(url("day", "ARD", "ask", "send"), asked)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Need.objects.exists()


def test_what_is_no_photo_is_refused_and_nothing_is_kept(
    lia: Any, signed_in: Any, arda: Any
) -> None:
    file = io.BytesIO(b"MZ not a photo")
    file.name = "photo.jpg"
    asked = {"text": "Tea", "priority": "normal", "photo": file}
    answer = signed_in(lia).post(url("day", "ARD", "ask", "send"), asked)
    assert (answer.status_code, Need.objects.count(), Document.objects.count()) == (422, 0, 0)


def test_while_one_writes_the_page_proposes_and_says_what_it_saw(
    lia: Any, signed_in: Any, arda: Any, transport: Any, hospitality: Any
) -> None:
    client = signed_in(lia)
    said = {"text": "Mohon mobil dan sopir besok pagi"}
    page = client.post(url("needs", "suggest"), said, headers={"HX-Request": "true"})

    words = page.content.decode()
    assert "saw: mobil, sopir, besok, pagi" in words
    assert f'data-department="{transport.pk}"' in words
    assert 'data-wanted="2026-11-22T08:00"' in words
    unsure = client.post(url("needs", "suggest"), {"text": "xyzzy"}).content.decode()
    assert "data-take-suggestion" not in unsure
    assert "let the rules decide" in unsure
    assert "data-take" not in client.post(url("needs", "suggest")).content.decode()


def test_the_register_is_written_on_its_page(lia: Any, signed_in: Any, arda: Any) -> None:
    client = signed_in(lia)
    client.post(url("register", "party", "ARD", "expect"), {"side": "theirs", "text": "quiet"})
    row = Expectation.objects.get()
    page = client.get(url("register", "party", "ARD")).content.decode()
    assert "quiet" in page
    assert "1 without an answer" in client.get(url("register")).content.decode()

    answer = url("register", "expectation", str(row.pk))
    refused = client.post(answer, {"state": "answered"})
    assert refused.status_code == 422
    client.post(answer, {"state": "answered", "answer": "Room 3"})
    assert "Nothing is without an answer" in client.get(url("register")).content.decode()

    opened = client.post(
        url("register", "party", "ARD", "negotiate"), {"about": f"expectation:{row.pk}"}
    )
    sheet = Negotiation.objects.get()
    assert sheet.title == "quiet"
    assert opened["Location"] == url("negotiation", str(sheet.pk))
    again = client.post(
        url("register", "party", "ARD", "negotiate"), {"about": f"expectation:{row.pk}"}
    )
    assert again["Location"] == opened["Location"]
    client.post(
        url("negotiation", str(sheet.pk), "write"),
        {"theirs": "sleep", "ours": "no change of hotel", "state": "open"},
    )
    assert "no change of hotel" in client.get(opened["Location"]).content.decode()


def test_what_a_guest_likes_needs_a_yes_on_its_page(lia: Any, signed_in: Any, arda: Any) -> None:
    client, page = signed_in(lia), url("register", "party", "ARD", "remember")
    liked = {"text": "ginger tea", "consent_on": "2026-11-20", "until": "2028-11-20"}
    answer = client.post(page, liked)
    assert answer.status_code == 422
    assert "Who agreed" in answer.content.decode()
    client.post(page, {**liked, "consent_by": "the aide"})
    assert "ginger tea" in client.get(url("register", "party", "ARD")).content.decode()
    client.post(url("register", "preference", str(Preference.objects.get().pk), "forget"))
    assert "ginger tea" not in client.get(url("register", "party", "ARD")).content.decode()


def test_a_bad_face_is_shown_with_who_goes_until_it_is_good_again(
    sari: Any, signed_in: Any, arda: Any
) -> None:
    client = signed_in(sari)
    client.post(url("pulse"), {"whose": "guest", "face": "1", "word": "cold", "party": "ARD"})
    pulse = Pulse.objects.get()
    page = client.get(url("register", "party", "ARD")).content.decode()
    assert "the coordinator goes there" in page
    client.post(url("pulse", str(pulse.pk), "recovered"), {"how": "new soup"})
    assert "new soup" in client.get(url("register")).content.decode()
    assert client.post(url("pulse"), {"whose": "guest", "face": "9"}).status_code == 422


def test_the_book_is_kept_at_its_desk(person: Any, event: Any, signed_in: Any, arda: Any) -> None:
    desk = Department.objects.create(event=event, code="HOS", name_en="Hospitality Desk")
    nia = person("nia", "desk", event, department=desk)
    client = signed_in(nia)
    client.post(
        url("book", "write"),
        {"kind": "request", "text": "Iron", "who": "Room 4", "party": arda.pk},
    )
    due = NOON + timedelta(hours=2)
    wake = {"kind": "wake_up", "who": "Room 9", "due_at": f"{due.astimezone():%Y-%m-%dT23:30}"}
    client.post(url("book", "write"), wake)
    call = BookEntry.objects.get(kind="wake_up")
    page = client.get(url("book")).content.decode()
    assert Need.objects.get().code in page
    assert "Room 9" in page

    client.post(url("book", str(call.pk)), {"move": "unanswered"})
    assert "1 call without an answer" in client.get(url("book")).content.decode()
    client.post(url("book", str(call.pk)), {"move": "end"})
    client.post(url("book", str(call.pk)), {"move": "back"})
    assert BookEntry.objects.get(pk=call.pk).ended_at is None
    assert client.post(url("book", str(call.pk)), {"move": "burn"}).status_code == 404
    client.post(url("pulse"), {"whose": "department", "face": "3", "department": desk.pk})
    assert Pulse.objects.get().department == desk
