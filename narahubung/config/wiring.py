"""Joins the rooms at start-up: entries, reactions, timetables, watchers make themselves known."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_HEARD = (
    "audiences",
    "merging",
    "signs",
    "entries",
    "reactions",
    "timetable",
    "watching",
    "handing_out",
    "uses",
    "parts",
)


class Wiring(AppConfig):
    name = "narahubung.config"
    label = "config"

    def ready(self) -> None:
        """Let every room hear what happens below, and check the guards at start-up."""
        for room in settings.ROOMS:
            for part in _HEARD:
                if find_spec(f"narahubung.{room}.{part}"):
                    import_module(f"narahubung.{room}.{part}")
        guards = import_module("narahubung.accounts.guards")
        register(guards.check_guards)
        register(_sqlite_is_sound)


def _sqlite_is_sound(**_: object) -> list[CheckMessage]:
    """Refuse write-ahead logging on a SQLite that can corrupt it (3.7.0-3.51.2)."""
    import sqlite3  # noqa: PLC0415 -- the one that settings put in place

    if sqlite3.sqlite_version_info < (3, 51, 3):
        return [
            Error(
                f"SQLite {sqlite3.sqlite_version} can corrupt its write-ahead log",
                hint="Install the pinned requirements: pysqlite3 brings a sound SQLite.",
                id="narahubung.E002",
            )
        ]
    return []
