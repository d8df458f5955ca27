"""What is urgent goes before a storm of other things, and between the turns of those."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

import pytest

from conftest import NOON
from narahubung.journal import reacting
from narahubung.journal.acting import Entry, act
from narahubung.journal.reacting import Happened, Reactions, on
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class NoteTaken(Entry):
    kind: ClassVar[str] = "tests.note_taken"
    number: int

    def topics(self) -> list[str]:
        return []


@dataclass(frozen=True, kw_only=True)
class AlarmRaised(Entry):
    kind: ClassVar[str] = "tests.alarm_raised"

    def topics(self) -> list[str]:
        return []


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, house: Actor) -> list[str]:
    """What was done, in order: at the first of the notes an alarm is raised."""
    monkeypatch.setattr(reacting, "_REACTIONS", [])
    done: list[str] = []

    @on(NoteTaken)
    def file(happened: Happened, *, at: datetime, key: UUID) -> None:
        assert isinstance(happened.entry, NoteTaken)
        done.append(f"note {happened.entry.number}")
        if happened.entry.number == 1:
            with act(by=house, at=at, key=key) as record:
                record(AlarmRaised())

    @on(NoteTaken)
    def copy(happened: Happened, *, at: datetime, key: UUID) -> None:
        done.append("copy")

    @on(AlarmRaised, urgent=True)
    def ring(happened: Happened, *, at: datetime, key: UUID) -> None:
        done.append("alarm")

    with act(by=house, at=NOON) as record:
        for number in (1, 2, 3):
            record(NoteTaken(number=number))
    return done


def test_an_alarm_waits_for_one_turn_and_not_for_the_storm(done: list[str]) -> None:
    reactions = Reactions(turn_s=0)
    while reactions.run(at=NOON):
        pass
    assert done[:3] == ["note 1", "alarm", "copy"]
    assert sorted(done[3:]) == ["copy", "copy", "note 2", "note 3"]


def test_a_turn_that_lasts_digests_what_waits(done: list[str]) -> None:
    Reactions().run(at=NOON)
    assert done == ["note 1", "note 2", "note 3", "alarm", "copy", "copy", "copy"]
