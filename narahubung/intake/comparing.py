"""Compares a book with what is stored: per row new, same, changed, ignored or a problem.

Pure looking: nothing is written. O(cells); about a second for 2,000 rows.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps

from narahubung.accounts.models import Event
from narahubung.intake import eventsheet
from narahubung.intake.attending import attendance_of
from narahubung.intake.cells import Bad, Cell, Context
from narahubung.intake.difference import Difference, Problem, Row, SheetCount, Told
from narahubung.intake.reading import Book, RawSheet, column_letters
from narahubung.intake.rows import RowReading
from narahubung.intake.saying import Digests, digest_of, last_said
from narahubung.intake.sheets import EVENT, SHEETS, Recognised, recognise
from narahubung.intake.sheets.shapes import Field, Part, Sheet
from narahubung.intake.stored import Known, Stored
from narahubung.journal.storing import HIDDEN, Change, Ref, Rows, text_of
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.movements.models import Trip
from narahubung.parties.models import Party

Tell = Callable[[int, str], None]
_PARTY = "parties.Party"
_NONE = "-"  # no record's code


@dataclass(kw_only=True)
class _List:
    """One sheet of the book and what was made of it."""

    raw: RawSheet
    found: Recognised | None
    count: SheetCount
    rows: dict[int, dict[str, Cell]] = field(default_factory=dict)


def compare(
    book: Book, *, slug: str = "", tell: Tell | None = None
) -> tuple[Difference, Event | None]:
    """Return what the book would change, and the event it is about (None: it makes a new one).

    slug: the event to take it into; where the book has an Event sheet, that names the event.
    """
    lists = [_listed(raw) for raw in book.sheets]
    difference = Difference(sheets=[one.count for one in lists])
    ctx = Context()
    about = next((one for one in lists if one.found and one.found.sheet is EVENT), None)
    named = eventsheet.slug_of(about.rows) if about else ""
    if slug and named and slug != named:
        return _refused(difference, slug=slug, named=named), None
    event = Event.objects.filter(slug=named or slug).first()
    ctx.zone = (about and eventsheet.zone_of(about.rows, ctx)) or (event.zone if event else "")
    if about:
        outcome = eventsheet.compare_event(about.rows, event, ctx, about.count)
        difference.event = outcome.event
        difference.rows += outcome.rows
        difference.problems += outcome.problems
    elif not any(one.found for one in lists):
        difference.problems.append(Problem(sheet="", kind="no_known_sheet"))
    elif event is None:
        difference.problems.append(Problem(sheet="", kind="no_event", facts={"value": slug}))
    event_id = event.pk if event else None
    _Comparison(difference, ctx, Stored(event_id), last_said(event_id)).run(lists, tell)
    _gather_remarks(difference, ctx, book)
    return difference, event


def compare_row(
    sheet: Sheet, cells: Mapping[str, str], *, counts: Collection[str], event: Event
) -> Difference:
    """Return what one row typed here would change, as if it stood in a list of its own.

    cells: the text of each column; counts: the columns that are meant, others only help to read
    them. What a list said before does not count against it. A problem's `where` is its column.
    """
    row = {name: Cell(value=cells[name], where=name, column=name) for name in cells}
    header = {name: place for place, name in enumerate([*sheet.code, *counts])}
    found = Recognised(sheet=sheet, header_row=0, header=header)
    count = SheetCount(name=sheet.name, taken_for=sheet.name, rows=1)
    one = _List(raw=RawSheet(name=sheet.name), found=found, count=count, rows={1: row})
    difference = Difference(sheets=[count])
    ctx = Context(zone=event.zone)
    code = RowReading(sheet.name, found, 1, row, ctx).code() or _NONE
    _Comparison(difference, ctx, Stored(event.pk, code=code), {}).run([one], None)
    difference.changes = [*difference.changes, *attendance_of(difference.changes, event)]
    _gather_remarks(difference, ctx, Book())
    return difference


def _refused(difference: Difference, *, slug: str, named: str) -> Difference:
    """Return that nothing was compared: whoever brings it may not look into the other event."""
    facts = {"value": named, "event": slug}
    difference.problems.append(Problem(sheet="", kind="other_event", facts=facts))
    for count in difference.sheets:
        count.ignored = count.rows
    return difference


def _listed(raw: RawSheet) -> _List:
    found = recognise(raw) if raw.visible else None
    count = SheetCount(name=raw.name, taken_for=found.sheet.name if found else "")
    one = _List(raw=raw, found=found, count=count)
    if found is None:
        count.rows = count.ignored = len(raw.rows)
        count.why = "hidden" if not raw.visible else "not_recognised" if raw.rows else "empty"
        return one
    for number, values in raw.rows.items():
        if number > found.header_row:
            one.rows[number] = _cells(number, values, found)
    count.rows = len(one.rows)
    return one


def _cells(number: int, values: list[Any], found: Recognised) -> dict[str, Cell]:
    cells = {}
    taken = set(found.header.values())
    for name, index in found.header.items():
        value = values[index] if index < len(values) else ""
        where = f"{column_letters(index)}{number}"
        cells[name] = Cell(value=value, where=where, column=found.own_words.get(name, name))
    for index, value in enumerate(values):
        if index not in taken and not Cell(value=value, where="", column="").is_empty:
            letters = column_letters(index)
            cells[f"+{letters}"] = Cell(value=value, where=f"{letters}{number}", column=letters)
    return cells


class _Codes(dict[str, set[str]]):
    """The codes of each model: for one row, most models are never asked for."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def __missing__(self, model: str) -> set[str]:
        self[model] = set(self._stored.codes(model).values())
        return self[model]


