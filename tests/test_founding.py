"""An empty database gets its tables at once: the very ones that all migrations leave.

All of them or none: whoever was killed meanwhile starts again, and of two the second waits.
"""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT, environment, narahubung

# Notes some migrations as applied, and is gone.
KILLED = """
import os, django
django.setup()
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
noted, note = [], MigrationRecorder.record_applied
def record_applied(self, *which):
    note(self, *which)
    noted.append(which)
    if len(noted) == 30:
        os._exit(9)
MigrationRecorder.record_applied = record_applied
call_command("migrate", verbosity=0)
"""


@pytest.fixture
def empty(database_kind: str, request: pytest.FixtureRequest) -> str:
    """A database without a table: "" for SQLite, else PostgreSQL's words."""
    if database_kind == "sqlite":
        return ""
    return str(request.getfixturevalue("postgres").new_database())


@pytest.mark.slow  # every migration ever written, one by one
def test_tables_made_at_once_are_those_of_all_migrations(new_home: Path, tmp_path: Path) -> None:
    led = tmp_path / "led"
    led.mkdir()
    for asked in (("contenttypes", "0001"), ()):  # not all at once: then each by each
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0", *asked],
            cwd=ROOT,
            env=environment(led),
            check=True,
        )
    at_once = shape(new_home / "narahubung.sqlite3")
    assert at_once == shape(led / "narahubung.sqlite3")
    assert "journal_act_no_update" in {row[1] for row in at_once["others"]}


def test_who_is_killed_meanwhile_starts_again(empty: str, tmp_path: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=ROOT, env=environment(tmp_path, empty), check=False
    )
    assert killed.returncode == 9

    again = narahubung(tmp_path, "init", database=empty)

    assert again.returncode == 0, again.stderr
    assert "FIX" not in narahubung(tmp_path, "check", database=empty).stdout


def test_of_two_that_start_at_once_the_second_waits(empty: str, tmp_path: Path) -> None:
    homes = [tmp_path / name for name in (("one", "two") if empty else ("one", "one"))]
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "narahubung.config", "init"],
            cwd=ROOT,
            env=environment(home, empty),
            stderr=subprocess.PIPE,
            text=True,
        )
        for home in homes
    ]
    said = [one.communicate(timeout=120)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said


def shape(file: Path) -> dict[str, set[tuple[str, ...]]]:
    """Return columns, keys, checks, indexes and triggers, in any order, and what is noted down."""
    with sqlite3.connect(file) as line:
        tables = line.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        found: dict[str, set[tuple[str, ...]]] = {
            name: {(part,) for part in _parts(sql)} for name, sql in tables.fetchall()
        }
        for name, query in (
            ("others", "SELECT type, name, sql FROM sqlite_master WHERE type <> 'table'"),
            ("applied", "SELECT app, name FROM django_migrations"),
        ):
            found[name] = set(line.execute(query))
    return found


def _parts(sql: str) -> list[str]:
    """Return what stands between the commas of the outermost brackets."""
    parts, depth = [""], 0
    for sign in sql[sql.index("(") + 1 : sql.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]
