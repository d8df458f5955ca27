"""The people of the media desk, and a quake with facts."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.crisis import commands as crisis
from narahubung.crisis.models import Fact, Incident
from narahubung.kit.actor import Actor
from narahubung.media import commands
from narahubung.media.models import Sentence, Statement

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(person: Any, event: Any, as_actor: Any) -> Actor:
    """Bilbo works at the media desk."""
    return as_actor(person("bilbo", "media", event), event)


@pytest.fixture
def lead(person: Any, event: Any, as_actor: Any) -> Actor:
    """Elrond leads in a crisis, and speaks."""
    return as_actor(person("elrond", "crisis_lead", event), event)


@pytest.fixture
def liaison(person: Any, event: Any, as_actor: Any) -> Actor:
    """Arwen is the crisis liaison."""
    return as_actor(person("arwen", "crisis_liaison", event), event)


@pytest.fixture
def protocol(person: Any, event: Any, as_actor: Any) -> Actor:
    """Erestor checks texts for protocol."""
    return as_actor(person("erestor", "protocol", event), event)


@pytest.fixture
def quake(lead: Actor) -> Incident:
    """An incident that is open."""
    return crisis.report_incident(kind="quake", what="The ground shook.", by=lead, at=NOON)


def sure(row: Incident, by: Actor, text: str, at: Any = NOON) -> Fact:
    """Tell a fact that an authority says."""
    return crisis.tell_fact(
        incident_id=row.pk, text=text, source="BMKG", is_authority=True, by=by, at=at
    )


def both(row: Statement, by: Actor) -> None:
    """Translate each sentence: a draft has the words of its facts twice."""
    for one in Sentence.objects.filter(statement=row, from_template=False):
        commands.change_sentence(
            sentence_id=one.pk, text_id=f"Benar: {one.text_id}", text_en=one.text_en, by=by, at=NOON
        )


def cleared(row: Statement, desk: Actor, lead: Actor, at: Any = NOON) -> None:
    """Take it through the chain."""
    both(row, desk)
    commands.hand_on(statement_id=row.pk, by=desk, at=at)
    for _step in range(3):
        commands.sign(statement_id=row.pk, by=lead, at=at)
