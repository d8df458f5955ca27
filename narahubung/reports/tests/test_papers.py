"""The pocket card and the duty book hold what their reader may see, and nothing of health."""

import shutil
import subprocess
from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.assignments.models import Attachment
from narahubung.care.models import CareRecord
from narahubung.knowledge.models import Briefing
from narahubung.movements.models import Movement
from narahubung.parties.models import Contact, Member, MemberPapers, Place
from narahubung.programme.models import Item
from narahubung.relays import commands as relays
from narahubung.reports.paper import press
from narahubung.reports.queries import book, card
from narahubung.reports.queries.names import script_language
from narahubung.stays.models import Lodging

CANARY = "kacang-burung-kenari"
PHONE = "+62 811 000 111"
URL = "https://lo.example.org/e/arda-2026/party/ARD/"


@pytest.fixture
def full(event: Any, arda: Any, lia_officer: Any) -> Any:
    """Arda with people, programme, movements, care, rooms and phones."""
    head = Member.objects.create(
        event=event,
        code="P-1",
        party=arda,
        full_name="Galadriel Arwen",
        native_name="ガラドリエル",
        role="head_of_delegation",
        languages="ja:C2",
    )
    aide = Member.objects.create(
        event=event, code="P-2", party=arda, full_name="Elrond", role="aide", synthetic=True
    )
    MemberPapers.objects.create(member=aide, phone=PHONE, passport_no=CANARY)
    CareRecord.objects.create(member=head, allergy=CANARY, diet=CANARY, medical_note=CANARY)
    place = Place.objects.create(event=event, code="V-1", name="Balai Agung")
    Lodging.objects.create(member=head, hotel=place, room_no=CANARY)
    Attachment.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position="lead",
        since=NOON - timedelta(days=2),
        until=NOON + timedelta(days=2),
    )
    item = Item.objects.create(
        event=event,
        code="S-1",
        title_en="Plenary",
        title_id="Sidang",
        starts_at=NOON,
        ends_at=NOON + timedelta(hours=1),
        zone=event.zone,
        place=place,
    )
    item.attending.add(arda)
    Movement.objects.create(
        event=event,
        code="M-1",
        party=arda,
        direction="arrival",
        travelling="head of delegation",
        planned_at=NOON - timedelta(hours=3),
        expected_at=NOON - timedelta(hours=1, minutes=25),
        certainty="changed",
        zone=event.zone,
        carrier="GA 1",
    )
    Briefing.objects.create(
        event=event,
        code="ARD",
        party=arda,
        greeting_native="こんにちは",
        greeting_latin="Konnichiwa",
        form_of_address="Your Excellency",
        avoid="hurry",
    )
    Contact.objects.create(
        event=event, code="C-1", category="emergency", name="ambulance", phone="118"
    )
    return arda


def sheets(event: Any, party: Any, by: Any) -> tuple[Any, Any]:
    asked = {"event": event, "party": party, "by": by, "at": NOON, "url": URL}
    return card.pocket_card(**asked), book.duty_book(**asked)


def test_the_card_tells_the_day_whom_to_call_and_how_to_greet(
    event: Any, full: Any, lia: Any, transport: Any, as_actor: Any
) -> None:
    sheet, _ = sheets(event, full, as_actor(lia, event))

    [day] = sheet.days
    assert [(line.time, line.old_time) for line in day.lines] == [("10.35", "09.00"), ("12.00", "")]
    assert sheet.head.native == "ガラドリエル"
    assert (sheet.head.lang, sheet.head.address) == ("ja", "Your Excellency")
    assert [officer.name for officer in sheet.officers] == ["Lia Ardika"]
    assert [(one.name, one.phone) for one in sheet.departments] == [
        ("Transportasi", "+44 7700 900484")
    ]
    assert any("こんにちは = Konnichiwa" in note for note in sheet.notes)
    assert any("118" in note for note in sheet.notes)
    assert sheet.synthetic


