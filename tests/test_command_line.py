"""The command line: two languages, sentences instead of tracebacks, and what `check` finds."""

import shutil
from pathlib import Path

import pytest

from tests.servers import narahubung

INDONESIAN = {"LANG": "id_ID.UTF-8", "LC_ALL": "", "LANGUAGE": ""}
ENGLISH = {"LANG": "C.UTF-8", "LC_ALL": "", "LANGUAGE": ""}


def test_it_speaks_the_language_of_the_shell(new_home: Path) -> None:
    assert "jalankan server" in narahubung(new_home, "--help", env=INDONESIAN).stdout
    assert "run the server" in narahubung(new_home, "--help", env=ENGLISH).stdout
    told = narahubung(new_home, "--help", env=ENGLISH | {"NARAHUBUNG_LANGUAGE": "id"})
    assert "jalankan server" in told.stdout

    wrong = narahubung(new_home, "import", env=INDONESIAN)
    assert wrong.returncode == 2
    assert "yang ini harus disebut: file" in wrong.stderr


def test_an_unusable_setting_or_folder_is_a_sentence(new_home: Path) -> None:
    wrong = narahubung(new_home, "check", env=ENGLISH | {"NARAHUBUNG_THREADS": "many"})
    assert wrong.returncode == 1
    assert "a setting cannot be used. NARAHUBUNG_THREADS: Input should be" in wrong.stderr
    assert narahubung(new_home, "settings", env={"NARAHUBUNG_STANDS_AT": ""}).returncode == 0

    (new_home / "file").write_text("")
    wrong = narahubung(new_home / "file", "check", env=ENGLISH)
    assert wrong.returncode == 1
    assert "Traceback" not in wrong.stderr


def test_check_names_what_is_amiss_and_what_to_do(new_home: Path, tmp_path: Path) -> None:
    made = narahubung(new_home, "init", "--event", "arda-2026", env=ENGLISH)
    assert made.returncode == 0
    told = narahubung(new_home, "check", env=ENGLISH)
    assert told.returncode == 1
    assert "there is none yet; run: narahubung backup FOLDER" in told.stdout
    assert "hint   phones reach us over https: use `serve --tls`" in told.stdout

    assert narahubung(new_home, "backup", str(tmp_path / "stick"), env=ENGLISH).returncode == 0
    told = narahubung(new_home, "check", env=ENGLISH)
    assert told.stdout.endswith("All is in order.\n")


def test_a_backup_finds_its_way_into_an_empty_folder_only(new_home: Path, tmp_path: Path) -> None:
    keys, stick = tmp_path / "keys.tar", tmp_path / "stick"
    assert narahubung(new_home, "init", "--event", "arda-2026").returncode == 0
    words = ("backup", str(stick), "--with-keys", str(keys))
    assert narahubung(new_home, *words).returncode == 0
    again = narahubung(new_home, *words, env=ENGLISH)
    assert "there is a file" in again.stderr
    assert len(list(stick.iterdir())) == 1  # nothing half done
    (made,) = stick.iterdir()

    into = tmp_path / "restored"
    restore = ("restore", str(made), "--into", str(into))
    wrong = narahubung(new_home, *restore, "--keys", str(made / "manifest.json"), env=ENGLISH)
    assert "is no file of keys; nothing was restored." in wrong.stderr
    assert not into.exists()
    done = narahubung(new_home, *restore, "--keys", str(keys), env=ENGLISH)
    assert done.returncode == 0, done.stderr
    assert "The journal is whole" in done.stdout
    full = narahubung(new_home, *restore, env=ENGLISH)
    assert full.returncode == 1
    assert "is not empty" in full.stderr
    shutil.rmtree(into)
    (made / "manifest.json").write_text("{")
    assert "cannot be read" in narahubung(new_home, *restore, env=ENGLISH).stderr


@pytest.mark.parametrize("what", ["invite", "reset"])
def test_people_are_invited_from_the_shell(new_home: Path, what: str) -> None:
    narahubung(new_home, "init", "--event", "arda-2026", "--person", "dewi")

    told = narahubung(new_home, "people", what, "dewi", env=ENGLISH)

    assert told.returncode == 0, told.stderr
    assert "/invitation/" in told.stdout
