"""Keeping an installation in order: database, static files, texts, and whether all is well."""

import argparse
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from narahubung.config.cli import Trouble

PACKAGE = Path(__file__).resolve().parent.parent
# django-htmx brings every version and extension; pages use htmx 2 and idiomorph of our own.
NOT_SERVED = ["ext", "htmx-4*", "htmax-*"]
LITTLE_SPACE = 500 * 1024 * 1024
Say = Callable[[str], object]


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def load() -> Any:
    """Load Django once; return its settings."""
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    django.setup()
    return settings


# Texts ------------------------------------------------------------------------------------------


def texts(asked: argparse.Namespace) -> int:
    """Compile every room's texts. Needs no database."""
    say(f"{compile_texts()} text files compiled")
    return 0


def compile_texts() -> int:
    """Make a `.mo` beside each `.po` that is newer; return how many. Fuzzy texts are left out."""
    made = 0
    for po in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parts[-3])
        fresh = mo.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, catalog)
        fresh.replace(mo)
        made += 1
    return made


# Static files -----------------------------------------------------------------------------------


def collect(asked: argparse.Namespace) -> int:
    """Collect static files."""
    load()
    say("static files collected" if collect_static() else "static files are up to date")
    return 0


def collect_static() -> bool:
    """Collect and hash static files when one changed; tell whether that was needed."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    root = Path(settings.STATIC_ROOT)
    stamp = root / ".stamp"
    now = _digest_of_sources()
    if stamp.exists() and stamp.read_text() == now:
        return False
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NOT_SERVED)
    stamp.write_text(now)
    return True


def _digest_of_sources() -> str:
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415

    known = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            told = os.stat(storage.path(path))
            known.update(f"{path} {told.st_size} {told.st_mtime_ns}\n".encode())
    return known.hexdigest()


# Database ---------------------------------------------------------------------------------------


def pending_migrations() -> list[str]:
    """Return the migrations that the database has not seen."""
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate(home: Path, tell: Say = say) -> None:
    """Bring the database up to date; copy a SQLite file that holds data first."""
    from django.core.management import call_command  # noqa: PLC0415

    from narahubung.config.backup import copy_before_migration  # noqa: PLC0415

    pending = pending_migrations()
    if not pending:
        return
    copied = copy_before_migration(home)
    if copied:
        tell(f"the database is copied to {copied} before it is brought up to date")
    call_command("migrate", interactive=False, verbosity=0)


def sqlite_trouble(path: Path) -> str:
    """Return what SQLite finds wrong with the file, empty when it is sound or not there."""
    import sqlite3  # noqa: PLC0415 -- the one that settings put in place

    if not path.exists():
        return ""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as db:
            found = db.execute("PRAGMA quick_check(3)").fetchall()
    except sqlite3.DatabaseError as problem:
        return str(problem)
    return "" if found == [("ok",)] else "; ".join(str(row[0]) for row in found)


# Is all well? -----------------------------------------------------------------------------------


def check(asked: argparse.Namespace) -> int:
    """Look at everything that can be looked at; one line each, `ok` or what to do."""
    settings = load()
    wrong = 0
    for name, trouble in _findings(settings):
        say(f"{'ok ' if not trouble else 'NOT'}  {name}{': ' + trouble if trouble else ''}")
        wrong += bool(trouble)
    say("All is in order." if not wrong else f"{wrong} found amiss.")
    return 1 if wrong else 0


def _findings(settings: Any) -> Iterator[tuple[str, str]]:
    from django.core import checks  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from narahubung.config.environment import environment  # noqa: PLC0415

    errors = [str(found) for found in checks.run_checks() if found.level >= checks.ERROR]
    yield "every page has its guard, the code is whole", "; ".join(errors)
    if connection.vendor == "sqlite":
        yield (
            "the SQLite file is sound",
            sqlite_trouble(Path(settings.DATABASES["default"]["NAME"])),
        )
    else:
        yield f"PostgreSQL answers ({_version()})", ""
    pending = pending_migrations()
    yield (
        "the database is up to date",
        f"{len(pending)} steps missing; `serve` does them" * bool(pending),
    )
    if not pending:
        yield from _about_the_journal()
    free = shutil.disk_usage(environment.home).free
    yield "there is room on the disk", f"only {free // 2**20} MB are free" * (free < LITTLE_SPACE)
    open_keys = [p.name for p in _private_files(environment.home) if p.stat().st_mode & 0o077]
    yield "keys are readable by us alone", f"chmod 600 {', '.join(open_keys)}" * bool(open_keys)
    local = environment.address == "" or environment.address.startswith("https://")
    yield "browsers reach us over https", "" if local else "set NARAHUBUNG_ADDRESS to https://…"
    yield "developer's error pages are off", "unset NARAHUBUNG_DEBUG" * environment.debug


def _about_the_journal() -> Iterator[tuple[str, str]]:
    from narahubung.journal import reacting, reading  # noqa: PLC0415

    parked = reacting.parked()
    yield f"the journal can be read ({reading.last_entry_id()} entries)", ""
    yield "reactions keep up", f"{len(parked)} entries are put aside: {parked[:1]}" * bool(parked)


def _private_files(home: Path) -> Iterator[Path]:
    for name in ("keys", "tls"):
        for path in (home / name).glob("*"):
            if path.is_file() and path.suffix != ".crt":
                yield path


def _version() -> str:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def verify_journal(asked: argparse.Namespace) -> int:
    """Walk the chain; name the first row that does not fit."""
    settings = load()
    from narahubung.journal.verifying import verify  # noqa: PLC0415

    found = verify(anchors=Path(settings.HOME) / "anchors.log")
    if found.whole:
        say(f"The journal is whole: {found.entries} entries, head {found.head[:16]}.")
        return 0
    why = {
        "missing": "is missing",
        "changed": "was changed after it was written",
        "not as anchored": "is not the one that was anchored",
        "cut off": "and what follows were cut off",
    }[found.why]
    raise Trouble(f"the journal is broken: entry {found.bad_entry} {why}.")


# Settings ---------------------------------------------------------------------------------------


_SETTINGS_HEAD = """\
# Settings

Environment variables, each with a default that works on one laptop. Made by `narahubung settings
--markdown`; `narahubung settings` shows what is in force and where it comes from.

| variable | default | meaning |
|---|---|---|"""


def show_settings(asked: argparse.Namespace) -> int:
    """List every setting with its value, where it comes from, and what it means."""
    from narahubung.config.environment import Environment, environment  # noqa: PLC0415

    if asked.markdown:
        say(_SETTINGS_HEAD)
    for name, field in Environment.model_fields.items():
        variable = f"NARAHUBUNG_{name.upper()}"
        if asked.markdown:
            default = f"`{field.default}`" if field.default not in ("", None) else ""
            say(f"| `{variable}` | {default} | {field.description} |")
            continue
        value = getattr(environment, name)
        if name == "database" and "password=" in str(value):
            value = "(set; holds a password)"
        source = "environment" if variable in os.environ else "default"
        say(f"{variable:<24} {value!s:<28} {source:<12} {field.description}")
    return 0
