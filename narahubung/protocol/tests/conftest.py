"""Protocol officers, and a summit of a few heads."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.programme.models import Item
from narahubung.protocol import commands
from narahubung.protocol.models import RankOrder

# code, name, French alphabet by ISO, level, since, order of welcome and how sure it is
HEADS = [
    ("IDN", "Indonesia", "Indonesia", "ID", "head_of_state", date(2014, 10, 20), None, "host"),
    ("JPN", "Japan", "Jepang", "JP", "head_of_government", date(2021, 10, 4), 2, "assumed"),
    ("DEU", "Germany", "Jerman", "DE", "head_of_government", date(2021, 12, 8), 3, "published"),
    ("FRA", "France", "Prancis", "FR", "head_of_state", date(2017, 5, 14), 1, "published"),
    ("MEX", "Mexico", "Meksiko", "MX", "minister", date(2018, 12, 1), 4, "published"),
    ("FJI", "Fiji", "Fiji", "FJ", "special_envoy", None, 5, "published"),
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are read in English, unless a test says otherwise."""
    with override("en"):
        yield


@pytest.fixture
def protocol(person: Any, event: Any, as_actor: Any) -> Actor:
    """Erestor keeps the order of precedence."""
    return as_actor(person("erestor", "protocol", event), event)


@pytest.fixture
def summit(event: Any) -> dict[str, Party]:
    """Six delegations by their codes."""
    found = {}
    for code, name, indonesian, iso, level, since, welcome, status in HEADS:
        found[code] = Party.objects.create(
            event=event,
            code=code,
            name_en=name,
            name_id=indonesian,
            iso_alpha2=iso,
            head_name=f"Head of {name}",
            head_category=level,
            head_since=since,
            standing="host" if code == "IDN" else "g20_member",
            welcome_order=welcome,
            welcome_order_status=status,
        )
    return found


@pytest.fixture
def order(protocol: Actor, summit: dict[str, Party]) -> RankOrder:
    """Of all six by level, then by the date of office."""
    return make(protocol, "level", "date-of-office")


def make(by: Actor, *chain: str, **more: Any) -> RankOrder:
    told = {"title_id": "Sidang", "title_en": "Session", "chain": chain} | more
    return commands.make_order(**told, by=by, at=NOON)


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
