"""What a list would change: frozen answers of the comparison, and their form in staging.

Staging holds what people look at: counters, rows with old and new values as text, problems. It
holds no value of a sealed field, and not the values to store: those are read again from the file.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from narahubung.journal.storing import Change

VERDICTS = ("new", "same", "changed", "ignored", "problems")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What a person must look at. kind: a word of `wording.PROBLEMS`; where: "C14" or empty."""

    sheet: str
    kind: str
    where: str = ""
    row: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One changed field of a row, old and new as text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """What becomes of one row. verdict: one of VERDICTS."""

    sheet: str
    number: int
    code: str
    label: str
    verdict: str
    told: tuple[Told, ...] = ()


@dataclass(kw_only=True)
class SheetCount:
    """What becomes of the rows of one sheet. taken_for: the list we took it for, "" for none."""

    name: str
    taken_for: str = ""
    why: str = ""  # a word of `wording.LEFT_ALONE`
    rows: int = 0
    new: int = 0
    same: int = 0
    changed: int = 0
    ignored: int = 0
    problems: int = 0
    gone: tuple[str, ...] = ()

    def count(self, verdict: str) -> None:
        """Count one row."""
        setattr(self, verdict, getattr(self, verdict) + 1)

    @property
    def accounted(self) -> int:
        """Return how many rows have a verdict."""
        return sum(getattr(self, verdict) for verdict in VERDICTS)


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """What the Event sheet says: columns of the event, and all its rows as facts."""

    slug: str
    is_new: bool
    columns: Mapping[str, str | date | None] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    told: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(kw_only=True)
class Difference:
    """The whole answer. changes: what to store, in the order in which it can be stored.

    said: digests of what the list says, where it says something else than the last one.
    """

    event: EventFacts | None = None
    sheets: list[SheetCount] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[tuple[str, str, str, int]] = field(default_factory=list)
    changes: Sequence[Change] = field(default_factory=list)
    said: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """Return how many rows have no verdict; anything but 0 is a fault of ours."""
        return sum(sheet.rows - sheet.accounted for sheet in self.sheets)

    @property
    def is_nothing(self) -> bool:
        """Tell whether there is nothing to store."""
        event = self.event
        return not self.changes and not (event and (event.is_new or event.told))

    def totals(self) -> dict[str, int]:
        """Return the counters over all sheets."""
        return {
            name: sum(getattr(sheet, name) for sheet in self.sheets) for name in ("rows", *VERDICTS)
        }

    def counters(self) -> dict[str, dict[str, int]]:
        """Return the counters by sheet, as `narahubung import --json` prints them."""
        return {
            sheet.name: {name: getattr(sheet, name) for name in ("rows", *VERDICTS)}
            for sheet in self.sheets
        }

    def staged(self) -> dict[str, Any]:
        """Return what is kept for the page. `same` rows are counted, not kept."""
        kept = {
            "event": {"slug": self.event.slug, "is_new": self.event.is_new} if self.event else None,
            "sheets": [asdict(sheet) for sheet in self.sheets],
            "rows": [asdict(row) for row in self.rows if row.verdict != "same"],
            "problems": [asdict(problem) for problem in self.problems],
            "remarks": [list(remark) for remark in self.remarks],
            "nothing": self.is_nothing,
        }
        plain: dict[str, Any] = json.loads(json.dumps(kept, default=str))
        return plain

    def seal_of_sight(self) -> str:
        """Return a digest of what a person was shown, so that nothing else is applied."""
        shown = self.staged()
        text = json.dumps([shown["event"], shown["rows"], shown["problems"]], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
