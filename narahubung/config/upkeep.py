"""Keeping an installation in order: database, static files, texts, and whether all is well."""

import argparse
import gc
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from gettext import gettext as _
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from narahubung.config import speaking
from narahubung.config.cli import Trouble

PACKAGE = Path(__file__).resolve().parent.parent
# django-htmx brings every version and extension; pages use htmx 2 and idiomorph of our own.
NOT_SERVED = ["ext", "htmx-4*", "htmax-*"]
LITTLE_SPACE = 500 * 1024 * 1024
OLD_BACKUP = timedelta(hours=24)
Say = Callable[[str], object]


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def load() -> Any:
    """Load Django once, with its texts compiled; return its settings."""
    compile_texts()  # a catalogue that is asked for before its file is there stays empty
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    # What is loaded stays: looking for garbage in it meanwhile takes a fifth of the start. It is
    # not frozen: nothing frozen is taken apart at the end, and the database would not be closed.
    gc.disable()
    django.setup()
    gc.enable()
    translation.activate(speaking.language())  # refusals of the rooms, to who sits at the shell
    return settings


# Texts ------------------------------------------------------------------------------------------


def texts(asked: argparse.Namespace) -> int:
    """Compile every room's texts. Needs no database."""
    say(_("{count} text files compiled").format(count=compile_texts()))
    return 0


def compile_texts() -> int:
    """Make a `.mo` beside each `.po` that is newer; return how many. Fuzzy texts are left out."""
    made = 0
    for po in _texts():
        mo = po.with_suffix(".mo")
        if not _is_stale(po):
            continue
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parts[-3])
        fresh = mo.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, catalog)
        fresh.replace(mo)
        made += 1
    return made


def _texts() -> list[Path]:
    return sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"))


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


# Static files -----------------------------------------------------------------------------------


def collect(asked: argparse.Namespace) -> int:
    """Collect static files."""
    load()
    say(_("static files collected") if collect_static() else _("static files are up to date"))
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
    from narahubung.learning.separation import check_together  # noqa: PLC0415

    check_together()
    pending = pending_migrations()
    if not pending:
        return
    copied = copy_before_migration(home)
    if copied:
        says = _("the database is copied to {file} before it is brought up to date")
        tell(says.format(file=copied))
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


class Finding(NamedTuple):
    """One line of `check`: what is looked at, and what is wrong and to be done; nothing if well."""

    what: str
    trouble: str = ""
    is_hint: bool = False  # told, but nothing is amiss


def check(asked: argparse.Namespace) -> int:
    """Look at everything that can be looked at; one line each, `ok` or what to do."""
    settings = load()
    wrong = 0
    for found in _findings(settings):
        mark = _("ok") if not found.trouble else _("hint") if found.is_hint else _("FIX")
        say(f"{mark:<6} {found.what}{': ' + found.trouble if found.trouble else ''}")
        wrong += bool(found.trouble) and not found.is_hint
    say(_("{count} found amiss.").format(count=wrong) if wrong else _("All is in order."))
    return 1 if wrong else 0


