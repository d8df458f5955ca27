"""The lists we know, in the order in which their records are made. One description per sheet.

`recognise` finds the description by the names in the header, in whatever order sheets and columns
stand. Another layout is another description here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from narahubung.intake.reading import RawSheet
from narahubung.intake.sheets import moving, people, places, working
from narahubung.intake.sheets.shapes import Field, Part, Sheet

EVENT = Sheet(name="Event", code=("field",), parts=(), keep=("", ""))
EVENT_COLUMNS = frozenset({"field", "value"})

SHEETS: tuple[Sheet, ...] = (
    places.VENUES,
    places.HOTELS,
    people.DELEGATIONS,
    people.DEPARTMENTS,
    people.OFFICERS,
    people.PREASSIGNED,
    working.PROGRAMME,
    moving.MOVEMENTS,
    people.DELEGATES,
    places.ROOM_BLOCKS,
    moving.DRIVERS,
    moving.VEHICLES,
    moving.ESCORTS,
    moving.TRIPS,
    working.MEETINGS,
    working.REQUESTS,
    people.CONTACTS,
    working.GIFTS,
    people.RULES,
    people.BRIEFINGS,
    places.TRAVEL,
)
_LOOK_DEEP = 15  # rows above a header: a logo, a title, a date


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """What a sheet was taken for. header: column name to its index. missing: needed columns.

    twice: a column that stands there two times, with both indices.
    """

    sheet: Sheet
    header_row: int
    header: Mapping[str, int]
    missing: tuple[str, ...] = ()
    twice: tuple[tuple[str, int, int], ...] = ()
    own_words: Mapping[str, str] = field(default_factory=dict)


def recognise(raw: RawSheet) -> Recognised | None:
    """Return which list a sheet is, by its header; None when it is none we know."""
    best, best_score = None, 0.0
    for number in sorted(raw.rows)[:_LOOK_DEEP]:
        header, twice, own_words = _header(raw.rows[number])
        for sheet in (EVENT, *SHEETS):
            columns = EVENT_COLUMNS if sheet is EVENT else sheet.columns
            score = len(columns & set(header)) / len(columns)
            named = same_name(sheet.name, raw.name)
            missing = () if sheet is EVENT else tuple(sorted(sheet.needed - set(header)))
            if score < (0.5 if named else 0.6) or (missing and not named and score < 0.8):
                continue
            if not set(sheet.code) & set(header):
                continue
            score += 0.01 if named else 0.0
            if score > best_score:
                best_score = score
                best = Recognised(
                    sheet=sheet,
                    header_row=number,
                    header=header,
                    missing=missing,
                    twice=twice,
                    own_words=own_words,
                )
    return best


def same_name(ours: str, theirs: str) -> bool:
    """Tell whether two names of a sheet or column are the same but for case and spaces."""
    return folded(ours) == folded(theirs)


def folded(name: str) -> str:
    """Return a name for comparing: lower case, words joined by one underscore."""
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


_OURS = {folded(column): column for sheet in SHEETS for column in sheet.columns} | {
    column: column for column in EVENT_COLUMNS
}


def _header(
    cells: list[Any],
) -> tuple[dict[str, int], tuple[tuple[str, int, int], ...], dict[str, str]]:
    header: dict[str, int] = {}
    own_words: dict[str, str] = {}
    twice = []
    for index, cell in enumerate(cells):
        if not isinstance(cell, str) or not cell.strip():
            continue
        name = _OURS.get(folded(cell), folded(cell))
        if name in header:
            twice.append((name, header[name], index))
            continue
        header[name], own_words[name] = index, " ".join(cell.split())
    return header, tuple(twice), own_words


__all__ = ["EVENT", "SHEETS", "Field", "Part", "Recognised", "Sheet", "folded", "recognise"]
