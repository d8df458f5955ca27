"""A voice note goes with a message, is heard by whoever sees it, and is written down later."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from conftest import NOON
from narahubung.journal.reading import history
from narahubung.kit.sounds import received
from narahubung.relays import commands, queries
from narahubung.relays.models import Relay
from narahubung.relays.queries.voices import unwritten
from narahubung.relays.rules import voices as rules
from narahubung.relays.rules.sending import NothingSaid

AT = "/e/arda-2026/relays/"
SOUND = b"OggS\x00\x02 a voice"


@pytest.fixture
def said(event: Any, sari: Any, lia: Any, as_actor: Any) -> int:
    """What Sari said to Lia by phone, who repeated it; only its sound is kept so far."""
    return commands.record_spoken(
        text="",
        audience=[f"person:{lia.pk}"],
        how="phone",
        repeated=True,
        voice=received(SOUND),
        by=as_actor(sari, event),
        at=NOON,
    )


def recording(data: bytes = SOUND) -> SimpleUploadedFile:
    return SimpleUploadedFile("voice.html", data, content_type="text/html")


def test_until_it_is_written_down_it_is_open_with_both_sides(
    event: Any, said: int, sari: Any, lia: Any, teo: Any, as_actor: Any
) -> None:
    both = [as_actor(sari, event), as_actor(lia, event)]
    for side in both:
        with override("en"):
            [message] = unwritten(by=side)
        assert (message.id, message.text) == (said, "Voice note, not yet written down")
        assert queries.unanswered(by=side) == 1
    with pytest.raises(rules.NotWrittenDown):
        commands.pass_on(relay_id=said, audience=[f"person:{teo.pk}"], by=both[1], at=NOON)
    with pytest.raises(rules.NotWrittenDown):
        commands.correct(relay_id=said, text="16:00 WITA", by=both[0], at=NOON)

    commands.write_down(relay_id=said, text=" At 15:13 WITA from Gate B ", by=both[1], at=NOON)

    relay = Relay.objects.get(pk=said)
    assert (relay.text, relay.written_by) == ("At 15:13 WITA from Gate B", "Lia")
    assert relay.facts == {"times": ["15:13 WITA"], "places": ["gate B"]}
    assert (relay.must_read_back, relay.recipients.get().state) == (True, "confirmed")
    assert [queries.unanswered(by=side) for side in both] == [0, 0]
    with override("en"):
        told = history(topic=f"relay:{said}", by=both[0])
        assert any("written down by Lia: At 15:13 WITA" in (one.says or "") for one in told)
    with pytest.raises(rules.WrittenAlready, match="Lia"):
        commands.write_down(relay_id=said, text="At 15:30 WITA", by=both[0], at=NOON)


def test_only_the_two_sides_write_it_down_and_something(
    event: Any, said: int, rini: Any, teo: Any, lia: Any, as_actor: Any
) -> None:
    for someone, no in ((rini, rules.NotOfTheTwo), (teo, Relay.DoesNotExist), (lia, NothingSaid)):
        with pytest.raises(no):
            commands.write_down(relay_id=said, text=" ", by=as_actor(someone, event), at=NOON)


def test_who_may_see_the_message_hears_it_and_nobody_else(
    event: Any, other_event: Any, said: int, sari: Any, lia: Any, rini: Any, teo: Any, person: Any,
    signed_in: Any,
) -> None:  # fmt: skip
    here = f"{AT}{said}/voice/"
    for someone in (sari, lia, rini):
        answer = signed_in(someone).get(here)
        assert b"".join(answer) == SOUND
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
            "audio/ogg",
            "nosniff",
        )
        assert "no-store" in answer["Cache-Control"]
    for someone in (teo, person("gil", "gate", event), person("sam", "coordinator", other_event)):
        assert signed_in(someone).get(here).status_code == 404
    assert signed_in(sari).get(f"{AT}{said + 1}/voice/").status_code == 404


def test_the_pages_take_a_voice_instead_of_words_and_its_words_later(
    event: Any, sari: Any, lia: Any, signed_in: Any
) -> None:
    client = signed_in(sari)
    told = {"text": "", "audience": [f"person:{lia.pk}"], "how": "phone", "repeated": "yes"}
    nothing = client.post(AT + "said/", told)
    assert nothing.status_code == 422
    assert "Write what was said, or record a voice note." in nothing.content.decode()
    no_sound = client.post(AT + "said/", {**told, "voice": recording(b"<html>")})
    assert "This is not a voice note." in no_sound.content.decode()
    assert not Relay.objects.exists()

    client.post(AT + "said/", {**told, "voice": recording()})
    relay = Relay.objects.get()
    for someone in (sari, lia):
        page = signed_in(someone).get(AT).content.decode()
        assert "Voice notes to write down" in page
        assert f'src="{AT}{relay.pk}/voice/"' in page
    client = signed_in(lia)
    client.post(f"{AT}{relay.pk}/write-down/", {"text": "15.13 WITA, Gate B"})
    page = client.get(f"{AT}{relay.pk}/").content.decode()
    assert "written down by Lia" in page
    assert "15.13 WITA, Gate B" in page
    assert "Voice notes to write down" not in client.get(AT).content.decode()


def test_a_voice_survives_the_look_before_sending_of_who_recorded_it_only(
    event: Any, sari: Any, rini: Any, lia: Any, signed_in: Any, look_and_send: Any
) -> None:
    client = signed_in(sari)
    told = {
        "text": "The car waits",
        "audience": [f"person:{lia.pk}"],
        "precedence": "biasa",
        "lane": "operations",
        "language": "en",
    }
    answer = client.post(AT + "send/", {**told, "voice": recording()})
    page, looked = answer.content.decode(), answer.context["looked"]
    assert "The voice note goes along" in page
    kept = page.split('name="kept_voice"')[1].split('value="')[1].split('"')[0]
    look_and_send(signed_in(rini), AT + "send/", {**told, "kept_voice": kept})
    assert Relay.objects.get().voice == ""
    go = {**told, "kept_voice": kept, "looked": looked, "go": "yes"}
    signed_in(sari).post(AT + "send/", go)
    relay = Relay.objects.exclude(voice="").get()
    assert (relay.voice_type, relay.text) == ("audio/ogg", "The car waits")
    assert b"".join(signed_in(lia).get(f"{AT}{relay.pk}/voice/")) == SOUND
