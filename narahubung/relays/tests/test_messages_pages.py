"""The pages of messages: one's inbox, writing with the guard, the sheet with everybody's ticks."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.relays import commands
from narahubung.relays.models import Recipient, Relay, Thread

AT = "/e/arda-2026/relays/"


@pytest.fixture
def word(event: Any, sari: Any, lia: Any, as_actor: Any) -> Any:
    """Something that must be repeated, from Sari to Lia."""
    pk = commands.send(
        text="Motorcade leaves 15:13 WITA from Gate B",
        audience=[f"person:{lia.pk}"],
        precedence="segera",
        translation="Rombongan berangkat 15.13 WITA dari Gerbang B",
        translated_by="Ayu",
        by=as_actor(sari, event),
        at=NOON,
    )
    return Relay.objects.get(pk=pk)


def test_what_stands_in_the_inbox_counts_as_seen(word: Any, lia: Any, signed_in: Any) -> None:
    page = signed_in(lia).get(AT).content.decode()

    assert "Motorcade leaves 15:13 WITA from Gate B" in page
    assert "translated by Ayu" in page
    assert "gate B" in page
    assert f"live:inbox:{lia.pk} from:body" in page
    assert word.recipients.get().state == "seen"


def test_reading_back_otherwise_is_shown_in_red_to_both(
    word: Any, lia: Any, sari: Any, signed_in: Any
) -> None:
    client = signed_in(lia)
    here = f"{AT}{word.pk}/"
    swapped = client.post(
        here + "read-back/", {"text": "15.30 gate B", "from": "inbox"}, HTTP_HX_REQUEST="true"
    )
    assert 'id="relays-inbox"' in swapped.content.decode()
    page = client.get(here).content.decode()
    assert "You repeated something else than was said." in page
    assert "<ins>15.13 WITA</ins>" in page
    assert "<del>15.30</del>" in page
    refused = client.post(here + "done/")
    assert refused.status_code == 422
    assert "Read it back once more" in refused.content.decode()

    sheet = signed_in(sari).get(here).content.decode()
    assert "confirmed 0/1" in sheet
    assert "<del>15.30</del>" in sheet
    assert f"live:relay:{word.pk} from:body" in sheet


def test_the_sender_confirms_and_it_is_done(word: Any, lia: Any, sari: Any, signed_in: Any) -> None:
    here = f"{AT}{word.pk}/"
    signed_in(lia).post(here + "read-back/", {"text": "15:13 Gate B"})
    assert "Confirm 1 that is right" in signed_in(sari).get(here).content.decode()
    signed_in(sari).post(here + "confirm/")
    assert "confirmed 1/1" in signed_in(sari).get(here).content.decode()
    assert "Done" in signed_in(lia).get(here).content.decode()
    signed_in(lia).post(here + "done/", {"from": "inbox"})
    assert Recipient.objects.get().state == "done"


def test_a_receiver_sees_nobody_elses_answer(
    event: Any, lia: Any, sari: Any, six: Any, as_actor: Any, signed_in: Any
) -> None:
    pk = commands.send(
        text="Lunch", audience=["role:gate", f"person:{lia.pk}"], by=as_actor(sari, event), at=NOON
    )
    page = signed_in(lia).get(f"{AT}{pk}/").content.decode()
    assert "Gate1" not in page
    assert signed_in(six[0]).post(f"{AT}{pk}/confirm/").status_code == 404
    assert signed_in(lia).post(f"{AT}{pk}/confirm/").status_code == 403


def test_what_was_changed_after_the_look_is_looked_at_again(
    event: Any, lia: Any, rini: Any, sari: Any, signed_in: Any
) -> None:
    client = signed_in(sari)
    told = {
        "text": "Berangkat 18.00 WITA dari Gerbang B",
        "audience": [f"person:{lia.pk}"],
        "precedence": "biasa",
        "lane": "operations",
        "language": "id",
    }
    looked = client.post(AT + "send/", told).context["looked"]
    go = {**told, "looked": looked, "go": "yes"}
    for other in (
        {"text": "pukul 6 sore atau besok"},
        {"audience": [f"person:{rini.pk}"]},
        {"looked": ""},
    ):
        page = client.post(AT + "send/", {**go, **other})
        assert page.status_code == 422
        assert "It is no longer what you looked at" in page.content.decode()
    assert not Relay.objects.exists()
    client.post(AT + "send/", go)
    relay = Relay.objects.get()
    assert relay.text == told["text"]

    here = f"{AT}{relay.pk}/correct/"
    page = client.post(here, {"text": "pukul 6 sore", "go": "yes"}).content.decode()
    assert "It is no longer what you looked at" in page
    assert "<strong>6 sore</strong>" in page
    assert not Relay.objects.filter(supersedes=relay).exists()


def test_before_sending_one_sees_whom_it_reaches_and_what_is_unclear(
    event: Any, lia: Any, sari: Any, signed_in: Any, look_and_send: Any
) -> None:
    client = signed_in(sari)
    told = {
        "text": "Leave tomorrow 3 pm with the PJR",
        "audience": ["role:officer"],
        "precedence": "kilat",
        "lane": "operations",
        "language": "en",
    }
    page = client.post(AT + "send/", told).content.decode()
    assert "Goes to 1 person" in page
    assert "A FLASH message must say whose clock it means" in page
    for found in ("PJR", "tomorrow", "3 pm"):
        assert f"<strong>{found}</strong>" in page
    assert 'value="yes"' not in page.split('id="before-sending"')[1]
    assert look_and_send(client, AT + "send/", told).status_code == 422
    assert not Relay.objects.exists()

    page = client.post(AT + "send/", {**told, "precedence": "biasa"}).content.decode()
    assert "Send all the same" in page
    look_and_send(client, AT + "send/", {**told, "precedence": "biasa"})
    assert Relay.objects.get().text == "Leave tomorrow 3 pm with the PJR"


def test_a_template_fills_both_languages(sari: Any, lia: Any, event: Any, signed_in: Any) -> None:
    client, told = signed_in(sari), {"audience": [f"person:{lia.pk}"], "lasts_min": "10"}
    page = client.post(AT + "send/", {**told, "take": "departure"}).content.decode()
    assert "Rombongan {party} berangkat" in page
    assert 'name="template" value="departure"' in page
    typed = {"f_party": "Arda", "f_time": "15.13", "f_zone": "WITA", "f_place": "Gate B"}
    asked = {**told, "template": "departure", "fill": "yes", **typed}
    page = client.post(AT + "send/", asked).content.decode()
    assert "Rombongan Arda berangkat pukul 15.13 WITA dari Gate B. {cars} mobil." in page
    assert "The motorcade of Arda leaves at 15.13 WITA from Gate B." in page
    assert f'value="person:{lia.pk}" checked' in page
    assert 'value="10"' in page
    assert 'name="f_place" maxlength="200" value="Gate B"' in page
    assert 'class="errorlist"' not in page
    assert "Arda" not in client.get(AT + "send/", asked).content.decode().split("id_text")[1]


def test_a_translation_that_says_something_else_goes_only_once_that_was_seen(
    event: Any, lia: Any, sari: Any, signed_in: Any, look_and_send: Any
) -> None:
    client = signed_in(sari)
    told = {
        "text": "Konvoi berangkat 19:10 WITA dari Gerbang C",
        "audience": [f"person:{lia.pk}"],
        "precedence": "biasa",
        "lane": "operations",
        "language": "id",
        "translation": "The convoy leaves at 19:01 WITA from Gate D",
        "translated_by": "Ayu",
        "back_translation": "Konvoi berangkat 19:01 WITA dari gerbang D",
    }
    page = client.post(AT + "send/", told).content.decode()
    assert "The translation says something else" in page
    assert "Translated back, it says something else" in page
    assert page.count("<ins>19.10 WITA</ins>") == page.count("<del>19.01 WITA</del>") == 2
    assert page.count("<del>gate D</del>") == 2
    page = look_and_send(client, AT + "send/", told)
    assert (page.status_code, Relay.objects.count()) == (422, 0)
    assert "Mend what differs, or tick" in page.content.decode()
    look_and_send(client, AT + "send/", told, minded="yes")
    relay = Relay.objects.get()
    assert (relay.translation, relay.translation_language) == (told["translation"], "en")

    arabic = {"translation": "يغادر الموكب الساعة ١٩:٠١", "translation_language": "ar"}
    page = client.post(AT + "send/", {**told, **arabic, "back_translation": ""}).content.decode()
    assert "<del>19.01</del>" in page
    assert "Cannot be compared here: have a person read it back." in page
    assert "<li>place: gate C</li>" in page


def test_empty_lists_say_what_belongs_there(sari: Any, signed_in: Any) -> None:
    client = signed_in(sari)
    for path, words in (
        ("", "No message for you"),
        ("sent/", "Nothing sent yet"),
        ("sent/?all", "Nothing sent yet"),
        ("questions/", "No question"),
        ("knew/", "No message stood at that moment"),
    ):
        assert words in client.get(AT + path).content.decode()


def test_a_correction_strikes_the_old_text(
    word: Any, lia: Any, sari: Any, signed_in: Any, look_and_send: Any
) -> None:
    client = signed_in(sari)
    here = f"{AT}{word.pk}/"
    text = "Motorcade leaves 15:20 WITA from Gate B"
    assert "15:20 WITA" in client.post(here + "correct/", {"text": text}).content.decode()
    look_and_send(client, here + "correct/", {"text": text})
    old = signed_in(lia).get(here).content.decode()
    assert "<del>Motorcade leaves 15:13 WITA from Gate B</del>" in old
    inbox = signed_in(lia).get(AT).content.decode()
    assert text in inbox
    assert "Replaces" in inbox
    refused = signed_in(lia).post(here + "read-back/", {"text": "15:13 gate B"})
    assert refused.status_code == 409
    assert "replaces it: answer that one" in refused.content.decode()


def test_a_correction_begins_with_all_the_old_one_says(
    event: Any, lia: Any, sari: Any, as_actor: Any, signed_in: Any, look_and_send: Any
) -> None:
    ends = NOON + timedelta(minutes=10, seconds=30)
    old = commands.send(
        text="Berangkat 12.10 WITA",
        audience=[f"person:{lia.pk}"],
        translation="Départ 12.10 WITA",
        translation_language="fr",
        translated_by="Ayu",
        back_translation="Berangkat 12.10 WITA",
        expires_at=ends,
        by=as_actor(sari, event),
        at=NOON,
    )
    client, here = signed_in(sari), f"{AT}{old}/correct/"
    page = client.get(here)
    assert 'value="2026-11-21T12:10"' in page.content.decode()
    told = {field.name: field.value() for field in page.context["form"]}
    told["expires_at"] = "2026-11-21T12:10"
    assert "That is the text as it stands" in look_and_send(client, here, told).content.decode()
    late = client.post(here, {**told, "expires_at": "2026-11-21T11:59"})
    assert "This moment has passed" in late.content.decode()
    text = "Berangkat 12.10 WITA, bawa payung"
    look_and_send(client, here, {**told, "text": text, "back_translation": text})
    new = Relay.objects.get(supersedes=old)
    assert (new.translation, new.translation_language) == ("Départ 12.10 WITA", "fr")
    assert (new.back_translation, new.expires_at) == (text, ends)
    look_and_send(client, f"{AT}{new.pk}/correct/", {"text": "Berangkat", "expires_at": ""})
    newest = Relay.objects.get(supersedes=new)
    assert (newest.translation, newest.translation_language, newest.expires_at) == ("", "", None)


def test_a_question_keeps_inside_and_outside_apart(
    event: Any, arda: Any, lia: Any, sari: Any, person: Any, signed_in: Any, look_and_send: Any
) -> None:
    focal = person("fay", "focal_point", event, party=arda)
    client = signed_in(lia)
    client.post(
        AT + "questions/", {"subject": "Second car", "party": arda.pk, "lane": "operations"}
    )
    thread = Thread.objects.get()
    here = f"{AT}questions/{thread.pk}/"
    client.post(here + "say/", {"text": "We have none left", "audience": [f"person:{sari.pk}"]})
    inside = Relay.objects.get()
    page = client.get(f"{here}?release={inside.pk}").content.decode()
    assert page.count("We have none left") == 2
    outside = {"audience": [f"person:{focal.pk}"]}
    page = client.post(here + "release/", {**outside, "text": "A car comes at 4 pm tomorrow"})
    assert "<strong>4 pm</strong>" in page.content.decode()
    assert Relay.objects.get() == inside
    text = "A car comes at 16.00 WITA to the lobby"
    look_and_send(client, here + "release/", {**outside, "text": text})
    assert client.post(here + "heard/", {"text": "Thank you"}).status_code == 422
    client.post(here + "heard/", {"text": "Thank you", "said_by": "the aide", "said_how": "phone"})
    page = client.get(here).content.decode()
    assert "Said by the aide to Lia" in page
    assert "Thank you" in page.split('id="release"')[0]
    assert "Thank you" not in signed_in(focal).get(AT).content.decode()
    assert "We have none left" not in signed_in(focal).get(AT).content.decode()
    assert "A car comes at 16.00 WITA" in signed_in(focal).get(AT).content.decode()
    assert signed_in(sari).get(here).status_code == 200
    signed_in(lia).post(here + "close/")
    assert Thread.objects.get().closed_at == NOON


def test_said_aloud_and_said_outside(
    event: Any, arda: Any, lia: Any, sari: Any, signed_in: Any
) -> None:
    client = signed_in(sari)
    client.post(
        AT + "said/",
        {"text": "Gate B", "audience": [f"person:{lia.pk}"], "how": "radio", "repeated": "yes"},
    )
    assert Recipient.objects.get().state == "confirmed"
    client = signed_in(lia)
    client.post(
        AT + "outside/",
        {
            "text": "He will be late",
            "said_by": "the aide",
            "said_how": "phone",
            "minutes_ago": "5",
            "party": arda.pk,
            "lane": "operations",
        },
    )
    page = signed_in(sari).get(AT).content.decode()
    assert "Said by the aide to Lia" in page
    assert "11.55" in page
    wrong = signed_in(lia).post(
        AT + "outside/", {"text": "x", "said_how": "phone", "lane": "operations"}
    )
    assert wrong.status_code == 422
    assert "Write who said it" in wrong.content.decode()


def test_who_knew_what_is_asked_by_the_minute(word: Any, sari: Any, signed_in: Any) -> None:
    client = signed_in(sari)
    page = client.get(AT + "knew/?at=2026-11-21T12:01").content.decode()
    assert "not known to have arrived" in page
    assert "No message stood" in client.get(AT + "knew/?at=2026-11-21T11:59").content.decode()
    assert "Write day and time" in client.get(AT + "knew/?at=soon").content.decode()
