"""A delegation's own page: what it shows, whom it calls, what it takes, and how it ends."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from babel.messages.pofile import read_po
from django.core.cache import cache
from django.test import Client

from conftest import NOON
from narahubung.accounts import commands as accounts
from narahubung.accounts.models import GuestPass
from narahubung.assignments.models import Attachment, GuestLine
from narahubung.assignments.timetable import let_lines_follow
from narahubung.config.messages import messages_in
from narahubung.desks.pages import guest
from narahubung.desks.welcome import languages, welcome_in
from narahubung.journal.models import Act, StoredEntry
from narahubung.journal.reading import decoded
from narahubung.kit.actor import the_house
from narahubung.kit.intervals import Span
from narahubung.needs import commands as needs
from narahubung.needs.models import Need, NeedState, Pulse, Wish
from narahubung.needs.rules.limits import Asked
from narahubung.parties.models import Department, Officer
from narahubung.programme import commands as programme
from narahubung.programme.models import Item

ITEM = "Leaders' dinner"
_PLACES = re.compile(r"\{\w+\}|%\(\w+\)s")


@pytest.fixture
def link(arda: Any, lia: Any, event: Any, as_actor: Any) -> str:
    return give(arda, as_actor(lia, event))


def give(party: Any, by: Any, language: str = "en") -> str:
    token = accounts.issue_pass(
        purpose="delegation_page",
        object_id=party.pk,
        name="Elanor",
        language=language,
        expires_at=NOON + timedelta(days=2),
        by=by,
        at=NOON,
    )
    return f"/g/{token}/"


def read(link: str, language: str = "") -> str:
    client = Client()
    if language:
        client.cookies["nh_language"] = language
    answer = client.get(link)
    assert answer.status_code == 200
    return str(answer.content.decode())


def attach(party: Any, officer: Any, position: str, *, until: Any = None) -> Attachment:
    return Attachment.objects.create(
        event=party.event,
        party=party,
        officer=officer,
        position=position,
        since=NOON - timedelta(days=1),
        until=until or NOON + timedelta(days=1),
    )


@pytest.fixture
def deputy(event: Any) -> Any:
    return Officer.objects.create(
        event=event, code="LO-002", full_name="Made Giri", phone="+44 7700 900321"
    )


def test_it_shows_the_programme_as_it_was_given_out_and_no_draft(
    link: str, event: Any, arda: Any, bree: Any
) -> None:
    house = the_house("test", event_id=event.pk)
    item = Item.objects.create(
        event=event, code="S-1", title_en=ITEM, starts_at=NOON, zone="Asia/Makassar", room="Hall 1"
    )
    item.attending.set([arda])
    other = Item.objects.create(
        event=event, code="S-2", title_en="Not theirs", starts_at=NOON, zone="Asia/Makassar"
    )
    other.attending.set([bree])
    assert ITEM not in read(link)

    programme.release(by=house, at=NOON)
    programme.move_item(item_id=item.pk, to={"room": "A draft room"}, by=house, at=NOON)

    page = read(link)
    assert "Leaders&#x27; dinner" in page
    assert re.search(r">12\.00</time> <span[^>]*>WITA<", page)
    assert "Hall 1" in page
    assert "A draft room" not in page
    assert "Not theirs" not in page


def test_what_was_answered_before_is_answered_by_the_officer(
    link: str, arda: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    by, span = as_actor(lia, event), Span(NOON, NOON + timedelta(hours=1))
    asked = Asked(thing="helicopter", quantity=1, span=span, text="For the head")
    needs.record_wish(party_id=arda.pk, asked=asked, by=by, at=NOON)
    refused = Wish.objects.get()

    Client().post(f"{link}ask/", {"text": "Please, a helicopter"})

    assert Need.objects.get().met == refused  # the desk and the officer read it there
    page = read(link)
    assert "We have it. Your liaison officer will answer you." in page
    assert refused.rule_en not in page
    assert "grantable" not in page


def test_the_one_number_follows_who_is_on_duty(
    link: str, event: Any, arda: Any, lia_officer: Any, deputy: Any
) -> None:
    def number() -> str:
        return str(Client().get(f"{link}call")["Location"])

    assert "No number is known" in read(link)
    assert number() == f"{link}#guest-asked"

    Department.objects.create(event=event, code="EO", name_en="Office", duty_phone="+44 7700 9")
    Department.objects.create(
        event=event, code="TRN", name_en="Cars", duty_phone="+44 7700 8", escalates_to="EO"
    )
    assert number() == "tel:+4477009"
    attach(arda, deputy, "deputy")
    assert number() == "tel:+447700900321"
    lead = attach(arda, lia_officer, "lead")
    assert number() == "tel:+447700900320"
    assert "Call Lia Ardika" in read(link)
    assert "Made Giri" not in read(link)
    lead.until = NOON
    lead.save()
    assert number() == "tel:+447700900321"


def test_a_line_of_the_organiser_follows_by_the_hand_of_who_switches_it(
    link: str, event: Any, arda: Any, lia_officer: Any, deputy: Any, sari: Any, signed_in: Any
) -> None:
    def number() -> str:
        return str(Client().get(f"{link}call")["Location"])

    def asked() -> list[str]:
        let_lines_follow(at=NOON, key=uuid4())
        rows = StoredEntry.objects.filter(kind="assignments.line_must_switch").order_by("id")
        return [f"{decoded(row).to} {row.tell}" for row in rows]

    lead = attach(arda, lia_officer, "lead")
    attach(arda, deputy, "deputy")
    here, desk = "/e/arda-2026/lines/", signed_in(sari)
    assert desk.post(f"{here}give/", {"party": arda.pk, "phone": "call"}).status_code == 422
    desk.post(f"{here}give/", {"party": arda.pk, "phone": "+62 361 555 01"})
    line = GuestLine.objects.get()
    assert number() == "tel:+447700900320"  # nobody switched it yet: the officer himself
    assert asked() == asked() == [f"Lia Ardika {sari.pk}"]

    desk.post(f"{here}{line.pk}/switched/", {"to": lia_officer.phone})
    assert number() == "tel:+6236155501"
    assert "rings at" in desk.get(here).content.decode()
    assert "Call Lia Ardika" in read(link)

    lead.until = NOON
    lead.save()
    assert number() == "tel:+447700900321"  # the deputy, while the line still rings at the lead
    assert "Switch it now" in desk.get(here).content.decode()
    assert "+62 361 555 01" in desk.get("/e/arda-2026/exceptions/").content.decode()
    assert asked()[1:] == [f"Made Giri {sari.pk}"]
    late = desk.post(f"{here}{line.pk}/switched/", {"to": lia_officer.phone})
    assert "somebody else is on duty: Made Giri" in late.content.decode()
    desk.post(f"{here}{line.pk}/switched/", {"to": deputy.phone})
    assert number() == "tel:+6236155501"

    desk.post(f"{here}{line.pk}/take/")
    assert number() == "tel:+447700900321"


def test_what_is_asked_is_a_request_with_a_time_to_answer(
    link: str, event: Any, arda: Any, transport: Any
) -> None:
    client = Client()
    key = "6f0f7f0e-2b5c-4d6e-9a39-0e4f3f1c7a12"
    for _ in range(2):
        answer = client.post(f"{link}ask/", {"text": "A car for the luggage", "key": key})
        assert answer["Location"] == f"{link}#guest-asked"

    need = Need.objects.get()
    assert (need.party, need.channel, need.direction) == (arda, "guest", "to_host")
    assert (Act.objects.get(pk=key).by_name, Act.objects.get(pk=key).by_id) == ("Elanor", None)
    Need.objects.update(due_at=NOON + timedelta(minutes=41), state=NeedState.NEW)
    assert "We answer by Sat 21 Nov 12.41 WITA" in read(link)
    assert "paling lambat Sab 21 Nov 12.41 WITA" in read(link, "id")


def test_how_a_request_stands_is_said_in_words_for_guests(
    link: str, event: Any, arda: Any, transport: Any
) -> None:
    need = Need.objects.create(
        event=event,
        code="R-1",
        party=arda,
        channel="guest",
        text="A second car",
        raised_at=NOON,
        department=transport,
        assigned_to="Ni Luh Arimbawa",
        answer="The minister's office said never",
        note="They always ask",
    )
    own = Need.objects.create(
        event=event, code="R-2", party=arda, channel="page", text="Officer's own", raised_at=NOON
    )
    says = {
        NeedState.NEW: "We have it",
        NeedState.ACCEPTED: "In hand.",
        NeedState.WAITING: "Your liaison officer will ask you",
        NeedState.REJECTED: "Your liaison officer will speak with you",
        NeedState.WITHDRAWN: "Taken back.",
        NeedState.DONE: "Done.",
    }
    for state, words in says.items():
        need.state = state
        need.save()
        page = read(link)
        assert words in page
        for internal in (need.assigned_to, need.answer, need.note, own.text, transport.name_en):
            assert internal not in page, internal


def test_what_was_asked_here_is_taken_back_here_and_nothing_else(
    link: str, event: Any, arda: Any, bree: Any
) -> None:
    def need(code: str, party: Any, channel: str) -> Any:
        return Need.objects.create(
            event=event, code=code, party=party, channel=channel, text=code, raised_at=NOON
        )

    client = Client()
    for other in (need("R-1", arda, "page"), need("R-2", bree, "guest")):
        assert client.post(f"{link}ask/{other.pk}/withdraw/").status_code == 404
        other.refresh_from_db()
        assert other.is_open
    own = need("R-3", arda, "guest")
    client.post(f"{link}ask/{own.pk}/withdraw/")
    own.refresh_from_db()
    assert own.state == NeedState.WITHDRAWN
    assert "Taken back." in read(link)


def test_a_face_is_noted_and_thanked_for(link: str, arda: Any) -> None:
    answer = Client().post(f"{link}feel/", {"face": "2", "word": "A cold room"})
    assert answer["Location"] == f"{link}?thanks#guest-feel"
    assert "Thank you. We have it." in read(f"{link}?thanks")
    pulse = Pulse.objects.get()
    assert (pulse.party, pulse.face, pulse.whose, pulse.by_name) == (arda, 2, "guest", "Elanor")
    for wrong in ({"face": "9"}, {"word": "A cold room"}):
        answer = Client().post(f"{link}feel/", wrong)
        assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose one of the faces." in page
    assert 'value="A cold room"' in page
    assert Pulse.objects.count() == 1


def test_nothing_asked_is_told_above_the_form(link: str) -> None:
    answer = Client().post(f"{link}ask/", {"text": " "})
    assert answer.status_code == 422
    assert "Write what you need first." in answer.content.decode()
    assert not Need.objects.exists()


def test_the_whole_page_speaks_the_guests_language(
    arda: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    page = read(give(arda, as_actor(lia, event), "ja"))
    assert '<html lang="ja" dir="ltr"' in page
    assert "ようこそ" in page
    assert "ご要望をお聞かせください" in page
    page = read(give(arda, as_actor(lia, event), "ar"))
    assert '<html lang="ar" dir="rtl"' in page
    assert "Selamat datang" in read(give(arda, as_actor(lia, event), "id"))


def test_no_sentence_of_the_page_is_left_out_of_a_language() -> None:
    rooms = Path(guest.__file__).parents[1]
    said = {
        message.text
        for source in ("templates/desks/_guest.html", "templates/desks/_guest_day.html",
                       "templates/desks/guest.html", "queries/guest.py", "forms.py")
        for message in messages_in(rooms / source)
    }  # fmt: skip
    assert len(said) > 30
    for code, name in languages():
        assert name
        assert welcome_in(code).welcome
        assert welcome_in(code).card
        if code in {"en", "id"}:
            continue
        folder = {"zh": "zh_Hans"}.get(code, code)
        with (rooms / "locale" / folder / "LC_MESSAGES" / "django.po").open("rb") as file:
            known = {one.id: one.string for one in read_po(file) if one.id}
        assert not said - set(known), code
        assert all(known.values()), code
        for text, words in known.items():
            assert sorted(_PLACES.findall(text)) == sorted(_PLACES.findall(words)), words


def test_the_guest_may_read_it_in_one_of_our_languages(
    arda: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    client = Client()
    link = give(arda, as_actor(lia, event), "ja")
    assert client.get(f"{link}?in=en")["Location"] == link
    assert '<html lang="en"' in client.get(link).content.decode()
    client.get(f"{link}?in=ja")
    assert '<html lang="ja"' in client.get(link).content.decode()


def test_opening_is_counted_only_by_a_page_that_was_shown(link: str) -> None:
    before = StoredEntry.objects.count()
    Client().get(link)
    assert GuestPass.objects.get().openings == 0
    assert Client().post(f"{link}opened/").status_code == 204
    assert (GuestPass.objects.get().openings, GuestPass.objects.get().opened_at) == (1, NOON)
    assert StoredEntry.objects.count() == before


def test_an_officer_gives_the_link_once_and_takes_it_back(
    event: Any, arda: Any, bree: Any, lia: Any, signed_in: Any
) -> None:
    client = signed_in(lia)
    here = "/e/arda-2026/party/ARD/links/"
    assert here in client.get("/e/arda-2026/party/ARD/").content.decode()
    assert '<option value="fr" selected>' in client.get(here).content.decode()

    facts = {"name": "Elanor", "language": "fr", "last_day": "2026-11-23"}
    made = client.post(f"{here}make/", facts)
    page = made.content.decode()
    assert made["Cache-Control"] == "private, no-store"
    assert "Scannez ce code" in page
    link = page.split('data-copy="http://testserver', 1)[1].split('"', 1)[0]
    assert read(link)
    assert link not in client.get(here).content.decode()
    assert GuestPass.objects.get().expires_at.isoformat() == "2026-11-23T16:00:00+00:00"

    assert client.post(f"{here}make/", {**facts, "last_day": "2020-01-01"}).status_code == 422
    assert client.post("/e/arda-2026/party/BRE/links/make/", facts).status_code == 404
    client.post(f"{here}{GuestPass.objects.get().pk}/revoke/")
    assert Client().get(link).status_code == 410


def test_a_link_opens_no_other_delegation_and_no_other_page(
    link: str, event: Any, arda: Any, bree: Any, lia: Any
) -> None:
    cache.clear()
    client = Client()
    client.get(link)
    for path in ("party/ARD/", "party/BRE/", "board/", "programme/", "needs/"):
        answer = client.get(f"/e/arda-2026/{path}")
        assert answer.status_code in {302, 404}, path
    token = link.split("/")[2]
    for wrong in (f"/g/{token[:-1]}/", f"/g/{token}x/", f"/t/{token}/"):
        assert client.get(wrong).status_code == 404, wrong


def test_the_page_reads_a_fixed_number_of_queries(
    link: str, event: Any, arda: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        Need.objects.create(
            event=event, code=f"R-{number}", party=arda, channel="guest", text="x", raised_at=NOON
        )
    with django_assert_max_num_queries(14):
        read(link)
