"""Compares a book with what is stored: per row new, same, changed, ignored or a problem.

Pure looking: nothing is written. O(cells); about a second for 2,000 rows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps

from narahubung.accounts.models import Event
from narahubung.intake import eventsheet
from narahubung.intake.cells import Bad, Cell, Context, plain, text
from narahubung.intake.difference import Difference, Problem, Row, SheetCount, Told
from narahubung.intake.reading import Book, RawSheet, column_letters
from narahubung.intake.sheets import EVENT, SHEETS, Recognised, recognise
from narahubung.intake.sheets.shapes import Field, Part, Sheet
from narahubung.intake.stored import Known, Stored
from narahubung.journal.storing import HIDDEN, Change, Ref, Rows, text_of
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.movements.models import Trip
from narahubung.parties.models import Party

Tell = Callable[[int, str], None]
_PARTY = "parties.Party"


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
    elif event is None:
        difference.problems.append(Problem(sheet="", kind="no_event", facts={"value": slug}))
    _Comparison(difference, ctx, Stored(event.pk if event else None)).run(lists, tell)
    _gather_remarks(difference, ctx, book)
    return difference, event


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


class _Comparison:
    """The work of one comparison."""

    def __init__(self, difference: Difference, ctx: Context, stored: Stored) -> None:
        self.difference, self.ctx, self.stored = difference, ctx, stored
        self.changes: dict[str, list[Change]] = {}

    def run(self, lists: list[_List], tell: Tell | None) -> None:
        """Compare every list, in the order in which records can be made."""
        self._know(lists)
        ours = [one for sheet in SHEETS for one in lists if one.found and one.found.sheet is sheet]
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
        for sheet in SHEETS:
            for part in sheet.parts:
                if not part.owner:
                    self.ctx.codes.setdefault(
                        part.model, set(self.stored.codes(part.model).values())
                    )
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
            row = self._row(one, number, cells, known, seen)
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

    def _row(
        self,
        one: _List,
        number: int,
        cells: dict[str, Cell],
        known: list[Known],
        seen: dict[str, str],
    ) -> Row:
        reading = _RowReading(one, number, cells, self.ctx)
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
        seen[code] = f"{one.raw.name} {reading.first.where}"
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
            if pk is None:
                if part.owner and not any(value not in ("", None) for value in new.values()):
                    continue
                made = dict(new)
                if part.owner:
                    made[part.owner] = Ref(part.owner_model, code)
                changes.append(Change(model=part.model, code=code, values=made))
                continue
            other = _other(part, new, old)
            if other:
                was = {name: old[name] for name in other}
                changes.append(Change(model=part.model, code=code, pk=pk, values=other, old=was))
                told += [self._told(part, name, was[name], other[name]) for name in other
                         if not _field(part, name).follows]  # fmt: skip
        return changes, tuple(told)

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


class _RowReading:
    """Reads one row by its description, gathering every complaint."""

    def __init__(self, one: _List, number: int, cells: dict[str, Cell], ctx: Context) -> None:
        assert one.found is not None  # noqa: S101 -- only recognised lists have readings
        self.sheet, self.header = one.found.sheet, one.found.header
        self.name, self.number, self.cells, self.ctx = one.raw.name, number, cells, ctx
        self.bad: list[Bad] = []

    @property
    def first(self) -> Cell:
        """Return the first cell of the row's code."""
        return self.cells[self.sheet.code[0]]

    def complain(self, bad: Bad) -> None:
        """Note a complaint, one a cell and kind."""
        if (bad.kind, bad.cell.where) not in {(b.kind, b.cell.where) for b in self.bad}:
            self.bad.append(bad)

    def code(self) -> str | None:
        """Return the row's code; None for a row that is a note; empty with a complaint."""
        parts = [self.cells[column] for column in self.sheet.code]
        if any(cell.is_empty for cell in parts):
            if sum(not cell.is_empty for cell in self.cells.values()) <= 1:
                return None
            self.complain(Bad("missing", next(cell for cell in parts if cell.is_empty)))
            return ""
        try:
            words = [text(self.ctx, cell) for cell in parts]
            if self.sheet.makes_code:
                return str(self.sheet.makes_code(self.ctx, *parts))
        except Bad as bad:
            self.complain(bad)
            return ""
        code = ":".join(words)
        model: Any = apps.get_model(self.sheet.parts[0].model)
        most = model._meta.get_field("code").max_length
        if len(code) > most:
            self.complain(Bad("too_long", self.first, characters=len(code), most=most))
        return code

    def values(self) -> list[dict[str, Any]]:
        """Return the values of each part by field; complaints are gathered in `bad`."""
        found = []
        for part in self.sheet.parts:
            model: Any = apps.get_model(part.model)
            values: dict[str, Any] = {}
            for f in part.fields:
                if f.columns and not any(column in self.header for column in f.columns):
                    continue
                try:
                    values[f.to] = self._read(model, f)
                except Bad as bad:
                    self.complain(bad)
            found.append(values)
        self._keep_the_rest(found)
        return found

    def _read(self, model: Any, f: Field) -> Any:
        cells = [self._cell(column) for column in f.columns]
        if f.required and cells[0].is_empty:
            raise Bad("missing", cells[0])
        value = f.read(self.ctx, *cells)
        if isinstance(value, str):
            most = getattr(model._meta.get_field(f.to), "max_length", None)
            if most and len(value) > most:
                raise Bad("too_long", cells[0], characters=len(value), most=most)
        return value

    def _cell(self, column: str) -> Cell:
        return self.cells.get(column) or Cell(value="", where=str(self.number), column=column)

    def _keep_the_rest(self, found: list[dict[str, Any]]) -> None:
        """Keep columns nobody described, each with its name, in the sheet's `keep` field."""
        model, name = self.sheet.keep
        rest = []
        for column, cell in self.cells.items():
            if column in self.sheet.columns or cell.is_empty:
                continue
            self.ctx.remark("kept", cell.column)
            try:
                rest.append(f"{cell.column}: {text(self.ctx, cell)}")
            except Bad as bad:
                self.complain(bad)
        if not rest:
            return
        most = getattr(apps.get_model(model)._meta.get_field(name), "max_length", None)
        for part, values in zip(self.sheet.parts, found, strict=True):
            if part.model == model:
                values[name] = "\n".join([*filter(None, [values.get(name)]), *rest])
                if most and len(values[name]) > most:
                    facts = {"characters": len(values[name]), "most": most}
                    self.complain(Bad("too_long", self._cell(name), **facts))

    def problems(self) -> Iterator[Problem]:
        """Return the complaints as problems; what is sealed is not quoted."""
        secret = {
            column
            for part in self.sheet.parts
            for f in part.fields
            for column in f.columns
            if f.to in getattr(apps.get_model(part.model), "sealed", ())
        }
        for bad in self.bad:
            problem = eventsheet.problem_of(bad, self.name, self.number)
            hide = any(self.cells.get(column) is bad.cell for column in secret)
            facts = {**problem.facts, "value": HIDDEN} if hide else problem.facts
            yield Problem(
                sheet=self.name, kind=bad.kind, where=bad.cell.where, row=self.number, facts=facts
            )

    def verdict(self, verdict: str, code: str, told: tuple[Told, ...] = ()) -> Row:
        """Return what becomes of the row, with its own word for what it is about."""
        label = ""
        for column in ("full_name", "name_en", "name", "title_en", "plate", "purpose", "item"):
            cell = self.cells.get(column)
            if cell is not None and isinstance(cell.value, str) and plain(cell.value):
                label = plain(cell.value)[:80]
                break
        if not code and not label:
            label = next((str(c.value)[:80] for c in self.cells.values() if not c.is_empty), "")
        return Row(
            sheet=self.name,
            number=self.number,
            code=code,
            label=label,
            verdict=verdict,
            told=told,
        )


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
