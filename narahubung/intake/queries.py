"""What the import pages show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext as _

from narahubung.intake.difference import VERDICTS
from narahubung.intake.models import Import, ImportState
from narahubung.intake.wording import (
    LEFT_ALONE,
    problem_says,
    remark_says,
    value_says,
)
from narahubung.intake.wording import VERDICTS as VERDICT_WORDS
from narahubung.journal.words import field_word
from narahubung.kit.actor import Actor

_A_PAGE = 50
_SILENT = timedelta(seconds=45)
_LATEST = 50


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter: its value, its word, how many, and whether it is on."""

    value: str
    word: str
    count: int
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The difference as a page shows it."""

    sheets: list[dict[str, Any]]
    totals: dict[str, int]
    chips: list[Chip]
    rows: Page[dict[str, Any]]
    problems: list[str]
    remarks: list[str]
    sheet: str
    verdict: str
    event: dict[str, Any] | None
    is_nothing: bool
    hopeless: bool  # problems that belong to no row, so nothing can be left out


@dataclass(frozen=True, kw_only=True)
class ImportSheet:
    """One import: where it stands and, once read, its difference."""

    row: Import
    doing: str
    waits: bool
    is_silent: bool
    difference: Difference | None = None


def imports_of(by: Actor) -> list[Import]:
    """Return the event's latest imports, newest first. One query."""
    return list(Import.objects.visible_to(by).select_related("event").order_by("-pk")[:_LATEST])


def imports_without_event(person_id: int) -> list[Import]:
    """Return what a person brought to make an event, newest first. One query."""
    waiting = Q(event=None) | Q(state=ImportState.APPLIED.value)
    rows = Import.objects.filter(waiting, by_id=person_id).select_related("event")
    return [row for row in rows.order_by("-pk")[:_LATEST] if row.event_id is None]


def import_sheet(
    row: Import, *, at: datetime, sheet: str = "", verdict: str = "", page: int = 1
) -> ImportSheet:
    """Return one import as its page shows it. sheet, verdict: filters of the rows; page from 1."""
    waits = row.state in {ImportState.READING, ImportState.APPLYING}
    since = row.moved_at or row.at
    return ImportSheet(
        row=row,
        doing=_doing(row),
        waits=waits,
        is_silent=waits and at - since > _SILENT,
        difference=_difference(row, sheet, verdict, page) if row.staging.get("sheets") else None,
    )


def _doing(row: Import) -> str:
    words = {
        "": _("waiting for its turn"),
        "reading": _("reading the file"),
        "comparing": _("comparing"),
        "storing": _("storing"),
    }
    return words.get(row.doing) or _("comparing {sheet}").format(sheet=row.doing)


def _difference(row: Import, sheet: str, verdict: str, page: int) -> Difference:
    staged = row.staging
    sheets = [
        {
            **one,
            "why": str(LEFT_ALONE[one["why"]]) if one["why"] else "",
            "counts": _counts(one),
        }
        for one in staged["sheets"]
    ]
    names = {one["name"] for one in sheets}
    sheet = sheet if sheet in names else ""
    verdict = verdict if verdict in VERDICTS else ""
    rows = [one for one in staged["rows"] if not sheet or one["sheet"] == sheet]
    counted = {name: sum(one["verdict"] == name for one in rows) for name in VERDICTS}
    chips = [Chip(value="", word=_("all"), count=len(rows), is_on=not verdict)] + [
        Chip(value=name, word=str(VERDICT_WORDS[name]), count=counted[name], is_on=verdict == name)
        for name in ("problems", "changed", "new", "ignored")
        if counted[name] or verdict == name
    ]
    shown = [one for one in rows if not verdict or one["verdict"] == verdict]
    shown.sort(key=lambda one: ("problems", "changed", "ignored", "new").index(one["verdict"]))
    by_row: dict[tuple[str, int | None], list[str]] = {}
    for problem in staged["problems"]:
        by_row.setdefault((problem["sheet"], problem["row"]), []).append(problem_says(problem))
    paged = Paginator(shown, _A_PAGE).get_page(page)
    paged.object_list = [_row(one, by_row) for one in paged.object_list]
    loose = [says for (_sheet, number), all_says in by_row.items() if number is None
             for says in all_says]  # fmt: skip
    return Difference(
        sheets=sheets,
        totals={n: sum(one[n] for one in sheets) for n in ("rows", *VERDICTS)},
        chips=chips,
        rows=paged,
        problems=loose,
        remarks=[remark_says(*remark) for remark in staged["remarks"]],
        sheet=sheet,
        verdict=verdict,
        event=staged["event"],
        is_nothing=staged["nothing"],
        hopeless=bool(loose),
    )


def _counts(one: dict[str, Any]) -> list[tuple[str, str, int]]:
    """Return verdict, its word and how many, for each there is any of; the urgent ones first."""
    problems = _("problems") if one["problems"] > 1 else _("problem")
    words = {**VERDICT_WORDS, "problems": problems}
    return [
        (name, str(words[name]), one[name])
        for name in ("problems", "changed", "new", "same", "ignored")
        if one[name]
    ]


def _row(one: dict[str, Any], by_row: dict[tuple[str, int | None], list[str]]) -> dict[str, Any]:
    return {
        **one,
        "word": str(VERDICT_WORDS[one["verdict"]]),
        "told": [
            {
                "field": field_word(told["field"]),
                "old": value_says(told["old"]),
                "new": value_says(told["new"]),
            }
            for told in one["told"]
        ],
        "problems": by_row.get((one["sheet"], one["number"]), []),
    }
