"""Moods: a bad face names who goes and runs a clock; it ends, or the coordinator hears of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.assignments.models import Attachment
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import history
from narahubung.needs import commands, timetable
from narahubung.needs.models import Pulse
from narahubung.needs.queries.pulse import pulses
from narahubung.needs.rules import pulse as rules
from narahubung.parties.models import Party

LATE = NOON + timedelta(minutes=16)


@pytest.fixture
def by(lia: Any, as_actor: Any, event: Any) -> Any:
    return as_actor(lia, event)


@pytest.fixture
def serves(event: Any, arda: Any, lia_officer: Any) -> Any:
    return Attachment.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position="lead",
        since=NOON - timedelta(days=1),
        until=NOON + timedelta(days=1),
    )


def feel(by: Any, face: int, party: Any = None, **more: Any) -> int:
    more = {"whose": "guest", "party_id": party.pk if party else None, **more}
    return commands.give_pulse(face=face, by=by, at=NOON, **more)


@pytest.mark.usefixtures("serves")
def test_a_bad_face_names_who_goes_and_until_when(by: Any, arda: Any, lia: Any, sari: Any) -> None:
    feel(by, 4, arda)
    bad = feel(by, 2, arda, word="cold soup")

    first, second = pulses(by=by, at=NOON)
    assert (first.id, first.goes, first.recover_by) == (
        bad,
        "Lia Ardika",
        NOON + timedelta(minutes=15),
    )
    assert (second.face, second.goes, second.recover_by, second.waits) == (4, "", None, False)
    tells = list(
        StoredEntry.objects.filter(kind="needs.pulse_given").values_list("tell", flat=True)
    )
    assert tells == ["", str(lia.pk)]


@pytest.mark.usefixtures("serves")
def test_going_there_ends_the_clock(by: Any, arda: Any, sari: Any) -> None:
    bad = feel(by, 1, arda)
    commands.recover(pulse_id=bad, how="new soup, and sorry", by=by, at=NOON)
    timetable.tell_of_bad_moments(at=LATE, key=uuid4())

    [line] = pulses(by=by, at=LATE)
    assert (line.waits, line.late, line.how) == (False, False, "new soup, and sorry")
    assert not StoredEntry.objects.filter(kind="needs.pulse_overdue").exists()
    with pytest.raises(rules.NothingWaits):
        commands.recover(pulse_id=bad, by=by, at=NOON)


def test_when_nobody_goes_the_coordinator_hears_of_it_once(by: Any, arda: Any, sari: Any) -> None:
    feel(by, 1, arda)
    timetable.tell_of_bad_moments(at=NOON + timedelta(minutes=14), key=uuid4())
    assert not StoredEntry.objects.filter(kind="needs.pulse_overdue").exists()
    timetable.tell_of_bad_moments(at=LATE, key=uuid4())
    timetable.tell_of_bad_moments(at=LATE + timedelta(minutes=1), key=uuid4())

    [row] = StoredEntry.objects.filter(kind="needs.pulse_overdue")
    assert row.tell == str(sari.pk)
    [line] = pulses(by=by, at=LATE)
    assert line.late


def test_the_event_says_how_long_a_bad_moment_may_wait(by: Any, event: Any, arda: Any) -> None:
    event.policy = {"needs": {"recovery_min": 5}}
    event.save()
    feel(by, 1, arda)
    assert Pulse.objects.get().recover_by == NOON + timedelta(minutes=5)


def test_departments_and_officers_have_a_pulse_too(
    by: Any, teo: Any, sari: Any, as_actor: Any, event: Any, arda: Any, transport: Any
) -> None:
    feel(as_actor(teo, event), 2, whose="department", department_id=transport.pk, word="no cars")
    feel(by, 2, arda, whose="officer", word="no sleep")

    mine = pulses(by=by, at=NOON)
    every = pulses(by=as_actor(sari, event), at=NOON)
    assert [line.whose for line in mine] == ["officer"]
    assert [(line.whose, line.goes) for line in every] == [
        ("department", "Ni Putu Widiana"),
        ("officer", "koordinator"),
    ]
    assert [row.tell for row in StoredEntry.objects.filter(kind="needs.pulse_given")] == [
        str(sari.pk),
        str(sari.pk),
    ]


@pytest.mark.parametrize("face", [0, 6, -1])
def test_there_are_five_faces(by: Any, arda: Any, face: int) -> None:
    with pytest.raises(rules.NoSuchFace):
        feel(by, face, arda)


def test_nobody_speaks_for_others(
    by: Any, teo: Any, as_actor: Any, event: Any, arda: Any, bree: Any, transport: Any
) -> None:
    desk = as_actor(teo, event)
    with pytest.raises(Party.DoesNotExist):
        feel(by, 5, bree)
    with pytest.raises(rules.NotYourMood):
        feel(desk, 5, arda)
    with pytest.raises(rules.NotYourMood):
        feel(by, 5, whose="department", department_id=transport.pk)
    with pytest.raises(rules.WhoseMood):
        feel(by, 5)
    assert not Pulse.objects.exists()


def test_the_word_is_sealed_in_the_journal(by: Any, arda: Any) -> None:
    feel(by, 3, arda, word="the ambassador is offended")
    [row] = StoredEntry.objects.filter(kind="needs.pulse_given")
    assert "offended" not in row.facts
    assert any("offended" in (one.says or "") for one in history(topic="pulse", by=by))
