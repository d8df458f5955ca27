"""The people of a crisis."""

from typing import Any

import pytest

from narahubung.kit.actor import Actor


@pytest.fixture
def lead(person: Any, event: Any, as_actor: Any) -> Actor:
    """Elrond leads in a crisis."""
    return as_actor(person("elrond", "crisis_lead", event), event)


@pytest.fixture
def liaison(person: Any, event: Any, as_actor: Any) -> Actor:
    """Arwen is the crisis liaison."""
    return as_actor(person("arwen", "crisis_liaison", event), event)
