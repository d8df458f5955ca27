"""Who was with whom to the minute, and the hours of officers."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import NOON
from narahubung.assignments import commands, queries
from narahubung.assignments.models import Alarm, Duty, DutyTerms, HandOver
from narahubung.assignments.presence import doubled, minutes_in, uncovered
from narahubung.assignments.rules.own_roster import OvertimeBegan, OvertimeNotAsked
from narahubung.kit.intervals import Span
from narahubung.movements.models import Movement
from narahubung.parties.models import Officer

HERE = "/e/arda-2026/roster/"
HOUR = timedelta(hours=1)
ARRIVES = NOON - timedelta(days=1)  # 20 Nov, 12.00; somebody is needed from 7 to 23
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_moment = st.integers(0, 240 * 60).map(lambda seconds: FIRST + timedelta(seconds=seconds))
_spans = st.lists(st.tuples(_moment, _moment).map(lambda two: Span(min(two), max(two))), max_size=6)
_minute = st.integers(0, 240).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@settings(max_examples=80, deadline=None)
@given(cover=st.tuples(_minute, _minute), present=_spans)
def test_uncovered_minutes_are_those_that_a_count_minute_by_minute_finds(
    cover: tuple[datetime, datetime], present: list[Span]
) -> None:
    whole = Span(min(cover), max(cover))
    alone = set()
    minute = whole.start
    while minute < whole.end:
        its = Span(minute, minute + timedelta(minutes=1))
        if not any(one.length and one.overlaps(its) for one in present):
            alone.add(minute)
        minute += timedelta(minutes=1)

    found = uncovered([whole] if whole.length else [], present)

    assert minutes_in(found) == len(alone)
    assert all(any(gap.covers(minute) for gap in found) for minute in alone)


def test_two_officers_at_once_are_counted_but_not_a_hand_over() -> None:
    def span(start: float, end: float) -> Span:
        return Span(FIRST + start * HOUR, FIRST + end * HOUR)

    assert doubled([span(0, 2), span(2, 4)]) == []
    assert doubled([span(0, 3), span(2, 4), span(2.5, 6)]) == [span(2, 4)]


@pytest.fixture
def novi(event: Any) -> Officer:
    return Officer.objects.create(event=event, code="LO-002", full_name="Novi Laksmi")


@pytest.fixture
def served(event: Any, arda: Any, lia: Any, lia_officer: Any, novi: Officer) -> dict[str, Duty]:
    """Arda came yesterday: Lia was four minutes late, gave on to Novi, and is on duty today."""
    for direction, at in (("arrival", ARRIVES), ("departure", NOON + timedelta(days=2))):
        Movement.objects.create(
            event=event,
            party=arda,
            code=f"ARD-{direction}",
            direction=direction,
            planned_at=at,
            expected_at=at,
            zone="Asia/Makassar",
        )

    def duty(officer: Officer, start: datetime, hours: float, state: str, **more: Any) -> Duty:
        return Duty.objects.create(
            event=event,
            party=arda,
            officer=officer,
            position="lead" if officer == lia_officer else "relief",
            starts=start,
            ends=start + hours * HOUR,
            state=state,
            **more,
        )

    late = ARRIVES + timedelta(minutes=4, seconds=20)
    given_on = ARRIVES + 8 * HOUR
    return {
        "late": duty(lia_officer, ARRIVES, 8, "done", taken_at=late, left_at=given_on),
        "evening": duty(novi, given_on, 3, "done", taken_at=given_on, left_at=given_on + 3 * HOUR),
        "now": duty(
            lia_officer, NOON - 5 * HOUR, 8, "on", taken_at=NOON - 5 * HOUR - timedelta(minutes=2)
        ),
        "taken off": duty(novi, NOON + 3 * HOUR, 8, "cancelled", why="goes with BRE"),
    }


def test_a_delegation_is_covered_to_the_minute(
    served: dict[str, Duty], event: Any, sari: Any, as_actor: Any, arda: Any
) -> None:
    HandOver.objects.create(
        event=event,
        party=arda,
        incoming=served["late"],
        state="done",
        due_at=ARRIVES,
        raised_at=ARRIVES + timedelta(minutes=10),
    )
    Alarm.objects.create(
        event=event,
        party=arda,
        kind="gap",
        about="gap",
        facts={"start": (NOON + 3 * HOUR).isoformat(), "end": (NOON + 11 * HOUR).isoformat()},
        noticed_at=NOON - HOUR,
    )
    with override("en"):
        found = queries.coverage(event=event, by=as_actor(sari, event), at=NOON)
    [one] = found.parties
    missed = one.uncovered[0]

    assert (one.passed_min, one.actual_min, one.missed_min) == (16 * 60, 16 * 60 - 4, 4)
    assert (missed.span.start, missed.minutes, missed.should) == (ARRIVES, 4, "Lia Ardika")
    assert missed.noticed_at == ARRIVES + timedelta(minutes=10)
    assert one.doubled_min == 0
    ahead = one.uncovered[1]
    assert (ahead.ahead, ahead.span.start) == (True, NOON + 3 * HOUR)
    assert (ahead.minutes, ahead.should) == (8 * 60, "Novi Laksmi (taken off: goes with BRE)")
    assert ahead.noticed_at == NOON - HOUR
    assert (one.uncovered[2].should, one.uncovered[2].noticed_at) == ("nobody is planned", None)
    assert one.needed_min == 48 * 60
    assert (found.whole, found.missed_min, found.days[0]) == (0, 4, date(2026, 11, 20))

    today = queries.coverage(event=event, by=as_actor(sari, event), at=NOON, day=date(2026, 11, 21))
    assert (today.parties[0].needed_min, today.parties[0].missed_min, today.whole) == (960, 0, 1)


def test_a_duty_that_nobody_took_counts_as_nobody(
    served: dict[str, Duty], event: Any, sari: Any, as_actor: Any
) -> None:
    Duty.objects.filter(pk=served["now"].pk).update(state="planned", taken_at=None)
    [one] = queries.coverage(event=event, by=as_actor(sari, event), at=NOON).parties

    assert [gap.minutes for gap in one.uncovered if not gap.ahead] == [4, 300]


def test_the_report_is_read_printed_and_taken_along(
    served: dict[str, Duty], signed_in: Any, sari: Any, lia: Any, teo: Any, monkeypatch: Any
) -> None:
    client = signed_in(sari)
    whole = client.get(HERE + "coverage/").content.decode()
    assert "0 of 1 delegations without an uncovered minute" in whole
    assert "4 min" in whole
    gaps = load_workbook(BytesIO(client.get(HERE + "coverage/?as=xlsx&list=open").content)).active
    assert "Lia Ardika" in [row[4].value for row in gaps.iter_rows()]
    for address in ("coverage/?as=xlsx", "coverage/ARD/?as=xlsx", "hours/?as=xlsx"):
        assert load_workbook(BytesIO(client.get(HERE + address).content)).active.max_row > 4

    pdf = client.get("/e/arda-2026/paper/coverage.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "coverage-20261121-1200-en.pdf" in pdf["Content-Disposition"]

    own = signed_in(lia).get(HERE + "coverage/ARD/").content.decode()
    assert "nobody was there" in own
    assert "Should have been there: Lia Ardika" in own
    assert signed_in(lia).get(HERE + "coverage/").status_code == 404
    assert signed_in(lia).get(HERE + "hours/").status_code == 404
    assert signed_in(teo).get(HERE + "coverage/ARD/").status_code == 200


def test_hours_stand_against_the_rules_with_the_rest_before_each_duty(
    served: dict[str, Duty], event: Any, sari: Any, as_actor: Any, lia_officer: Any, signed_in: Any
) -> None:
    rows = {
        row.officer.code: row
        for row in queries.hours(event=event, by=as_actor(sari, event), at=NOON)
    }
    lia = rows["LO-001"]

    assert (lia.total_min, lia.day_min, lia.days, lia.free) == (957, 782, 2, 0)
    assert lia.rest_min == 10 * 60 + 58
    assert [one.rest_min for one in lia.duties] == [None, 658]
    page = signed_in(sari).get(f"{HERE}hours/{lia_officer.pk}/").content.decode()
    assert "10 h 58 min of rest between two duties, 11 h 00 min are needed" in page
    assert "Ask for overtime" not in page  # these rules know none


def test_overtime_counts_only_with_consent(
    served: dict[str, Duty], event: Any, lia: Any, sari: Any, as_actor: Any, signed_in: Any
) -> None:
    DutyTerms.objects.create(event=event, policy="pp35-6-days")
    duty, officer = served["now"], as_actor(lia, event)
    before = queries.hours_of(event=event, officer=duty.officer, at=NOON)
    assert (before.overtime_agreed_min, before.overtime_min) == (0, 55 + 62)
    with pytest.raises(OvertimeNotAsked):
        commands.answer_overtime(duty_id=duty.pk, agreed=True, by=officer, at=NOON)

    answer = signed_in(sari).post(f"{HERE}duties/{duty.pk}/overtime/")
    assert answer.status_code == 302
    assert "You are asked for overtime" in signed_in(lia).get(HERE + "mine/").content.decode()
    signed_in(lia).post(f"{HERE}mine/{duty.pk}/overtime/", {"answer": "yes"})

    after = queries.hours_of(event=event, officer=duty.officer, at=NOON)
    assert (after.overtime_agreed_min, after.overtime_min) == (62, 55)
    with pytest.raises(OvertimeBegan):
        commands.answer_overtime(duty_id=duty.pk, agreed=False, by=officer, at=NOON)
