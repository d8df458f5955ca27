"""Throw-away servers for tests: `narahubung serve` and PostgreSQL, on free ports.

Fixtures: `postgres` (a server), `database` ("" or its words, both in turn), `new_home` (an empty
house), `rig` (a running server with a few people signed in and the pages of tests/rig.py), `demo`
(the whole example event, served). Also `python -m tests.servers COMMAND …` runs a command beside a
PostgreSQL of its own, named in NARAHUBUNG_DATABASE.
"""

import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
RIG = {"DJANGO_SETTINGS_MODULE": "tests.rig_settings"}


def missing(what: str) -> None:
    """Skip the test loudly; in CI a missing tool is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed, and CI needs it")
    pytest.skip(f"NOT TESTED: {what} is not installed (make setup tells how)")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def narahubung(
    home: Path, *words: str, database: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `narahubung …` on a folder and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "narahubung.config", *words],
        cwd=ROOT,
        env=environment(home, database, env),
        capture_output=True,
        text=True,
        check=False,
    )


def environment(
    home: Path, database: str = "", more: dict[str, str] | None = None
) -> dict[str, str]:
    """Return the environment of a process on that folder, free of the tests' own settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NARAHUBUNG_", "DJANGO_"))}
    named = {"NARAHUBUNG_HOME": str(home), "NARAHUBUNG_DATABASE": database}
    named |= {"DJANGO_SETTINGS_MODULE": "narahubung.config.settings", "PYTHONPATH": str(ROOT)}
    named |= {"LANGUAGE": "en"}  # sentences are looked for in English, whatever shell this is
    return {**kept, **named, **(more or {})}


