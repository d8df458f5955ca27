"""The paper of the detail book, and which pages of protocol a phone keeps."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.field.keeping import kept_for
from narahubung.programme.models import Item
from narahubung.protocol import commands
from narahubung.reports.queries.detail_book import detail_book


@pytest.fixture
def protocol(person: Any, event: Any, as_actor: Any) -> Any:
    """Erestor plans protocol."""
    return as_actor(person("erestor", "protocol", event), event)


@pytest.fixture
def dinner(event: Any, arda: Any) -> Any:
    item = Item.objects.create(
        event=event,
        code="PRG-9",
        title_en="Welcoming dinner",
        kind="gala",
        starts_at=NOON + timedelta(hours=3),
        zone="Asia/Makassar",
    )
    item.attending.set([arda])
    return item


def test_a_phone_keeps_the_cards_and_the_occasions(
    lia: Any, event: Any, dinner: Any, arda: Any, protocol: Any
) -> None:
    commands.choose_occasion(item_id=dinner.pk, occasion="state-dinner", by=protocol, at=NOON)
    pages = [page for kept in kept_for(lia, at=NOON) for page in kept.pages]
    assert f"/e/{event.slug}/etiquette/{arda.code}/" in pages
    assert f"/e/{event.slug}/positions/" in pages
    assert f"/e/{event.slug}/occasions/items/{dinner.pk}/" in pages


def test_the_paper_has_a_row_for_each_sheet(event: Any, dinner: Any, protocol: Any) -> None:
    commands.write_detail(
        item_id=dinner.pk, plan_b="the hall", owner_name="Caterer", by=protocol, at=NOON
    )
    with translation.override("en"):
        sheet = detail_book(event=event, by=protocol, at=NOON, url="https://x/")
    assert [row[0] for row in sheet.rows] == ["Welcoming dinner (VIP)"]
    assert "plan B: the hall" in sheet.rows[0][2]
    assert "Caterer" in sheet.rows[0][3]
