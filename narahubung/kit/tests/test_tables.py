import io
from datetime import UTC, date, datetime

import openpyxl

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
    assert rows[3] == ("Name", "When", "Day", "Count")
    assert rows[4][:2] == ("岸田 文雄", datetime(2026, 11, 21, 12, 0))  # noqa: DTZ001
    assert rows[5][0] == "محمد"


def test_what_looks_like_a_formula_stays_text() -> None:
    rows = opened([["=1+1", None, None, None], ["@SUM(A1)", None, None, None]])

    assert [row[0] for row in rows[4:]] == ["=1+1", "@SUM(A1)"]
    table = Table(title="x", columns=["a"], rows=[["=1+1"]], zone_name="UTC")
    cell = openpyxl.load_workbook(io.BytesIO(workbook_of(table, at=AT))).active["A5"]
    assert cell.data_type == "s"
