"""`narahubung drill …`: a drill on a masked copy of the event, in a folder of its own.

`make` reads the house and writes only into the new folder. `run` serves that folder.
"""

import argparse
import os
import secrets
import shutil
import sys
from gettext import gettext as _
from pathlib import Path
from typing import Any

from narahubung.config.cli import Trouble
from narahubung.config.environment import EXERCISE
from narahubung.config.upkeep import load, migrate, say

FOLDER = "drills"  # below the house's own folder, each in one of its own


def templates(asked: argparse.Namespace) -> int:
    """List what a drill can be made of."""
    load()
    from narahubung.kit.said import both_languages, in_one  # noqa: PLC0415
    from narahubung.learning.scripts import templates as known  # noqa: PLC0415

    for code, one in known().items():
        title = in_one(both_languages(one["title"]["en"], one["title"]["id"]))
        rows = len(one["injects"])
        says = _("{code:<10} {title}, {minutes} min, {rows} injects")
        say(says.format(code=code, title=title, minutes=one["minutes"], rows=rows))
    return 0


def make(asked: argparse.Namespace) -> int:
    """Make a drill's folder from a lesson or a template."""
    settings = load()
    migrate(settings.HOME)
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415

    from narahubung.kit import clock  # noqa: PLC0415
    from narahubung.learning import making, results  # noqa: PLC0415

    plan = making.plan(
        event=asked.event, lesson=asked.lesson, template=asked.template, minutes=asked.minutes
    )
    code = f"D-{clock.world():%Y%m%d-%H%M%S}"
    home = (asked.into or Path(settings.HOME) / FOLDER / code).expanduser().resolve()
    if home.exists() and any(home.iterdir()):
        raise Trouble(
            _("{home} is not empty; a drill needs a folder of its own.").format(home=home)
        )
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    password = secrets.token_urlsafe(9)
    try:
        (home / EXERCISE).write_text(code)
        (home / "sends_nothing").touch()
        (home / "keys").mkdir(mode=0o700)
        (home / "keys" / results.KEY).write_text(results.key_for(code))
        rows = making.make(
            home / "narahubung.sqlite3",
            plan,
            code=code,
            at=clock.now(),
            password=make_password(password),
        )
        (home / "drill-password").write_text(password)
        if (Path(settings.HOME) / "stands_at").exists():  # a drill of the sample stands there too
            (home / "stands_at").write_text(clock.now().isoformat())
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)  # nothing half masked stays
        raise
    _tell(plan, home, rows, password)
    return 0


def run(asked: argparse.Namespace) -> int:
    """Serve a drill's folder: the newest one where none is named."""
    from narahubung.config.environment import environment  # noqa: PLC0415

    home = asked.folder or newest(environment.home)
    if home is None or not (home / EXERCISE).exists():
        raise Trouble(_("there is no drill here. Make one: narahubung drill make --lesson 1"))
    words = ["serve", "--host", asked.host, "--port", str(asked.port)]
    words += ["--tls"] if asked.tls else []

    told = {**os.environ, "NARAHUBUNG_HOME": str(home.resolve()), "NARAHUBUNG_DATABASE": ""}
    # A process of its own: this one has read the settings of the house already.
    run = [sys.executable, "-m", "narahubung.config", *words]
    os.execve(sys.executable, run, told)  # noqa: S606 -- our own server


def newest(home: Path) -> Path | None:
    """Return the drill made last below a house's folder."""
    made = [path for path in (home / FOLDER).glob("*") if (path / EXERCISE).exists()]
    return max(made, key=lambda path: path.name, default=None)


def _tell(plan: Any, home: Path, rows: int, password: str) -> None:
    say(_("Drill ready: {home}").format(home=home))
    said = _("{rows} rows with masked names, {injects} injects in {minutes} minutes.")
    say(said.format(rows=rows, injects=len(plan.script.injects), minutes=plan.script.minutes))
    say(_("Who plays, and how they sign in (this list is shown only here):"))
    for username, name, role in plan.players:
        say(f"  {username:<8} {name} ({role})")
    say(_("Password of all: {password}").format(password=password))
    say(_("Now: narahubung drill run {home} --port 8100").format(home=home))
