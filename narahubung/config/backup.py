"""Backup and restore: all data in one folder with a manifest; the keys apart, or not at all.

A backup is written under a temporary name and renamed when it is whole: what stands under its final
name can be restored. Without the keys, sealed facts (health, notes) cannot be read from it.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any

from narahubung.config.cli import Trouble
from narahubung.config.upkeep import load, say

DATABASE = "narahubung.sqlite3"
DUMP = "narahubung.dump"
MANIFEST = "manifest.json"
ANCHORS = "anchors.log"
LAST = "last-backup"
EPOCH = "field_serverepoch"  # the life of one database: see narahubung/field/models.py
KEPT = ("documents", "stands_at", "sends_nothing", "exercise")  # besides database and anchors


def backup(asked: argparse.Namespace) -> int:
    """Copy database and documents while the server runs on."""
    settings = load()
    if asked.with_keys and asked.with_keys.exists():
        raise Trouble(
            _("there is a file {file} already; name another one.").format(file=asked.with_keys)
        )
    made = make_backup(Path(settings.HOME), asked.to)
    say(_("Backup: {folder}").format(folder=made))
    if asked.with_keys:
        write_keys(Path(settings.HOME), asked.with_keys)
        says = _("Keys: {file} (0600). Keep them elsewhere: both together read everything.")
        say(says.format(file=asked.with_keys))
    else:
        say(_("The keys are not in it; keep a copy of them apart (--with-keys FILE)."))
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Make an empty folder whole again out of a backup, and prove it."""
    source, home = asked.from_, _place_to_restore(asked)
    manifest = read_manifest(source)
    _check_empty(home)
    if asked.keys and not (asked.keys.is_file() and tarfile.is_tarfile(asked.keys)):
        raise Trouble(_("{file} is no file of keys; nothing was restored.").format(file=asked.keys))
    for name, digest in manifest["files"].items():
        if sha256(source / name) != digest:
            raise Trouble(
                _("{name} in the backup is not what was written; nothing was restored.").format(
                    name=name
                )
            )
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in manifest["files"]:
        if name == DUMP:
            continue
        target = home / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target)
    if asked.keys:
        read_keys(asked.keys, home)
    else:
        say(_("Without --keys, health facts and notes stay sealed."))
    if DUMP in manifest["files"]:
        _restore_postgres(source / DUMP)
    return _prove(home, manifest)


def _place_to_restore(asked: argparse.Namespace) -> Path:
    """Return where to restore, before Django makes anything there."""
    from narahubung.config.environment import environment  # noqa: PLC0415

    if not (asked.from_ / MANIFEST).is_file():
        raise Trouble(
            _("{folder} is no backup: it has no {name}.").format(folder=asked.from_, name=MANIFEST)
        )
    home: Path = (asked.into or environment.home).expanduser().resolve()
    return home


