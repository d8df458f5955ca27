"""A list as a workbook: what the screen shows, to open in Excel, with the zone named."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse

from narahubung.kit import exercise
from narahubung.kit.zones import zone, zone_label

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | date | datetime | None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list. Moments are aware; they are written as the clock of `zone_name` shows them.

    The zone is named in the first lines of the sheet and beside the heading of every column that
    holds moments, so that no time stands without its clock, also where a column is copied out.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    zone_name: str
    notes: Sequence[str] = ()


def workbook_of(table: Table, *, at: datetime) -> bytes:
    """Return the list as an .xlsx file. Text is text: nothing in it is ever run as a formula."""
    import xlsxwriter  # noqa: PLC0415 -- large, and seldom asked for

    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    ) as book:
        title = exercise.marked(table.title)
        book.set_properties({"title": title, "created": at.astimezone(UTC)})
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", table.title)[:31])
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        # Typed over in Excel, such a text would turn into a formula after all.
        quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        head = [title, _when(at, table.zone_name), *table.notes]
        for number, line in enumerate(head):
            sheet.write_string(number, 0, line, bold if number == 0 else None)
        first = len(head) + 1
        names = [_heading(table, column) for column in range(len(table.columns))]
        for column, name in enumerate(names):
            sheet.write_string(first, column, name, bold)
        widths = [len(name) for name in names]
        for number, row in enumerate(table.rows, first + 1):
            for column, cell in enumerate(row):
                risky = isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA)
                looks = quoted if risky else plain
                shown = _write(sheet, number, column, cell, table.zone_name, moment, day, looks)
                widths[column] = max(widths[column], min(shown, 60))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 2)
        sheet.freeze_panes(first + 1, 0)
        if table.rows:
            sheet.autofilter(first, 0, first + len(table.rows), len(table.columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(first)
    return file.getvalue()


_STARTS_A_FORMULA = tuple("=+-@\t\r")


def _heading(table: Table, column: int) -> str:
    """Return what stands over a column; over moments with the zone, or both where clocks change."""
    moments = [row[column] for row in table.rows]
    zones = {zone_label(table.zone_name, one) for one in moments if isinstance(one, datetime)}
    name = str(table.columns[column])
    return f"{name} ({', '.join(sorted(zones))})" if zones else name


def _write(
    sheet: Any, row: int, column: int, cell: Cell, zone_name: str, moment: Any, day: Any, plain: Any
) -> int:
    """Write one cell; return how many characters it shows."""
    if cell is None or cell == "":
        return 0
    if isinstance(cell, datetime):
        local = cell.astimezone(zone(zone_name)).replace(tzinfo=None)
        sheet.write_datetime(row, column, local, moment)
        return 16
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
        return 10
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell, plain)
    else:
        sheet.write_string(row, column, str(cell), plain)
    return len(str(cell))


def as_workbook(table: Table, *, at: datetime) -> HttpResponse:
    """Answer with the list as a download, named after its title and the day."""
    name = re.sub(r"\W+", "-", exercise.marked(table.title)).strip("-").lower() or "list"
    day = at.astimezone(zone(table.zone_name)).strftime("%Y-%m-%d")
    response = HttpResponse(workbook_of(table, at=at), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


def _when(at: datetime, zone_name: str) -> str:
    local = at.astimezone(zone(zone_name))
    return f"{local:%Y-%m-%d %H.%M} {zone_label(zone_name, at)}"
