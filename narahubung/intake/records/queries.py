"""What the pages of records show: the kinds with their counts, one kind's list, one history."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst

from narahubung.intake.records.kinds import Kind, kinds_of
from narahubung.intake.records.labels import column_word, word_said
from narahubung.journal.acting import Entry
from narahubung.journal.entries import Corrected, Recorded
from narahubung.journal.reading import Line, kinds, readable
from narahubung.journal.words import value_word
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.parties.models import Party

_A_PAGE = 50
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column: its word, the sorting its link asks for, and how it sorts now."""

    word: str
    sort: str
    way: str  # "ascending", "descending" or empty, as `aria-sort` has it


@dataclass(frozen=True, kw_only=True)
class Row:
    """One record in a list: its code, how sure it is, and the word and text of listed fields."""

    code: str
    certainty: str
    told: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of the records of a kind. asked: the search; sort: by what, as links say it."""

    heads: list[Head]
    rows: Page[Row]
    asked: str
    sort: str

    @property
    def query(self) -> str:
        """Return search and sorting for the links to other pages."""
        return urlencode({"q": self.asked, "sort": self.sort})


def counted(by: Actor) -> list[tuple[str | Promise, list[tuple[Kind, int]]]]:
    """Return the kinds by group, each with how many records there are. One query a kind."""
    return [
        (word, [(kind, kind.rows(by).count()) for kind in kinds]) for word, kinds in kinds_of(by)
    ]


def listing(kind: Kind, *, by: Actor, asked: str, sort: str, page: int) -> Listing:
    """Return the records of a kind that hold every word asked for, sorted. Two queries.

    sort: "code" or a listed field, with "-" before it for the other way round.
    """
    sort = sort if sort.removeprefix("-") in {"code", *kind.listed} else "code"
    rows = kind.rows(by)
    for word in asked.split():
        rows = rows.filter(_holds(kind, word))
    near = [name for name in kind.listed if _is_other(kind, name)]
    rows = rows.select_related(*near) if near else rows
    paged: Any = Paginator(rows.order_by(*_order(kind, sort)), _A_PAGE).get_page(page)
    heads = [_head(kind, name, sort) for name in ("code", *kind.listed)]
    paged.object_list = [_row(kind, row, heads[1:]) for row in paged.object_list]
    return Listing(
        heads=heads,
        rows=paged,
        asked=asked,
        sort=sort,
    )


def history_of(kind: Kind, code: str, *, by: Actor) -> list[Line]:
    """Return how a record came and was corrected, newest first, as this person may read it."""
    things = {}
    for part in kind.sheet.parts:
        model: Any = apps.get_model(part.model)
        owned = {f"{part.owner}__event_id": by.event_id, f"{part.owner}__code": code}
        where = owned if part.owner else {"event_id": by.event_id, "code": code}
        for pk in model._default_manager.filter(**where).values_list("pk", flat=True):
            things[model._meta.label_lower, pk] = f"{model._meta.model_name}:{pk}"
    found = readable(topics=list(things.values()), kinds_wanted=kinds(), since=_EVER, by=by)
    return [line for line, entry in found if _is_about(entry, kind, things)]


def _is_about(entry: Entry, kind: Kind, things: Container[tuple[str, int]]) -> bool:
    """Tell whether an entry is about the record itself: a party's topic names all its things."""
    if isinstance(entry, Recorded | Corrected):
        return (entry.thing, entry.thing_id) in things
    return kind.model is not Party


def _holds(kind: Kind, word: str) -> Q:
    found = Q(code__icontains=word)
    for name in kind.listed:
        if _is_other(kind, name):
            found |= Q(**{f"{name}__code__iexact": word})
        elif isinstance(kind.model._meta.get_field(name), models.CharField | models.TextField):
            found |= Q(**{f"{name}__icontains": word})
    return found


def _order(kind: Kind, sort: str) -> Sequence[str]:
    name = sort.removeprefix("-")
    way = "-" if sort.startswith("-") else ""
    return [f"{way}{name}__code" if _is_other(kind, name) else sort, "code"]


def _head(kind: Kind, name: str, sort: str) -> Head:
    column = next((f.columns[0] for part in kind.sheet.parts for f in part.fields
                   if f.to == name and f.columns), kind.sheet.code[0])  # fmt: skip
    now = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    word = column_word(kind.sheet, column)
    return Head(word=capfirst(word), sort=f"-{name}" if now == "ascending" else name, way=now)


def _row(kind: Kind, row: Any, heads: Sequence[Head]) -> Row:
    return Row(
        code=row.code,
        certainty=getattr(row, "certainty", ""),
        told=[(head.word, _text(row, name)) for head, name in zip(heads, kind.listed, strict=True)],
    )


def _text(row: Any, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, models.Model):
        label: Any = value
        return in_one(label.label()) if hasattr(label, "label") else label.code
    if row._meta.get_field(name).choices:
        return str(getattr(row, f"get_{name}_display")())
    words = value_word(name, value)
    if isinstance(value, str) and value.islower():  # a word of a list, not a name or a sentence
        words = word_said(value)
    return "" if words == "-" else words


def _is_other(kind: Kind, name: str) -> bool:
    return name != "code" and isinstance(kind.model._meta.get_field(name), models.ForeignKey)
