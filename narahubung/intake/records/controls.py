"""The form of one record: a control for each column, made from the description of its sheet."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from narahubung.intake import cells as c
from narahubung.intake.records.kinds import Kind
from narahubung.intake.records.labels import (
    CHOSEN,
    COMING_AGAIN,
    column_help,
    column_word,
    suggestions,
    word_said,
)
from narahubung.intake.records.showing import Cells
from narahubung.intake.sheets import Field, Part
from narahubung.intake.wording import value_says
from narahubung.kit.actor import Actor
from narahubung.kit.fields import SealedField
from narahubung.kit.said import in_one, said
from narahubung.movements.models import Movement

Option = tuple[str, str]
_MANY = 300  # more than that are typed with a list of suggestions, not chosen
_OFFERED = 60
_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")  # a word of lists such as g20_member
_SECTIONS: dict[str, str | Promise] = {
    "parties.MemberPapers": _("How to reach, and passport"),
    "stays.Lodging": _("Room"),
    "care.CareRecord": _("Health and help needed"),
    "training.ServiceRecord": _("Skills and experience"),
    "stays.Hotel": _("As a hotel"),
}
_LAST = ("certainty", "note", "participation_note", "source", "synthetic", "head_synthetic")


@dataclass(frozen=True, kw_only=True)
class Control:
    """One control. shape: select, area, or the type of an input. now: what stands meanwhile."""

    name: str
    label: str
    shape: str
    value: str
    help: str = ""
    options: Sequence[Option] = ()
    offers: Sequence[Option] = ()
    is_needed: bool = False
    is_fixed: bool = False
    problems: Sequence[str] = ()
    now: str | None = None
    mode: str = ""

    @property
    def may_be_empty(self) -> bool:
        """Tell whether it can be left empty; where there is always a choice nobody asks."""
        chosen = self.shape == "select" and "" not in dict(self.options)
        return not (self.is_needed or self.is_fixed or chosen)

    def says(self, value: str) -> str:
        """Return a value as a person reads it: the word of an option or a code, who typed it."""
        word = word_said(value) if _CODE.fullmatch(value) else value_says(value)
        return dict(self.options).get(value) or word

    @property
    def told(self) -> str:
        """Return the present value as a person reads it."""
        return self.says(self.value)

    @property
    def reads(self) -> str:
        """Return what people read where the control itself can only show the list's own word."""
        return self.told if self.shape == "text" and self.told != self.value else ""

    @property
    def now_told(self) -> str:
        """Return what stands meanwhile as a person reads it."""
        return self.says(self.now or "")


@dataclass(frozen=True, kw_only=True)
class Section:
    """Some controls under a heading, in rows of two."""

    word: str
    rows: list[list[Control]] = field(default_factory=list)


def sections(
    kind: Kind,
    cells: Cells,
    *,
    by: Actor,
    is_new: bool,
    problems: Mapping[str, Sequence[str]],
    now: Cells,
) -> list[Section]:
    """Return the form. problems: sentences by column. now: what stands, where it is another."""
    make = _Making(kind, by)
    groups: dict[str, list[Control]] = {}
    for column in kind.columns:
        part, f = make.says(column)
        word = str(_("How it is known")) if column in _LAST else str(_SECTIONS.get(part.model, ""))
        control = make.control(
            column,
            f,
            part,
            value=cells[column],
            is_fixed=not is_new and column in kind.sheet.code,
            problems=problems.get(column, ()),
            now=now.get(column),
        )
        groups.setdefault(word, []).append(control)
    ordered = sorted(groups, key=lambda word: word == str(_("How it is known")))
    return [Section(word=word, rows=_in_rows(groups[word])) for word in ordered]


def _in_rows(controls: list[Control]) -> list[list[Control]]:
    rows: list[list[Control]] = []
    for control in controls:
        alone = control.shape == "area"
        if rows and len(rows[-1]) == 1 and not alone and rows[-1][0].shape != "area":
            rows[-1].append(control)
        else:
            rows.append([control])
    return rows


