"""Scenes from a data file, with every fault named."""

from pathlib import Path
from typing import Any

import yaml

from narahubung.plans.positions.shapes import THINGS, WHO, Figure, Scene, Thing
from narahubung.plans.procedures import Text
from narahubung.plans.procedures import fields as read

_HEAD = {"code", "title", "rule", "never", "source", "unsure", "figures", "things"}
_MUST = {"code", "title", "rule", "source", "figures"}
_NOTHING = Text(id="", en="")


class BadSceneError(ValueError):
    """The file cannot be used; `faults` has one sentence for each reason."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(faults))


def load_scenes(path: Path) -> tuple[Scene, ...]:
    """Read the scenes of a file. Raises BadSceneError with all its faults."""
    faults: list[str] = []
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    scenes = tuple(_scene(row, faults) for row in rows)
    codes = [one.code for one in scenes]
    faults += [f"{code}: twice" for code in sorted({c for c in codes if codes.count(c) > 1})]
    for one in scenes:
        if one.figure("officer") is None:
            faults.append(f"{one.code}: the officer is not in it")
    if faults:
        raise BadSceneError(faults)
    return scenes


def _scene(row: dict[str, Any], faults: list[str]) -> Scene:
    mine: list[str] = []
    head = read.Fields(row, mine, allowed=_HEAD, must=_MUST)
    scene = Scene(
        code=head.read("code", read.slug, ""),
        title=head.read("title", read.text, _NOTHING),
        rule=head.read("rule", read.text, _NOTHING),
        never=head.read("never", read.text, _NOTHING),
        source=head.read("source", read.words, ""),
        unsure=head.read("unsure", read.flag, False),  # noqa: FBT003 -- a default like the others
        figures=head.read("figures", _figures, ()),
        things=head.read("things", _things, ()),
    )
    faults += [f"{row.get('code', '?')}: {fault}" for fault in mine]
    return scene


def _figures(value: Any) -> tuple[Figure, ...]:
    return tuple(_figure(row) for row in _list(value))


def _figure(row: Any) -> Figure:
    if not isinstance(row, list) or len(row) not in {3, 4, 5} or row[0] not in WHO:
        raise read.FieldError(f"[who, x, y, faces, sits] with a known who is needed, not {row!r}")
    return Figure(
        who=row[0],
        x=float(row[1]),
        y=float(row[2]),
        faces=float(row[3]) if len(row) > 3 else 0.0,
        sits=len(row) > 4 and row[4] == "sits",
    )


def _things(value: Any) -> tuple[Thing, ...]:
    return tuple(_thing(row) for row in _list(value))


def _thing(row: Any) -> Thing:
    if not isinstance(row, list) or len(row) != 5 or row[0] not in THINGS:
        raise read.FieldError(f"[what, x, y, width, height] is needed, not {row!r}")
    what, x, y, width, height = row[0], *(float(one) for one in row[1:])
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Thing(what=what, corners=corners)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise read.FieldError("a list is needed")
    return value
