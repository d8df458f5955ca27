"""Desks beside the cast of all tests, and a need to work on."""

from collections.abc import Callable
from typing import Any

import pytest

from conftest import NOON
from narahubung.needs import commands
from narahubung.needs.models import Need
from narahubung.parties.models import Department


@pytest.fixture
def office(event: Any) -> Any:
    """The event office, to which the others escalate."""
    return Department.objects.create(event=event, code="EO", name_en="Event Office")


@pytest.fixture
def hotel(event: Any) -> Any:
    """The hospitality desk."""
    return Department.objects.create(
        event=event, code="HOS", name_en="Hospitality", name_id="Hospitality", escalates_to="EO"
    )


@pytest.fixture
def eka(person: Any, event: Any, office: Any) -> Any:
    """At the event office."""
    return person("eka", "desk", event, department=office)


@pytest.fixture
def hana(person: Any, event: Any, hotel: Any) -> Any:
    """At the hospitality desk."""
    return person("hana", "desk", event, department=hotel)


@pytest.fixture
def cars(
    event: Any, arda: Any, lia: Any, transport: Any, office: Any, as_actor: Any
) -> Callable[..., Any]:
    """Raise a need of Arda for Transport: cars(quantity=5)."""
    transport.escalates_to = office.code
    transport.save()

    def make(**more: Any) -> Any:
        asked = {"text": "Five cars to the airport", "department_id": transport.pk} | more
        pk = commands.raise_need(party_id=arda.pk, by=as_actor(lia, event), at=NOON, **asked)
        return Need.objects.get(pk=pk)

    return make
