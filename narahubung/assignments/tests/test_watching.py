"""The watch speaks at the minute, to the officer first, once; help is asked without a word."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import LONG_AGO, NOON
from narahubung.accounts.actors import actor_of
from narahubung.assignments import commands
from narahubung.assignments.models import (
    LEAD,
    Alarm,
    AlarmKind,
    Attachment,
    Duty,
    DutyState,
    HelpCall,
)
from narahubung.assignments.rules.alarms import AlarmIsOver, HelpCalled, HelpIsTaken, NoSuchAnswer
from narahubung.assignments.timetable import remind_of_help, watch
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.movements.models import Movement, Trip, Whereabouts

MIN, HOUR, SEC = timedelta(minutes=1), timedelta(hours=1), timedelta(seconds=1)


def look(at: datetime) -> None:
    watch(at=at, key=uuid4())


def told(kind: str) -> list[int]:
    """Return whom the last entry of a kind left word for."""
    row = StoredEntry.objects.filter(kind=f"assignments.{kind}").order_by("id").last()
    return sorted(int(number) for number in row.tell.split()) if row else []


def entries(kind: str) -> int:
    return StoredEntry.objects.filter(kind=f"assignments.{kind}").count()


@pytest.fixture
def duty(event: Any, arda: Any, lia: Any, lia_officer: Any) -> Duty:
    """Lia is with Arda since six hours and for three more; it stays three days."""
    for direction, at in (("arrival", NOON - 24 * HOUR), ("departure", NOON + 72 * HOUR)):
        Movement.objects.create(
            event=event,
            code=direction,
            party=arda,
            direction=direction,
            planned_at=at,
            actual_at=at if direction == "arrival" else None,
            zone=event.zone,
        )
    Attachment.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position=LEAD,
        since=LONG_AGO,
        until=NOON + 72 * HOUR,
    )
    return Duty.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position=LEAD,
        starts=NOON - 6 * HOUR,
        ends=NOON + 3 * HOUR,
        state=DutyState.ON,
        taken_at=NOON - 6 * HOUR,
    )


@pytest.fixture
def moving(event: Any, arda: Any, duty: Duty) -> Whereabouts:
    """Arda is on the road since noon."""
    return Whereabouts.objects.create(event=event, party=arda, state="moving", since=NOON)


@pytest.fixture
def by_lia(lia: Any, event: Any) -> Actor:
    return actor_of(lia, event_id=event.pk, at=NOON)


@pytest.fixture
def by_sari(sari: Any, event: Any) -> Actor:
    return actor_of(sari, event_id=event.pk, at=NOON)


def test_a_gap_is_announced_twelve_hours_before_it_begins_and_once(
    duty: Duty, event: Any, sari: Any, signed_in: Any
) -> None:
    begins = NOON + 3 * HOUR  # Lia's duty ends, and nobody follows
    for early in (12 * HOUR + SEC, 12 * HOUR, 12 * HOUR - MIN):
        look(begins - early)
        found = Alarm.objects.filter(kind=AlarmKind.GAP, facts__start=begins.isoformat())
        assert found.count() == (0 if early > 12 * HOUR else 1)
    assert told("alarm_raised") == [sari.pk]
    page = signed_in(sari).get(f"/e/{event.slug}/watch/").content.decode()
    assert "Nobody is planned" in page
    (find,) = re.findall(r'href="([^"]*/roster/add/[^"]*)"', page)
    found = signed_in(sari).get(find.replace("&amp;", "&"))
    assert "15.00" in found.content.decode()


def test_a_gap_that_is_filled_settles_by_itself(duty: Duty, event: Any) -> None:
    look(NOON)
    gap = Alarm.objects.get(kind=AlarmKind.GAP)
    Duty.objects.filter(pk=duty.pk).update(ends=NOON + 72 * HOUR)
    look(NOON + MIN)
    gap.refresh_from_db()
    assert gap.closed_at == NOON + MIN
    assert not gap.answer


def test_an_event_without_a_roster_is_left_in_peace(event: Any, arda: Any, lia: Any) -> None:
    look(NOON)
    assert not Alarm.objects.exists()


def test_silence_on_the_road_asks_the_officer_first_and_rises_after_three_minutes(
    moving: Whereabouts, lia: Any, sari: Any
) -> None:
    look(NOON + 30 * MIN - SEC)
    assert not Alarm.objects.filter(kind=AlarmKind.NO_SIGN).exists()
    look(NOON + 30 * MIN)
    assert told("alarm_asked") == [lia.pk]
    row = Alarm.objects.get(kind=AlarmKind.NO_SIGN)
    look(NOON + 33 * MIN - SEC)
    row.refresh_from_db()
    assert row.raised_at is None
    look(NOON + 33 * MIN)
    row.refresh_from_db()
    assert row.raised_at == NOON + 33 * MIN
    assert told("alarm_raised") == [sari.pk]
    look(NOON + 40 * MIN)
    assert entries("alarm_asked") == 1


def test_a_car_that_did_not_set_off_asks_the_officer_first_and_settles_when_it_rolls(
    duty: Duty, event: Any, arda: Any, lia: Any, by_lia: Actor, signed_in: Any
) -> None:
    drive = Trip.objects.create(
        event=event, code="T", party=arda, departs_at=NOON, zone=event.zone, purpose="dinner"
    )
    look(NOON + 10 * MIN - SEC)
    assert not Alarm.objects.filter(kind=AlarmKind.STILL).exists()
    look(NOON + 10 * MIN)
    assert told("alarm_asked") == [lia.pk]
    page = signed_in(lia).get(f"/e/{event.slug}/watch/mine/").content.decode()
    assert "A drive was due at 12.00 WITA" in page
    row = Alarm.objects.get(kind=AlarmKind.STILL)
    commands.answer_alarm(alarm_id=row.pk, answer="help", by=by_lia, at=NOON + 11 * MIN)
    row.refresh_from_db()
    assert row.raised_at == NOON + 11 * MIN
    Trip.objects.filter(pk=drive.pk).update(left_at=NOON + 12 * MIN)
    look(NOON + 12 * MIN)
    row.refresh_from_db()
    assert row.closed_at == NOON + 12 * MIN


def test_one_tap_answers_and_the_same_silence_is_not_asked_again(
    moving: Whereabouts, by_lia: Actor, event: Any
) -> None:
    look(NOON + 30 * MIN)
    row = Alarm.objects.get(kind=AlarmKind.NO_SIGN)
    with pytest.raises(NoSuchAnswer):
        commands.answer_alarm(alarm_id=row.pk, answer="seen", by=by_lia, at=NOON + 31 * MIN)
    commands.answer_alarm(alarm_id=row.pk, answer="well", by=by_lia, at=NOON + 31 * MIN)
    with pytest.raises(AlarmIsOver):
        commands.answer_alarm(alarm_id=row.pk, answer="late", by=by_lia, at=NOON + 31 * MIN)
    look(NOON + 45 * MIN)
    assert Alarm.objects.filter(kind=AlarmKind.NO_SIGN).count() == 1
    # The answer was a sign; half an hour after it the silence is a new one.
    look(NOON + 61 * MIN)
    assert Alarm.objects.filter(kind=AlarmKind.NO_SIGN, closed_at=None).count() == 1


def test_whoever_needs_somebody_is_heard_at_once(
    moving: Whereabouts, by_lia: Actor, by_sari: Actor, sari: Any
) -> None:
    look(NOON + 30 * MIN)
    row = Alarm.objects.get(kind=AlarmKind.NO_SIGN)
    commands.answer_alarm(alarm_id=row.pk, answer="help", by=by_lia, at=NOON + 31 * MIN)
    assert told("alarm_raised") == [sari.pk]
    commands.answer_alarm(alarm_id=row.pk, answer="call", by=by_sari, at=NOON + 32 * MIN)
    row.refresh_from_db()
    assert (row.closed_at, row.answered_by) == (NOON + 32 * MIN, by_sari.name)


def test_nobody_at_the_airport_an_hour_before_touchdown(
    duty: Duty, event: Any, arda: Any, lia: Any, by_lia: Actor
) -> None:
    lands = NOON + 2 * HOUR
    flight = Movement.objects.create(
        event=event,
        code="late-group",
        party=arda,
        direction="arrival",
        planned_at=lands,
        zone=event.zone,
    )
    look(lands - 60 * MIN - SEC)
    assert not Alarm.objects.filter(kind=AlarmKind.NOT_THERE).exists()
    look(lands - 60 * MIN)
    row = Alarm.objects.get(kind=AlarmKind.NOT_THERE)
    assert (row.about, told("alarm_asked")) == (f"arrival:{flight.pk}", [lia.pk])
    commands.answer_alarm(alarm_id=row.pk, answer="there", by=by_lia, at=lands - 59 * MIN)
    look(lands - 50 * MIN)
    assert Alarm.objects.filter(kind=AlarmKind.NOT_THERE, closed_at=None).count() == 0


def test_a_duty_that_runs_into_the_limit_is_told_an_hour_before(
    duty: Duty, lia: Any, sari: Any
) -> None:
    limit = duty.taken_at + 10 * HOUR  # type: ignore[operator]
    look(limit - 60 * MIN - SEC)
    assert not Alarm.objects.filter(kind=AlarmKind.LONG_DUTY).exists()
    look(limit - 60 * MIN)  # the planned end is reached and nobody took over
    assert Alarm.objects.get(kind=AlarmKind.LONG_DUTY).officer.person_id == lia.pk  # type: ignore[union-attr]
    assert (told("alarm_asked"), told("alarm_raised")) == ([lia.pk], [sari.pk])


def test_help_without_a_word_is_told_at_once_and_again_after_two_minutes(
    lia: Any, lia_officer: Any, sari: Any, rini: Any, by_lia: Actor, by_sari: Actor
) -> None:
    commands.call_for_help(by=by_lia, at=NOON)
    assert told("help_asked") == [sari.pk]
    with pytest.raises(HelpCalled):
        commands.call_for_help(by=by_lia, at=NOON)
    remind_of_help(at=NOON + 2 * MIN - SEC, key=uuid4())
    assert entries("help_asked") == 1
    for later in (2 * MIN, 3 * MIN):
        remind_of_help(at=NOON + later, key=uuid4())
    assert entries("help_asked") == 2
    assert told("help_asked") == sorted([sari.pk, rini.pk])
    row = HelpCall.objects.get()
    commands.take_help(help_id=row.pk, by=by_sari, at=NOON + 4 * MIN)
    assert told("help_taken") == [lia.pk]
    with pytest.raises(HelpIsTaken):
        commands.take_help_back(by=by_lia, at=NOON + 5 * MIN)
    commands.close_help(help_id=row.pk, by=by_sari, at=NOON + 6 * MIN)
    assert HelpCall.objects.filter(closed_at=None).count() == 0


def test_a_call_that_was_a_slip_is_taken_back(lia: Any, lia_officer: Any, by_lia: Actor) -> None:
    commands.call_for_help(by=by_lia, at=NOON)
    commands.take_help_back(by=by_lia, at=NOON + SEC)
    assert HelpCall.objects.get().taken_back
    remind_of_help(at=NOON + HOUR, key=uuid4())
    assert entries("help_asked") == 1


def test_the_officers_pages_ask_and_answer(
    moving: Whereabouts, event: Any, lia: Any, teo: Any, sari: Any, signed_in: Any
) -> None:
    look(NOON + 30 * MIN)
    page = signed_in(lia).get(f"/e/{event.slug}/watch/mine/").content.decode()
    assert "All is well" in page
    assert "I call" not in page
    quiet = signed_in(lia).get(f"/e/{event.slug}/help/").content.decode()
    assert "<title>Note" in quiet
    asked = {"key": str(uuid4()), "text": "At the lobby, please."}
    signed_in(lia).post(f"/e/{event.slug}/help/call/", asked)
    desk = signed_in(sari).get(f"/e/{event.slug}/watch/").content.decode()
    assert "Officers who ask for help" in desk
    assert "At the lobby, please." in desk
    # A desk is no officer: neither question nor call is his.
    row = Alarm.objects.get(kind=AlarmKind.NO_SIGN)
    answered = signed_in(teo).post(
        f"/e/{event.slug}/watch/{row.pk}/answer/", {"answer": "well", "key": str(uuid4())}
    )
    assert answered.status_code == 404
    own = signed_in(teo).get(f"/e/{event.slug}/help/").content.decode()
    assert "for officers on the list" in own
