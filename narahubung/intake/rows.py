"""One row by the description of its sheet: its code, its values, and every complaint about it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from narahubung.intake.cells import Bad, Cell, Context, plain, text
from narahubung.intake.difference import Problem, Row, Told
from narahubung.intake.eventsheet import problem_of
from narahubung.intake.sheets import Recognised
from narahubung.intake.sheets.shapes import Field
from narahubung.journal.storing import HIDDEN


class RowReading:
    """Reads one row by its description, gathering every complaint."""

    def __init__(
        self, name: str, found: Recognised, number: int, cells: dict[str, Cell], ctx: Context
    ) -> None:
        self.sheet, self.header = found.sheet, found.header
        self.name, self.number, self.cells, self.ctx = name, number, cells, ctx
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
            problem = problem_of(bad, self.name, self.number)
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
