"""What comes with a report and with a fact: how bad it looks, a photo, the message it stands in."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conftest import NOON
from narahubung.crisis.models import Fact, Incident
from narahubung.crisis.tests.test_switch import quake
from narahubung.relays.models import Recipient, Relay

HERE = "/e/arda-2026/"
GRADED = {"reliability": "B", "credibility": "2"}


def found(client: Any, path: str) -> int:
    """Ask for a file and read it: it closes at its end."""
    answer = client.get(HERE + path)
    assert not answer.streaming or b"".join(answer)
    return int(answer.status_code)


def photo(name: str = "smoke.jpg") -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(kept, "JPEG")
    return SimpleUploadedFile(name, kept.getvalue(), "image/jpeg")


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def elrond(person: Any, event: Any, lead: Any) -> Any:
    """Who leads, to sit down at a screen."""
    return person("elrond", "crisis_lead", event)


@pytest.fixture
def told(event: Any, lia: Any, elrond: Any) -> Relay:
    """A message from the officer to who leads."""
    row = Relay.objects.create(
        event=event, code="M-7", text="Two are hurt", sender=lia, sender_name="Lia", sent_at=NOON
    )
    Recipient.objects.create(relay=row, person=elrond)
    return row


def test_a_report_says_how_bad_it_looks_and_shows_it(
    signed_in: Any, lia: Any, elrond: Any, person: Any, event: Any
) -> None:
    client = signed_in(lia)
    asked = {"kind": "fire", "what": "Smoke on the stairs", "looks": "severe", "photo": photo()}
    assert client.post(f"{HERE}incidents/report/", asked).status_code == 302
    row = Incident.objects.get()
    assert (row.grade, [(it.grade, it.why) for it in row.gradings.all()]) == (
        "severe",
        [("severe", "Smoke on the stairs")],
    )
    others = person("mira", "coordinator", event), person("gimli", "interpreter", event)
    for who, code in ((lia, 200), (elrond, 200), (others[0], 200), (others[1], 404)):
        assert found(signed_in(who), "incidents/1/photo/") == code, who
    assert (
        f"{HERE}incidents/1/photo/" in signed_in(elrond).get(f"{HERE}incidents/1/").content.decode()
    )


def test_a_report_without_these_is_as_good(signed_in: Any, lia: Any) -> None:
    client = signed_in(lia)
    client.post(f"{HERE}incidents/report/", {"kind": "fire", "what": "Smoke"})
    row = Incident.objects.get()
    assert (row.grade, row.photo, row.gradings.count()) == ("unknown", "", 0)
    assert client.get(f"{HERE}incidents/{row.number}/photo/").status_code == 404


def test_what_is_no_picture_is_refused_in_words_and_nothing_is_stored(
    signed_in: Any, lia: Any
) -> None:
    client = signed_in(lia)
    asked = {"kind": "fire", "what": "Smoke", "photo": SimpleUploadedFile("a.jpg", b"GIF89a...")}
    answer = client.post(f"{HERE}incidents/report/", asked)
    assert answer.status_code == 422
    assert "JPEG" in answer.content.decode()
    assert not Incident.objects.exists()


def test_a_fact_is_taken_from_a_message_with_its_sender_and_its_number(
    signed_in: Any, lead: Any, elrond: Any, told: Relay
) -> None:
    quake(lead)
    client, board = signed_in(elrond), f"{HERE}incidents/1/facts/"
    client.post(f"{board}tell/", {"message": told.code.lower(), "photo": photo(), **GRADED})
    fact = Fact.objects.get()
    assert (fact.text, fact.origin) == (told.text, told.code)
    assert [source.name for source in fact.sources.all()] == [told.sender_name]
    shown = client.get(board).content.decode()
    assert told.code in shown
    assert found(client, f"crisis/fact/{fact.pk}/photo/") == 200


def test_a_message_that_one_may_not_read_tells_no_fact(
    signed_in: Any, lead: Any, elrond: Any, told: Relay
) -> None:
    quake(lead)
    told.recipients.all().delete()
    client, board = signed_in(elrond), f"{HERE}incidents/1/facts/"
    answer = client.post(f"{board}tell/", {"message": told.code, **GRADED})
    assert answer.status_code == 422
    assert told.text not in answer.content.decode()
    assert not Fact.objects.exists()
