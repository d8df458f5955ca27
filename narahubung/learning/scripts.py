"""From a template and a lesson to the injects of a drill: who is told what in which minute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.kit.said import both_languages

HERE = Path(__file__).parent / "drills"
PLAYERS = "players"  # in a template: whom the lesson is about
FEWEST = 8


class NoTemplate(Refusal):
    """Nothing of that name, or nothing for that measure."""

    says = _("There is no drill template {name}.")
    advice = _("See: narahubung drill templates")


class TooShort(Refusal):
    """The injects would fall on each other."""

    says = _("{minutes} minutes are too short for this drill.")
    advice = _("Take at least 15 minutes.")


@dataclass(frozen=True, kw_only=True)
class Script:
    """What is to be played. of: how many are called; injects: as columns of `models.Inject`."""

    template: str
    title: str
    minutes: int
    measure: str
    within_min: int
    of: int
    injects: Sequence[Mapping[str, Any]]


@cache
def templates() -> Mapping[str, Mapping[str, Any]]:
    """Return them by their code, as they stand in their files."""
    found = [yaml.safe_load(path.read_text()) for path in sorted(HERE.glob("*.yaml"))]
    return {one["code"]: one for one in found}


def template_for(measure: str) -> str:
    """Return the template that tests this measure. Raises NoTemplate."""
    for code, template in templates().items():
        if measure in template["measures"]:
            return str(code)
    raise NoTemplate(name=measure)


def measure_of(template: str) -> str:
    """Return what a template tests first of all. Raises NoTemplate."""
    if template not in templates():
        raise NoTemplate(name=template)
    return str(templates()[template]["measures"][0])


def write(
    *, template: str, minutes: int, measure: str, within_min: int, players: Sequence[int]
) -> Script:
    """Write it for these players (persons). Raises NoTemplate, TooShort."""
    found = templates().get(template)
    if found is None:
        raise NoTemplate(name=template)
    if minutes < 15:
        raise TooShort(minutes=minutes)
    slots = {"of": len(players), "within": within_min}
    stretch = minutes / found["minutes"]
    return Script(
        template=template,
        title=_both(found["title"], slots),
        minutes=minutes,
        measure=measure,
        within_min=within_min,
        of=len(players),
        injects=[
            _inject(number, row, slots, stretch, players)
            for number, row in enumerate(found["injects"], 1)
        ],
    )


def _inject(
    number: int, row: Any, slots: dict[str, int], stretch: float, players: Sequence[int]
) -> dict[str, Any]:
    audience: list[str] = []
    for word in row["to"]:
        audience += [f"person:{pk}" for pk in players] if word == PLAYERS else [word]
    return {
        "number": number,
        "minute": round(row["minute"] * stretch),
        "kind": row["kind"],
        "mode": row["mode"],
        "sender": _both(row["from"], slots),
        "to": _both(row["to_name"], slots),
        "audience": audience,
        "text": _both(row["text"], slots),
        "expected": _both(row["expected"], slots),
        "objective": _both(row["objective"], slots),
        "controller": _both({"en": "Controller", "id": "Pengendali"}, slots),
        "units": row.get("units", []),
        "measured": row.get("measured", False),
    }


def _both(words: Mapping[str, str], slots: Mapping[str, int]) -> str:
    return both_languages(words["en"].format(**slots), words["id"].format(**slots))
