import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from narahubung.kit.tables import Table, workbook_of

AT = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def opened(rows: list[list[object]]) -> list[tuple[object, ...]]:
    table = Table(
        title="Delegations: all/none",
        columns=["Name", "When", "Day", "Count"],
        rows=rows,  # type: ignore[arg-type]
        zone_name="Asia/Makassar",
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(table, at=AT)))
    return list(book.active.iter_rows(values_only=True))


def test_a_list_opens_with_its_zone_named_and_names_in_their_script() -> None:
    rows = opened([["岸田 文雄", AT, date(2026, 11, 21), 3], ["محمد", None, None, None]])

    assert rows[0][0] == "Delegations: all/none"
    assert rows[1][0] == "2026-11-21 12.00 WITA"
    assert rows[3] == ("Name", "When (WITA)", "Day", "Count")
    assert rows[4][:2] == ("岸田 文雄", datetime(2026, 11, 21, 12, 0))  # noqa: DTZ001
    assert rows[5][0] == "محمد"


@pytest.mark.parametrize("text", ["=1+1", "+62 812", "-1", "@SUM(A1)", "=HYPERLINK(A1)"])
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    table = Table(title="x", columns=["a"], rows=[[text]], zone_name="UTC")
    cell = openpyxl.load_workbook(io.BytesIO(workbook_of(table, at=AT))).active["A5"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix  # typed over in Excel it stays text


def test_a_column_of_moments_names_every_clock_it_shows() -> None:
    rows = [[datetime(2026, 7, 1, tzinfo=UTC)], [datetime(2026, 12, 1, tzinfo=UTC)]]
    table = Table(title="x", columns=["When"], rows=rows, zone_name="Europe/Paris")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(table, at=AT))).active

    assert sheet["A4"].value == "When (GMT+1, GMT+2)"
