"""The shape of a run of show as it is typed, row by row, or pasted out of a sheet."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from narahubung.kit.zones import zone
from narahubung.programme.commands import Line
from narahubung.programme.forms.items import ClockField, WhyForm
from narahubung.programme.models import CueRole

BEFORE = timedelta(hours=6)  # so long before the item begins its first line may stand
EMPTY_ROWS = 3


class CueForm(forms.Form):
    """One line; emptied, it is taken out. owner: a name; a person of the event is told by it."""

    cue = forms.IntegerField(required=False, widget=forms.HiddenInput)
    at = ClockField(label=gettext_lazy("Time"))
    minutes = forms.IntegerField(
        required=False, min_value=0, max_value=600, label=gettext_lazy("Minutes")
    )
    fixed = forms.BooleanField(required=False, label=gettext_lazy("Fixed"))
    role = forms.ChoiceField(choices=CueRole.choices, required=False, label=gettext_lazy("Who"))
    text = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Cue"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.CharField(required=False, max_length=120, label=gettext_lazy("Place"))
    owner = forms.CharField(required=False, max_length=120, label=gettext_lazy("Owner"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("at", "minutes", "role", "text", "place", "owner"):
            field = self.fields[name]
            field.widget.attrs["aria-label"] = str(field.label)
        self.fields["owner"].widget.attrs["list"] = "cue-owners"

    def clean(self) -> dict[str, Any]:
        """Ask for the time of a line that says something."""
        given = super().clean() or {}
        if given.get("text") and given.get("at") is None and "at" not in self.errors:
            self.add_error("at", _("A line needs its clock time, such as 19.46."))
        return given


CueForms = forms.formset_factory(CueForm, extra=EMPTY_ROWS, max_num=500)


class PasteForm(forms.Form):
    """Lines out of a sheet: time, minutes, who, place, cue, owner, with tabs between."""

    pasted = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=gettext_lazy("Lines out of a sheet"),
        help_text=gettext_lazy(
            "Copy the columns time, minutes, who, place, cue, owner and paste them here. "
            "Time and cue are enough."
        ),
    )


class SlipForm(WhyForm):
    """By how many minutes, from a line on."""

    minutes = forms.IntegerField(min_value=-720, max_value=720, label=gettext_lazy("Minutes"))


class NotALine(ValueError):  # noqa: N818 -- a sentence for the one who pasted
    """A pasted row that cannot be read; the words say which and why."""


def typed(rows: Any, place: "Clocks", people: Mapping[str, int]) -> tuple[list[Line], list[int]]:
    """Return the lines of valid row forms, and the numbers of those that were emptied.

    people: who may own a line, by name in small letters.
    """
    lines, removed = [], []
    for row in rows:
        given = row.cleaned_data
        cue_id = given.get("cue")
        if not given.get("text"):
            if cue_id:
                removed.append(cue_id)
            continue
        owner = given["owner"].strip()
        owner_id = people.get(owner.lower())
        lines.append(
            Line(
                cue_id=cue_id,
                at=place.moment(given["at"]),
                text=given["text"],
                minutes=given["minutes"] or 0,
                role=given["role"] or CueRole.ALL.value,
                place=given["place"],
                fixed=given["fixed"],
                owner_id=owner_id,
                owner_name="" if owner_id else owner,
            )
        )
    return lines, removed


class Clocks:
    """Puts clock times on days: from six hours before an item begins, through midnight."""

    def __init__(self, starts_at: datetime, zone_name: str) -> None:
        self.first = (starts_at - BEFORE).astimezone(zone(zone_name))

    def moment(self, clock: Any) -> datetime:
        """Return the first moment with that clock time."""
        found = datetime.combine(self.first.date(), clock, tzinfo=self.first.tzinfo)
        return found if found >= self.first else found + timedelta(days=1)


def pasted(text: str, place: Clocks, people: Mapping[str, int]) -> list[Line]:
    """Return the lines of what was pasted. Raises NotALine."""
    rows = [line.rstrip() for line in text.splitlines() if line.strip()]
    return [_line(number, row.split("\t"), place, people) for number, row in enumerate(rows, 1)]


def _line(number: int, cells: list[str], place: Clocks, people: Mapping[str, int]) -> Line:
    cells = [cell.strip() for cell in cells]
    try:
        clock = ClockField(label="").clean(cells[0])
    except forms.ValidationError:
        clock = None
    rest = cells[1:]
    if clock is None or not any(rest):
        told = _("Row {number}: begin with a clock time such as 19.46, then a tab and the cue.")
        raise NotALine(told.format(number=number))
    minutes = 0
    if rest[0].isdecimal() or (not rest[0] and len(rest) > 1):
        minutes = min(int(rest[0] or 0), 600)
        rest = rest[1:]
    role, where, owner = "", "", ""
    if len(rest) > 1:
        role, rest = rest[0], rest[1:]
    if len(rest) > 1:
        where, rest = rest[0], rest[1:]
    cue, owner = (rest[0], rest[1]) if len(rest) > 1 else ("".join(rest), "")
    if not cue:
        raise NotALine(_("Row {number}: the cue is missing.").format(number=number))
    owner_id = people.get(owner.lower())
    return Line(
        at=place.moment(clock),
        text=cue[:300],
        minutes=minutes,
        role=_role(number, role),
        place=where[:120],
        owner_id=owner_id,
        owner_name="" if owner_id else owner[:120],
    )


def _role(number: int, word: str) -> str:
    """Return the code of a role as people write it, in either language."""
    if not word:
        return CueRole.ALL.value
    for language in ("en", "id"):
        with override(language):
            for code, label in CueRole.choices:
                if word.lower() in {code, str(label).lower()}:
                    return str(code)
    known = ", ".join(str(label) for _code, label in CueRole.choices)
    told = _("Row {number}: “{word}” is none of these: {known}.")
    raise NotALine(told.format(number=number, word=word, known=known))
