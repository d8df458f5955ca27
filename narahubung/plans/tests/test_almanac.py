"""Working days: the rule by hand, and against counting every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narahubung.plans.almanac import is_working_day, last_day, working_days_after

INDEPENDENCE = date(2026, 8, 17)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
tables = st.sets(st.dates(date(2024, 1, 1), date(2031, 12, 31)), max_size=60)


def test_thirty_working_days_from_a_tuesday_over_a_holiday() -> None:
    received = date(2026, 8, 11)

    assert last_day(received, 30, {INDEPENDENCE}) == date(2026, 9, 23)
    assert last_day(received, 30) == date(2026, 9, 22)
    assert last_day(received, 10, {INDEPENDENCE}) == date(2026, 8, 26)


def test_a_holiday_on_a_sunday_changes_nothing() -> None:
    assert last_day(date(2026, 8, 14), 1, {date(2026, 8, 16)}) == date(2026, 8, 17)


def test_what_comes_on_a_saturday_counts_from_monday() -> None:
    assert last_day(date(2026, 8, 8), 1) == date(2026, 8, 10)


def test_no_days_end_where_they_begin_and_fewer_are_refused() -> None:
    assert last_day(date(2026, 8, 8), 0) == date(2026, 8, 8)
    with pytest.raises(ValueError, match="negative"):
        last_day(date(2026, 8, 8), -1)


@given(days, st.integers(1, 80), tables)
def test_the_last_day_is_what_counting_every_day_gives(
    begins: date, term: int, holidays: set[date]
) -> None:
    calendar = [begins + timedelta(days=step) for step in range(1, 400)]
    working = [on for on in calendar if on.isoweekday() not in {6, 7} and on not in holidays]

    assert last_day(begins, term, holidays) == working[term - 1]


@given(days, st.integers(1, 80), tables)
def test_the_number_of_the_last_day_is_the_length_of_the_term(
    begins: date, term: int, holidays: set[date]
) -> None:
    ends = last_day(begins, term, holidays)

    assert is_working_day(ends, holidays)
    assert working_days_after(begins, ends, holidays) == term
    assert working_days_after(begins, ends - timedelta(days=1), holidays) == term - 1


@given(days, st.integers(0, 60), tables)
def test_a_holiday_more_never_ends_a_term_sooner(
    begins: date, term: int, holidays: set[date]
) -> None:
    ends = last_day(begins, term, holidays)

    assert last_day(begins, term, holidays | {ends}) >= ends


@given(days, days)
def test_nothing_has_begun_before_it_begins(one: date, other: date) -> None:
    if other <= one:
        assert working_days_after(one, other) == 0