def _findings(settings: Any) -> Iterator[Finding]:
    from django.core import checks  # noqa: PLC0415

    from narahubung.config.environment import environment  # noqa: PLC0415

    home = Path(settings.HOME)
    errors = [str(found) for found in checks.run_checks() if found.level >= checks.ERROR]
    yield Finding(_("every page has its guard, the code is whole"), "; ".join(errors))
    stale = [path.parts[-4] for path in _texts() if _is_stale(path)]
    yield Finding(
        _("the Indonesian texts are compiled"),
        _("run: narahubung texts ({rooms})").format(rooms=", ".join(stale)) if stale else "",
    )
    yield from _about_the_database(settings)
    free = shutil.disk_usage(home).free
    little = _("only {free} MB are free in {home}: make room").format(free=free // 2**20, home=home)
    yield Finding(_("there is room on the disk"), little if free < LITTLE_SPACE else "")
    open_keys = [str(path) for path in _private_files(home) if path.stat().st_mode & 0o077]
    yield Finding(
        _("keys are readable by us alone"),
        f"chmod 600 {' '.join(open_keys)}" if open_keys else "",
    )
    yield from _about_https(home, environment.address)
    yield Finding(
        _("developer's error pages are off"),
        _("unset NARAHUBUNG_DEBUG") if environment.debug else "",
    )


def _about_the_database(settings: Any) -> Iterator[Finding]:
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        trouble = sqlite_trouble(Path(settings.DATABASES["default"]["NAME"]))
        restore = _("{trouble}. See: narahubung restore --help").format(trouble=trouble)
        yield Finding(_("the SQLite file is sound"), restore if trouble else "")
    else:
        yield Finding(_("PostgreSQL answers ({version})").format(version=_version()))
    missing = len(pending_migrations())
    yield Finding(
        _("the database is up to date"),
        _("{count} steps missing; `serve` does them").format(count=missing) if missing else "",
    )
    if not missing:
        yield from _about_the_journal(Path(settings.HOME))


def _about_the_journal(home: Path) -> Iterator[Finding]:
    from narahubung.journal import reacting, reading  # noqa: PLC0415
    from narahubung.journal.models import Act  # noqa: PLC0415
    from narahubung.kit import clock  # noqa: PLC0415

    entries, parked = reading.last_entry_id(), reacting.parked()
    yield Finding(_("the journal can be read ({count} entries)").format(count=entries))
    aside = _("{count} entries are put aside, the first: {first}")
    yield Finding(
        _("reactions keep up"),
        aside.format(count=len(parked), first=parked[0]) if parked else "",
    )
    last = Act.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    behind = _("it stands before the last act ({last}); set the clock of this machine")
    is_behind = last is not None and last > clock.now() + timedelta(minutes=1)
    yield Finding(
        _("the clock goes right"),
        behind.format(last=f"{last:%Y-%m-%d %H.%M} UTC") if is_behind and last else "",
    )
    if not entries:
        return
    lost = _no_keys(home)
    yield Finding(
        _("the keys are here"),
        _("health facts and notes cannot be read: narahubung restore --keys") if lost else "",
    )
    if not (home / "stands_at").exists():  # a sample needs none
        yield _about_backups(home)


def _about_backups(home: Path) -> Finding:
    from narahubung.config.backup import last_backup  # noqa: PLC0415
    from narahubung.kit import clock  # noqa: PLC0415

    made = last_backup(home)
    if made is None:
        trouble = _("there is none yet; run: narahubung backup FOLDER")
    elif clock.world() - made > OLD_BACKUP:
        trouble = _("the last one is of {moment}; run: narahubung backup FOLDER").format(
            moment=f"{made:%Y-%m-%d %H.%M} UTC"
        )
    else:
        trouble = ""
    return Finding(_("there is a backup of the last 24 hours"), trouble)


def _about_https(home: Path, address: str) -> Iterator[Finding]:
    from narahubung.config import tls  # noqa: PLC0415

    cert = home / "tls" / "server.crt"
    if cert.exists():
        yield Finding(_("our own certificate is good"), tls.trouble_of(cert))
    is_secure = address.startswith("https://") or (not address and cert.exists())
    yield Finding(
        _("phones reach us over https"),
        ""
        if is_secure
        else _("use `serve --tls`, or set NARAHUBUNG_ADDRESS to https://... (docs/howto/serve.md)"),
        is_hint=not address,
    )


def _no_keys(home: Path) -> bool:
    """Tell whether the sealed facts' keys are gone: a backup was restored without them."""
    import sqlite3  # noqa: PLC0415 -- the one that settings put in place

    from narahubung.journal.models import StoredEntry  # noqa: PLC0415

    if not StoredEntry.objects.filter(facts__contains='"nh1|').exists():
        return False
    path = home / "keys" / "subjects.sqlite3"
    if not path.exists():
        return True
    with closing(sqlite3.connect(path)) as db:
        tables = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'keys'").fetchone()
        return not tables[0] or not db.execute("SELECT 1 FROM keys LIMIT 1").fetchone()


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
        says = _("The journal is whole: {count} entries, head {head}.")
        say(says.format(count=found.entries, head=found.head[:16]))
        return 0
    why = {
        "missing": _("the journal is broken: entry {number} is missing."),
        "changed": _("the journal is broken: entry {number} was changed after it was written."),
        "not as anchored": _(
            "the journal is broken: entry {number} is not the one that was anchored."
        ),
        "cut off": _("the journal is broken: entry {number} and what follows were cut off."),
    }[found.why]
    raise Trouble(why.format(number=found.bad_entry))


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
