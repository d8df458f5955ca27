"""The suggestion of department and urgency, measured by leaving requests out."""

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from benchmarks.__main__ import ROOT
from narahubung.needs.suggesting import lexicon_for
from narahubung.plans.suggesting import Asked, Lexicon, Suggester
from narahubung.plans.suggesting.words import hider, words_of

ABOUT = "the right department for the example's 120 requests, each left out (and its likes with it)"
WORKBOOK = ROOT / "examples" / "g20-bali-2022.xlsx"
ALIKE = 0.4  # two sentences that share so much of their words come from one template
ZONE = ZoneInfo("Asia/Makassar")


@dataclass(frozen=True)
class Listed:
    """A department as the list names it."""

    code: str
    name_en: str
    name_id: str
    scope: str


def run(folder: Path | None, seconds: float | None) -> dict[str, Any]:
    """Leave each request out, then with all that look like it; also without any example at all.

    A proposal is made of every sentence here, however unsure; `answered` says how many of them the
    page would show, and `answered_right` how many of those are right.
    """
    asked, moments, lexicon, names = material(folder or WORKBOOK)
    suggester = Suggester(asked=asked, lexicon=lexicon, hidden=names)
    groups = alike(asked, names)
    alone = _right(suggester, asked, moments, [[n] for n in range(len(asked))])
    together = _right(suggester, asked, moments, groups)
    bare = Suggester(asked=[], lexicon=lexicon, hidden=names)
    lexicon_only = _right(bare, asked, moments, [[] for _ in asked])
    taught = Suggester(asked=asked, lexicon=Lexicon(departments={}, urgency={}), hidden=names)
    no_lexicon = _right(taught, asked, moments, groups)
    n = len(asked)
    return {
        "n": n,
        "right": alone["right"],
        "accuracy": round(alone["right"] / n, 3),
        "groups": len({tuple(group) for group in groups}),
        "grouped_right": together["right"],
        "grouped_accuracy": round(together["right"] / n, 3),
        "lexicon_only_accuracy": round(lexicon_only["right"] / n, 3),
        "no_lexicon_grouped_accuracy": round(no_lexicon["right"] / n, 3),
        "answered": alone["answered"],
        "answered_right": alone["answered_right"],
        "grouped_answered": together["answered"],
        "grouped_answered_right": together["answered_right"],
        "urgency_accuracy": round(alone["urgency"] / n, 3),
        "urgency_grouped_accuracy": round(together["urgency"] / n, 3),
        "urgency_most_common": round(_most_common([one.urgency for one in asked]), 3),
        "ms_per_sentence": round(_milliseconds(suggester, asked, moments), 2),
    }


def material(path: Path) -> tuple[list[Asked], list[datetime], Lexicon, list[str]]:
    """Return the requests, when each was asked, the lexicon and the names that tell nothing."""
    book = load_workbook(path, read_only=True)
    requests = _rows(book["Requests"])
    asked = [
        Asked(text=r["text"], department=r["department_id"], urgency=r["priority"])
        for r in requests
    ]
    moments = [r["created_at"].replace(tzinfo=ZONE) for r in requests]
    listed = [
        Listed(r["department_id"], r["name_en"], r["name_id"] or "", r["scope"] or "")
        for r in _rows(book["Departments"])
    ]
    names = [r[key] for r in _rows(book["Delegations"]) for key in ("name_en", "name_id") if r[key]]
    names += [r["full_name"] for r in _rows(book["Delegates"]) if r["full_name"]]
    names += [r["name"] for r in _rows(book["Venues"]) if r["name"]]
    names += [r["name"] for r in _rows(book["Hotels"]) if r["name"]]
    book.close()
    return asked, moments, lexicon_for(listed), names


def alike(asked: list[Asked], names: list[str]) -> list[list[int]]:
    """Return for each request the numbers of all that look like it, itself included."""
    hidden = hider(names)
    bags = [set(words_of(one.text, hidden)) for one in asked]
    group = list(range(len(bags)))
    for one in range(len(bags)):
        for other in range(one):
            both = bags[one] & bags[other]
            if len(both) >= ALIKE * len(bags[one] | bags[other]):
                old, new = group[one], group[other]
                group = [new if g == old else g for g in group]
    return [[n for n, g in enumerate(group) if g == mine] for mine in group]


def _right(
    suggester: Suggester, asked: list[Asked], moments: list[datetime], out: list[list[int]]
) -> dict[str, int]:
    found = {"right": 0, "answered": 0, "answered_right": 0, "urgency": 0}
    for one, at, numbers in zip(asked, moments, out, strict=True):
        left_out = [asked[n] for n in numbers]
        suggester.unlearn(left_out)
        forced, shown = (
            suggester.propose(one.text, at=at, sure=0.0),
            suggester.propose(one.text, at=at),
        )
        suggester.learn(left_out)
        found["right"] += forced.department == one.department
        found["urgency"] += (forced.urgency or "normal") == one.urgency
        found["answered"] += shown.department != ""
        found["answered_right"] += shown.department == one.department
    return found


def _most_common(labels: list[str]) -> float:
    return max(labels.count(label) for label in set(labels)) / len(labels)


def _milliseconds(suggester: Suggester, asked: list[Asked], moments: list[datetime]) -> float:
    took = []
    for one, at in zip(asked, moments, strict=True):
        begun = time.perf_counter()
        suggester.propose(one.text, at=at)
        took.append((time.perf_counter() - begun) * 1000)
    return median(took)


def _rows(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=False)) for row in rows if any(row)]