class _Making:
    """Makes the controls of one form; what a list of choices needs is read once."""

    def __init__(self, kind: Kind, by: Actor) -> None:
        self._kind, self._by = kind, by

    def says(self, column: str) -> tuple[Part, Field]:
        """Return the field whose reader tells most about what a column may hold."""
        readers = [
            (part, f) for part in self._kind.sheet.parts for f in part.fields if column in f.columns
        ]
        if not readers:  # a code that no field reads
            main = self._kind.sheet.parts[0]
            return main, Field(to="code", columns=(column,), read=c.text)
        first = [one for one in readers if one[1].columns[0] == column]
        closed = [one for one in first if isinstance(one[1].read, c.OneOf | c.RefTo)]
        alone = [one for one in readers if len(one[1].columns) == 1]
        return (closed or alone or readers)[0]

    def control(
        self,
        column: str,
        f: Field,
        part: Part,
        *,
        value: str,
        is_fixed: bool,
        problems: Sequence[str],
        now: str | None,
    ) -> Control:
        """Return the control of one column."""
        shape, mode, options, offers = self._shape(column, f, part)
        if shape == "select" and value not in dict(options):
            options = [(value, value), *options]  # none yet, or a word of the list's own
        sheet = self._kind.sheet
        needed = column in sheet.needed and not (self._kind.numbered and column in sheet.code)
        return Control(
            name=column,
            label=capfirst(column_word(sheet, column)),
            shape=shape,
            mode=mode,
            value=value,
            help="" if is_fixed else self._help(column, f),
            options=options,
            offers=offers,
            is_needed=needed,
            is_fixed=is_fixed,
            problems=problems,
            now=now,
        )

    def _help(self, column: str, f: Field) -> str:
        if column in self._kind.sheet.code and self._kind.numbered:
            return gettext("Leave it empty and the next one is taken.")
        if f.read is c.local_moment:
            return gettext("On the clock of the event.")
        return column_help(self._kind.sheet, column)

    def _shape(
        self, column: str, f: Field, part: Part
    ) -> tuple[str, str, list[Option], list[Option]]:
        read = f.read
        if isinstance(read, c.RefTo | c.RefsTo):
            options = [("", ""), *self._records(read.model, column)]
            return (
                ("text", "", [], options) if len(options) > _MANY else ("select", "", options, [])
            )
        if isinstance(read, c.OneOf):
            return "select", "", _words(read, part, f), []
        if read in _YES_NO:
            words = [("", ""), ("yes", gettext("yes")), ("no", gettext("no"))]
            return "select", "", words, []
        if column in CHOSEN:
            return "select", "", [("", ""), *((w, word_said(w)) for w in suggestions(column))], []
        if read in _NUMBERS:
            return "text", "decimal" if read is c.number else "numeric", [], []
        typed = _typed(column, f)
        if typed == "text" and _is_long(part, f):
            return "area", "", [], []
        return typed, "", [], self._offered(column, f, part) if typed == "text" else []

    def _records(self, name: str, column: str) -> list[Option]:
        model: Any = apps.get_model(name)
        rows = model.objects.visible_to(self._by).order_by("code")
        if model is Movement:
            way = "arrival" if column.startswith("arrival") else "departure"
            rows = rows.filter(direction=way).select_related("party")
            return [(row.code, f"{row.code} {row.party.code} {said(row.label())}") for row in rows]
        return [(row.code, f"{row.code} {in_one(row.label())}") for row in rows]

    def _offered(self, column: str, f: Field, part: Part) -> list[Option]:
        if column not in COMING_AGAIN:
            return []
        words = {word: word_said(word) for word in suggestions(column)}
        if len(f.columns) == 1 and not part.owner:
            rows = self._kind.rows(self._by).exclude(**{f.to: ""}).order_by(f.to)
            used = rows.values_list(f.to, flat=True).distinct()[:_OFFERED]
            words = dict.fromkeys(used, "") | words  # what people wrote stands as it is
        return list(words.items())


_YES_NO: Collection[Callable[..., Any]] = {c.yes, c.yes_no, c.marked_synthetic}
_NUMBERS: Collection[Callable[..., Any]] = {c.number, c.whole, c.counted, c.digits}


def _typed(column: str, f: Field) -> str:
    """Return the type of an input for a day, a clock, a moment, or any text."""
    if f.read is c.day:
        return "date"
    if f.read is c.local_moment:
        return "datetime-local"
    if f.read is c.clock:
        return "time"
    if f.read in {c.moment, c.moment_of_end}:
        last = f.columns[-1]
        return "date" if column == f.columns[0] else "text" if column == last else "time"
    return "text"


def _is_long(part: Part, f: Field) -> bool:
    if f.to == "code" or f.hanging:
        return False
    column = apps.get_model(part.model)._meta.get_field(f.to)
    return isinstance(column, models.TextField) and (
        not isinstance(column, SealedField) or f.to == "medical_note"
    )


def _words(read: c.OneOf, part: Part, f: Field) -> list[Option]:
    """Return the words to choose from: all that a list uses for how sure it is (they say more than
    that), else one for each meaning."""
    column: Any = apps.get_model(part.model)._meta.get_field(f.to)
    called = {means: str(label) for means, label in column.choices or ()}
    if f.to == "certainty" and f.columns != ("certainty",):
        return [(word, _both(word_said(word), called[means])) for word, means in read.words.items()
                if word]  # fmt: skip
    first: dict[str, str] = {}
    for word, means in read.words.items():
        if word:
            first.setdefault(means, word)
    empty = [("", "")] if read.words.get("") == "" else []
    return empty + [(word, called.get(means) or word_said(word)) for means, word in first.items()]


def _both(told: str, sure: str) -> str:
    return told if told.casefold() == sure.casefold() else f"{told} ({sure})"
