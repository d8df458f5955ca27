"""Warnings through their pages."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from narahubung.alerts.models import Alert, WarningFeed
from narahubung.relays.models import Recipient

E = "/e/arda-2026"
pytestmark = pytest.mark.usefixtures("staying")


def as_(someone: Any) -> Client:
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def chief(person: Any, event: Any) -> Client:
    return as_(person("elrond", "crisis_lead", event))


def bring(chief: Client, letter: str | bytes) -> Any:
    content = letter if isinstance(letter, bytes) else letter.encode()
    return chief.post(f"{E}/warnings/bring/", {"file": SimpleUploadedFile("a.xml", content)})


def test_from_a_file_to_those_concerned(chief: Client, lia: Any, letter: Any) -> None:
    answer = bring(chief, letter())
    row = Alert.objects.get()
    assert answer.url == f"{E}/warnings/{row.pk}/"
    page = chief.get(answer.url).content.decode()
    assert "not verified yet" in page
    assert "Heavy rain 1" in page
    assert f"{E}/incidents/report/?kind=weather&amp;what=Heavy+rain+1" in page
    report = chief.get(f"{E}/incidents/report/?kind=weather&what=Heavy+rain").content.decode()
    assert "Heavy rain" in report
    assert 'value="weather" selected' in report
    assert chief.post(f"{E}/warnings/{row.pk}/verify/").status_code == 302
    assert Recipient.objects.get().person == lia
    assert "told: 1" in chief.get(f"{E}/warnings/").content.decode()
    assert as_(lia).get(f"{E}/warnings/{row.pk}/").status_code == 404
    file = chief.get(f"{E}/warnings/{row.pk}/cap.xml")
    assert file.content.decode() == letter()
    assert file["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("content", [b"no XML", b"<!DOCTYPE a><a/>", b"\xff\x00\x00", b" "])
def test_what_cannot_be_read_says_why_at_its_field(chief: Client, content: bytes) -> None:
    answer = bring(chief, content)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not Alert.objects.exists()


def test_utf_16_comes_back_as_it_was(chief: Client, letter: Any) -> None:
    wide = letter().replace("UTF-8", "UTF-16")
    row_page = chief.get(bring(chief, wide.encode("utf-16")).url)
    assert "Heavy rain 1" in row_page.content.decode()


def test_ours_is_issued_updated_cancelled(chief: Client, hotel: Any, lia: Any) -> None:
    words = {"headline": "Gas leak", "headline_id": "Gas bocor", "response": "Evacuate"}
    words |= {"severity": "Severe", "holds_min": "60"}
    first = words | {"place": hotel.pk, "radius_km": "1", "concerned": "on"}
    first |= {"category": "Safety", "urgency": "Immediate", "certainty": "Observed"}
    page = chief.get(chief.post(f"{E}/warnings/write/", first).url).content.decode()
    assert "0 of 1 acknowledged" in page
    assert "Lacking:" in page
    row = Alert.objects.get()
    assert chief.get(f"{E}/warnings/{row.pk}/update/").status_code == 200
    assert chief.post(f"{E}/warnings/{row.pk}/update/", words).status_code == 302
    newest = Alert.objects.get(msg_type="Update")
    assert chief.post(f"{E}/warnings/{newest.pk}/cancel/", {}).status_code == 422
    assert chief.post(f"{E}/warnings/{newest.pk}/cancel/", {"why": "Over."}).status_code == 302
    assert chief.post(f"{E}/warnings/{row.pk}/cancel/", {"why": "Over."}).status_code == 422
    assert Recipient.objects.filter(person=lia).count() == 3


@pytest.mark.parametrize("left_out", ["headline", "radius_km", "place", "concerned"])
def test_what_lacks_a_word_is_said_at_its_field(left_out: str, chief: Client, hotel: Any) -> None:
    asked = {"headline": "Gas", "headline_id": "Gas", "response": "Evacuate", "concerned": "on"}
    asked |= {"severity": "Severe", "holds_min": "60", "place": hotel.pk, "radius_km": "1"}
    asked |= {"category": "Safety", "urgency": "Immediate", "certainty": "Observed"}
    del asked[left_out]
    answer = chief.post(f"{E}/warnings/write/", asked)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_a_circle_gives_names_to_who_leads_and_cars_to_who_may_see_them(
    chief: Client, sari: Any, hotel: Any
) -> None:
    asked = f"{E}/warnings/around/?place={hotel.pk}&radius_km=1"
    page = chief.get(asked).content.decode()
    assert "Galadriel" in page
    assert "Arda" in page
    assert "DK 1 AR" not in page
    assert "only as far as your role sees them" in page
    page = as_(sari).get(asked).content.decode()
    assert "DK 1 AR" in page
    assert "ARD - BRE" in page
    assert "The Mulia" in page
    assert chief.get(f"{E}/warnings/around/?radius_km=1").status_code == 422


def test_an_organiser_lists_a_feed_and_drops_it(rini: Any, chief: Client) -> None:
    organiser = as_(rini)
    feed = {"name": "BMKG", "shape": "rss", "every_min": "3"}
    for url in ("http://www.bmkg.go.id/", "https://127.0.0.1/", "file:///etc/passwd"):
        answer = organiser.post(f"{E}/warnings/feeds/", feed | {"url": url})
        assert answer.status_code == 422
        assert "https://" in answer.content.decode()
    good = feed | {"url": "https://www.bmkg.go.id/alerts/nowcast/id"}
    assert organiser.post(f"{E}/warnings/feeds/", good).status_code == 302
    assert organiser.post(f"{E}/warnings/feeds/", good).status_code == 422
    row = WarningFeed.objects.get()
    assert row.name in organiser.get(f"{E}/warnings/feeds/").content.decode()
    assert chief.get(f"{E}/warnings/feeds/").status_code == 404
    assert organiser.post(f"{E}/warnings/feeds/{row.pk}/drop/").status_code == 302
    assert not WarningFeed.objects.exists()