def make_backup(home: Path, to: Path | None = None) -> Path:
    """Write a backup and return its folder. Raises Trouble when there is nothing to copy."""
    from django.db import connection  # noqa: PLC0415

    from narahubung.journal import reading, verifying  # noqa: PLC0415
    from narahubung.kit import clock  # noqa: PLC0415

    at = clock.world()  # also of a sample, whose own clock stands elsewhere
    folder = (to or home / "backups").expanduser().resolve()
    final = _free_name(folder / at.strftime("%Y-%m-%d-%H%M%S"))
    fresh = final.with_name(f".{final.name}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)
    entries = reading.last_entry_id()
    # In this order: an anchor must not know more than the database, a row not more than the files.
    verifying.anchor(home / ANCHORS)
    _copy(home / ANCHORS, fresh / ANCHORS)
    if connection.vendor == "sqlite":
        copy_sqlite(Path(connection.settings_dict["NAME"]), fresh / DATABASE)
    else:
        _dump_postgres(fresh / DUMP)
    for name in KEPT:
        _copy(home / name, fresh / name)
    files = sorted(path for path in fresh.rglob("*") if path.is_file())
    manifest = {
        "made_at": at.isoformat(),
        "entries_at_least": entries,
        "database": connection.vendor,
        "files": {str(path.relative_to(fresh)): sha256(path) for path in files},
    }
    (fresh / MANIFEST).write_text(json.dumps(manifest, indent=2))
    for path in [*files, fresh / MANIFEST]:
        _to_disk(path)
    fresh.rename(final)
    _to_disk(final.parent)
    (home / LAST).write_text(f"{at.isoformat()} {final}\n")
    return final


def last_backup(home: Path) -> datetime | None:
    """Return when the last backup was made, wherever it lies; None for never."""
    path = home / LAST
    return datetime.fromisoformat(path.read_text().partition(" ")[0]) if path.exists() else None


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite file while it is written to, by SQLite's own online backup.

    The copy carries no epoch: phones must see that what they sent since is unknown there.
    """
    import sqlite3  # noqa: PLC0415 -- the one that settings put in place

    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (EPOCH,)).fetchone():
            copy.execute(f"DELETE FROM {EPOCH}")  # noqa: S608 -- a name of ours
            copy.commit()
        copy.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


def copy_before_migration(home: Path) -> Path | None:
    """Copy the SQLite file aside when it holds data; None when there is none (or PostgreSQL)."""
    from django.db import connection  # noqa: PLC0415

    from narahubung.kit import clock  # noqa: PLC0415

    if connection.vendor != "sqlite" or not connection.introspection.table_names():
        return None
    folder = home / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    name = f"before-migration-{clock.now():%Y-%m-%d-%H%M%S}"
    target = _free_name(folder / f"{name}.sqlite3")
    copy_sqlite(Path(connection.settings_dict["NAME"]), target)
    return target


def write_keys(home: Path, to: Path) -> None:
    """Write the keys' folder into one file (tar), readable by us alone."""
    handle = os.open(to, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
        tar.add(home / "keys", arcname="keys")


def read_keys(source: Path, home: Path) -> None:
    """Put the keys back. Only plain files of the keys' folder are taken."""
    with tarfile.open(source) as tar:
        tar.extractall(home, filter="data")
    for path in (home / "keys").iterdir():
        path.chmod(0o600)
    (home / "keys").chmod(0o700)


def read_manifest(source: Path) -> dict[str, Any]:
    """Return the manifest; names that leave the folder are refused."""
    try:
        manifest: dict[str, Any] = json.loads((source / MANIFEST).read_text())
    except ValueError as problem:
        raise Trouble(
            _("{folder} is no backup: its {name} cannot be read.").format(
                folder=source, name=MANIFEST
            )
        ) from problem
    for name in manifest["files"]:
        if not (source / name).resolve().is_relative_to(source.resolve()):
            raise Trouble(_("{name} in the manifest lies outside the backup.").format(name=name))
        if not (source / name).is_file():
            raise Trouble(_("{name} is missing in the backup.").format(name=name))
    return manifest


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _prove(home: Path, manifest: dict[str, Any]) -> int:
    """Verify the restored journal in a process that uses the restored folder."""
    import sys  # noqa: PLC0415

    asked = [sys.executable, "-m", "narahubung.config", "--home", str(home), "verify-journal"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    says = _("Restored {count} files of {moment} into {home}.")
    say(says.format(count=len(manifest["files"]), moment=_moment(manifest["made_at"]), home=home))
    say((found.stdout or found.stderr).strip())
    return found.returncode


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H.%M} UTC"


def _check_empty(home: Path) -> None:
    has_data = [p.name for p in home.glob("*") if p.name not in {"keys", "backups"}]
    if has_data:
        raise Trouble(
            _("{home} is not empty ({names}…): name an empty folder with --into.").format(
                home=home, names=", ".join(sorted(has_data)[:3])
            )
        )


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copyfile(source, target)


def _free_name(path: Path) -> Path:
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _postgres(program: str, *arguments: str) -> None:
    from django.db import connection  # noqa: PLC0415

    found = shutil.which(program) or _newest(program)
    if found is None:
        raise Trouble(
            _("{program} is not installed (Debian: apt install postgresql-client).").format(
                program=program
            )
        )
    told = connection.settings_dict
    wanted = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST"}
    environment = {**os.environ, **{k: str(told[v]) for k, v in wanted.items() if told[v]}}
    if told["PORT"]:
        environment["PGPORT"] = str(told["PORT"])
    done = subprocess.run(  # noqa: S603
        [found, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Trouble(
            _("{program} failed: {problem}").format(program=program, problem=done.stderr.strip())
        )


def _newest(program: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(found[-1]) if found else None


def _dump_postgres(target: Path) -> None:
    _postgres("pg_dump", "--format=custom", f"--exclude-table-data={EPOCH}", f"--file={target}")
    target.chmod(0o600)


def _restore_postgres(source: Path) -> None:
    from django.db import connection  # noqa: PLC0415

    load()
    if connection.introspection.table_names():
        raise Trouble(_("the PostgreSQL database is not empty; make a new one and name it."))
    _postgres(
        "pg_restore",
        "--exit-on-error",
        "--no-owner",
        f"--dbname={connection.settings_dict['NAME']}",
        str(source),
    )
