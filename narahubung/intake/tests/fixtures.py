"""The G20 Bali example event as a fixture; the workbook is really imported once a session.

In a conftest: `from narahubung.intake.tests.fixtures import bali  # noqa: F401`; ask for `bali`
(an `Event`). Later tests get a copy of the rows in about 0.3 s.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from narahubung.intake.reading import Book, read_book

FIRST_ID = 1_000_000  # so that the rows of other fixtures never meet these
_kept: list[tuple[str, list[str], list[tuple[Any, ...]]]] = []


@pytest.fixture
def bali(db: None, workbook: Path) -> Any:
    """The summit of Bali, all 21 sheets, by the real import."""
    from narahubung.accounts.models import Event
    from narahubung.intake.from_shell import take_in_file
    from narahubung.journal.reading import last_entry_id
    from narahubung.journal.storing import tell_planner

    is_clean = not last_entry_id()
    if _kept and is_clean:
        _put_back()
        tell_planner()
    else:
        if is_clean:
            _begin_ids_at(FIRST_ID)
        outcome = take_in_file(workbook)
        assert outcome.stored
        if is_clean:
            _kept.extend(_rows())
    return Event.objects.get(slug="g20-bali-2022")


def _models() -> Iterator[Any]:
    from django.apps import apps
    from django.conf import settings

    for room in settings.ROOMS:
        if apps.is_installed(f"narahubung.{room}"):
            yield from apps.get_app_config(room).get_models(include_auto_created=True)


def _begin_ids_at(first: int) -> None:
    from django.db import connection, models

    with connection.cursor() as cursor:
        for model in _models():
            if not isinstance(model._meta.pk, models.AutoField):
                continue
            table = model._meta.db_table
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, first])
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                    [table, model._meta.pk.column, first],
                )


def _rows() -> Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]:
    from django.db import connection

    for model in _models():
        pk = model._meta.pk
        whole = not pk.get_internal_type().endswith(("AutoField", "OneToOneField"))
        columns = [f.column for f in model._meta.concrete_fields]
        names = ", ".join(f'"{name}"' for name in columns)
        since = "" if whole else f' WHERE "{pk.column}" > {FIRST_ID}'
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"{since}')  # noqa: S608 -- names of our own models
            rows = cursor.fetchall()
        if rows:
            yield model._meta.db_table, columns, rows


def _put_back() -> None:
    from django.db import connection

    _begin_ids_at(2 * FIRST_ID)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table, columns, rows in _kept:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {_named(table, columns)} VALUES ({marks})", rows)  # noqa: S608
            return
        # Foreign keys were asked when the rows were imported, and are not asked again by each test.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, columns, rows in _kept:
            with cursor.copy(f"COPY {_named(table, columns)} FROM STDIN") as lines:
                for row in rows:
                    lines.write_row(row)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _named(table: str, columns: list[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'"{table}" ({names})'


@pytest.fixture(scope="session")
def whole(workbook: Path) -> Book:
    """The workbook as it is read."""
    return read_book(workbook.read_bytes())


@pytest.fixture
def changed(whole: Book, tmp_path: Path) -> Any:
    """Write some of its sheets with cells changed: changed(("Vehicles", "B2", "DK 1 AA"))."""

    def write(*edits: tuple[str, str, Any], without: tuple[str, int] = ("", 0)) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        names = {"Event", without[0], *(sheet for sheet, _, _ in edits)}
        for sheet in whole.sheets:
            if sheet.name in names:
                page = book.create_sheet(sheet.name)
                for number, cells in sheet.rows.items():
                    if (sheet.name, number) != without:
                        page.append(cells)
        for name, cell, value in edits:
            book[name][cell] = value
        path = tmp_path / "changed.xlsx"
        book.save(path)
        return path

    return write
