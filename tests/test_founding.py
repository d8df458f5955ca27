"""An empty database gets its tables at once: the very ones that all migrations leave."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.servers import ROOT, environment


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
