"""What is stored, as the cells of a row: what a workbook would hold to say the same."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from narahubung.accounts.models import Event
from narahubung.intake import cells as c
from narahubung.intake.sheets import Field, Sheet, certain
from narahubung.intake.stored import Stored
from narahubung.journal.storing import Ref
from narahubung.kit.zones import zone
from narahubung.movements.models import Direction, Movement

Cells = dict[str, str]


def row_of(sheet: Sheet, code: str, event: Event) -> Cells | None:
    """Return the cells of one stored record by column; None when there is no such record.

    Read again unchanged they say what is stored (`tests/test_records.py` tries every example row).
    A few queries a part.
    """
    stored = Stored(event.pk, code=code)
    values = [stored.of(part).get(code, (None, {}))[1] for part in sheet.parts]
    if not values[0]:
        return None
    row = _Showing(event).cells(sheet, values)
    if len(sheet.code) == 1:
        row[sheet.code[0]] = code
    return {column: c.plain(row.get(column, "")) for column in sheet.columns}


class _Showing:
    def __init__(self, event: Event) -> None:
        self._event = event
        self._zone = event.zone
        self._row: Cells = {}

    def cells(self, sheet: Sheet, values: Sequence[Mapping[str, Any]]) -> Cells:
        for part, kept in zip(sheet.parts, values, strict=True):
            self._zone = kept.get("zone") or self._event.zone
            for f in part.fields:
                if f.columns and f.to in kept:
                    self._field(f, kept[f.to], kept)
        return self._row

    def _field(self, f: Field, value: Any, kept: Mapping[str, Any]) -> None:
        if f.read in {c.moment, c.moment_of_end}:
            self._moment(f, value)
        elif isinstance(f.read, certain.NoteAndWord):
            self._note(f, value, f.read.words, kept["certainty"])
        elif f.read is certain.note_and_mark:
            self._note(f, value, None, "")
        elif isinstance(f.read, c.RefsTo):
            self._movements(f, value)
        elif f.to == "certainty" and isinstance(f.read, c.OneOf):
            self._certainty(f.columns[0], value, f.read.words)
        elif isinstance(f.read, c.OneOf):
            self._say(f.columns[0], certain.first_word(f.read.words, value))
        elif f.read is c.local_moment:
            self._say(f.columns[0], local_text(value, self._event.zone) if value else "")
        elif len(f.columns) == 1 or f.hanging:
            self._say(f.columns[0], said(value))

    def _say(self, column: str, words: str) -> None:
        """Say a cell, unless a field before it did: the first that reads a column says it."""
        self._row.setdefault(column, words)

    def _moment(self, f: Field, value: datetime | None) -> None:
        if value is None:
            return
        local = value.astimezone(zone(self._zone))
        self._say(f.columns[0], local.date().isoformat())
        clock = f.columns[1] if f.read is c.moment else f.columns[2]
        self._say(clock, local.strftime("%H:%M"))

    def _certainty(self, column: str, value: str, words: Mapping[str, str]) -> None:
        """Say the word the list used, as long as it still means what is so now."""
        told = self._row.get(column)
        if told is None or words.get(told.casefold()) != value:
            self._row[column] = certain.first_word(words, value)

    def _note(self, f: Field, value: str, words: Mapping[str, str] | None, sure: str) -> None:
        """Take the word that a note keeps for another column out of it again."""
        note, other = f.columns
        *before, last = value.split("\n")
        told = last.removeprefix(f"{other}: ")
        if told != last and (words is None or words.get(told.casefold()) == sure):
            value, self._row[other] = "\n".join(before), told
        self._say(note, value)

    def _movements(self, f: Field, value: Sequence[Ref]) -> None:
        codes = [ref.code for ref in value]
        ways = dict(
            Movement.objects.filter(event=self._event, code__in=codes).values_list(
                "code", "direction"
            )
        )
        arrival, departure = f.columns
        coming = [code for code in codes if ways[code] == Direction.ARRIVAL]
        going = [code for code in codes if code not in coming]
        for column, code in zip((arrival, departure), _pair(coming, going), strict=True):
            self._say(column, code)


def _pair(coming: list[str], going: list[str]) -> tuple[str, str]:
    first = coming[0] if coming else going.pop(0) if len(going) > 1 else ""
    second = going[0] if going else coming[1] if len(coming) > 1 else ""
    return first, second


def local_text(at: datetime, name: str) -> str:
    """Return a moment as day and time of a zone, as a cell and a form hold it."""
    local = at.astimezone(zone(name)).replace(tzinfo=None, microsecond=0)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def said(value: Any) -> str:
    """Return a stored value as a cell holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Ref):
        return value.code
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)
