"""Who plans places, and a room."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.assignments.models import Attachment
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer, Party
from narahubung.places import commands
from narahubung.places.models import RoomPlan, Seating
from narahubung.programme.models import Item

MINUTE = timedelta(minutes=1)


@pytest.fixture
def planner(person: Any, event: Any, as_actor: Any) -> Actor:
    """Erestor plans places."""
    return as_actor(person("erestor", "protocol", event), event)


@pytest.fixture
def hall(planner: Actor) -> RoomPlan:
    """A head table with seven seats."""
    return commands.draw_room(name="Hall", shape="head", numbers={"seats": 7}, by=planner, at=NOON)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences as the tests read them."""
    with translation.override("en"):
        yield


@pytest.fixture
def dinner(event: Any, arda: Any, bree: Any) -> Item:
    """A dinner of six delegations: Arda hosts, two others share a number."""
    Party.objects.filter(pk=arda.pk).update(precedence_group=1, precedence_order=0)
    Party.objects.filter(pk=bree.pk).update(precedence_group=1, precedence_order=1)
    more = [
        Party.objects.create(
            event=event,
            code=code,
            name_en=code.title(),
            head_name=f"Head of {code.title()}",
            precedence_group=2,
            precedence_order=order,
            official_languages="en",
        )
        for code, order in (("ROH", 2), ("GON", 2), ("SHI", 3), ("DAL", 4))
    ]
    item = Item.objects.create(
        event=event,
        code="D",
        title_en="Dinner",
        title_id="Makan malam",
        zone=event.zone,
        starts_at=NOON + 60 * MINUTE,
        ends_at=NOON + 180 * MINUTE,
    )
    item.attending.set([arda, bree, *more])
    return item


@pytest.fixture
def officer(event: Any, arda: Any, lia: Any, as_actor: Any) -> Actor:
    """Lia serves Arda."""
    row = Officer.objects.get(person=lia)
    Attachment.objects.create(
        event=event,
        officer=row,
        party=arda,
        position="lead",
        since=NOON - 60 * MINUTE,
        until=NOON + 600 * MINUTE,
    )
    return as_actor(lia, event)


@pytest.fixture
def seating(dinner: Item, hall: RoomPlan, planner: Actor) -> Seating:
    """The places of the dinner, not yet proposed."""
    return commands.plan_seating(
        item_id=dinner.pk, drawing_id=hall.pk, name="Head table", by=planner, at=NOON
    )
