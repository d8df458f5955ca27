"""Cells to values: honest about what is not known."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from narahubung.intake import cells as c
from narahubung.intake.cells import Bad, Cell, Context
from narahubung.intake.reading import ErrorCell


def cell(value: Any) -> Cell:
    return Cell(value=value, where="C14", column="col")


def bad(read: Any, *values: Any, ctx: Context | None = None) -> str:
    with pytest.raises(Bad) as problem:
        read(ctx or Context(), *[cell(value) for value in values])
    return problem.value.kind


def test_text_is_trimmed_composed_and_free_of_hidden_marks() -> None:
    assert c.text(Context(), cell(" Jose\u0301 \u00a0 A\u202egnol\u200b ")) == "José Agnol"
    assert c.text(Context(), cell(12.0)) == "12"
    assert c.text(Context(), cell("+62 812")) == "+62 812"


def test_numbers_are_whole_where_they_must_be() -> None:
    assert c.whole(Context(), cell(2.0)) == 2
    assert c.whole(Context(), cell("17")) == 17
    assert c.whole(Context(), cell("")) is None
    assert bad(c.whole, 2.5) == "not_whole"
    assert bad(c.number, "36 or 41") == "not_a_number"
    assert bad(c.number, date(2022, 1, 1)) == "not_a_number"


def test_yes_and_no_in_both_languages_and_nothing_is_not_no() -> None:
    assert [c.yes_no(Context(), cell(v)) for v in ("Ya", "tidak", "✓", True, 0.0, "")] == [
        True, False, True, True, False, None
    ]  # fmt: skip
    assert bad(c.yes_no, "perhaps") == "not_yes_no"


def test_a_clock_time_without_a_zone_is_a_question() -> None:
    on, at = date(2022, 11, 14), time(8, 30)
    assert bad(c.moment, on, at, "") == "no_zone"
    assert bad(c.moment, on, at, "CST") == "not_a_zone"
    assert bad(c.moment, "", at, "WITA") == "no_day"
    known = c.moment(Context(), cell(on), cell(at), cell("WITA"))
    assert known == datetime(2022, 11, 14, 0, 30, tzinfo=UTC)
    assert c.moment(Context(), cell(on), cell(""), cell("")) is None


def test_hours_that_a_clock_skips_or_repeats_are_asked() -> None:
    berlin = "Europe/Berlin"
    assert bad(c.moment, date(2026, 3, 29), time(2, 30), berlin) == "no_such_time"
    assert bad(c.moment, date(2026, 10, 25), time(2, 30), berlin) == "twice_that_day"


def test_the_events_clock_serves_lists_that_are_local_by_nature_and_says_so() -> None:
    ctx = Context(zone="Asia/Makassar", sheet="Trips")
    at = c.local_moment(ctx, cell(datetime(2022, 11, 14, 8, 55)))  # noqa: DTZ001 -- as a cell is
    assert at == datetime(2022, 11, 14, 0, 55, tzinfo=UTC)
    assert ctx.remarks == {("event_clock", "Trips", "col"): 1}
    assert bad(c.local_moment, datetime(2022, 11, 14, 8, 55)) == "no_zone"  # noqa: DTZ001


def test_an_end_before_its_start_is_the_next_day_and_said() -> None:
    ctx = Context(sheet="Programme")
    end = c.moment_of_end(ctx, cell(date(2022, 11, 15)), cell("22.00"), cell("01:00"), cell("WITA"))
    assert end == datetime(2022, 11, 15, 17, 0, tzinfo=UTC)
    assert ("next_day", "Programme", "col") in ctx.remarks


def test_error_cells_are_never_values() -> None:
    for read in (c.text, c.number, c.day, c.clock, c.yes_no, c.local_moment):
        assert bad(read, ErrorCell(text="#REF!")) == "error_cell"


def test_what_is_partly_invented_is_marked_synthetic() -> None:
    assert [c.marked_synthetic(Context(), cell(v)) for v in ("no", "yes", "time assumed", "")] == [
        False, True, True, False
    ]  # fmt: skip