class _Comparison:
    """The work of one comparison."""

    def __init__(self, difference: Difference, ctx: Context, stored: Stored, said: Digests) -> None:
        self.difference, self.ctx, self.stored, self.said = difference, ctx, stored, said
        self.changes: dict[str, list[Change]] = {}

    def run(self, lists: list[_List], tell: Tell | None) -> None:
        """Compare every list, in the order in which records can be made."""
        self._know(lists)
        ours = [
            one
            for sheet in SHEETS
            for one in lists
            if one.found and one.found.sheet.name == sheet.name
        ]
        total = sum(len(one.rows) for one in ours) or 1
        done = 0
        seen: dict[str, dict[str, str]] = {}
        for one in ours:
            if tell:
                tell(25 + 70 * done // total, one.raw.name)
            self._list(one, seen.setdefault(one.count.taken_for, {}))
            done += len(one.rows)
        self._missing_from(ours, seen)
        self.difference.changes = [change for group in self.changes.values() for change in group]
        order = {sheet.name: place for place, sheet in enumerate(self.difference.sheets)}
        self.difference.rows.sort(key=lambda row: (order[row.sheet], row.number))
        self.difference.problems.sort(key=lambda p: (order.get(p.sheet, -1), p.row or 0))

    def _know(self, lists: list[_List]) -> None:
        self.ctx.codes = _Codes(self.stored)
        known = self.stored.codes(_PARTY)
        far = Party.objects.filter(pk__in=known, attendance="virtual").values_list("pk", flat=True)
        come = sorted(set(known.values()) - {known[pk] for pk in far})
        self.ctx.gathered["come"] = {"in person": come}
        trips = Trip.objects.filter(party__in=known).exclude(item=None)
        rows = trips.values_list("code", "item__code", "party__code")
        self.ctx.gathered["drives"] = {code: [item, party] for code, item, party in rows}
        for one in lists:
            if one.found and one.found.sheet.prepare and not one.found.missing:
                one.found.sheet.prepare(self.ctx, list(one.rows.values()))

    def _list(self, one: _List, seen: dict[str, str]) -> None:
        found = one.found
        if found is None:
            return
        self.ctx.sheet = one.raw.name
        if found.missing or found.twice:
            self._refuse_list(one, found)
            return
        known = [self.stored.of(part) for part in found.sheet.parts]
        for number, cells in one.rows.items():
            reading = RowReading(one.raw.name, found, number, cells, self.ctx)
            row = self._row(reading, known, seen)
            one.count.count(row.verdict)
            self.difference.rows.append(row)

    def _refuse_list(self, one: _List, found: Recognised) -> None:
        for column in found.missing:
            has = ", ".join(found.own_words.values())
            self._problem(one, "no_column", column=column, has=has)
        for column, first, second in found.twice:
            places = [f"{column_letters(i)}{found.header_row}" for i in (first, second)]
            self._problem(one, "column_twice", column=column, first=places[0], second=places[1])
        one.count.problems = len(one.rows)

    def _problem(self, one: _List, kind: str, **facts: object) -> None:
        self.difference.problems.append(Problem(sheet=one.raw.name, kind=kind, facts=facts))

    def _row(self, reading: RowReading, known: list[Known], seen: dict[str, str]) -> Row:
        code = reading.code()
        if code is None:
            self.ctx.remark("note_row")
            return reading.verdict("ignored", "")
        if code in seen and not reading.bad:
            reading.complain(Bad("twice", reading.first, value=code, other=seen[code]))
        values = reading.values()
        if reading.bad or not code:
            self.difference.problems += reading.problems()
            return reading.verdict("problems", code)
        seen[code] = f"{reading.name} {reading.first.where}"
        for part in reading.sheet.parts:
            if not part.owner:
                self.ctx.codes[part.model].add(code)
        changes, told = self._changes(reading.sheet, code, values, known)
        for change in changes:
            self.changes.setdefault(change.model, []).append(change)
        is_new = bool(changes) and changes[0].pk is None and code not in known[0]
        return reading.verdict("new" if is_new else "changed" if changes else "same", code, told)

    def _changes(
        self, sheet: Sheet, code: str, values: list[dict[str, Any]], known: list[Known]
    ) -> tuple[list[Change], tuple[Told, ...]]:
        changes, told = [], []
        for part, new, stored in zip(sheet.parts, values, known, strict=True):
            pk, old = stored.get(code, (None, {}))
            repeated = self._repeated(part.model, code, new)
            if pk is None:
                if part.owner and not any(value not in ("", None) for value in new.values()):
                    continue
                made = dict(new)
                if part.owner:
                    made[part.owner] = Ref(part.owner_model, code)
                changes.append(Change(model=part.model, code=code, values=made))
                continue
            other = _other(part, new, old)
            if repeated & set(other):
                self.ctx.remark("kept_here")
                other = {name: other[name] for name in other if name not in repeated}
            if other:
                was = {name: old[name] for name in other}
                changes.append(Change(model=part.model, code=code, pk=pk, values=other, old=was))
                told += [self._told(part, name, was[name], other[name]) for name in other
                         if not _field(part, name).follows]  # fmt: skip
        return changes, tuple(told)

    def _repeated(self, model: str, code: str, values: dict[str, Any]) -> set[str]:
        """Return the fields of which this list says what the last one said."""
        name = f"{model} {code}"
        before = self.said.get(name, {})
        now = {to: digest_of(_known(value)) for to, value in values.items()}
        if any(before.get(to) != digest for to, digest in now.items()):
            self.difference.said[name] = {**before, **now}
        return {to for to, digest in now.items() if before.get(to) == digest}

    def _told(self, part: Part, name: str, old: Any, new: Any) -> Told:
        if name in getattr(apps.get_model(part.model), "sealed", ()):
            return Told(field=name, old=HIDDEN if old else "", new=HIDDEN if new else "")
        return Told(field=name, old=self._shown(old), new=self._shown(new))

    def _shown(self, value: Any) -> str:
        if isinstance(value, datetime) and self.ctx.zone:
            local = value.astimezone(zone(self.ctx.zone))
            named = zone_label(self.ctx.zone, value)
            return f"{local:%Y-%m-%d} {clock_text(value, self.ctx.zone)} {named}"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return text_of(value)

    def _missing_from(self, ours: list[_List], seen: dict[str, dict[str, str]]) -> None:
        """Note what is stored but stands in no row. It stays: a shrinking list deletes nothing."""
        whole = {one.found.sheet.name for one in ours if one.found and not one.found.missing}
        for one in ours:
            if one.found is None or one.found.missing:
                continue
            model = one.found.sheet.parts[0].model
            siblings = {s.name for s in SHEETS if s.parts[0].model == model}
            if not siblings <= whole or one.count.taken_for != max(siblings):
                continue
            listed = {code for name in siblings for code in seen.get(name, {})}
            bad = any(other.count.problems for other in ours if other.count.taken_for in siblings)
            stored = set(self.stored.codes(model).values())
            one.count.gone = () if bad else tuple(sorted(stored - listed))


def _field(part: Part, name: str) -> Field:
    return next((f for f in part.fields if f.to == name), part.fields[0])


def _other(part: Part, new: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    """Return the values that differ; a field that follows another only with it."""
    other = {name: value for name, value in new.items() if _known(value) != _known(old.get(name))}
    return {
        name: value
        for name, value in other.items()
        if not (leader := _field(part, name).follows) or leader in other
    }


def _known(value: Any) -> Any:
    if isinstance(value, Rows):
        return str(value)
    if isinstance(value, list):
        return sorted(text_of(one) for one in value)
    return value


def _gather_remarks(difference: Difference, ctx: Context, book: Book) -> None:
    difference.remarks = [(kind, "", "", 1) for kind in book.remarks]
    difference.remarks += [
        (kind, sheet, f"{column} {ctx.zone}" if kind == "event_clock" else column, count)
        for (kind, sheet, column), count in ctx.remarks.items()
    ]
