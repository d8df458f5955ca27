"""Rows of the journal into the database, by plain statements.

Every act of everybody passes here while the one writer's turn is held; building these inserts anew
through the ORM cost more than running them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models

from narahubung.journal.models import Act

TOGETHER = 400  # rows a statement
_JOURNAL_LOCK = 7_401  # any constant; one PostgreSQL advisory lock for all writers


def insert_new(act: Act) -> bool:
    """Insert the act; tell False, and insert nothing, where its key is there already."""
    fields, into, marks = _insertion(Act)
    with connection.cursor() as cursor:
        cursor.execute(f"{into} VALUES {marks} ON CONFLICT DO NOTHING", _values(act, fields))
        return bool(cursor.rowcount)


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, in their order."""
    if not rows:
        return
    fields, into, marks = _insertion(type(rows[0]))
    with connection.cursor() as cursor:
        for first in range(0, len(rows), TOGETHER):
            some = rows[first : first + TOGETHER]
            values = [value for row in some for value in _values(row, fields)]
            cursor.execute(f"{into} VALUES {', '.join([marks] * len(some))}", values)


def last_entry() -> tuple[int, str] | None:
    """Return id and mark of the newest entry; nobody else adds one until the commit."""
    with connection.cursor() as cursor:
        # Ids are drawn under a lock held until commit, so id order is commit order and a reader
        # that remembers its last id misses nothing. SQLite has a single writer already.
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_JOURNAL_LOCK])
        cursor.execute("SELECT id, mark FROM journal_storedentry ORDER BY id DESC LIMIT 1")
        found: tuple[int, str] | None = cursor.fetchone()
    return found


@cache
def _insertion(model: type[models.Model]) -> tuple[list[models.Field[Any, Any]], str, str]:
    """Return the columns that are given (not those the database counts), and the statement's parts.

    `INSERT INTO t ("a", "b")` and `(%s, %s)`.
    """
    given = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in given)
    marks = ", ".join(["%s"] * len(given))
    return given, f"INSERT INTO {model._meta.db_table} ({columns})", f"({marks})"


def _values(row: models.Model, fields: list[models.Field[Any, Any]]) -> list[Any]:
    given = ((field, field.pre_save(row, add=True)) for field in fields)  # sealed, where it must be
    return [field.get_db_prep_save(value, connection) for field, value in given]
