"""The Event sheet: one fact a row. It makes the event, or corrects it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from narahubung.accounts.models import Event
from narahubung.intake import cells as c
from narahubung.intake.cells import Bad, Cell, Context
from narahubung.intake.difference import EventFacts, Problem, Row, SheetCount, Told

_COLUMNS = {
    "name_en": ("name_en", c.text),
    "name_id": ("name_id", c.text),
    "start_date": ("starts_on", c.day),
    "end_date": ("ends_on", c.day),
    "timezone": ("zone", c.zone_name),
}
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(kw_only=True)
class Outcome:
    """What the Event sheet comes to."""

    event: EventFacts | None
    rows: list[Row]
    problems: list[Problem]


def slug_of(rows: Mapping[int, dict[str, Cell]]) -> str:
    """Return the event's slug, the lower-cased `event_id`; empty where the sheet names none."""
    for cells in rows.values():
        if str(cells["field"].value).strip() == "event_id":
            return str(cells["value"].value).strip().lower()
    return ""


def zone_of(rows: Mapping[int, dict[str, Cell]], ctx: Context) -> str:
    """Return the zone the sheet names; empty where it names none that exists."""
    for cells in rows.values():
        if str(cells["field"].value).strip() == "timezone":
            try:
                return c.zone_name(ctx, cells["value"])
            except Bad:
                return ""
    return ""


def compare_event(
    rows: Mapping[int, dict[str, Cell]], event: Event | None, ctx: Context, count: SheetCount
) -> Outcome:
    """Compare each row of the sheet with what is known of the event."""
    outcome = Outcome(event=None, rows=[], problems=[])
    slug = slug_of(rows)
    columns: dict[str, str | date | None] = {}
    facts: dict[str, dict[str, str]] = {}
    told: dict[str, list[str]] = {}
    seen: set[str] = set()
    for number, cells in rows.items():
        try:
            name, fact, column = _fact(ctx, cells, slug, seen)
        except Bad as bad:
            outcome.problems.append(problem_of(bad, count.name, number))
            _count(outcome, count, number, "", "", "problems")
            continue
        seen.add(name)
        facts[name] = fact
        if column:
            columns[column[0]] = column[1]
        before = (event.facts if event else {}).get(name)
        verdict = "same" if before == fact else "changed" if before else "new"
        says: tuple[Told, ...] = ()
        if verdict != "same":
            old = (before or {}).get("value", "")
            told[name] = [old, fact["value"]]
            if verdict == "changed":
                says = _told(name, before or {}, fact)
        _count(outcome, count, number, name, fact["value"], verdict, says)
    if not slug:
        outcome.problems.append(Problem(sheet=count.name, kind="no_event_id"))
    outcome.event = EventFacts(
        slug=slug, is_new=event is None, columns=columns, facts=facts, told=told
    )
    return outcome


def _fact(
    ctx: Context, cells: dict[str, Cell], slug: str, seen: set[str]
) -> tuple[str, dict[str, str], tuple[str, Any] | None]:
    name = c.text(ctx, cells["field"])
    if not name:
        raise Bad("missing", cells["field"])
    if name in seen:
        raise Bad("twice", cells["field"], value=name, other=cells["field"].where)
    fact = {column: c.text(ctx, cell) for column, cell in cells.items() if column != "field"}
    if name == "event_id" and not _SLUG.fullmatch(slug):
        raise Bad("not_an_event_id", cells["value"], value=fact["value"])
    if name not in _COLUMNS:
        return name, fact, None
    to, read = _COLUMNS[name]
    value: Any = read(ctx, cells["value"])
    if name in {"name_en", "timezone"} and not value:
        raise Bad("missing", cells["value"])
    return name, fact, (to, value)


def _told(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Told, ...]:
    return tuple(
        Told(field=name if key == "value" else f"{name} ({key})", old=old.get(key, ""), new=value)
        for key, value in new.items()
        if old.get(key, "") != value
    )


def _count(
    outcome: Outcome,
    count: SheetCount,
    number: int,
    name: str,
    value: str,
    verdict: str,
    told: tuple[Told, ...] = (),
) -> None:
    count.count(verdict)
    outcome.rows.append(
        Row(sheet=count.name, number=number, code=name, label=value, verdict=verdict, told=told)
    )


def problem_of(bad: Bad, sheet: str, row: int) -> Problem:
    """Return what a reader complained of as a problem of a row."""
    facts = {"column": bad.cell.column, **bad.facts}
    return Problem(sheet=sheet, kind=bad.kind, where=bad.cell.where, row=row, facts=facts)
