"""Who plans places, and a room."""

from typing import Any

import pytest

from conftest import NOON
from narahubung.kit.actor import Actor
from narahubung.places import commands
from narahubung.places.models import RoomPlan


@pytest.fixture
def planner(person: Any, event: Any, as_actor: Any) -> Actor:
    """Erestor plans places."""
    return as_actor(person("erestor", "protocol", event), event)


@pytest.fixture
def hall(planner: Actor) -> RoomPlan:
    """A head table with seven seats."""
    return commands.draw_room(name="Hall", shape="head", numbers={"seats": 7}, by=planner, at=NOON)
