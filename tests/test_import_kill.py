"""`kill -9` in the middle of an import leaves all of it or nothing, and it can be run again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

ROOT = Path(__file__).resolve().parent.parent
WORKBOOK = ROOT / "examples" / "g20-bali-2022.xlsx"
TABLES = (
    "accounts_event",
    "journal_act",
    "journal_storedentry",
    "intake_import",
    "parties_party",
    "parties_member",
    "care_carerecord",
    "movements_trip",
    "movements_movement_passengers",
    "needs_need",
)
NOTHING = dict.fromkeys(TABLES, 0)
PATIENCE_S = 60


def manage(home: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, "NARAHUBUNG_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@contextmanager
def opened(home: Path) -> Iterator[sqlite.Connection]:
    with closing(sqlite.connect(home / "narahubung.sqlite3", timeout=0)) as db:
        db.isolation_level = None
        yield db


def counts(home: Path) -> dict[str, int]:
    with opened(home) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {t: db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES}  # noqa: S608


def is_writing(db: sqlite.Connection) -> bool:
    """Tell whether somebody holds the write lock."""
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite.OperationalError:
        return True
    db.execute("ROLLBACK")
    return False


def wait_until(happens: object, child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not happens() and child.poll() is None:  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.004)


def import_killed(home: Path, *, at: str, after_s: float) -> None:
    """Run the import and kill it, children and all. at: while it writes, or once the log grows."""
    log = home / "narahubung.sqlite3-wal"
    child = manage(home, "import_list", str(WORKBOOK))
    with opened(home) as db:
        wait_until(lambda: is_writing(db), child)
        if at == "commit":
            wait_until(lambda: log.exists() and log.stat().st_size > 100_000, child)
    time.sleep(after_s)
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.communicate()


@pytest.fixture(scope="module")
def empty_home(_migrated_home: Path) -> Path:
    assert counts(_migrated_home) == NOTHING
    return _migrated_home


def all_or_nothing(empty_home: Path, tmp_path: Path, *, kills: int) -> None:
    chance = random.Random(1701)
    ended = []
    for number in range(kills):
        home = tmp_path / str(number)
        shutil.copytree(empty_home, home)
        at = "commit" if number % 5 == 4 else "write"
        import_killed(home, at=at, after_s=chance.uniform(0, 0.05 if at == "commit" else 1.2))
        found = counts(home)
        is_whole = found["parties_member"] == 442
        assert is_whole or found == NOTHING, found
        if is_whole:
            assert found["accounts_event"] == found["journal_act"] == 1
            assert found["movements_trip"] == 350
        ended.append(is_whole)
        shutil.rmtree(home)
    assert not all(ended), "no kill came in time: the test shows nothing"


@pytest.mark.slow
def test_fifty_killed_imports_leave_all_or_nothing(empty_home: Path, tmp_path: Path) -> None:
    all_or_nothing(empty_home, tmp_path, kills=50)


def test_after_a_kill_the_import_runs_again(empty_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "again"
    shutil.copytree(empty_home, home)
    import_killed(home, at="write", after_s=0.2)
    child = manage(home, "import_list", str(WORKBOOK))
    _, said = child.communicate(timeout=120)
    assert child.returncode == 0, said
    assert counts(home)["parties_member"] == 442
