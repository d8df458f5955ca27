"""An empty workbook with every sheet and column we know, for who has no list yet."""

import io

from narahubung.accounts.models import Event
from narahubung.intake.sheets import SHEETS
from narahubung.intake.sheets.shapes import Sheet

_EVENT_FIELDS = ("event_id", "name_en", "name_id", "start_date", "end_date", "timezone")


def blank_workbook(event: Event) -> bytes:
    """Return it as .xlsx: the Event sheet filled in, the others with their header only.

    Columns without which a sheet is of no use are bold. What is filled in comes in unchanged.
    """
    import xlsxwriter  # noqa: PLC0415 -- large, and seldom asked for

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        needed = book.add_format({"bold": True, "bottom": 1})
        other = book.add_format({"bottom": 1})
        first = book.add_worksheet("Event")
        for column, name in enumerate(("field", "value", "note", "source")):
            first.write_string(0, column, name, needed if column < 2 else other)
        for row, name in enumerate(_EVENT_FIELDS, 1):
            first.write_string(row, 0, name)
            first.write_string(row, 1, _of_event(event, name))
        first.set_column(0, 3, 24)
        for sheet in SHEETS:
            page = book.add_worksheet(sheet.name)
            for column, name in enumerate(columns_of(sheet)):
                page.write_string(0, column, name, needed if name in sheet.needed else other)
            page.set_column(0, len(columns_of(sheet)) - 1, 18)
            page.freeze_panes(1, 0)
    return file.getvalue()


def columns_of(sheet: Sheet) -> list[str]:
    """Return a sheet's columns: what names a row first, then in the order of their description."""
    named = [column for part in sheet.parts for f in part.fields for column in f.columns]
    return list(dict.fromkeys([*sheet.code, *named]))


def _of_event(event: Event, name: str) -> str:
    value = {
        "event_id": event.slug.upper(),
        "name_en": event.name_en,
        "name_id": event.name_id,
        "start_date": event.starts_on,
        "end_date": event.ends_on,
        "timezone": event.zone,
    }[name]
    return "" if value is None else str(value)
