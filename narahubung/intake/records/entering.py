"""What somebody typed into the form of one record, beside what stood there and what stands now."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from narahubung.accounts.models import Event
from narahubung.intake.cells import OneOf, plain
from narahubung.intake.comparing import compare_row
from narahubung.intake.difference import Difference
from narahubung.intake.records.kinds import Kind
from narahubung.intake.records.showing import Cells, local_text
from narahubung.intake.sheets import certain


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One form. now: what stands in the record (nothing yet for a new one), by column.

    seen: what stood in the form when it was opened. cells: what it holds now.
    """

    kind: Kind
    now: Cells
    seen: Cells
    cells: Cells
    is_new: bool = False

    @property
    def touched(self) -> list[str]:
        """Return the columns that are meant: all of a new record, else those typed over."""
        if self.is_new:
            return self.kind.columns
        return [name for name in self.kind.columns if self.cells[name] != self.seen[name]]

    @property
    def whole(self) -> Cells:
        """Return every cell: what is not typed over is what stands now, not what was seen."""
        return {**self.now, **{name: self.cells[name] for name in self.touched}}

    @property
    def meanwhile(self) -> list[str]:
        """Return the columns typed over that somebody else changed since the form was opened."""
        if self.is_new:
            return []
        others = [name for name in self.touched if self.seen[name] != self.now[name]]
        return [name for name in others if self.cells[name] != self.now[name]]

    def compared(self, event: Event, *, source: str) -> Difference:
        """Return what it would change, read and checked as the same cells of a list.

        source: where a record is from that is new or changes, unless the form says where.
        """
        found = _compared(self, event)
        if found.is_nothing or found.problems or "source" not in self.kind.columns:
            return found
        if self.cells["source"] != self.seen["source"]:
            return found
        return _compared(replace(self, cells={**self.cells, "source": source}), event)


def _compared(form: Typed, event: Event) -> Difference:
    return compare_row(form.kind.sheet, form.whole, counts=form.touched, event=event)


def typed(kind: Kind, given: Mapping[str, str], now: Cells | None) -> Typed:
    """Return what was typed. given: the form as sent; now: what is stored, None for a new record.

    A column the form does not hold was not typed over; the code of a stored record never is.
    """
    stands = now or dict.fromkeys(kind.columns, "")
    seen = {name: stands[name] for name in kind.columns} | _seen(kind, given.get("seen", ""))
    cells = {name: plain(given.get(name, seen[name])) for name in kind.columns}
    if now is not None:
        cells |= {name: now[name] for name in kind.sheet.code}
        seen |= {name: now[name] for name in kind.sheet.code}
    return Typed(kind=kind, now=stands, seen=seen, cells=cells, is_new=now is None)


def _seen(kind: Kind, text: str) -> Cells:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(told, dict):
        return {}
    return {name: str(told[name]) for name in kind.columns if name in told}


def made_code(kind: Kind, cells: Cells, event: Event) -> str:
    """Return the next free code of a kind; empty where a code must be typed, or cannot be made."""
    named = re.findall(r"\{(\w+)\}", kind.numbered)
    if not kind.numbered or any(not cells[name] for name in named):
        return ""
    before = kind.numbered.partition("{n")[0].format(**cells)
    codes = kind.model.objects.filter(event=event, code__startswith=before)
    tails = (code[len(before) :] for code in codes.values_list("code", flat=True))
    last = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
    return kind.numbered.format(**cells, n=last + 1)


def blank(kind: Kind, given: Mapping[str, str], event: Event, *, at: datetime) -> Cells:
    """Return what a new record begins with: what an address gives, and what is so mostly."""
    cells = dict.fromkeys(kind.columns, "")
    for f in (f for part in kind.sheet.parts for f in part.fields):
        if isinstance(f.read, OneOf) and (usual := f.read.words.get("")):
            is_sure = usual == certain.CONFIRMED
            cells[f.columns[0]] = usual if is_sure else certain.first_word(f.read.words, usual)
    usually = {
        "attendance": "in_person",
        "created_at": local_text(at, event.zone),
        "timezone": event.zone,
    }
    cells |= {name: words for name, words in usually.items() if name in cells}
    return cells | {name: plain(given[name]) for name in kind.columns if name in given}