def test_nothing_of_health_rooms_or_passports_leaves_on_paper(
    event: Any, full: Any, lia: Any, sari: Any, as_actor: Any
) -> None:
    for someone in (lia, sari):
        for sheet in sheets(event, full, as_actor(someone, event)):
            assert CANARY not in repr(sheet)


def test_phones_of_members_stand_only_in_the_book_of_who_may_see_them(
    event: Any, full: Any, lia: Any, teo: Any, as_actor: Any
) -> None:
    of_officer, of_desk = (sheets(event, full, as_actor(one, event)) for one in (lia, teo))

    assert PHONE in repr(of_officer[1])
    assert PHONE not in repr(of_officer[0])
    assert PHONE not in repr(of_desk)
    assert of_desk[1].people == ()


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("日本国", "ja en", "ja"),
        ("中华人民共和国", "zh", "zh"),
        ("こんにちは", "", "ja"),
        ("대한민국", "ko", "ko"),
        ("السلام عليكم", "ar", "ar"),
        ("Türkiye", "tr", ""),
    ],
)
def test_a_name_is_set_in_the_script_of_its_owner(text: str, languages: str, expected: str) -> None:
    assert script_language(text, languages) == expected


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_pages_answer_with_a_named_pdf(
    event: Any, full: Any, lia: Any, signed_in: Any, settings: Any
) -> None:
    answer = signed_in(lia).get(f"/e/{event.slug}/paper/ARD/pocket-card.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'inline; filename="ARD-pocket-card-20261121-1200-en.pdf"'
    )
    assert answer["Cache-Control"] == "private, no-store"
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],  # noqa: S607
        input=answer.content,
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert "Plenary" in text
    assert "ガラドリエル" in text


def test_a_letter_without_a_glyph_is_marked_and_reported(
    event: Any, full: Any, lia: Any, signed_in: Any, caplog: Any
) -> None:
    Briefing.objects.update(greeting_native="ជំរាបសួរ")

    answer = signed_in(lia).get(f"/e/{event.slug}/paper/ARD/pocket-card.pdf")

    assert answer.status_code == 200
    assert "U+1787" in caplog.text


def test_the_sheets_of_others_do_not_exist(
    event: Any, full: Any, bree: Any, lia: Any, signed_in: Any
) -> None:
    client = signed_in(lia)
    for sheet in ("pocket-card", "duty-book"):
        assert client.get(f"/e/{event.slug}/paper/BRE/{sheet}.pdf").status_code == 404


def test_a_party_with_nothing_yet_has_its_sheets_all_the_same(
    event: Any, arda: Any, lia: Any, as_actor: Any
) -> None:
    pocket, duties = sheets(event, arda, as_actor(lia, event))

    assert press.pocket_card(pocket).startswith(b"%PDF")
    assert press.duty_book(duties).startswith(b"%PDF")
    assert date(2026, 11, 21) == pocket.printed_at.date()


def test_the_book_holds_what_was_said_and_strikes_what_was_corrected(
    event: Any, full: Any, lia: Any, sari: Any, teo: Any, as_actor: Any
) -> None:
    by = as_actor(sari, event)
    told = {"audience": [f"person:{lia.pk}"], "by": by, "at": NOON}
    old = relays.send(text="Motorcade 15.13 WITA, Gate B", **told)
    relays.correct(relay_id=old, text="Motorcade 15.30 WITA, Gate B", by=by, at=NOON)
    relays.send(text="Over", expires_at=NOON - timedelta(minutes=1), **told)
    relays.send(text="To the desk", audience=[f"person:{teo.pk}"], by=by, at=NOON)

    _card, made = sheets(event, full, by)
    assert [(one.text, one.replaced_by) for one in made.messages] == [
        ("Motorcade 15.13 WITA, Gate B", f"M-{old + 1}"),
        ("Motorcade 15.30 WITA, Gate B", ""),
    ]
    assert press.duty_book(made).startswith(b"%PDF")
    _card, others = sheets(event, full, as_actor(teo, event))
    assert others.messages == ()
