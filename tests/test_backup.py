"""Backup and restore: whole, proven, and never half."""

import json
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.servers import Postgres, Rig, narahubung


def test_a_backup_of_a_running_server_is_restored_whole(
    rig: Rig, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for _ in range(5):
        rig.fill(event_id=rig.ids["arda"], names=["board"])
    home, database = rig.server.home, rig.server.database
    (home / "documents").mkdir(exist_ok=True)
    (home / "documents" / "note.txt").write_text("kept")
    keys = tmp_path / "keys.tar"

    made = narahubung(
        home, "backup", str(tmp_path / "b"), "--with-keys", str(keys), database=database
    )
    assert made.returncode == 0, made.stderr
    (folder,) = (tmp_path / "b").iterdir()
    assert not (folder / "keys").exists()
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600

    into, fresh = tmp_path / "restored", ""
    if database:
        server: Postgres = request.getfixturevalue("postgres")
        fresh = server.new_database()
    told = narahubung(
        into, "restore", str(folder), "--into", str(into), "--keys", str(keys), database=fresh
    )
    assert told.returncode == 0, told.stderr
    assert "The journal is whole" in told.stdout
    assert (into / "documents" / "note.txt").read_text() == "kept"
    secret = (into / "keys" / "secret").read_text()
    assert secret == (home / "keys" / "secret").read_text()

    again = narahubung(into, "restore", str(folder), "--into", str(into), database=fresh)
    assert again.returncode == 1
    assert "is not empty" in again.stderr


def test_a_backup_that_was_touched_is_refused(new_home: Path, tmp_path: Path) -> None:
    assert narahubung(new_home, "backup", str(tmp_path / "b")).returncode == 0
    (folder,) = (tmp_path / "b").iterdir()
    with (folder / "narahubung.sqlite3").open("r+b") as file:
        file.seek(5000)
        file.write(b"x")

    told = narahubung(new_home, "restore", str(folder), "--into", str(tmp_path / "r"))

    assert told.returncode == 1
    assert "is not what was written" in told.stderr
    assert not (tmp_path / "r").exists()


def test_names_outside_the_backup_are_refused(new_home: Path, tmp_path: Path) -> None:
    assert narahubung(new_home, "backup", str(tmp_path / "b")).returncode == 0
    (folder,) = (tmp_path / "b").iterdir()
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["../../etc/passwd"] = "0"
    (folder / "manifest.json").write_text(json.dumps(manifest))

    told = narahubung(new_home, "restore", str(folder), "--into", str(tmp_path / "r"))

    assert told.returncode == 1
    assert "outside the backup" in told.stderr


def test_the_first_changed_row_is_named(new_home: Path) -> None:
    narahubung(new_home, "init", "--event", "arda-2026")
    with sqlite3.connect(new_home / "narahubung.sqlite3") as db:
        db.execute("DROP TRIGGER journal_storedentry_no_update")
        db.execute(
            "UPDATE journal_storedentry SET facts = replace(facts, 'arda', 'bree') WHERE id = 1"
        )
    db.close()

    told = narahubung(new_home, "verify-journal")

    assert told.returncode == 1
    assert "entry 1 was changed" in told.stderr


def test_foreseen_mistakes_are_sentences(new_home: Path, tmp_path: Path) -> None:
    for words, code, says in [
        (["import", "nowhere.xlsx"], 1, "there is no file"),
        (["restore", str(tmp_path)], 1, "is no backup"),
        (["people", "invite", "nobody"], 1, "nobody has the user name"),
        (["plan", "officers", "--event", "none"], 1, "There is no event"),
        (["dance"], 2, "invalid choice"),
        (["serve", "--cert", "only.pem"], 1, "go together"),
    ]:
        told = narahubung(new_home, *words)
        assert told.returncode == code, (words, told)
        assert says in told.stderr
        assert "Traceback" not in told.stderr


def test_a_damaged_database_is_not_served(new_home: Path) -> None:
    with (new_home / "narahubung.sqlite3").open("r+b") as file:
        file.seek(0)
        file.write(b"no database at all, just words" * 20)

    told = narahubung(new_home, "serve", "--port", "1")

    assert told.returncode == 1
    assert "damaged" in told.stderr


def test_a_copy_does_not_pass_for_the_database_it_was_made_of(
    new_home: Path, tmp_path: Path
) -> None:
    """Phones see by the epoch that what they sent since the copy is not known there."""
    count = "SELECT count(*) FROM field_serverepoch"
    with sqlite3.connect(new_home / "narahubung.sqlite3") as db:
        db.execute("INSERT INTO field_serverepoch (id, only) VALUES ('0' , 1)")
    db.close()

    assert narahubung(new_home, "backup", str(tmp_path / "b")).returncode == 0

    (folder,) = (tmp_path / "b").iterdir()
    for home, rows in ((new_home, 1), (folder, 0)):
        with sqlite3.connect(home / "narahubung.sqlite3") as db:
            assert db.execute(count).fetchone() == (rows,)
        db.close()
