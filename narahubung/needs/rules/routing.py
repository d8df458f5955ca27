"""How a need finds its department: the first line of the event's table that fits."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from narahubung.kit.refusals import Refusal
from narahubung.needs.models import Priority, RoutingRule
from narahubung.parties.models import Department

DEFAULTS = Path(__file__).parent.parent / "routes.yaml"
_URGENCY = [str(value) for value in Priority.values]


class RuleSaysNothing(Refusal):
    """A line without a condition would take every need."""

    says = gettext_lazy("Write words, a kind or another condition: else this line fits everything.")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table. id: None for one of the set that comes with the system."""

    id: int | None
    order: int
    words: tuple[str, ...]
    categories: tuple[str, ...]
    standings: tuple[str, ...]
    priority: str
    department: Department
    urgency: str
    due_min: int | None

    @property
    def urgency_word(self) -> str:
        """Return how urgent it makes a need at least, in words."""
        return _word(self.urgency)

    @property
    def priority_word(self) -> str:
        """Return how urgent it must have been asked, in words."""
        return _word(self.priority)


@dataclass(frozen=True, kw_only=True)
class Routed:
    """Where a need goes, and why. department None: no line fits, the coordinator decides."""

    department: Department | None
    priority: str
    due_min: int | None
    why: str

    @property
    def priority_word(self) -> str:
        """Return how urgent it is then, in words."""
        return _word(self.priority)


def table(event_id: int) -> list[Line]:
    """Return the event's lines in their order; without own ones the set of the system."""
    own = RoutingRule.objects.filter(event_id=event_id).select_related("department")
    lines = [_own_line(row) for row in own]
    return lines or defaults(event_id)


def defaults(event_id: int) -> list[Line]:
    """Return the system's lines for the departments that this event has."""
    departments = {row.code: row for row in Department.objects.filter(event_id=event_id)}
    return [
        Line(
            id=None,
            order=number,
            words=tuple(row.get("words", ())),
            categories=tuple(row.get("categories", ())),
            standings=tuple(row.get("standings", ())),
            priority=row.get("priority", ""),
            department=departments[row["department"]],
            urgency=row.get("urgency", ""),
            due_min=row.get("due_min"),
        )
        for number, row in enumerate(_read(), 1)
        if row["department"] in departments
    ]


def route(
    lines: Iterable[Line], *, text: str, category: str, standing: str, priority: str
) -> Routed:
    """Return where the first line that fits sends it. A line makes it more urgent, never less."""
    for line in lines:
        seen = _fits(line, text, category, standing, priority)
        if seen is None:
            continue
        urgency = max(priority, line.urgency or priority, key=_URGENCY.index)
        why = _("line {number}: {seen}").format(number=line.order, seen=", ".join(seen))
        return Routed(department=line.department, priority=urgency, due_min=line.due_min, why=why)
    return Routed(department=None, priority=priority, due_min=None, why="")


def check_line(words: str, categories: str, standings: str, priority: str) -> None:
    """Raise RuleSaysNothing."""
    if not (words or categories or standings or priority):
        raise RuleSaysNothing


def _word(priority: str) -> str:
    return str(Priority(priority).label) if priority else ""


def split(text: str) -> tuple[str, ...]:
    """Return the words of a field, as they are separated by commas."""
    return tuple(word for part in text.split(",") if (word := " ".join(part.split())))


def _fits(line: Line, text: str, category: str, standing: str, priority: str) -> list[str] | None:
    """Return what of the line was seen, or None when one of its conditions does not hold."""
    seen: list[str] = []
    wanted: list[tuple[Sequence[str], str]] = [
        (line.categories, category),
        (line.standings, standing),
        ((line.priority,) if line.priority else (), priority),
    ]
    for values, has in wanted:
        if values and has.casefold() not in {value.casefold() for value in values}:
            return None
        seen += [has] if values else []
    if not line.words:
        return seen or None
    found = _pattern(line.words).findall(text)
    return [*seen, *dict.fromkeys(word.casefold() for word in found)] if found else None


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match whole words; one of four letters or more also with an ending (`mobilnya`)."""
    parts = [re.escape(word) + (r"\w{0,4}" if len(word) > 3 else "") for word in words]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


def _own_line(row: RoutingRule) -> Line:
    return Line(
        id=row.pk,
        order=row.order,
        words=split(row.words),
        categories=split(row.categories),
        standings=split(row.standings),
        priority=row.priority,
        department=row.department,
        urgency=row.urgency,
        due_min=row.due_min,
    )


@lru_cache(maxsize=1)
def _read() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(DEFAULTS.read_text(encoding="utf-8"))
    return rows
