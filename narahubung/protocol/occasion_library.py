"""The library of occasions, the pictures of positions, the etiquette cards: data, read once."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from narahubung.plans.positions import Scene, load_scenes
from narahubung.plans.procedures import Text
from narahubung.plans.procedures import fields as read

FOLDER = Path(__file__).parent / "occasions"
VERSION = "1"
NOTHING = Text(id="", en="")
_HEAD = {"code", "title", "kinds", "shape", "seats", "order", "unsure", "source"}
_LISTS = {"steps", "texts", "checks", "scenes", "cards"}


@dataclass(frozen=True, kw_only=True)
class StepOf:
    """A line for the run of show. minutes: from the start of the item; lasts: how long."""

    minutes: int
    lasts: int
    role: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class TextOf:
    """Something that is said. unsure: to be confirmed."""

    kind: str
    text: Text
    unsure: bool


@dataclass(frozen=True, kw_only=True)
class CheckOf:
    """Something to be looked at twice."""

    minutes: int
    role: str
    text: Text
    unsure: bool


@dataclass(frozen=True, kw_only=True)
class OccasionKind:
    """One occasion of the library. unsure: no source that was seen says what its order is."""

    code: str
    title: Text
    kinds: tuple[str, ...]
    shape: str
    seats: Text
    order: str
    unsure: bool
    source: Text
    steps: tuple[StepOf, ...]
    texts: tuple[TextOf, ...]
    checks: tuple[CheckOf, ...]
    scenes: tuple[str, ...]
    cards: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the title in the language in force."""
        return told(self.title)


@dataclass(frozen=True, kw_only=True)
class CardOf:
    """An etiquette card. words: by these a phrase of a briefing belongs to it; food: and its food.

    address: and the form of address.
    """

    code: str
    icon: str
    title: Text
    general: Text
    words: tuple[str, ...]
    food: bool
    address: bool


def told(text: Text) -> str:
    """Return a text in the language in force."""
    return text.in_language(get_language() or "id")


@lru_cache(maxsize=1)
def library() -> dict[str, OccasionKind]:
    """Return the occasions by code, in the order of the file. Raises ValueError with its faults."""
    faults: list[str] = []
    found = {row.get("code", "?"): _occasion(row, faults) for row in _rows("occasions.yaml")}
    for one in found.values():
        faults += [f"{one.code}: no scene {code}" for code in one.scenes if code not in scenes()]
        faults += [f"{one.code}: no card {code}" for code in one.cards if code not in cards()]
    if faults:
        raise ValueError("; ".join(faults))
    return found


@lru_cache(maxsize=1)
def scenes() -> dict[str, Scene]:
    """Return the pictures of positions by code."""
    return {one.code: one for one in load_scenes(FOLDER / "positions.yaml")}


@lru_cache(maxsize=1)
def cards() -> dict[str, CardOf]:
    """Return the etiquette cards by code."""
    return {
        row["code"]: CardOf(
            code=row["code"],
            icon=row["icon"],
            title=read.text(row["title"]),
            general=read.text(row["general"]),
            words=tuple(row["words"]),
            food=bool(row.get("food")),
            address=bool(row.get("address")),
        )
        for row in _rows("etiquette.yaml")
    }


def _occasion(row: dict[str, Any], faults: list[str]) -> OccasionKind:
    mine: list[str] = []
    head = read.Fields(row, mine, allowed=_HEAD | _LISTS, must=_HEAD | _LISTS)
    made = OccasionKind(
        code=head.read("code", read.slug, ""),
        title=head.read("title", read.text, NOTHING),
        kinds=head.read("kinds", _words, ()),
        shape=head.read("shape", read.words, ""),
        seats=head.read("seats", read.text, NOTHING),
        order=head.read("order", read.slug, ""),
        unsure=head.read("unsure", read.flag, False),  # noqa: FBT003 -- a default like the others
        source=head.read("source", read.text, NOTHING),
        steps=head.read("steps", lambda rows: tuple(_step(one) for one in rows), ()),
        texts=head.read("texts", lambda rows: tuple(_text(one) for one in rows), ()),
        checks=head.read("checks", lambda rows: tuple(_check(one) for one in rows), ()),
        scenes=head.read("scenes", _words, ()),
        cards=head.read("cards", _words, ()),
    )
    faults += [f"{row.get('code', '?')}: {fault}" for fault in mine]
    return made


def _step(row: dict[str, Any]) -> StepOf:
    return StepOf(
        minutes=int(row["at"]), lasts=int(row["min"]), role=row["role"], text=read.text(row["text"])
    )


def _text(row: dict[str, Any]) -> TextOf:
    text, unsure = read.text(row["text"]), bool(row.get("unsure"))
    return TextOf(kind=row["kind"], text=text, unsure=unsure)


def _check(row: dict[str, Any]) -> CheckOf:
    text, unsure = read.text(row["text"]), bool(row.get("unsure"))
    return CheckOf(minutes=int(row["at"]), role=row["role"], text=text, unsure=unsure)


def _words(value: Any) -> tuple[str, ...]:
    return tuple(read.words(one) for one in value)


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return rows
