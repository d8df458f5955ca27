"""The pages of occasions and the detail book, and what the officer's day offers."""

from typing import Any

import pytest
from django.test import Client

from narahubung.accounts.models import Person
from narahubung.protocol.models import Detail, Occasion, OccasionCheck, OccasionText


@pytest.fixture
def desk(protocol: Any) -> Client:
    """Erestor's browser."""
    client = Client()
    client.force_login(Person.objects.get(pk=protocol.person_id))
    return client


def test_protocol_chooses_and_takes_back(desk: Client, event: Any, dinner: Any) -> None:
    page = f"/e/{event.slug}/occasions/items/{dinner.pk}/"
    assert "Choose: State dinner" in desk.get(page).content.decode()
    desk.post(f"{page}choose/", {"code": "state-dinner"})
    told = desk.get(page).content.decode()
    assert "Spelling of the place cards" in told
    assert "to be confirmed" in told
    assert 'id="scene-dinner"' in told
    desk.post(f"{page}take-back/")
    assert not Occasion.objects.exists()


@pytest.mark.parametrize(
    ("rows", "part", "told"),
    [
        (OccasionText, "texts", {"kind": "note", "text_id": "teh", "text_en": "tea"}),
        (
            OccasionCheck,
            "checks",
            {"minutes": 30, "role": "stage", "text_id": "teh", "text_en": "tea"},
        ),
    ],
)
def test_a_text_and_a_check_are_written_anew(
    desk: Client, event: Any, dinner: Any, rows: Any, part: str, told: dict[str, Any]
) -> None:
    desk.post(f"/e/{event.slug}/occasions/items/{dinner.pk}/choose/", {"code": "state-dinner"})
    row = rows.objects.first()
    page = f"/e/{event.slug}/occasions/{part}/{row.pk}/"
    assert row.text_id in desk.get(page).content.decode()
    assert desk.post(page, told | {"text_id": ""}).status_code == 422
    answer = desk.post(page, told)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    row.refresh_from_db()
    assert row.text_id == "teh"


def test_the_form_says_that_plan_b_is_missing(desk: Client, event: Any, dinner: Any) -> None:
    page = f"/e/{event.slug}/detail-book/{dinner.pk}/write/"
    answer = desk.post(page, {"logistics": "two lorries", "vip": "auto"})
    assert answer.status_code == 422
    assert "plan B may not stay empty" in answer.content.decode()
    assert not Detail.objects.exists()
    assert desk.post(page, {"plan_b": "the hall", "vip": "auto"}).status_code == 302


def test_the_day_offers_the_card_that_fits(lia: Any, event: Any, dinner: Any, arda: Any) -> None:
    client = Client()
    client.force_login(lia)
    told = client.get(f"/e/{event.slug}/day/{arda.code}/").content.decode()
    assert f"/e/{event.slug}/etiquette/{arda.code}/#dining" in told
    cards = client.get(f"/e/{event.slug}/etiquette/{arda.code}/").content.decode()
    assert cards.count("pr-general") == 7
