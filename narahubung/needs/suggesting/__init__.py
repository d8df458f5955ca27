"""What the house knows of usual requests: the lexicon of the trade and the templates, as data."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml

from narahubung.plans.suggesting import Lexicon
from narahubung.plans.suggesting.words import plain

_HERE = Path(__file__).parent


class Named(Protocol):
    """A department as lists name it."""

    code: str
    name_en: str
    name_id: str
    scope: str


def lexicon_for(departments: Iterable[Named]) -> Lexicon:
    """Return the lexicon with an event's own departments as labels, by their codes.

    What the event's list says a department is there for counts as words of it, too.
    """
    told = _read("lexicon.yaml")
    words: dict[str, list[str]] = {}
    for one in departments:
        kind = kind_of(one)
        words[one.code] = [*(told["departments"][kind]["words"] if kind else []), one.name_en]
        words[one.code] += [part for part in one.scope.split(",") if part.strip()]
    return Lexicon(departments=words, urgency=told["urgency"])


def kind_of(department: Named) -> str:
    """Return the kind of department it is by its code or name, "" where none fits."""
    names = f" {plain(department.name_en)} {plain(department.name_id)} "
    for kind, told in _read("lexicon.yaml")["departments"].items():
        called = [str(name) for name in told["called"]]
        if department.code in called or any(f" {plain(name)} " in names for name in called):
            return str(kind)
    return ""


def usual() -> list[dict[str, Any]]:
    """Return what is asked most: code, icon, kind, urgency, category; name and text by language."""
    told: list[dict[str, Any]] = _read("usual.yaml")
    return told


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
