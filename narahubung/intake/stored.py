"""What is stored now, by code, in the sorts of value a list brings. A few queries a model."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import models

from narahubung.intake.sheets.shapes import Field, Part
from narahubung.journal.storing import Ref, Rows

Known = dict[str, tuple[int, dict[str, Any]]]


class Stored:
    """The records of one event; of none before the event is made. code: only of that row."""

    def __init__(self, event_id: int | None, *, code: str = "") -> None:
        self._event_id, self._code = event_id, code
        self._codes: dict[str, dict[int, str]] = {}

    def codes(self, model: str) -> dict[int, str]:
        """Return the codes of a model's records by their number."""
        if self._event_id is None:
            return {}
        if model not in self._codes:
            rows = apps.get_model(model)._default_manager.filter(event_id=self._event_id)
            self._codes[model] = dict(rows.values_list("pk", "code"))
        return self._codes[model]

    def of(self, part: Part) -> Known:
        """Return number and values of a part's records by the code of their row."""
        if self._event_id is None:
            return {}
        model: Any = apps.get_model(part.model)
        code = f"{part.owner}__code" if part.owner else "code"
        event = f"{part.owner}__event_id" if part.owner else "event_id"
        one = [f for f in part.fields if not f.hanging and not _is_many(model, f)]
        rows = model._default_manager.filter(**{event: self._event_id})
        if self._code:
            rows = rows.filter(**{code: self._code})
        found: Known = {}
        for row_code, pk, *values in rows.values_list(
            code, "pk", *[_column(model, f) for f in one]
        ):
            pairs = zip(one, values, strict=True)
            found[row_code] = (pk, {f.to: self._value(model, f, value) for f, value in pairs})
        for f in part.fields:
            if f.hanging:
                self._add_rows(f, found)
            elif _is_many(model, f):
                self._add_lists(model, f, found)
        return found

    def _value(self, model: Any, f: Field, value: Any) -> Any:
        column = model._meta.get_field(f.to)
        if not isinstance(column, models.ForeignKey) or value is None:
            return value
        other = column.related_model._meta.label
        return Ref(other, self.codes(other)[value])

    def _add_lists(self, model: Any, f: Field, found: Known) -> None:
        other = model._meta.get_field(f.to).related_model._meta.label
        rows = model._default_manager.filter(event_id=self._event_id).exclude(**{f.to: None})
        lists: dict[str, list[str]] = defaultdict(list)
        if self._code:
            rows = rows.filter(code=self._code)
        for code, pk in rows.values_list("code", f"{f.to}__pk"):
            lists[code].append(self.codes(other)[pk])
        for code, (_, values) in found.items():
            values[f.to] = [Ref(other, theirs) for theirs in sorted(lists[code])]

    def _add_rows(self, f: Field, found: Known) -> None:
        name, owner, says = f.hanging or ("", "", ())
        table: Any = apps.get_model(name)
        other = table._meta.get_field(owner).related_model._meta.label
        rows = table._default_manager.filter(**{f"{owner}__event_id": self._event_id})
        if self._code:
            rows = rows.filter(**{f"{owner}__code": self._code})
        by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for code, *values in rows.order_by(*says).values_list(f"{owner}__code", *says):
            by_code[code].append(dict(zip(says, values, strict=True)))
        for code, (_, kept) in found.items():
            kept[f.to] = Rows(
                model=name, owner=owner, of=Ref(other, code), rows=tuple(by_code[code]), says=says
            )


def _is_many(model: Any, f: Field) -> bool:
    return bool(model._meta.get_field(f.to).many_to_many)


def _column(model: Any, f: Field) -> str:
    column = model._meta.get_field(f.to)
    return str(column.attname if isinstance(column, models.ForeignKey) else f.to)
