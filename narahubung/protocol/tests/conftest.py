"""Who plans protocol, who serves Arda, and a dinner that Arda attends."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.programme.models import Item


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def protocol(person: Any, event: Any, as_actor: Any) -> Any:
    """Erestor plans protocol."""
    return as_actor(person("erestor", "protocol", event), event)


@pytest.fixture
def officer(lia: Any, as_actor: Any, event: Any) -> Any:
    """Lia serves Arda."""
    return as_actor(lia, event)


@pytest.fixture
def dinner(event: Any, arda: Any) -> Any:
    item = Item.objects.create(
        event=event,
        code="PRG-9",
        title_en="Welcoming dinner",
        title_id="Jamuan selamat datang",
        kind="gala",
        starts_at=NOON + timedelta(hours=3),
        zone="Asia/Makassar",
    )
    item.attending.set([arda])
    return item
