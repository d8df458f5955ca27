from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from conftest import NOON
from narahubung.journal import timing


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, db: None) -> list[UUID]:
    monkeypatch.setattr(timing, "_SLOTS", {})
    seen: list[UUID] = []

    @timing.every(timedelta(minutes=10))
    def look(*, at: Any, key: UUID) -> None:
        seen.append(key)

    return seen


def test_a_due_moment_counts_once(runs: list[UUID]) -> None:
    timing.run_due(at=NOON)
    timing.run_due(at=NOON + timedelta(minutes=9))
    assert len(runs) == 1

    timing.run_due(at=NOON + timedelta(minutes=10))
    assert len(set(runs)) == 2


def test_the_key_is_made_from_the_due_moment(runs: list[UUID]) -> None:
    timing.run_due(at=NOON + timedelta(minutes=3))
    timing.Turn.objects.all().delete()
    timing.run_due(at=NOON + timedelta(minutes=7))
    assert runs[0] == runs[1]


def test_a_clock_set_back_holds_nothing_up(runs: list[UUID]) -> None:
    timing.run_due(at=NOON + timedelta(days=3))
    timing.run_due(at=NOON)
    assert len(runs) == 2


@pytest.mark.filterwarnings("ignore")
def test_one_that_fails_stops_no_other(runs: list[UUID], caplog: pytest.LogCaptureFixture) -> None:
    @timing.every(timedelta(minutes=10))
    def broken(*, at: Any, key: UUID) -> None:
        raise RuntimeError("broken")

    assert timing.run_due(at=NOON) == 2
    assert len(runs) == 1
    assert "broken" in caplog.text
