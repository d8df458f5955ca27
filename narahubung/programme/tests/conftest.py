"""A dinner of the summit of Arda, and who plans it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.programme import commands
from narahubung.programme.models import Item

HOUR = timedelta(hours=1)
ZONE = "Asia/Makassar"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def later(minutes: int) -> Any:
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def planner(sari: Any, as_actor: Any, event: Any) -> Any:
    return as_actor(sari, event)


@pytest.fixture
def officer(lia: Any, as_actor: Any, event: Any) -> Any:
    """Lia, who serves Arda."""
    return as_actor(lia, event)


@pytest.fixture
def dinner(event: Any, arda: Any) -> Any:
    item = Item.objects.create(
        event=event,
        code="PRG-9",
        title_en="Gala dinner",
        title_id="Jamuan santap malam",
        starts_at=NOON,
        ends_at=NOON + 3 * HOUR,
        zone=ZONE,
    )
    item.attending.set([arda])
    return item


@pytest.fixture
def show(dinner: Any, planner: Any, lia: Any) -> list[Any]:
    """Four lines: doors, welcome (Lia's), the broadcast at its clock time, dessert."""
    commands.write_cues(
        item_id=dinner.pk,
        lines=[
            commands.Line(at=later(0), text="Doors open", role="security", minutes=5),
            commands.Line(at=later(10), text="Guests to table", role="officers", owner_id=lia.pk),
            commands.Line(at=later(30), text="Broadcast begins", role="media", fixed=True),
            commands.Line(at=later(40), text="Serve dessert", role="kitchen", owner_name="Chef"),
        ],
        by=planner,
        at=later(-60),
    )
    return list(dinner.cues.all())