@dataclass
class Server:
    """One `narahubung serve` as a process of its own."""

    home: Path
    database: str = ""
    words: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    scheme: str = "http"

    @property
    def url(self) -> str:
        """Return its address, without a slash at the end."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        """Start it and wait until it answers."""
        self.log = (self.home / f"serve-{self.port}.log").open("a+")
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "narahubung.config",
                "serve",
                "--port",
                str(self.port),
                *self.words,
            ],
            cwd=ROOT,
            env=environment(self.home, self.database, self.env),
            stdout=self.log,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        until = time.monotonic() + 40
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            with socket.socket() as probe:
                probe.settimeout(0.2)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        said = self.said()
        self.kill()  # it may only be slow: it would stay
        raise AssertionError(f"the server did not start:\n{said}")

    def said(self) -> str:
        """Return all it has printed."""
        self.log.flush()
        return Path(self.log.name).read_text()

    def kill(self) -> None:
        """Kill it as a power cut would: no goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> float:
        """Ask it to stop; return how many seconds that took."""
        began = time.monotonic()
        self._end(signal.SIGTERM)
        return time.monotonic() - began

    def _end(self, number: signal.Signals) -> None:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.process.wait(20)
        self.log.close()

    def memory_mb(self) -> float:
        """Return its resident memory."""
        assert self.process is not None
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in text.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def busy_s(self) -> float:
        """Return for how long it has had a processor."""
        assert self.process is not None
        stat = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    def threads(self) -> int:
        """Return how many threads it has."""
        assert self.process is not None
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))

    def post(self, path: str, **fields: Any) -> tuple[int, str]:
        """Post JSON to a page of the rig; return status and body. 0: no answer came."""
        asked = urllib.request.Request(
            self.url + path,
            data=json.dumps(fields).encode(),
            headers={"content-type": "application/json"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()
        except (OSError, http.client.HTTPException):  # killed before, or in the middle of it
            return 0, ""


class Postgres:
    """A PostgreSQL of one's own: unix socket in a temporary folder, no durability."""

    def __init__(self, *, durable: bool = False) -> None:
        self.bin = _newest_postgres()
        self.folder = Path(tempfile.mkdtemp(prefix="narahubung-pg-"))
        self.port = free_port()
        self.durable = durable
        self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        if os.geteuid() != 0:
            self._as = []
        else:
            shutil.chown(self.folder, "postgres", "postgres")

    def start(self) -> "Postgres":
        """Make an empty cluster and start it."""
        data = self.folder / "data"
        made = [str(self.bin / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-N"]
        subprocess.run(
            [*self._as, *made, "-E", "UTF8", "--locale=C"], check=True, capture_output=True, cwd="/"
        )
        words = ["-c", "listen_addresses=", "-c", "max_connections=100"]
        if not self.durable:
            words += [
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off",
            ]
        self.process = subprocess.Popen(
            [
                *(*self._as, str(self.bin / "postgres"), "-D", str(data), "-p", str(self.port)),
                *("-k", str(self.folder), *words),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                self.run("SELECT 1")
            except Exception:
                time.sleep(0.1)
            else:
                return self
        raise AssertionError("PostgreSQL did not start")

    def stop(self) -> None:
        """Stop it and forget everything."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def words(self, name: str = "postgres") -> str:
        """Return what NARAHUBUNG_DATABASE needs for a database."""
        return f"host={self.folder} port={self.port} dbname={name} user=postgres"

    def run(self, statement: str) -> None:
        """Run one statement outside a transaction."""
        import psycopg

        with psycopg.connect(self.words(), autocommit=True, connect_timeout=5) as line:
            line.execute(statement)  # type: ignore[arg-type]

    def new_database(self, template: str = "template1") -> str:
        """Make a database and return its words."""
        name = f"nh_{secrets.token_hex(4)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.words(name)


def _newest_postgres() -> Path:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[4])
    )
    if not found:
        raise FileNotFoundError("postgresql")
    return found[-1].parent


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL."""
    try:
        server = Postgres()
    except FileNotFoundError:
        missing("PostgreSQL")
    server.start()
    yield server
    server.stop()


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session", params=BOTH)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn, by name."""
    return str(request.param)


@pytest.fixture
def database(database_kind: str, request: pytest.FixtureRequest) -> str:
    """An empty, migrated database: "" for SQLite (in `new_home`), else PostgreSQL's words."""
    return _new_database(database_kind, request)


def _new_database(kind: str, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        return ""
    server: Postgres = request.getfixturevalue("postgres")
    request.getfixturevalue("_migrated_postgres")
    return server.new_database("nh_template")


@pytest.fixture(scope="session")
def _migrated_postgres(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> None:
    postgres.run("CREATE DATABASE nh_template")
    home = tmp_path_factory.mktemp("template")
    _well(narahubung(home, "init", database=postgres.words("nh_template")))


@pytest.fixture(scope="session")
def _migrated_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home") / "template"
    # Both in one process: each start takes two seconds of the processor.
    both = "import sys; from narahubung.config.cli import main; "
    both += "sys.exit(main(['init']) or main(['collect']))"
    made = [sys.executable, "-c", both]
    env = environment(home)
    _well(subprocess.run(made, cwd=ROOT, env=env, capture_output=True, text=True, check=False))
    return home


@pytest.fixture
def new_home(_migrated_home: Path, tmp_path: Path) -> Path:
    """An empty house, migrated, in a folder of its own."""
    home = tmp_path / "home"
    shutil.copytree(_migrated_home, home)
    return home


@dataclass
class Rig:
    """A server of the rig, and who is signed in: `cookie["lia"]`, ids of the event and parties."""

    server: Server
    cookie: dict[str, str]
    ids: dict[str, int]

    def fill(self, **fields: Any) -> int:
        """Do an act over HTTP; return the id of its entry."""
        status, body = self.server.post("/rig/fill/", **fields)
        assert status == 200, body
        return int(json.loads(body)["entry"])


@pytest.fixture(scope="session")
def rig(
    _migrated_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
    database_kind: str,
    request: pytest.FixtureRequest,
) -> Iterator[Rig]:
    """A running server with a few people signed in; on both databases, shared by its tests."""
    home = tmp_path_factory.mktemp("rig") / "home"
    shutil.copytree(_migrated_home, home)
    with running_rig(home, _new_database(database_kind, request)) as made:
        yield made


@contextmanager
def running_rig(
    home: Path, database: str = "", *, movements: int = 1, env: dict[str, str] | None = None
) -> Iterator[Rig]:
    """Seed the cast of tests/rig.py and serve it, with more of its environment set by `env`."""
    code = (
        "import django, json; django.setup(); from tests import rig; "
        f"print(json.dumps(rig.seed({movements})))"
    )
    seeded = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(home, database, RIG),
        capture_output=True,
        text=True,
        check=False,
    )
    _well(seeded)
    told = json.loads(seeded.stdout)
    server = Server(home, database, env=RIG | (env or {})).start()
    try:
        yield Rig(server, told["cookie"], told["ids"])
    finally:
        server.stop()


@dataclass
class Demo:
    """The example event, served. `password` opens every demo account."""

    server: Server
    password: str

    def copied(self, home: Path) -> Path:
        """Copy its folder, as it is now, for a server of another kind."""
        leaves = shutil.ignore_patterns("*.sqlite3*", "*.lock", "*.log")
        shutil.copytree(self.server.home, home, ignore=leaves)
        for base in self.server.home.rglob("*.sqlite3"):  # it is served meanwhile
            there = home / base.relative_to(self.server.home)
            with closing(sqlite3.connect(base)) as one, closing(sqlite3.connect(there)) as two:
                one.backup(two)
        return home


@contextmanager
def running_demo(home: Path) -> Iterator[Demo]:
    """Make the whole example in a folder and serve it.

    Who works on pages names a folder in `NARAHUBUNG_TEST_DEMO`: the example is copied from there.
    It is for that hand to make anew what it has changed.
    """
    if ready := os.environ.get("NARAHUBUNG_TEST_DEMO"):
        shutil.copytree(ready, home)
    else:
        _well(narahubung(home, "--home", str(home), "demo", "--no-serve"))
    server = Server(home).start()
    try:
        yield Demo(server, (home / "demo-password").read_text().strip())
    finally:
        server.stop()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The whole example, made once for all tests that need it (they share its data)."""
    with running_demo(tmp_path_factory.mktemp("demo") / "home") as made:
        yield made


def _well(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, f"{done.args}\n{done.stdout}\n{done.stderr}"


def main() -> int:
    """Run a command beside a PostgreSQL of its own; both end together."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    server = Postgres().start()
    try:
        env = {**os.environ, "NARAHUBUNG_DATABASE": server.words()}
        return subprocess.run(sys.argv[1:], env=env, check=False).returncode
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
